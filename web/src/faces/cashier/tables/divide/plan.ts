// Who takes what of a bill that is divided: by guest, or line by line. Pure; knows no amount.
import { byGuest } from '../entries';
import { keyOf, type LineRef, type OwedLine } from '../shapes';

/** What one payer takes: a line that several take is shared evenly among them. */
export interface PlannedPart {
  payer: string | undefined;
  lines: readonly LineRef[];
}

function ref({ order, line }: LineRef): LineRef {
  return { order, line };
}

/** A part for each guest; what nobody's name is on is shared by all of them, or a part of its own. */
export function partsByGuest(lines: readonly OwedLine[], isShared: boolean): PlannedPart[] {
  const groups = byGuest(lines);
  const named = groups.filter(({ guest }) => guest !== undefined);
  const loose = groups.find(({ guest }) => guest === undefined)?.lines ?? [];
  const common = isShared && named.length > 1 ? loose : [];
  const parts = named.map(({ guest, lines: own }) => ({
    payer: guest,
    lines: [...own, ...common].map(ref),
  }));
  const rest = loose.length > 0 && common.length === 0;
  return rest ? [...parts, { payer: undefined, lines: loose.map(ref) }] : parts;
}

/** The payers of each line, by the line's key. */
export type Takers = ReadonlyMap<string, ReadonlySet<number>>;

/** The takers after a payer takes a line, or does not take it any more. */
export function turned(takers: Takers, line: LineRef, payer: number): Takers {
  const before = takers.get(keyOf(line)) ?? new Set<number>();
  const after = new Set(before);
  if (!after.delete(payer)) after.add(payer);
  return new Map(takers).set(keyOf(line), after);
}

/** What is missing before a bill can be divided line by line. */
export type Missing = { line: OwedLine } | { payer: number };

export function missing(
  lines: readonly OwedLine[],
  takers: Takers,
  payers: number,
): Missing | undefined {
  const here = (line: OwedLine): number[] =>
    [...(takers.get(keyOf(line)) ?? [])].filter((payer) => payer < payers);
  const line = lines.find((one) => here(one).length === 0);
  if (line) return { line };
  const busy = new Set(lines.flatMap(here));
  const payer = Array.from({ length: payers }, (_, n) => n).find((n) => !busy.has(n));
  return payer === undefined ? undefined : { payer };
}

/** A part for each payer. */
export function partsByLine(
  lines: readonly OwedLine[],
  takers: Takers,
  names: readonly string[],
): PlannedPart[] {
  return names.map((payer, n) => ({
    payer,
    lines: lines.filter((line) => takers.get(keyOf(line))?.has(n)).map(ref),
  }));
}
