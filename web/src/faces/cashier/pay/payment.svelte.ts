// How a basket or a bill is being paid: what was received, by which method, what is left. Every
// amount comes from the money engine or from the customer; none is computed here.
import type { Amount } from '../../../money/settings';
import type { Quote, Tender, TenderKind } from '../../../money/quote';
import type { Method } from '../state/views';
import { notesFor } from './notes-for';

export interface Paid {
  method: Method;
  amount: Amount;
  reference?: string;
}

/** How the window opens: with a method and perhaps what was handed over. */
export interface Opening {
  method?: Method;
  received?: Amount;
  /** What several payers give, each a payment of its own; the last one gives what is left. */
  shares?: readonly Amount[];
}

/** Something that can be paid: it tells what payments leave of it, nothing where they cannot be. */
export interface Payable {
  settle(tenders: readonly Tender[]): Quote | undefined;
}

/** Figures of an amount that can be typed; the contract bounds money at 10^15. */
const MAX_DIGITS = 12;

export function kindOf(method: Method): TenderKind {
  if (method === 'cash' || method === 'voucher' || method === 'on_account') return method;
  return 'noncash';
}

export class Payment {
  #paid = $state.raw<readonly Paid[]>([]);
  #method = $state<Method>('cash');
  /** What was typed; nothing typed means what is left, exactly. */
  #typed = $state<string>();
  reference = $state('');

  constructor(
    private readonly payable: Payable,
    readonly methods: readonly Method[],
    opening: Opening,
  ) {
    this.shares = opening.shares ?? [];
    this.#method = opening.method ?? methods[0] ?? 'cash';
    const first = opening.received ?? this.shares[0];
    if (first !== undefined) this.#typed = String(first);
  }

  /** What each payer gives who pays a share; empty when one pays it all. */
  readonly shares: readonly Amount[];

  /** What has been received for good. */
  get paid(): readonly Paid[] {
    return this.#paid;
  }

  get method(): Method {
    return this.#method;
  }

  /** What is still to pay before the current method, in its own coins. */
  readonly due: Amount = $derived.by(() => this.#settle(this.#probe)?.balance ?? 0);

  /** What the current method brings. */
  readonly amount: Amount = $derived(
    this.#typed === undefined ? this.due : Number(this.#typed || '0'),
  );

  /** How it stands with the current method; nothing when that cannot be. */
  readonly settled: Quote | undefined = $derived.by(() =>
    this.#settle([{ kind: kindOf(this.#method), amount: this.amount }]),
  );

  /** Whether nothing is left to pay. */
  readonly enough: boolean = $derived(this.settled !== undefined && this.settled.balance <= 0);

  /** More than is left without cash. */
  readonly over: boolean = $derived(this.settled === undefined && this.amount > this.due);

  /** Sums that a customer is likely to hand over. */
  readonly notes: readonly Amount[] = $derived(this.due > 0 ? notesFor(this.due) : []);

  readonly needsReference: boolean = $derived(this.#method === 'on_account');

  /** Whether the sale could be rung up now. */
  readonly complete: boolean = $derived(
    this.enough && (!this.needsReference || this.reference.trim() !== ''),
  );

  /** Whether the current method can be kept as a part of several. */
  readonly partial: boolean = $derived(
    this.settled !== undefined && this.settled.balance > 0 && this.amount > 0,
  );

  get exact(): boolean {
    return this.#typed === undefined;
  }

  /** Cash of nothing tells the rest in coins; the others leave the rest as it is. */
  readonly #probe: Tender[] = $derived(
    this.#method === 'cash' ? [{ kind: 'cash' as const, amount: 0 }] : [],
  );

  #settle(tenders: readonly Tender[]): Quote | undefined {
    const before = this.#paid.map(({ method, amount }) => ({ kind: kindOf(method), amount }));
    return this.payable.settle([...before, ...tenders]);
  }

  choose(method: Method): void {
    this.#method = method;
    this.#typed = undefined;
    this.reference = '';
  }

  /** A sum that was handed over; nothing for what is left, exactly. */
  receive(amount: Amount | undefined): void {
    this.#typed = amount === undefined ? undefined : String(amount);
  }

  /** Figures of the pad or the keyboard. */
  type(figures: string): void {
    const typed = ((this.#typed ?? '') + figures).replace(/^0+(?=\d)/, '');
    if (typed.length <= MAX_DIGITS) this.#typed = typed;
  }

  back(): void {
    this.#typed = (this.#typed ?? String(this.amount)).slice(0, -1);
  }

  #current(): Paid {
    const reference = this.reference.trim();
    const paid = { method: this.#method, amount: this.amount };
    return reference === '' ? paid : { ...paid, reference };
  }

  /** Keeps the current method as a part and goes on with the rest. */
  addPart(): void {
    this.#paid = [...this.#paid, this.#current()];
    const others = this.methods.filter((method) => method !== this.#method);
    this.choose(this.shares.length > 0 ? this.#method : (others[0] ?? this.#method));
    const next = this.shares[this.#paid.length];
    if (next !== undefined && this.#paid.length < this.shares.length - 1) this.receive(next);
  }

  takeBack(part: Paid): void {
    this.#paid = this.#paid.filter((one) => one !== part);
    this.#typed = undefined;
  }

  /** All payments of the sale, the current one last; a part of nothing is left out. */
  all(): Paid[] {
    const current = this.#current();
    const parts = [...this.#paid];
    if (current.amount > 0 || parts.length === 0) parts.push(current);
    return parts;
  }
}
