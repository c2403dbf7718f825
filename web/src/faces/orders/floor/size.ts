// How much room a table takes on the floor.

/** Up to so many seats a table is round and takes one place. */
const ROUND_SEATS = 2;

export function isRound(seats: number): boolean {
  return seats <= ROUND_SEATS;
}

/** Places side by side. */
export function widthOf(seats: number): number {
  return isRound(seats) ? 1 : 2;
}
