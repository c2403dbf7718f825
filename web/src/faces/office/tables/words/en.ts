// The words of the page about a branch's tables, in English.
import { plural } from '../../../../i18n/plural';
import type { Words } from './id';

export const en: Words = {
  hint: {
    centre:
      'It reaches the branch with the next contact. The branch’s manager can change tables there too; what was saved last holds. QR codes are printed at the branch, from the order board.',
    branch: 'It holds here at once. Head office can change tables too; what was saved last holds.',
    codes: 'QR codes on the order board',
  },
  table: (label) => `Table ${label}`,
  noArea: 'Main room',
  seats: (n) => plural(n, 'seat'),
  sum: (tables, seats) => `${plural(tables, 'table')} · ${plural(seats, 'seat')}`,
  unused: 'Not in use',
  planned: 'waits for the branch',
  edit: (label) => `Change table ${label}`,
  saved: (label) => `Table ${label} was saved.`,
  waiting:
    'What waits for the branch is not set up there yet. If it waits on while the branch is connected, another table there has its name: change the name.',
  empty: 'No tables yet',
  emptyText: 'Add them one by one or several at once, such as tables 1–12 in one room.',
  add: {
    action: 'Add tables',
    title: 'Add tables',
    labels: 'Numbers or names of the tables',
    labelsHint: 'One name, or several at once: 1–12, A1–A6, VIP.',
    fresh: (n, names) => `${plural(n, 'new table')}: ${names}`,
    again: (n, names) => `${n} in use again: ${names}`,
    there: (n, names) => `${n} there already and left as they are: ${names}`,
    nothing: 'All of these tables are there already.',
    go: (n) => (n > 0 ? `Add ${plural(n, 'table')}` : 'Add'),
    going: (n, all) => `Adding ${n} of ${all}`,
    stopped: (label, why) => `Stopped at table ${label}: ${why}`,
    done: (n) => `${plural(n, 'table')} added.`,
  },
  tooMany: 'This branch has as many tables as can be kept.',
};
