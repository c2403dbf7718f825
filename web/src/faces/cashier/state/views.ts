// The shapes of the till's own routes. Knows no screen.
import type { View } from '../../../api/views';
import type { LabelRule } from '../../../money/label';

export type Method = 'cash' | 'qris' | 'debit' | 'ewallet' | 'transfer' | 'voucher' | 'on_account';

export type QrisSetting = View<'PayByQrisView'>;
/** A layout of the shop's scales, as the branch sets it. */
export type LabelSetting = View<'LabelView'>;
export type TillPerson = View<'TillPersonView'>;

/** What `GET till` tells a device that is a till; methods are those of the contract. */
export type TillInfo = Omit<View<'TillInfoView'>, 'methods'> & { methods: Method[] };

export type Session = View<'SessionView'>;

/** A label's layout for the money engine. */
export function labelRule(setting: LabelSetting): LabelRule {
  return {
    prefix: setting.prefix,
    itemDigits: setting.item_digits,
    valueDigits: setting.value_digits,
    kind: setting.kind === 'price' ? 'price' : 'weight',
    scale: setting.scale,
  };
}
