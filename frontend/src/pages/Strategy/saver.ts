import { ProblemError, type Problem } from '../../api/client';
import type { FieldName, Item, ItemFields } from '../../api/strategy';
import { merge, ready, unsaved, type Clash } from './merge';

/** What a page shows of an item that is being written. */
export interface SaverView {
  item: Item;
  typed: ItemFields;
  state: 'saved' | 'typing' | 'saving' | 'failed';
  savedAt: Date | undefined;
  problem: Problem | undefined;
  clashes: Clash[];
}

/** The server's side: changes some fields of an item at its version, or reads it. */
export interface Server {
  change: (item: Item, fields: ItemFields) => Promise<Item>;
  read: (item: Item) => Promise<Item>;
}

/** The field that a problem is of, such as measures of measures[0].name. */
const fieldOf = (name: string) => name.split(/[[.]/)[0] as FieldName;

const namesOf = (fields: ItemFields) => Object.keys(fields) as FieldName[];

/**
 * Saves an item as it is typed: only the fields that changed, over the version that they were typed over. What somebody else
 * saved meanwhile is brought together field by field; a field that both changed, or that was refused, waits to be settled or
 * typed again, and the rest goes on. One request at a time.
 */
export class Saver {
  view: SaverView;
  /** What waits to be settled, or to be typed again after it was refused. */
  private readonly held = new Set<FieldName>();
  private readonly refused = new Set<FieldName>();
  private busy = false;

  constructor(
    first: Item,
    private readonly server: Server,
    private readonly told: (now: SaverView, before: SaverView) => void,
  ) {
    this.view = { item: first, typed: {}, state: 'saved', savedAt: undefined, problem: undefined, clashes: [] };
  }

  type(fields: ItemFields): void {
    // What is asked about goes on being asked about, with what has been typed since.
    const clashes = this.view.clashes.map((one) => (one.name in fields ? { ...one, mine: fields[one.name] } : one));
    for (const name of namesOf(fields)) {
      if (!clashes.some((one) => one.name === name)) this.held.delete(name);
      this.refused.delete(name);
    }
    this.show({ typed: { ...this.view.typed, ...fields }, clashes, state: 'typing' });
  }

  /** Goes on with what was typed before over fields as they were then; where they have changed since, it is asked about. */
  resume(typed: ItemFields, base: ItemFields): void {
    const { clashes } = merge(base, typed, this.view.item.fields);
    clashes.forEach(({ name }) => this.held.add(name));
    this.show({ typed: { ...typed, ...this.view.typed }, clashes, state: 'typing' });
  }

  settle(clash: Clash, whose: 'mine' | 'theirs'): void {
    this.show({ clashes: this.view.clashes.filter(({ name }) => name !== clash.name) });
    this.held.delete(clash.name);
    if (whose === 'mine') this.type({ [clash.name]: clash.mine });
    else this.forget({ [clash.name]: this.view.typed[clash.name] });
  }

  /** Saves what is to be saved, and again until nothing is. */
  async save(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      for (let sent = this.due(); namesOf(sent).length > 0; sent = this.due()) await this.send(sent);
    } finally {
      this.busy = false;
    }
    if (this.view.state === 'typing') this.rest();
  }

  /** Where it stands when nothing more is to be sent: what is no longer refused is no longer said to be wrong. */
  private rest(change: Partial<SaverView> = {}): void {
    const wrong = this.refused.size > 0;
    const left = wrong ? 'failed' : 'typing';
    const { problem } = this.view;
    const fields = problem?.fields.filter(({ name }) => this.refused.has(fieldOf(name))) ?? [];
    this.show({
      ...change,
      problem: wrong && problem !== undefined ? { ...problem, fields } : undefined,
    });
    this.show({ state: namesOf(this.waiting()).length === 0 ? 'saved' : left });
  }

  private waiting(): ItemFields {
    return unsaved(this.view.item.fields, this.view.typed);
  }

  private due(): ItemFields {
    const due = Object.entries(this.waiting()).filter(
      ([name, value]) => !this.held.has(name as FieldName) && ready(value),
    );
    return Object.fromEntries(due);
  }

  private async send(sent: ItemFields): Promise<void> {
    if (this.view.state !== 'failed') this.show({ state: 'saving' });
    try {
      const item = await this.server.change(this.view.item, sent);
      this.forget(sent);
      this.rest({ item, savedAt: new Date() });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (error.problem.status === 412) await this.meet(sent);
      else this.refuse(sent, error.problem);
    }
  }

  /** Somebody else was first: all that was typed over what they changed is looked at, sent or not. */
  private async meet(sent: ItemFields): Promise<void> {
    const base = this.view.item.fields;
    let item: Item;
    try {
      item = await this.server.read(this.view.item);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      this.refuse(sent, error.problem);
      return;
    }
    const { clashes } = merge(base, this.waiting(), item.fields);
    clashes.forEach(({ name }) => this.held.add(name));
    const before = this.view.clashes
      .filter(({ name }) => !clashes.some((one) => one.name === name))
      .map((one) => ({ ...one, theirs: item.fields[one.name] }));
    this.show({ item, clashes: [...before, ...clashes], state: 'typing' });
  }

  /** The fields that are wrong wait until they are typed again; without any named, everything does. */
  private refuse(sent: ItemFields, problem: Problem): void {
    const named = problem.fields.map(({ name }) => fieldOf(name));
    const wrong = namesOf(sent).filter((name) => named.includes(name));
    (wrong.length > 0 ? wrong : namesOf(sent))
      .filter((name) => this.view.typed[name] === sent[name])
      .forEach((name) => {
        this.held.add(name);
        this.refused.add(name);
      });
    this.show({ problem, state: 'failed' });
  }

  /** Tries what waits once more, and says so. */
  async again(): Promise<void> {
    this.show({ state: 'typing' });
    await this.retry();
  }

  /** Tries what waits once more; what is said of it stays until there is something else to say. */
  async retry(): Promise<void> {
    this.refused.forEach((name) => this.held.delete(name));
    this.refused.clear();
    await this.save();
  }

  private forget(sent: ItemFields): void {
    const left = Object.entries(this.view.typed).filter(([name, value]) => {
      const field = name as FieldName;
      return !(field in sent) || value !== sent[field];
    });
    this.show({ typed: Object.fromEntries(left) });
  }

  private show(change: Partial<SaverView>): void {
    const before = this.view;
    this.view = { ...before, ...change };
    this.told(this.view, before);
  }
}
