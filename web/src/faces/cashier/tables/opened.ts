// Which window of the page of tables is open, and what it is about: kept as it stood, so that a
// bill that somebody else pays meanwhile takes no window away.
import type { Amount } from '../../../money/settings';
import type { Entry } from './entries';
import type { OpenBill } from './open-bill.svelte';
import type { OwedLine, Reductions } from './shapes';

/** A bill, or a part of one, as the cashier saw it. */
export interface ToPay {
  bill: string;
  version: number;
  total: Amount;
  reductions: Reductions;
  /** What each of several payers gives; empty when one pays. */
  shares: readonly Amount[];
}

export type Opened =
  | { is: 'pay'; what: ToPay }
  | { is: 'line'; open: OpenBill; line: OwedLine }
  | { is: 'discount'; open: OpenBill }
  | { is: 'divide'; entry: Entry; open: OpenBill }
  | { is: 'move'; entry: Entry; merge: boolean }
  | { is: 'print'; bill: string; off: Reductions };
