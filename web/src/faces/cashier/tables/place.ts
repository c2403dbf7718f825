// What people call a bill: its table, or how it goes and whose it is. Knows no screen.
import type { Entry } from './entries';
import { m } from './words';

/** `Meja 7`, `Bungkus #12`, `Antar · Rani`. */
export function placeOf({ label, service, names, numbers }: Entry): string {
  if (label !== undefined) return m.table(label);
  const whose = names[0] ?? m.numbers(numbers);
  return `${m.services[service] ?? service} · ${whose}`;
}
