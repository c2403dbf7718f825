// The words of the kitchen, in English.
import { plural } from '../../../i18n/plural';
import type { KitchenWords } from './id';

export const en: KitchenWords = {
  title: 'Kitchen',
  board: 'Kitchen board',
  stations: 'Stations',
  all: 'All',
  start: 'Start',
  bump: 'Done',
  otherStations: (dishes) => `Other stations: ${dishes}`,
  late: (minutes) => `${minutes} min late`,
  number: (n) => `#${n}`,
  recall: 'Bring back',
  recallOf: (place) => `Bring back ${place}`,
  recalled: (place) => `${place} is back on the board.`,
  bumps: 'Just done',
  toCook: 'To cook',
  toCookLabel: 'How much is still to be cooked',
  nothing: 'All done',
  nothingText: 'New orders appear here and ring.',
  nothingHere: 'Nothing for this station',
  loading: 'Waiting for the shop’s orders',
  arrived: (place, dishes) => `New order: ${place}, ${plural(dishes, 'dish', 'dishes')}.`,
  cancelled: (place) => `The order of ${place} was cancelled.`,
  sound: 'Sound of a new order',
  soundOn: 'Sound on',
  soundOff: 'Sound off',
  soundAsleep: 'Tap for sound',
  me: 'Kitchen settings',
};
