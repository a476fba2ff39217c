import type { FieldName, Item, ItemField, ItemFields, Strategy } from '../../api/strategy';

/** What the control of a field is given, of whatever type the field is. */
export interface ControlProps {
  field: ItemField;
  value: ItemFields[FieldName];
  error: string | undefined;
  strategy: Strategy;
  self: Item;
  roles: string[];
  change: (value: ItemFields[FieldName]) => void;
  leave: () => void;
}
