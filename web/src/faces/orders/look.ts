// How a table's state looks and reads: one tone and one word. A call outranks the word, because
// somebody is waiting for a person.
import type { Tone } from '../../ui/kit/status';
import { s } from '../staff/words';
import { stateOf, type Spot, type SpotState } from './spots';
import { t } from './words';

const TONES: Record<SpotState, Tone> = {
  late: 'cabai',
  placed: 'kunyit',
  started: 'telang',
  finished: 'pandan',
  choosing: 'netral',
  empty: 'netral',
};

export interface SpotLook {
  state: SpotState;
  tone: Tone;
  word: string;
  /** Somebody at it wants a person. */
  calls: boolean;
}

function wordOf(state: SpotState): string {
  if (state === 'late') return t.table.late;
  if (state === 'choosing' || state === 'empty') return t.table[state];
  return s.states[state];
}

export function lookOf(spot: Spot, now: number): SpotLook {
  const state = stateOf(spot, now);
  const [call] = spot.calls;
  const word = call ? t.table[call.kind] : wordOf(state);
  return { state, tone: TONES[state], word, calls: call !== undefined };
}
