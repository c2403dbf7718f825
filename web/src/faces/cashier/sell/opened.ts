// Which window of the selling page is open, and what it is about.
import type { Opening } from '../pay/payment.svelte';

export type Opened =
  | { is: 'line'; key: number }
  | { is: 'discount' }
  | { is: 'held' }
  | { is: 'clear' }
  | { is: 'pay'; opening: Opening };

/** The opening with one more figure of what was received. */
export function typedAhead(opening: Opening, figure: string): Opening {
  return { ...opening, received: Number(`${opening.received ?? ''}${figure}`) };
}
