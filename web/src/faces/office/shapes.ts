// The office's shapes of the contract by the names that pages use. All of them are made of the
// node's own description of itself; only words that it calls a string are told apart here.
import type { components } from '../../api/schema';
import type { Given, View } from '../../api/views';

type Shape<Name extends keyof components['schemas']> = Given<View<Name>>;

/** A shape with some of its strings as the words that they are. */
type Worded<Value, Words> = Omit<Value, keyof Words> & Words;

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
  | 'repair_facts'
  | 'cook_orders'
  | 'manage_tables'
  | 'manage_mail'
  | 'manage_customers';

export type Session = Shape<'SessionView'>;
export type DoneAnswer = Shape<'DoneView'>;
export type MasterAnswer = Shape<'MasterAnswer'>;

export type BranchSettings = Omit<Shape<'BranchView'>, 'id'>;
export type BranchRow = Shape<'ListedBranch'>;
export type PlaceRow = Shape<'PlaceView'>;
export type RegionRow = Shape<'RegionView'>;
export type Grant = Shape<'GrantView'>;
export type PersonRow = Worded<
  Shape<'ListedPerson'>,
  {
    invitation?: { state: InvitationState; at: number; until: number };
  }
>;
export type InvitationState = 'waiting' | 'sent' | 'failed' | 'link' | 'expired' | 'joined';
export type Invited = Shape<'InvitedView'>;
export type OwnContact = Shape<'OwnContactView'>;
export type Forgotten = Shape<'ForgottenView'>;
export type Pass = Shape<'PassView'>;
export type LocalStaffAnswer = Shape<'LocalStaffView'>;
export type SignInRow = Shape<'SignInView'>;
export type CustomerRow = Shape<'CustomerView'>;
export type CustomerDetail = Shape<'CustomerDetail'>;
export type DeviceRow = Shape<'DeviceView'>;
export type EnrolCode = Shape<'EnrolCodeView'>;
export type QuarantineRow = Shape<'QuarantineView'>;
export type Health = Shape<'BranchHealthView'>;

export type IslandState = 'connected' | 'late' | 'cut' | 'never' | 'closed';
export type IslandRow = Worded<Shape<'IslandView'>, { state: IslandState }>;
export type RankedRow = Shape<'SoldView'>;
export type LowRow = Worded<Shape<'LowView'>, { state: StockState }>;
export type ReceivedSale = Shape<'LatestView'>;
export type DashboardDay = Worded<
  Shape<'DashboardView'>,
  { islands: IslandRow[]; low_stock: LowRow[] }
>;

export type StockState = 'aman' | 'menipis' | 'habis';
export type ProductRow = Worded<Shape<'ListedProduct'>, { state: StockState }>;
export type CategoryCount = Shape<'CategoryCountView'>;
export type ProductSummary = Shape<'CatalogueSummary'>;
export type CategoryRow = Shape<'CategoryView'>;
export type TableRow = Shape<'TableView'>;
export type TaxRow = Shape<'TaxRowView'>;

export type ModifierOption = Shape<'ModifierView'>;
export type ModifierGroup = Shape<'ModifierGroupView'>;

export type ImportAnswer = Shape<'ImportAnswer'>;
/** A row of an import that is not right; it stands in the problem, which has no schema of its own. */
export interface ImportFault {
  row: number;
  field?: string;
  code: string;
  detail: string;
}

export type PriceState = 'in_force' | 'later' | 'ended' | 'replaced';
export type PriceRow = Worded<Shape<'ListedPrice'>, { state: PriceState }>;
export type Candidate = Shape<'CandidateView'>;
export type PriceWhy = Shape<'WhyView'>;
export type BranchPrice = Shape<'BranchPriceView'>;
export type PriceGrid = Shape<'PriceGridView'>;

export type StockSummary = Shape<'StockSummary'>;
export type StockRow = Worded<Shape<'StockRow'>, { state: StockState }>;
export type Spread = Shape<'SpreadView'>;
export type Movement = Shape<'MovementView'>;
export type TransferState = 'road' | 'received' | 'short' | 'decided';
export type TransferLine = Shape<'TransferLineView'>;
export type TransferRow = Worded<Shape<'TransferRowView'>, { state: TransferState }>;
export type StocktakeRow = Shape<'StocktakeView'>;
export type StockEntry = Shape<'EntryView'>;

export type SaleRow = Shape<'ListedSale'>;
export type SaleDetail = Shape<'SaleDetail'>;
export type ReportRow = Shape<'ReportRow'>;
export type Report = Shape<'ReportView'>;
export type ReportTotals = Shape<'ReportTotalsView'>;
export type PrintTable = Worded<Shape<'PrintView'>, { rows: (string | number | null)[][] }>;

export type ShiftReport = Shape<'ShiftReportView'>;
export type ShiftOfReport = ShiftReport['shifts'][number];
export type Dining = Shape<'DiningView'>;
export type Took = Shape<'TookView'>;

export type RatingRow = Shape<'RatingView'>;
export type Stars = Shape<'StarsView'>;
export type DishStars = Shape<'DishStarsView'>;
export type DishStarsPage = Shape<'DishStarsPage'>;

export type AuditRow = Shape<'AuditView'>;

export type MailSecurity = 'tls' | 'starttls' | 'none';
export type MailServer = Worded<
  Shape<'MailServerView'>,
  { security: MailSecurity; lang: 'id' | 'en' }
>;
export type MailTested = Shape<'MailTestView'>;
export type MailRow = Worded<
  Shape<'MailView'>,
  { state: 'waiting' | 'sending' | 'sent' | 'failed' | 'given_up' }
>;
