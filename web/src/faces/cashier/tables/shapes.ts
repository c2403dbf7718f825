// The shapes of bills as the till reads and sends them. Knows no screen and no node.
import type { Given, View } from '../../../api/views';
import type { Discount } from '../../../money/quote';

export type BillView = Given<View<'BillView'>>;
export type BillPart = Given<View<'BillPartView'>>;
export type OwedLine = Given<View<'OwedLineView'>>;
export type BillQuote = Given<View<'QuoteView'>>;
export type BillDetail = Given<View<'BillDetail'>>;

/** A line of an order as commands name it. */
export interface LineRef {
  order: string;
  line: number;
}

/** What is taken off a bill, as the node takes it. */
export interface Reductions {
  line_discounts: (LineRef & { discount: Discount })[];
  bill_discount?: Discount | undefined;
}

/** One name for a line, to find it by. */
export function keyOf({ order, line }: LineRef): string {
  return `${order}#${line}`;
}
