// What adding tables comes to: which are new, which are used again, which are there and stay as they
// are. And the rooms of the house with their tables. Knows no screen and sends nothing.
import { byPlace, labelsOf, sameAs } from '../../../data/tables';
import type { TableRow } from '../shapes';

/** A table that is to be made, or one out of use that is to be used again. */
export interface Step {
  label: string;
  table?: string;
}

export interface Plan {
  fresh: Step[];
  again: Step[];
  there: string[];
}

type Known = Pick<TableRow, 'table' | 'label' | 'active'>;

/** What somebody who typed these labels wants of these tables. */
export function planOf(typed: string, tables: readonly Known[]): Plan {
  const plan: Plan = { fresh: [], again: [], there: [] };
  for (const label of labelsOf(typed)) {
    const same = tables.filter((table) => sameAs(table.label) === sameAs(label));
    if (same.some(({ active }) => active)) plan.there.push(label);
    else if (same[0]) plan.again.push({ label, table: same[0].table });
    else plan.fresh.push({ label });
  }
  return plan;
}

/** A few names as people say them: the first ones, and the last. */
export function namesOf(labels: readonly string[]): string {
  return labels.length > 6
    ? `${labels.slice(0, 3).join(', ')} … ${labels.at(-1)}`
    : labels.join(', ');
}

export interface Room {
  area: string;
  tables: TableRow[];
  /** Of the tables in use. */
  used: number;
  seats: number;
}

/** The rooms in order, each with its tables as people count. */
export function roomsOf(tables: readonly TableRow[]): Room[] {
  const sorted = [...tables].sort(byPlace);
  const areas = [...new Set(sorted.map(({ area }) => area))];
  return areas.map((area) => {
    const here = sorted.filter((table) => table.area === area);
    const used = here.filter(({ active }) => active);
    const seats = used.reduce((sum, table) => sum + table.seats, 0);
    return { area, tables: here, used: used.length, seats };
  });
}
