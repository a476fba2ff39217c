import { counted } from '../../present';

/** How many people say who may do what in an organisation. */
export function administratorsInWords(count: number): string {
  return count === 0 ? 'None' : counted(count, 'person', 'people');
}
