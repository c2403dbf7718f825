// Whether the branch's node (Toko) and the centre (Pusat) are there, as far as this till knows.
// Two misses in a row and the node counts as gone; what was heard before is not believed then.
import type { View } from '../api/views';

/** A beat every so many milliseconds. */
export const BEAT_MS = 5_000;
/** A beat that is not answered within this is a miss. */
export const BEAT_WAIT_MS = 4_000;
/** So many misses in a row, and the node is gone. */
const MISSES = 2;

export type Toko = 'unknown' | 'here' | 'gone';

/** How the node says it stands to the centre. */
export type PusatSaid = View<'LinkView'>;

export interface LinkState {
  toko: Toko;
  /** When the node was last heard, epoch ms. */
  heardAt: number | undefined;
  misses: number;
  /** How long the last answer took, milliseconds. */
  tookMs: number | undefined;
  /** What the node said about the centre; nothing while nobody knows. */
  pusat: PusatSaid | undefined;
}

export const NOTHING_HEARD: LinkState = {
  toko: 'unknown',
  heardAt: undefined,
  misses: 0,
  tookMs: undefined,
  pusat: undefined,
};

/** After an answer. `pusat` is undefined when the node answered without saying how it stands. */
export function heard(
  state: LinkState,
  at: number,
  tookMs: number,
  pusat: PusatSaid | undefined,
): LinkState {
  return { ...state, toko: 'here', heardAt: at, misses: 0, tookMs, pusat };
}

/** After a beat that nobody answered. */
export function missed(state: LinkState): LinkState {
  const misses = state.misses + 1;
  if (misses < MISSES) return { ...state, misses };
  return { ...state, misses, toko: 'gone', tookMs: undefined, pusat: undefined };
}

/** What the badge shows. */
export type BadgeKind =
  'starting' | 'toko_gone' | 'refused' | 'unrecorded' | 'pusat_gone' | 'sending' | 'all_sent';

export interface OutboxCounts {
  /** Commands that no node has confirmed. */
  waiting: number;
  /** Commands that a node refused. */
  refused: number;
}

/** The worst of all that is true at once, because one badge shows one thing. */
export function badgeOf(link: LinkState, outbox: OutboxCounts): BadgeKind {
  if (link.toko === 'gone') return 'toko_gone';
  if (outbox.refused > 0) return 'refused';
  if (outbox.waiting > 0) return 'unrecorded';
  if (link.toko === 'unknown' || !link.pusat) return 'starting';
  if (link.pusat.state === 'offline') return 'pusat_gone';
  return link.pusat.unsent > 0 ? 'sending' : 'all_sent';
}
