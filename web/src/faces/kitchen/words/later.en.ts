// The words of the sheets and of the rare cards, in English.
import type { LaterWords } from './later.id';

export const en: LaterWords = {
  understood: 'Understood',
  below: (n) => `${n} more below`,
  bumpsHint: 'The last ten from this screen. Tap one to bring it back.',
  noBumps: 'Nothing is done yet',
  noBumpsText: 'What is finished on this screen can be brought back from here.',
  ago: (age) => `${age} ago`,
  stop: 'Stop cooking. This order was cancelled.',
  tryIt: 'Try the sound',
  toOrders: 'Open the order board',
  keys: 'Keyboard',
  keyList: [
    ['1–9', 'choose an order'],
    ['Enter', 'start or finish'],
    ['Backspace', 'bring the last one back'],
    ['Esc', 'let go of the choice'],
  ],
};
