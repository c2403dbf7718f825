// The words of one's own account, in English.
import type { Words } from './id';

export const en: Words = {
  title: 'My account',
  until: (time) => `Signed in until ${time}`,
  look: 'Language and appearance',
  lookHint: 'For this browser only',
  password: 'Change the password',
  passwordHint: 'At least 10 characters. All devices, this one too, then sign in again.',
  old: 'Present password',
  fresh: 'New password',
  again: 'New password, once more',
  differ: 'The two new passwords differ.',
  short: 'At least 10 characters.',
  submit: 'Change the password',
  done: 'Password changed. Sign in with the new one.',
  wrongOld: 'The present password does not match.',
  rights: 'What you may do here',
  right: {
    see_sales: 'See sales',
    see_stock: 'See stock',
    move_stock: 'Record receipts and adjustments',
    count_stock: 'Take stock',
    dispatch_goods: 'Send goods',
    receive_goods: 'Receive transfers',
    manage_catalogue: 'Manage products',
    manage_prices: 'Manage prices',
    manage_branches: 'Manage branches',
    manage_people: 'Manage people',
    see_reports: 'See reports',
    repair_facts: 'Repair the quarantine',
  },
};
