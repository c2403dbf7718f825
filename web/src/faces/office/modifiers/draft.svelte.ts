// What somebody fills in about a question that is asked with products. Answers that the node knows
// stay in it for good; only those that were never saved can be taken out. Knows no screen.
import type { Amount } from '../../../money/settings';
import type { ModifierGroup, ModifierOption } from '../shapes';

/** The node takes no more products for one question. */
export const MOST_PRODUCTS = 2000;

let made = 0;

export class AnswerDraft {
  /** Tells answers apart while they have no number. */
  readonly key = ++made;
  name = $state('');
  price = $state<Amount | undefined>(0);
  active = $state(true);

  constructor(readonly kept?: ModifierOption) {
    if (!kept) return;
    this.name = kept.name;
    this.price = kept.price;
    this.active = kept.active;
  }

  /** Nothing was typed into a new line: it does not count. */
  get isBlank(): boolean {
    return !this.kept && this.name.trim() === '' && this.price === 0;
  }

  body(): object {
    const { kept, price, active } = this;
    const number = kept ? { option: kept.option } : {};
    return { ...number, name: this.name.trim(), price: price ?? 0, active };
  }
}

export class ModifierDraft {
  name = $state('');
  least = $state<number | undefined>(1);
  most = $state<number | undefined>(1);
  active = $state(true);
  lines = $state.raw<readonly AnswerDraft[]>([new AnswerDraft(), new AnswerDraft()]);
  products = $state.raw<readonly number[]>([]);

  constructor(group?: ModifierGroup) {
    if (group) this.take(group);
  }

  take(group: ModifierGroup): void {
    this.name = group.name;
    this.least = group.least;
    this.most = group.most;
    this.active = group.active;
    this.lines = group.options.map((option) => new AnswerDraft(option));
    this.products = [...group.products];
  }

  /** The answers as they are sent: lines in which something stands. */
  get answers(): AnswerDraft[] {
    return this.lines.filter((line) => !line.isBlank);
  }

  /** The answers that somebody can choose. */
  get offered(): AnswerDraft[] {
    return this.answers.filter(({ active }) => active);
  }

  /** A new line, behind another or at the end. */
  add(behind?: AnswerDraft): AnswerDraft {
    const line = new AnswerDraft();
    const at = behind ? this.lines.indexOf(behind) + 1 : this.lines.length;
    this.lines = this.lines.toSpliced(at, 0, line);
    return line;
  }

  remove(line: AnswerDraft): void {
    this.lines = this.lines.filter((other) => other !== line);
  }

  /** Moves a line by one place; at the end it stays. */
  move(line: AnswerDraft, by: 1 | -1): void {
    const at = this.lines.indexOf(line);
    const to = Math.min(Math.max(at + by, 0), this.lines.length - 1);
    this.lines = this.lines.toSpliced(at, 1).toSpliced(to, 0, line);
  }

  /** Adds products that are not there yet; gives how many came. */
  ask(products: readonly number[]): number {
    const before = this.products.length;
    const all = new Set([...this.products, ...products]);
    this.products = [...all].slice(0, Math.max(MOST_PRODUCTS, before));
    return this.products.length - before;
  }

  /** The question as the node takes it. */
  body(): object {
    return {
      name: this.name.trim(),
      least: this.least ?? 0,
      most: this.most ?? 0,
      options: this.answers.map((answer) => answer.body()),
      products: this.products,
      active: this.active,
    };
  }

  /** How many parts differ from what the node has. */
  changes(group: ModifierGroup): number {
    const before = new ModifierDraft(group);
    const pairs: [unknown, unknown][] = [
      [this.name, before.name],
      [this.least, before.least],
      [this.most, before.most],
      [this.active, before.active],
      [answersText(this), answersText(before)],
      [[...this.products].sort().join(), [...before.products].sort().join()],
    ];
    return pairs.filter(([now, then]) => now !== then).length;
  }
}

/** A price that cannot be read differs from none. */
function answersText({ answers }: ModifierDraft): string {
  return JSON.stringify(answers.map((answer) => [answer.body(), answer.price === undefined]));
}
