// How long to wait before trying again: longer each time, and never at the same moment as others.

const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/** Milliseconds to wait after so many failures; `dice` gives a number from 0 to 1. */
export function waitAfter(failures: number, dice: () => number = Math.random): number {
  const doubled = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  return Math.round(doubled * (0.7 + dice() * 0.6));
}
