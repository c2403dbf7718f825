// Runs every golden vector through the WebAssembly and compares every field.
// Usage: node golden.mjs [FILE.wasm]. Prints "N passed, 0 failed"; any difference is exit 1.
import { deepStrictEqual } from "node:assert";
import { readFile } from "node:fs/promises";
import { Reader, Refusal, flag, list, load, text } from "./engine.mjs";
import { CURRENCIES, METHODS, ROUNDINGS, coinRule, lineTaxes, place, quoteAnswer, quoteWords, taxCodes, tender } from "./sale.mjs";

const QRIS_LIMIT = 10_000_000;
const SHORT_CODES = { 19: "check_digit", 22: "crc", 23: "not_static", 24: "fee", 25: "amount", 26: "limit" };

const file = process.argv[2] ?? new URL("../../../web/src/money/money.wasm", import.meta.url);
const golden = JSON.parse(await readFile(new URL("../golden/golden.json", import.meta.url), "utf8"));
const { call } = await load(await readFile(file));
const sold = new Map(golden.sales.map((sale) => [sale.id, quoteAnswer(sale, call("quote", quoteWords(sale)))]));
const sales = new Map(golden.sales.map((sale) => [sale.id, sale]));

/** Words in, one number or one list of numbers out. */
const single = (name, words) => call(name, words)[0];
const numbers = (name, words) => {
  const from = new Reader(call(name, words));
  const read = from.list(() => from.word());
  from.end();
  return read;
};
const named = (names, words) => Object.fromEntries(names.map((name, index) => [name, words[index]]));
const taxRow = (sale, taxes) => list(Object.entries(taxes), ([code, amount]) => [place(taxCodes(sale), code), amount]);
const flags = ({ service_on_top, tax_on_top }) => [service_on_top, tax_on_top];

/** The refusal in the short words of the file. */
function orError(work) {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { error: SHORT_CODES[error.number] ?? error.message };
  }
}

function refunds(row) {
  const sale = sales.get(row.sale);
  const { composition, answer } = sold.get(row.sale);
  const returned = sale.lines.map(() => 0);
  let paidBack = 0;
  return row.steps.map((step) => {
    const line = (done, index) => [sale.lines[index].qty_milli, returned[index], done.net, done.service, ...taxRow(sale, done.taxes)];
    const from = new Reader(
      call("refund", [
        ...flags(composition),
        answer.lines.length,
        ...answer.lines.flatMap(line),
        answer.payable - answer.tip,
        paidBack,
        ...coinRule(sale.config.cash_rounding),
        step.method === "cash" ? 0 : 1,
        ...list(step.lines, ({ index, qty_milli }) => [index, qty_milli]),
      ]),
    );
    const lines = from.list(() => ({
      index: from.word(),
      net: from.word(),
      service: from.word(),
      taxes: lineTaxes(sale, from),
      total: from.word(),
    }));
    const done = { lines, total: from.word(), rounding: from.word(), paid: from.word(), fully_refunded: from.word() === 1 };
    from.end();
    step.lines.forEach(({ index, qty_milli }) => (returned[index] += qty_milli));
    paidBack += done.paid;
    return done;
  });
}

function splitItems(row) {
  const sale = sales.get(row.sale);
  const { composition, answer } = sold.get(row.sale);
  const line = (done, index) => [done.net, done.service, ...taxRow(sale, done.taxes), ...list(row.weights[index], (weight) => [weight])];
  const words = [...flags(composition), row.children, answer.lines.length, ...answer.lines.flatMap(line)];
  const from = new Reader(call("split_by_items", words));
  const part = () => ({ net: from.word(), service: from.word(), taxes: lineTaxes(sale, from), total: from.word() });
  const children = from.list(() => {
    from.list(part);
    return part();
  });
  from.end();
  return children;
}

function drawer(row) {
  const movements = ["opening_float", "cash_received", "change_given", "cash_refunds", "cash_in", "cash_out", "cash_drops", "cash_tips_paid_out"];
  const words = [...movements.map((name) => row[name]), ...list(Object.entries(row.count), ([value, pieces]) => [Number(value), pieces])];
  return named(["expected", "counted", "difference"], call("drawer", words));
}

function zReport(row) {
  const bill = (id) => {
    const { composition, answer } = sold.get(id);
    const tax = answer.taxes.reduce((sum, { amount }) => sum + amount, 0);
    const { gross, net, service, total, tip, rounding, payable, change, voucher_forfeited } = answer;
    const tenders = list(sales.get(id).tenders, tender);
    return [...flags(composition), gross, net, service, tax, total, tip, rounding, payable, change, voucher_forfeited, ...tenders];
  };
  const names = ["bills", "gross", "discounts", "net", "service", "service_on_top", "tax", "tax_on_top", "total", "tip", "rounding", "payable"];
  const words = call("z_report", list(row.sales, bill));
  const { service_on_top, tax_on_top, ...sums } = named(names, words);
  const from = new Reader(words.slice(names.length));
  const tenders = Object.fromEntries(from.list(() => [METHODS[from.word()], from.word()]));
  from.end();
  return { ...sums, tenders };
}

function label(row) {
  const { prefix, item_digits, value_digits, kind, scale } = row.rule;
  const rule = [Number(prefix), item_digits, value_digits, place(["price", "weight"], kind), scale];
  return orError(() => {
    const from = new Reader(call("label", [...text(row.code), ...rule, row.unit_price, 1000]));
    const done = { item: from.text(), value: from.word(), gross: from.word(), qty_milli: from.word() };
    from.end();
    return done;
  });
}

function qris(row) {
  const answered = (name, words) => new Reader(call(name, words)).text();
  if (row.text !== undefined) return { crc: answered("qris_crc", text(row.text)) };
  return orError(() => ({ payload: answered("qris_with_amount", [...text(row.static), row.amount, QRIS_LIMIT]) }));
}

function businessDay(row) {
  const at = Date.parse(row.utc);
  const two = (number) => String(number).padStart(2, "0");
  const date = ([year, month, day]) => `${year}-${two(month)}-${two(day)}`;
  const local = call("local_time", [at, row.offset_min]);
  return {
    local: `${date(local)}T${local.slice(3).map(two).join(":")}`,
    business_date: date(call("business_date", [at, row.offset_min, row.cutoff_min])),
  };
}

const RUNS = {
  round: ({ num, den, mode }) => single("round", [num, den, place(ROUNDINGS, mode)]),
  alloc: ({ total, weights }) => numbers("share", [total, ...list(weights, (weight) => [weight])]),
  cash_round: ({ amount, step, threshold }) => single("to_coin", [amount, ...coinRule({ step, threshold })]),
  sales: ({ id }) => sold.get(id).answer,
  refunds,
  split_even: ({ total, n, unit }) => numbers("split_evenly", [total, n, unit]),
  split_items: splitItems,
  shifts: drawer,
  z_reports: zReport,
  barcodes: label,
  qris,
  business_days: businessDay,
  formats: ({ amount, currency, space }) =>
    new Reader(call("amount_text", [amount, place(CURRENCIES, currency), flag(true), flag(space)])).text(),
};

let passed = 0;
let failed = 0;
for (const [group, run] of Object.entries(RUNS)) {
  for (const row of golden[group]) {
    try {
      deepStrictEqual(run(row), row.expect);
      passed += 1;
    } catch (error) {
      failed += 1;
      process.stdout.write(`${group} ${row.id}: ${error.message}\n`);
    }
  }
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
