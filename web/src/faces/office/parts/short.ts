// Amounts cut down for the axis of a drawing: `18,5 jt`. The whole amount stands in the words
// beside it; nothing is computed with these.
import { language } from '../../../i18n/language.svelte';
import type { Amount } from '../../../money/settings';
import { t } from '../words';

const STEPS: readonly [least: number, word: 'billion' | 'million' | 'thousand'][] = [
  [1_000_000_000, 'billion'],
  [1_000_000, 'million'],
  [1_000, 'thousand'],
];

/** 18462500 → `18,5 jt`. */
export function shortAmount(amount: Amount): string {
  const step = STEPS.find(([least]) => Math.abs(amount) >= least);
  const format = new Intl.NumberFormat(language.locale, { maximumFractionDigits: 1 });
  if (!step) return format.format(amount);
  return `${format.format(amount / step[0])} ${t.chart[step[1]]}`;
}
