// The shapes of the till's own routes. Knows no screen.
import type { View } from '../../../api/views';
import type { LabelRule } from '../../../money/label';
import type { Amount } from '../../../money/settings';

export type Method = 'cash' | 'qris' | 'debit' | 'ewallet' | 'transfer' | 'voucher' | 'on_account';

export interface QrisSetting {
  /** `amount_qr`: the bill's amount is written into the code. */
  mode: 'static_show_amount' | 'amount_qr';
  payload: string;
  merchant: string;
  city: string;
  nmid?: string | null;
  limit: Amount;
}

/** A layout of the shop's scales, as the branch sets it. */
export interface LabelSetting {
  prefix: number;
  item_digits: number;
  value_digits: number;
  kind: 'weight' | 'price';
  scale: number;
}

export interface TillPerson {
  staff: number;
  name: string;
  roles: string[];
  has_pin: boolean;
}

export interface PrinterView {
  host: string;
  port: number;
  columns: number;
  cut: boolean;
  drawer: boolean;
}

/** What `GET till` tells a device that is a till. */
export interface TillInfo {
  till: number;
  name: string;
  now: number;
  branch: View<'BranchView'>;
  zone: string;
  receipt: { columns: number };
  methods: Method[];
  qris: QrisSetting | null;
  labels: LabelSetting[];
  favourites: number[];
  people: TillPerson[];
  shift: View<'ShiftView'> | null;
  printer: PrinterView | null;
}

export type Session = View<'SessionView'>;

/** A weighed label's layout for the money engine. */
export function labelRule(setting: LabelSetting): LabelRule {
  return {
    prefix: setting.prefix,
    itemDigits: setting.item_digits,
    valueDigits: setting.value_digits,
    scale: setting.scale,
  };
}
