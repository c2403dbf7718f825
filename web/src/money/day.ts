// The shop's clock: local time and business date of a moment, by the engine's calendar.
import { call } from './engine';

/** YYYY-MM-DD of the day a moment counts for; `cutoff` in minutes after midnight. */
export function businessDate(at: number, offsetMin: number, cutoffMin: number): string {
  const [year = 0, month = 0, day = 0] = call('business_date', [at, offsetMin, cutoffMin]);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}`;
}
