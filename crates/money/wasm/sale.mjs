// A golden sale as words, and the engine's words as a golden answer. Codes stay here; only their
// indexes cross into the engine.
import { Reader, flag, list, option } from "./engine.mjs";

export const CURRENCIES = ["IDR", "JPY", "KRW", "VND", "USD", "EUR", "SGD", "MYR", "AUD", "CHF", "CAD", "THB", "KWD", "BHD", "OMR", "TND"];
export const ROUNDINGS = ["half_up", "half_even", "down", "up"];
export const METHODS = ["cash", "qris", "card", "transfer", "voucher", "on_account"];
const TENDER_KINDS = { cash: 0, voucher: 2, on_account: 3 };
const TAX_KINDS = { PPN: 0, PPN_MEWAH: 0, PB1: 1 };
const OTHER_TAX = 2;
const PROMOS = ["line_percent", "group_percent", "bxgy", "tier", "bundle"];

/** Where `value` stands in `values`; an unknown one is a fault of the file. */
export function place(values, value) {
  const found = values.indexOf(value);
  if (found < 0) throw new RangeError(`unknown ${value}`);
  return found;
}

export const coinRule = (rule) => option(rule, ({ step, threshold }) => [step, threshold]);
export const tender = ({ type, amount }) => [place(METHODS, type), TENDER_KINDS[type] ?? 1, amount];
export const taxCodes = (sale) => Object.keys(sale.config.taxes);

function settings(config) {
  const tax = ([code, { rate_ppm, base_num, base_den }]) => [TAX_KINDS[code] ?? OTHER_TAX, rate_ppm, base_num, base_den];
  const service = ({ ppm, mode, basis, taxable, rounding }) => [
    ppm,
    place(["exclusive", "inclusive"], mode),
    place(["after_discount", "before_bill_discount", "gross"], basis),
    flag(taxable),
    place(ROUNDINGS, rounding),
  ];
  const isPkp = true;
  return [
    place(CURRENCIES, config.currency),
    place(["exclusive", "inclusive"], config.price_mode),
    place(ROUNDINGS, config.tax_rounding),
    place(["exact", "dpp_first"], config.dpp_rounding),
    place(ROUNDINGS, config.line_rounding),
    place(ROUNDINGS, config.discount_rounding),
    flag(isPkp),
    ...list(Object.entries(config.taxes), tax),
    ...option(config.service, service),
    ...coinRule(config.cash_rounding),
    ...coinRule(config.noncash_rounding),
  ];
}

const discount = (given) => (given.type === "percent" ? [0, given.ppm] : [1, given.value]);

function line(sale, row) {
  return [
    row.price,
    row.per_milli,
    row.qty_milli,
    ...list(row.mods, (price) => [price]),
    ...list(row.taxes, (code) => [place(taxCodes(sale), code)]),
    flag(row.service),
    flag(row.discountable),
    ...option(row.discount, discount),
    ...option(row.gross_override, (gross) => [gross]),
  ];
}

function promo(row) {
  const parts = {
    line_percent: () => [row.ppm],
    group_percent: () => [row.ppm, ...option(row.cap, (cap) => [cap])],
    bxgy: () => [row.x, row.y],
    tier: () => [row.min_qty_milli, row.price],
    bundle: () => [row.price],
  };
  return [place(PROMOS, row.type), ...list(row.lines, (index) => [index]), ...parts[row.type]()];
}

const billDiscount = (row) => [...discount(row), ...option(row.cap, (cap) => [cap]), row.min_spend ?? 0];

/** A sale of the file as the words of `quote`. */
export function quoteWords(sale) {
  return [
    ...settings(sale.config),
    ...list(sale.lines, (row) => line(sale, row)),
    ...list(sale.promos, promo),
    ...list(sale.bill_discounts, billDiscount),
    sale.tip,
    ...list(sale.tenders, tender),
  ];
}

/** Taxes by index as taxes by code. */
export function lineTaxes(sale, from) {
  const codes = taxCodes(sale);
  return Object.fromEntries(from.list(() => [codes[from.word()], from.word()]));
}

const SETTLEMENT = ["tip", "due", "noncash", "voucher_forfeited", "rounding", "payable", "cash", "change", "balance"];

/** The words of a quote in the shape of the file; the first two flags come back beside it. */
export function quoteAnswer(sale, words) {
  const from = new Reader(words);
  const named = (names) => Object.fromEntries(names.map((name) => [name, from.word()]));
  const composition = named(["service_on_top", "tax_on_top"]);
  const lines = from.list(() => ({
    ...named(["gross", "promo", "line_discount", "bill_discount", "net", "service"]),
    taxes: lineTaxes(sale, from),
    total: from.word(),
  }));
  const answer = {
    lines,
    gross: from.word(),
    promos: from.list(() => from.word()),
    line_discount: from.word(),
    bill_discounts: from.list(() => from.word()),
    ...named(["net", "service"]),
    taxes: from.list(() => ({ code: taxCodes(sale)[from.word()], ...named(["base", "dpp", "amount"]) })),
    ...named(["untaxed", "total", ...SETTLEMENT]),
  };
  from.end();
  return { composition, answer };
}
