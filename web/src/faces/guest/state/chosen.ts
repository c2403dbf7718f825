// What this guest has chosen: the node's draft, with the taps over it that the node has not heard of,
// without what is ordered already. Adds portions, never money.
import type { Chosen, Draft, DraftLine, DraftWrite } from '../shapes';
import type { Menu } from './menu';

/** One portion, in thousandths. */
export const PORTION = 1000;

export interface Picked {
  lines: readonly DraftLine[];
  /** How many portions are in it. */
  portions: number;
  /** Portions by product, in thousandths. */
  quantities: ReadonlyMap<number, number>;
  /** What the node says it comes to; nothing while the node has not heard of every tap. */
  gross: number | undefined;
}

function sameChoice(a: readonly Chosen[], b: readonly Chosen[]): boolean {
  const keys = (chosen: readonly Chosen[]): string =>
    chosen
      .map(({ group, option }) => `${group}:${option}`)
      .sort()
      .join();
  return keys(a) === keys(b);
}

/** The line that this tap makes, as far as the phone can tell: what it costs is the node's to say. */
function lineOf(write: DraftWrite, known: DraftLine | undefined, menu: Menu): DraftLine {
  return {
    ...write,
    name: known?.name ?? menu.product(write.product)?.name ?? '',
    chosen_names: menu.optionNames(write.chosen),
  };
}

/** The node leaves a line that cannot be ordered without a name. */
function named(line: DraftLine, menu: Menu): DraftLine {
  return { ...line, name: line.name || (menu.product(line.product)?.name ?? '') };
}

function overlaid(lines: readonly DraftLine[], unsent: readonly DraftWrite[], menu: Menu) {
  const byLine = new Map(lines.map((line) => [line.line, line]));
  for (const write of unsent) {
    if (write.quantity_milli === 0) byLine.delete(write.line);
    else byLine.set(write.line, lineOf(write, byLine.get(write.line), menu));
  }
  return [...byLine.values()];
}

function quantitiesOf(lines: readonly DraftLine[]): Map<number, number> {
  const quantities = new Map<number, number>();
  for (const { product, quantity_milli } of lines) {
    quantities.set(product, (quantities.get(product) ?? 0) + quantity_milli);
  }
  return quantities;
}

/** The cart of a guest. `ordered` names the lines that are in an order of theirs. */
export function cartOf(
  own: Draft | undefined,
  unsent: readonly DraftWrite[],
  ordered: ReadonlySet<string>,
  menu: Menu,
): Picked {
  const drafted = own?.lines ?? [];
  const open = drafted.filter(({ line }) => !ordered.has(line)).map((line) => named(line, menu));
  const lines = overlaid(open, unsent, menu);
  const portions = lines.reduce((sum, line) => sum + Math.ceil(line.quantity_milli / PORTION), 0);
  const heard = unsent.length === 0 && open.length === drafted.length;
  return {
    lines,
    portions,
    quantities: quantitiesOf(lines),
    gross: heard ? own?.gross : undefined,
  };
}

/** The line of a cart that a dish with this choice and note joins; nothing when it needs its own. */
export function lineLike(
  cart: Picked,
  product: number,
  chosen: readonly Chosen[],
  note: string,
): DraftLine | undefined {
  return cart.lines.find(
    (line) =>
      line.product === product && (line.note ?? '') === note && sameChoice(line.chosen, chosen),
  );
}

/** A line as it is written to the node. */
export function writeOf(
  line: DraftLine | DraftWrite,
  quantity_milli = line.quantity_milli,
): DraftWrite {
  const { product, chosen, note } = line;
  return { line: line.line, product, quantity_milli, chosen, ...(note ? { note } : {}) };
}
