// Where the node of this page begins under its address: a centre that shares its shop's program
// has a path of its own (`/centre/kantor`), every other node has the whole address.

/** The path before the face's own; empty for a node that has the address to itself. */
export function baseOf(path: string): string {
  return /^(.*?)\/(?:kasir|kantor|mulai|meja|pesanan|dapur)(?:\/|$)/.exec(path)?.[1] ?? '';
}

/** The node's path at this page. */
export const BASE = baseOf((globalThis as { location?: Location }).location?.pathname ?? '');
