// The bill that is open on the page: what is taken off it, and what the node says that it comes to
// with that. Computes nothing itself.
import { api, NoAnswer, Problem } from '../../../api/client';
import { explain } from '../../../i18n/explain';
import type { Discount } from '../../../money/quote';
import { problems } from './problems';
import { keyOf, type BillQuote, type LineRef, type Reductions } from './shapes';

export class OpenBill {
  #lines = $state.raw<ReadonlyMap<string, LineRef & { discount: Discount }>>(new Map());
  #whole = $state.raw<Discount>();
  #quote = $state.raw<BillQuote>();
  #problem = $state<string>();
  #asked = 0;

  constructor(readonly bill: string) {}

  /** What it comes to; nothing before the node said so. */
  get quote(): BillQuote | undefined {
    return this.#quote;
  }

  /** Why there is no total. */
  get problem(): string | undefined {
    return this.#problem;
  }

  get whole(): Discount | undefined {
    return this.#whole;
  }

  offOf(line: LineRef): Discount | undefined {
    return this.#lines.get(keyOf(line))?.discount;
  }

  /** Everything that is taken off. */
  readonly reductions: Reductions = $derived({
    line_discounts: [...this.#lines.values()],
    bill_discount: this.#whole,
  });

  setLine(line: LineRef, discount: Discount | undefined): void {
    const lines = new Map(this.#lines);
    const { order, line: n } = line;
    if (discount) lines.set(keyOf(line), { order, line: n, discount });
    else lines.delete(keyOf(line));
    this.#lines = lines;
  }

  setWhole(discount: Discount | undefined): void {
    this.#whole = discount;
  }

  /** Forgets what was taken off lines that are not on the bill any more. */
  keepOnly(lines: readonly LineRef[]): void {
    const here = new Set(lines.map(keyOf));
    const left = [...this.#lines].filter(([key]) => here.has(key));
    if (left.length < this.#lines.size) this.#lines = new Map(left);
  }

  /** Asks the node what it comes to; the last question counts. */
  async ask(reductions: Reductions): Promise<void> {
    const asked = (this.#asked += 1);
    try {
      const quote = await api.post<BillQuote>(`/api/v1/bills/${this.bill}/quote`, reductions);
      if (asked !== this.#asked) return;
      this.#quote = quote;
      this.#problem = undefined;
    } catch (error) {
      if (!(error instanceof Problem) && !(error instanceof NoAnswer)) throw error;
      if (asked !== this.#asked) return;
      this.#quote = undefined;
      this.#problem = explain(error, problems());
    }
  }
}
