// The office's shapes of the contract by the names that pages use. Knows no page.
import type { Amount, Milli } from '../../money/settings';

export type Right =
  | 'see_sales'
  | 'see_stock'
  | 'move_stock'
  | 'count_stock'
  | 'dispatch_goods'
  | 'receive_goods'
  | 'manage_catalogue'
  | 'manage_prices'
  | 'manage_branches'
  | 'manage_people'
  | 'see_reports'
  | 'repair_facts';

export interface Session {
  staff: number;
  name: string;
  rights: string[];
  branch: number;
  until: number;
}

export interface DoneAnswer {
  doc: string;
  doc_hash: string;
  seq: number;
}

export interface MasterAnswer extends DoneAnswer {
  rows: { kind: string; id: string }[];
}

// Branches, people

export interface ServiceCharge {
  ppm: number;
  inclusive: boolean;
  basis: string;
  taxable: boolean;
}

export interface CoinStep {
  step: Amount;
  threshold: Amount;
}

export interface QrisSetting {
  payload: string;
  mode: string;
}

export interface TillSettings {
  npwp?: string;
  columns: number;
  methods: string[];
  qris?: QrisSetting;
  labels?: unknown[];
}

/** What a branch is and how it sells; also the body that sets it. */
export interface BranchSettings {
  code: string;
  name: string;
  region: number;
  address: string;
  active: boolean;
  tz_offset_min: number;
  cutoff_min: number;
  currency: string;
  tax_inclusive: boolean;
  is_pkp: boolean;
  tax_rounding: string;
  dpp_first: boolean;
  service?: ServiceCharge;
  cash_rounding?: CoinStep;
  noncash_rounding?: CoinStep;
  stock_policy: string;
  cashier_discount_ppm: number;
  shift_required: boolean;
  header: string[];
  footer: string[];
  till?: TillSettings;
  auto_receive?: boolean;
}

export interface BranchRow extends BranchSettings {
  id: number;
  head?: string;
  phone?: string;
  /** Whether it ever sold anything. */
  sales?: boolean;
}

export interface RegionRow {
  id: number;
  name: string;
}

export interface Grant {
  role: string;
  branch?: number;
}

export interface PersonRow {
  id: number;
  login: string;
  name: string;
  grants: Grant[];
  active: boolean;
}

export interface DeviceRow {
  key: string;
  standing: string;
}

export interface EnrolCode {
  code: string;
  until: number;
}

export interface QuarantineRow {
  branch: number;
  branch_name?: string;
  doc: string;
  chain: string;
  seq: number;
  reason: string;
  code?: string;
  kind?: string;
  at: number;
  happened_at?: number;
  receipt_no?: string;
}

export interface ChainRow {
  mark: string;
  epoch: number;
  seq: number;
  open: boolean;
}

export interface Health extends IslandRow {
  devices: DeviceRow[];
  chains: ChainRow[];
  quarantine: QuarantineRow[];
  flags: { flag: string }[];
  facts: number;
}

// Dashboard

export interface Sums {
  sales: number;
  voids: number;
  refunds: number;
  gross: Amount;
  discount: Amount;
  net: Amount;
  service: Amount;
  tax: Amount;
  total: Amount;
  tip: Amount;
  rounding: Amount;
  payable: Amount;
  refund_total: Amount;
  refund_paid: Amount;
}

export type IslandState = 'connected' | 'late' | 'cut' | 'never' | 'closed';

export interface IslandRow {
  branch: number;
  code: string;
  name: string;
  active: boolean;
  state: IslandState;
  heard_at?: number;
  silent_ms?: number;
  backlog?: number;
  business_date: string;
  today: { sales: number; total: Amount };
  last_sale_at?: number;
  program?: string;
  quarantined: number;
  clock_off_ms?: number;
  forks: number;
  tz_offset_min: number;
}

export interface RankedRow {
  product: number;
  name: string;
  unit: string;
  picture?: string;
  sold_milli: Milli;
  total: Amount;
  branches: number;
}

export interface LowRow {
  place: string;
  place_name: string;
  product: number;
  sku: string;
  name: string;
  unit: string;
  picture?: string;
  level_milli: Milli;
  state: StockState;
  on_road_milli: Milli;
}

export interface ReceivedSale extends SaleRow {
  branch_name: string;
  late: boolean;
}

export interface DashboardDay {
  now: number;
  date: string;
  today: Sums & {
    /** Total less what was given back. */
    revenue: Amount;
    /** Revenue per sale; absent without a sale. */
    average?: Amount;
    /** Revenue against the day before up to the same hour, parts per million. */
    change_ppm?: number;
  };
  yesterday_by_now: { sales: number; total: Amount };
  branches: { active: number; all: number };
  products: { active: number; retired: number; no_price?: number };
  week: { date: string; sales: number; total: Amount }[];
  hours: { hour: number; sales: number; total: Amount }[];
  best: RankedRow[];
  least: RankedRow[];
  low_stock: LowRow[];
  latest: ReceivedSale[];
  islands: IslandRow[];
  quarantined: number;
  to_decide: number;
  on_road: number;
}

// Products and prices

export type StockState = 'aman' | 'menipis' | 'habis';

export interface ProductRow {
  id: number;
  sku: string;
  barcode: string;
  name: string;
  category: number;
  category_name: string;
  unit: string;
  taxes: string[];
  stocked: boolean;
  fractional: boolean;
  service: boolean;
  discountable: boolean;
  retired: boolean;
  picture?: string;
  price?: {
    id: number;
    amount: Amount;
    per_milli: Milli;
    valid_from: number;
    valid_to?: number;
  };
  warehouse_milli: Milli;
  branches_milli: Milli;
  on_road_milli: Milli;
  low_branches: number;
  state: StockState;
}

export interface ProductDetail extends ProductRow {
  changed_at?: number;
  changed_by?: string;
}

export interface CategoryCount {
  id: number;
  name: string;
  position: number;
  active: number;
  retired: number;
}

export interface ProductSummary {
  active: number;
  retired: number;
  categories: CategoryCount[];
  changed_at?: number;
  changed_by?: string;
}

export interface TaxRow {
  id: number;
  code: string;
  name: string;
  rate_ppm: number;
  base_num: number;
  base_den: number;
  valid_from: number;
  valid_to?: number;
}

export interface ImportChange {
  row: number;
  what: 'new' | 'changed' | 'same';
  sku: string;
  name: string;
  changes: { field: string; from?: string; to?: string }[];
}

export interface ImportAnswer {
  dry_run: boolean;
  rows: number;
  created: number;
  changed: number;
  unchanged: number;
  categories: number;
  stock_changed: number;
  preview: ImportChange[];
  columns: Record<string, string>;
}

export interface ImportFault {
  row: number;
  field?: string;
  code: string;
  detail: string;
}

export type PriceState = 'in_force' | 'later' | 'ended' | 'replaced';

export interface PriceRow {
  id: number;
  product: number;
  product_name: string;
  sku: string;
  category: number;
  unit: string;
  picture?: string;
  scope: string;
  scope_name: string;
  amount: Amount;
  per_milli: Milli;
  min_milli: Milli;
  valid_from: number;
  valid_to?: number;
  state: PriceState;
  set_at?: number;
  set_by?: string;
}

export type Verdict = 'used' | 'lost' | 'not_applicable';

export interface Candidate extends PriceRow {
  verdict: Verdict;
  reason: string;
}

export interface PriceWhy {
  product: number;
  product_name: string;
  branch: number;
  branch_name: string;
  at: number;
  quantity_milli: Milli;
  amount?: Amount;
  per_milli?: Milli;
  price?: number;
  candidates: Candidate[];
  next?: { at: number; amount?: Amount; reason: 'begins' | 'ends' };
}

export interface BranchPrice {
  branch: number;
  code: string;
  name: string;
  region: number;
  own?: PriceRow;
  effective?: { amount: Amount; scope: string; price: number };
}

export interface PriceGrid {
  company: PriceRow | null;
  branches: BranchPrice[];
  later: PriceRow[];
}

// Stock

export interface StockSummary {
  warehouse_milli: Milli;
  warehouse_low: number;
  road_milli: Milli;
  road_transfers: number;
  road_oldest_at?: number;
  branches_milli: Milli;
  short_milli: Milli;
  to_decide: number;
}

export interface StockRow {
  product: number;
  sku: string;
  name: string;
  unit: string;
  category: number;
  picture?: string;
  level_milli: Milli;
  state: StockState;
  branches_milli?: Milli;
  on_road_milli?: Milli;
}

export interface Spread {
  warehouse_milli: Milli;
  on_road: { transfer: string; to: string; to_name: string; milli: Milli; at: number }[];
  branches: {
    branch: number;
    code: string;
    name: string;
    level_milli: Milli;
    state: StockState;
    as_of?: number;
  }[];
}

export interface Movement {
  at: number;
  doc: string;
  kind: string;
  change_milli: Milli;
  level_milli: Milli;
  from: string;
  to: string;
  receipt_no?: string;
  transfer?: string;
  reference?: string;
  reason?: string;
  staff_name?: string;
  other_name?: string;
}

export interface TransferLine {
  product: number;
  name: string;
  quantity_milli: Milli;
  good_milli?: Milli;
  damaged_milli?: Milli;
  short_milli?: Milli;
  decided_milli?: Milli;
}

export type TransferState = 'road' | 'received' | 'short' | 'decided';

export interface TransferRow {
  transfer: string;
  no: string;
  from: string;
  from_name: string;
  to: string;
  to_name: string;
  at: number;
  staff_name?: string;
  note?: string;
  state: TransferState;
  received_at?: number;
  received_by?: string;
  arrival_note?: string;
  sent_milli: Milli;
  good_milli?: Milli;
  damaged_milli?: Milli;
  short_milli?: Milli;
  lines: TransferLine[];
  decision?: { at: number; staff_name: string; action: string; note?: string };
}

export interface StocktakeRow {
  doc: string;
  branch: number;
  at: number;
  staff_name: string;
  note?: string;
  lines: number;
  variance_lines: number;
  variance_milli: Milli;
  missing_milli: Milli;
  found_milli: Milli;
}

export interface StocktakeDetail extends StocktakeRow {
  items: {
    product: number;
    name: string;
    expected_milli: Milli;
    counted_milli: Milli;
    variance_milli: Milli;
  }[];
}

export interface StockEntry {
  doc: string;
  branch: number;
  at: number;
  kind: string;
  staff_name: string;
  reference?: string;
  reason?: string;
  lines: { product: number; name: string; quantity_milli: Milli }[];
}

// Sales and reports

export interface SaleRow {
  branch: number;
  sale: string;
  receipt_no: string;
  at: number;
  tz_offset_min: number;
  business_date: string;
  till: number;
  staff_name: string;
  method: string;
  lines: number;
  total: Amount;
  payable: Amount;
  change: Amount;
  state: string;
  refunded: Amount;
  doc_short: string;
  received_at?: number;
}

export interface SaleLine {
  product: number;
  name: string;
  sku: string;
  unit: string;
  quantity_milli: Milli;
  price: Amount;
  per_milli: Milli;
  gross: Amount;
  discount: Amount;
  net: Amount;
  total: Amount;
  note?: string;
  returned_milli?: Milli;
}

export interface SaleDetail extends SaleRow {
  currency: string;
  items: SaleLine[];
  gross: Amount;
  discount: Amount;
  net: Amount;
  service: Amount;
  taxes: { code: string; base: Amount; amount: Amount }[];
  tip: Amount;
  rounding: Amount;
  payments: { method: string; amount: Amount; reference?: string }[];
  void?: { at: number; reason: string; staff_name: string };
  refunds?: {
    doc: string;
    receipt_no: string;
    at: number;
    total: Amount;
    reason: string;
    staff_name: string;
  }[];
}

export interface ReportTotals {
  from: string;
  to: string;
  sales: number;
  voids?: number;
  refunds?: number;
  total: Amount;
  refund_total: Amount;
  revenue: Amount;
  average: Amount;
  discount?: Amount;
  tax?: Amount;
  service?: Amount;
  payable?: Amount;
  items_milli?: Milli;
}

export interface ReportRow {
  key: string;
  name?: string;
  sales: number;
  total: Amount;
  refund_total: Amount;
  revenue: Amount;
  quantity_milli?: Milli;
}

export interface PrintTable {
  title: string;
  filters: { name: string; value: string }[];
  columns: { key: string; name: string; kind: 'text' | 'money' | 'quantity' | 'number' | 'time' }[];
  rows: (string | number | null)[][];
  totals: (string | number | null)[];
}

// Audit

export interface AuditRow {
  n: number;
  at: number;
  staff?: { id: number; name: string };
  kind: string;
  key?: string;
  name?: string;
  what: string;
  scope?: string;
  fields: { field: string; from?: string; to?: string }[];
  doc: string;
  doc_hash: string;
}
