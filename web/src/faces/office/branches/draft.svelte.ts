// What somebody fills in about a branch, and the body that sets it.
import type { Amount } from '../../../money/settings';
import { parsePercent } from '../parts/amount';
import type { BranchRow, BranchSettings } from '../shapes';
import { rowOf, settingsOf, wrongWith, type LabelRow } from './labels';

/** The value of the list of regions for one that is not there yet. */
export const NEW_REGION = 'new';
/** A receipt has no more lines above and below, each. */
export const MAX_LINES = 6;

/** Every way of paying, in the order of the pay screen; a branch that names none takes them all. */
export const METHODS = ['cash', 'qris', 'debit', 'ewallet', 'transfer', 'voucher', 'on_account'];

const ORDINARY: BranchSettings = {
  code: '',
  name: '',
  region: 0,
  address: '',
  active: true,
  tz_offset_min: 420,
  cutoff_min: 240,
  currency: 'IDR',
  tax_inclusive: true,
  is_pkp: false,
  tax_rounding: 'half_up',
  dpp_first: false,
  stock_policy: 'lenient',
  cashier_discount_ppm: 100_000,
  shift_required: true,
  header: [],
  footer: [],
  auto_receive: false,
  typed_tables: false,
  stars_on_menu: false,
  take_away_paid_first: false,
  till: { columns: 32, methods: ['cash', 'qris', 'debit'], npwp: '', labels: [] },
};

const percentText = (ppm: number): string => String(ppm / 10_000).replace('.', ',');
const linesOf = (text: string): string[] =>
  text.trimEnd() === '' ? [] : text.trimEnd().split('\n').slice(0, MAX_LINES);
const two = (number: number): string => String(number).padStart(2, '0');

export class BranchDraft {
  readonly before: BranchSettings;
  /** The branch's number, once it has one: what is made stays made when the next step fails. */
  id: number | undefined;
  settings = $state<BranchSettings>({ ...ORDINARY });
  region = $state('');
  regionName = $state('');
  zone = $state('420');
  cutoff = $state('04:00');
  header = $state('');
  footer = $state('');
  servicePercent = $state('');
  serviceTaxable = $state(true);
  coins = $state<Amount>();
  discountPercent = $state('10');
  columns = $state('32');
  npwp = $state('');
  methods = $state<string[]>([...ORDINARY.till.methods]);
  qris = $state('');
  qrisAmount = $state(false);
  labels = $state<LabelRow[]>([]);
  head = $state('');
  phone = $state('');
  #kept = $state('');

  constructor(branch?: BranchRow) {
    this.before = branch ?? ORDINARY;
    this.settings = { ...this.before };
    if (branch) this.#take(branch);
    this.#kept = this.#typed();
  }

  /** Whether something was changed that is not saved. */
  get changed(): boolean {
    return this.#typed() !== this.#kept;
  }

  /** What stands here is saved. */
  keep(): void {
    this.#kept = this.#typed();
  }

  /** Whether it is active has a button of its own. */
  #typed(): string {
    const { region, regionName, head, phone, servicePercent, discountPercent } = this;
    const rest = [region, regionName, head, phone, servicePercent, discountPercent];
    return JSON.stringify([{ ...this.body(0), active: true }, ...rest]);
  }

  #take(branch: BranchRow): void {
    this.id = branch.id;
    this.region = String(branch.region);
    this.zone = String(branch.tz_offset_min);
    this.cutoff = `${two(Math.floor(branch.cutoff_min / 60))}:${two(branch.cutoff_min % 60)}`;
    this.header = branch.header.join('\n');
    this.footer = branch.footer.join('\n');
    this.servicePercent = branch.service ? percentText(branch.service.ppm) : '';
    this.serviceTaxable = branch.service?.taxable ?? true;
    this.coins = branch.cash_rounding?.step;
    this.discountPercent = percentText(branch.cashier_discount_ppm);
    this.head = branch.head ?? '';
    this.phone = branch.phone ?? '';
    const { till } = branch;
    this.columns = String(till.columns);
    this.npwp = till.npwp;
    this.methods = till.methods.length === 0 ? [...METHODS] : [...till.methods];
    this.qris = till.qris?.payload ?? '';
    this.qrisAmount = till.qris?.mode === 'amount_qr';
    this.labels = till.labels.map(rowOf);
  }

  get servicePpm(): number | undefined {
    return this.servicePercent.trim() === '' ? 0 : parsePercent(this.servicePercent);
  }

  get discountPpm(): number | undefined {
    return this.discountPercent.trim() === '' ? 0 : parsePercent(this.discountPercent);
  }

  /** Whether everything that must be filled in is, and reads. */
  get complete(): boolean {
    const { code, name } = this.settings;
    const region = this.region === NEW_REGION ? this.regionName.trim() : this.region;
    const reads = this.servicePpm !== undefined && this.discountPpm !== undefined;
    const filled = [code, name, region].every((text) => text.trim() !== '');
    const labelled = this.labels.every((row) => wrongWith(row, this.labels) === undefined);
    return filled && reads && labelled && this.methods.length > 0;
  }

  /** The settings as they would be, for the body and for the sample receipt. */
  made(region: number): BranchSettings {
    const [hours = 0, minutes = 0] = this.cutoff.split(':').map(Number);
    const settings: BranchSettings = {
      ...ORDINARY,
      ...$state.snapshot(this.settings),
      region,
      tz_offset_min: Number(this.zone),
      cutoff_min: hours * 60 + minutes,
      header: linesOf(this.header),
      footer: linesOf(this.footer),
      cashier_discount_ppm: this.discountPpm ?? 0,
    };
    delete settings.service;
    delete settings.cash_rounding;
    const ppm = this.servicePpm ?? 0;
    if (ppm > 0) settings.service = this.#service(ppm);
    if (this.coins) settings.cash_rounding = this.#coins(this.coins);
    settings.till = this.#till();
    return settings;
  }

  #service(ppm: number): NonNullable<BranchSettings['service']> {
    const kept = this.before.service ?? { inclusive: false, basis: 'after_discount' };
    return { ...kept, ppm, taxable: this.serviceTaxable };
  }

  /** Half a coin and more goes up, unless the branch had another threshold for this coin. */
  #coins(step: Amount): NonNullable<BranchSettings['cash_rounding']> {
    const { cash_rounding } = this.before;
    return cash_rounding?.step === step ? cash_rounding : { step, threshold: Math.ceil(step / 2) };
  }

  #till(): BranchSettings['till'] {
    const qris = this.qris.trim();
    const mode = this.qrisAmount ? 'amount_qr' : 'static_show_amount';
    return {
      columns: Number(this.columns),
      methods: this.methods.length === METHODS.length ? [] : [...this.methods],
      npwp: this.npwp.trim(),
      labels: this.labels.map(settingsOf),
      ...(qris === '' ? {} : { qris: { payload: qris, mode } }),
    };
  }

  /** The body of the request: only what a branch is set with. */
  body(region: number): object {
    const { code, name, address, ...rest } = this.made(region);
    const { active, tz_offset_min, cutoff_min, currency, tax_inclusive, is_pkp } = rest;
    const { tax_rounding, dpp_first, stock_policy, cashier_discount_ppm, shift_required } = rest;
    const { service, cash_rounding, noncash_rounding, header, footer, till } = rest;
    const { auto_receive, typed_tables, stars_on_menu, take_away_paid_first } = rest;
    return {
      ...{ code: code.trim().toUpperCase(), name: name.trim(), address: address.trim(), region },
      ...{ active, tz_offset_min, cutoff_min, currency, tax_inclusive, is_pkp, tax_rounding },
      ...{
        dpp_first,
        stock_policy,
        cashier_discount_ppm,
        shift_required,
        header,
        footer,
        till,
        auto_receive,
        typed_tables,
        stars_on_menu,
        take_away_paid_first,
      },
      ...(service ? { service } : {}),
      ...(cash_rounding ? { cash_rounding } : {}),
      ...(noncash_rounding ? { noncash_rounding } : {}),
    };
  }
}
