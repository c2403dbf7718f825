// The business day of a place, from its own clock and the minute its day ends.

const MINUTE_MS = 60_000;

/** A place's clock, minutes east of UTC, and the end of its day, minutes after midnight. */
export interface DayBounds {
  tz_offset_min: number;
  cutoff_min: number;
}

/** The business day that runs at a moment, YYYY-MM-DD. */
export function runningDay({ tz_offset_min, cutoff_min }: DayBounds, now: number): string {
  const shifted = now + (tz_offset_min - cutoff_min) * MINUTE_MS;
  return new Date(shifted).toISOString().slice(0, 10);
}
