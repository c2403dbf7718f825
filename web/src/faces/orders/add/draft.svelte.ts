// An order while it is put together: lines, what was chosen with each, what it comes to. The node
// prices it again and refuses another sum.
import { uuid7 } from '../../../data/uuid7';
import type { Menu, ModifierGroup } from './menu';

/** One portion, thousandths. */
export const PORTION = 1000;
const MOST_PORTIONS = 99;

export interface Choice {
  group: number;
  option: number;
}

export interface WantedLine {
  /** The line's own key on this page. */
  key: string;
  product: number;
  /** Portions. */
  portions: number;
  chosen: readonly Choice[];
  note: string;
}

export function newLine(product: number): WantedLine {
  return { key: uuid7(), product, portions: 1, chosen: [], note: '' };
}

/** Whether every question has as many answers as it asks for. */
export function isComplete(groups: readonly ModifierGroup[], chosen: readonly Choice[]): boolean {
  return groups.every(({ group, least, most }) => {
    const answers = chosen.filter((choice) => choice.group === group).length;
    return answers >= least && answers <= most;
  });
}

/** The answers after one was pressed: the only one of a question gives way to the next. */
export function pressed(
  { group, most }: Pick<ModifierGroup, 'group' | 'most'>,
  chosen: readonly Choice[],
  option: number,
): readonly Choice[] {
  const is = (choice: Choice): boolean => choice.group === group && choice.option === option;
  if (chosen.some(is)) return chosen.filter((choice) => !is(choice));
  const others = most === 1 ? chosen.filter((choice) => choice.group !== group) : chosen;
  const answers = others.filter((choice) => choice.group === group).length;
  return answers < most ? [...others, { group, option }] : chosen;
}

export class OrderDraft {
  #lines = $state.raw<readonly WantedLine[]>([]);

  constructor(
    private readonly menu: Menu,
    private readonly now: () => number,
  ) {}

  get lines(): readonly WantedLine[] {
    return this.#lines;
  }

  get portions(): number {
    return this.#lines.reduce((sum, line) => sum + line.portions, 0);
  }

  get gross(): number {
    return this.#lines.reduce((sum, line) => sum + this.grossOf(line), 0);
  }

  /** How many portions of a product are in it. */
  countOf(product: number): number {
    const lines = this.#lines.filter((line) => line.product === product);
    return lines.reduce((sum, line) => sum + line.portions, 0);
  }

  /** What a line comes to; nothing where no price holds. */
  grossOf({ product, portions, chosen }: WantedLine): number {
    const price = this.menu.catalogue.priceAt(product, this.now(), portions * PORTION);
    if (!price) return 0;
    const added = chosen.reduce((sum, choice) => sum + this.#optionOf(product, choice).price, 0);
    return Math.round((price.amount * portions * PORTION) / price.per_milli) + added * portions;
  }

  /** What was chosen with a line, in words. */
  namesOf({ product, chosen }: WantedLine): string {
    return chosen.map((choice) => this.#optionOf(product, choice).name).join(', ');
  }

  /** One more of a product without questions. */
  addOne(product: number): void {
    const plain = this.#lines.find(
      (line) => line.product === product && line.chosen.length === 0 && line.note === '',
    );
    if (plain) this.put({ ...plain, portions: plain.portions + 1 });
    else this.put(newLine(product));
  }

  /** Takes a line in, or in place of the one with its key; one without portions goes. */
  put(line: WantedLine): void {
    const portions = Math.min(line.portions, MOST_PORTIONS);
    const known = this.#lines.some(({ key }) => key === line.key);
    const lines = known
      ? this.#lines.map((other) => (other.key === line.key ? { ...line, portions } : other))
      : [...this.#lines, { ...line, portions }];
    this.#lines = lines.filter((one) => one.portions > 0);
  }

  /** The lines as the node takes them. */
  wanted(): object[] {
    return this.#lines.map(({ product, portions, chosen, note }) => ({
      product,
      quantity_milli: portions * PORTION,
      chosen,
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    }));
  }

  #optionOf(product: number, { group, option }: Choice): { name: string; price: number } {
    const asked = this.menu.groupsOf(product).find((one) => one.group === group);
    return asked?.options.find((one) => one.option === option) ?? { name: '', price: 0 };
  }
}
