// The words of the report about shifts, in English.
import { plural } from '../../../../../i18n/plural';
import type { DrawerWords } from './id';

export const en: DrawerWords = {
  title: 'Shifts and drawers',
  hint: 'What each till took, what should lie in its drawer, and what was counted',
  branch: 'Choose a branch to see its shifts.',
  empty: 'No shifts yet',
  emptyText: 'Shifts that begin on these days appear here.',
  receipts: (n) => plural(n, 'receipt'),
  receiptsColumn: 'Receipts',
  revenue: 'Revenue',
  difference: 'Drawer difference',
  closed: (closed, open) => `${closed} closed · ${open} running`,
  undone: 'Voids and refunds',
  undoneOf: (voids, refunds) => `${plural(voids, 'void')} · ${plural(refunds, 'refund')}`,
  methods: 'Payment methods',
  tills: 'By till',
  tillsHint: 'Revenue of each till, less refunds',
  till: 'Till',
  tillNumber: (n) => `Till ${n}`,
  who: 'Opened by',
  nobody: 'no name',
  when: 'When',
  expected: 'Expected',
  counted: 'Counted',
  fits: 'Exact',
  running: 'Running',
};
