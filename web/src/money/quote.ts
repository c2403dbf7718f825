// What a basket comes to, and what its payments leave: the engine's answer with names. The node
// prices again when it commits; this is what the cashier sees meanwhile.
import { call } from './engine';
import type { Amount, BillSettings, Milli, TaxInForce } from './settings';
import { settingsWords } from './settings';
import { flag, list, option, Reader } from './words';

/** Something taken off: parts per million, or an amount. */
export type Discount = { ppm: number } | { amount: Amount };

export interface QuoteLine {
  /** The price of `per_milli`. */
  price: Amount;
  per_milli: Milli;
  quantity_milli: Milli;
  /** Codes of the taxes that the product carries. */
  taxes: readonly string[];
  service: boolean;
  discountable: boolean;
  discount?: Discount | undefined;
  /** What a scale's label says that the line costs, instead of price times quantity. */
  gross?: Amount | undefined;
}

/** Only cash may be more than what is left to pay. */
export type TenderKind = 'cash' | 'noncash' | 'voucher' | 'on_account';

export interface Tender {
  kind: TenderKind;
  amount: Amount;
}

export interface BasketAsked {
  branch: BillSettings;
  taxes: readonly TaxInForce[];
  lines: readonly QuoteLine[];
  billDiscount?: Discount | undefined;
  tenders: readonly Tender[];
}

export interface QuotedLine {
  gross: Amount;
  /** Everything taken off the line itself. */
  off: Amount;
  net: Amount;
  total: Amount;
}

export interface Quote {
  lines: QuotedLine[];
  gross: Amount;
  lineDiscount: Amount;
  billDiscount: Amount;
  net: Amount;
  service: Amount;
  taxes: { code: string; amount: Amount }[];
  /** The revenue: what `expected_total` says. */
  total: Amount;
  rounding: Amount;
  /** Total and coin rounding under the payments so far. */
  payable: Amount;
  change: Amount;
  /** What is left to pay. */
  balance: Amount;
}

const KINDS: readonly TenderKind[] = ['cash', 'noncash', 'voucher', 'on_account'];

function discountWords(discount: Discount): number[] {
  return 'ppm' in discount ? [0, discount.ppm] : [1, discount.amount];
}

function lineWords(line: QuoteLine, taxes: readonly TaxInForce[]): number[] {
  const carried = taxes.flatMap((tax, index) => (line.taxes.includes(tax.code) ? [index] : []));
  const modifiers = [0];
  return [
    line.price,
    line.per_milli,
    line.quantity_milli,
    ...modifiers,
    ...list(carried, (index) => [index]),
    flag(line.service),
    flag(line.discountable),
    ...option(line.discount, discountWords),
    ...option(line.gross, (gross) => [gross]),
  ];
}

/** The taxes of the list that a line carries, in the list's order. */
function carriedBy(lines: readonly QuoteLine[], taxes: readonly TaxInForce[]): TaxInForce[] {
  return taxes.filter((tax) => lines.some((line) => line.taxes.includes(tax.code)));
}

/** Prices a basket. Throws `MoneyRefusal` for what cannot be computed. */
export function quote(asked: BasketAsked): Quote {
  const taxes = carriedBy(asked.lines, asked.taxes);
  const noCap = 0;
  const noPromotions = [0];
  const discounts = asked.billDiscount ? [asked.billDiscount] : [];
  const noTip = 0;
  const words = call('quote', [
    ...settingsWords(asked.branch, taxes),
    ...list(asked.lines, (line) => lineWords(line, taxes)),
    ...noPromotions,
    ...list(discounts, (discount) => [...discountWords(discount), noCap, 0]),
    noTip,
    ...list(asked.tenders, ({ kind, amount }) => [0, KINDS.indexOf(kind), amount]),
  ]);
  return readQuote(new Reader(words), taxes);
}

function readLine(from: Reader): QuotedLine {
  const gross = from.word();
  from.word();
  const off = from.word();
  from.word();
  const net = from.word();
  from.word();
  from.list(() => [from.word(), from.word()]);
  return { gross, off, net, total: from.word() };
}

function readTax(from: Reader, taxes: readonly TaxInForce[]): { code: string; amount: Amount } {
  const code = taxes[from.word()]?.code ?? '';
  from.word();
  from.word();
  return { code, amount: from.word() };
}

function readQuote(from: Reader, taxes: readonly TaxInForce[]): Quote {
  from.flag();
  from.flag();
  const lines = from.list(() => readLine(from));
  const gross = from.word();
  from.list(() => from.word());
  const lineDiscount = from.word();
  const [billDiscount = 0] = from.list(() => from.word());
  const [net, service] = [from.word(), from.word()];
  const taxed = from.list(() => readTax(from, taxes));
  from.word();
  const total = from.word();
  // Tip, due, non-cash and forfeited vouchers stand before what a till shows.
  [0, 1, 2, 3].forEach(() => from.word());
  const [rounding, payable] = [from.word(), from.word()];
  from.word();
  const [change, balance] = [from.word(), from.word()];
  from.end();
  const sums = { gross, lineDiscount, billDiscount, net, service, taxes: taxed };
  return { lines, ...sums, total, rounding, payable, change, balance };
}
