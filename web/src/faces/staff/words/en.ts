// The words that the boards of waiters and kitchen share, in English.
import { plural } from '../../../i18n/plural';
import type { StaffWords } from './id';

export const en: StaffWords = {
  states: {
    placed: 'Waiting',
    started: 'Cooking',
    finished: 'Done',
    cancelled: 'Cancelled',
  },
  table: (label) => `Table ${label}`,
  services: { take_away: 'Take-away', delivery: 'Delivery' },
  signIn: {
    noRight: 'This account may not open this page. Ask the owner for the right role.',
    ended: 'The session has ended. Sign in again to go on.',
  },
  silent: 'The shop’s server does not answer',
  silentText: 'Check the network and the shop’s server, then try again.',
  retry: 'Try again',
  line: {
    label: 'Link to the shop',
    connecting: { title: 'Connecting', detail: 'Waiting for the shop' },
    here: { title: 'Connected', detail: 'Live from the shop' },
    sending: { title: 'Sending', detail: (n) => plural(n, 'command') },
    lost: { title: 'Link lost', detail: 'What you see may be old' },
    kept: { title: 'Link lost', detail: (n) => `${plural(n, 'command')} kept` },
  },
  somebodyElse: (name) => `${name}: somebody else has done that already.`,
  refused: (name, why) => `${name}: ${why}`,
};
