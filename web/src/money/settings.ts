// How a branch computes a bill, in the words of the contract and in those of the engine. The
// order of each list is the engine's.
import { flag, list, option, place } from './words';

/** Money in minor units, whole. Only the engine adds, multiplies or rounds it. */
export type Amount = number;
/** Thousandths of a product's unit, whole: 1000 is one piece. */
export type Milli = number;

export const CURRENCIES = [
  ...(['IDR', 'JPY', 'KRW', 'VND', 'USD', 'EUR', 'SGD', 'MYR'] as const),
  ...(['AUD', 'CHF', 'CAD', 'THB', 'KWD', 'BHD', 'OMR', 'TND'] as const),
];
const ROUNDINGS = ['half_up', 'half_even', 'down', 'up'] as const;
const BASES = ['after_discount', 'before_bill_discount', 'gross'] as const;
const OTHER_TAX = 2;
const HALF_UP = 0;

/** The coins a total is rounded to: a rest below the threshold goes down. */
export interface CoinStep {
  step: Amount;
  threshold: Amount;
}

/** A tax in force that lines of the bill carry. */
export interface TaxInForce {
  code: string;
  rate_ppm: number;
  base_num: number;
  base_den: number;
}

/** A branch's settings, as the catalogue tells them. */
export interface BillSettings {
  currency: string;
  tax_inclusive: boolean;
  is_pkp: boolean;
  tax_rounding: string;
  dpp_first: boolean;
  service?: { ppm: number; inclusive: boolean; basis: string; taxable: boolean } | null;
  cash_rounding?: CoinStep | null;
  noncash_rounding?: CoinStep | null;
}

export function coinWords(rule: CoinStep | null | undefined): number[] {
  return option(rule, ({ step, threshold }) => [step, threshold]);
}

/** What the law calls a tax of that code, as `crates/rules/src/price.rs` has it. */
function taxKind(code: string): number {
  if (code === 'PPN' || code === 'PPN_MEWAH') return 0;
  return code === 'PB1' || code === 'PBJT' ? 1 : OTHER_TAX;
}

/** The settings as the engine reads them. */
export function settingsWords(branch: BillSettings, taxes: readonly TaxInForce[]): number[] {
  return [
    place(CURRENCIES, branch.currency),
    flag(branch.tax_inclusive),
    place(ROUNDINGS, branch.tax_rounding),
    flag(branch.dpp_first),
    HALF_UP,
    HALF_UP,
    flag(branch.is_pkp),
    ...list(taxes, (tax) => [taxKind(tax.code), tax.rate_ppm, tax.base_num, tax.base_den]),
    ...option(branch.service, (service) => [
      service.ppm,
      flag(service.inclusive),
      place(BASES, service.basis),
      flag(service.taxable),
      HALF_UP,
    ]),
    ...coinWords(branch.cash_rounding),
    ...coinWords(branch.noncash_rounding),
  ];
}
