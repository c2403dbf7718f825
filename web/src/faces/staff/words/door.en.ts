// The words of coming in, of leaving, and of what stands in the way, in English.
import type { DoorWords } from './door.id';

export const en: DoorWords = {
  signIn: {
    title: 'Sign in',
    hint: 'Use your sign-in name and password.',
    login: 'Sign-in name',
    password: 'Password',
    submit: 'Sign in',
    show: 'Show the password',
    hide: 'Hide the password',
    empty: 'Enter the sign-in name and the password.',
    wait: (seconds) => `Too many attempts. Try again in ${seconds} seconds.`,
    promise: ['One order,', 'everybody knows.'],
    promiseHint: 'Waiters, the till and the kitchen see the same thing at the same moment.',
    byPin: 'Sign in with a PIN at the till',
  },
  me: {
    title: 'This device',
    signOut: 'Sign out',
    sending: 'Some commands have not been sent yet.',
  },
  problems: {
    unauthenticated: 'The session has ended. Sign in again to go on.',
    sign_in_failed: 'The sign-in name and the password do not match.',
    forbidden: 'Your account may not do this.',
    approval_needed: 'Only an owner or manager may cancel an order that is done.',
    orders_open: 'Some orders are not done yet.',
    bill_unpaid: 'The bill of this table is not paid. Pay it or cancel its orders first.',
    sitting_over: 'Other guests sit at this table now. Look again, then repeat.',
    table_taken: 'Another table has this number or name.',
    table_unknown: 'This table was not found.',
    order_unknown: 'This order was not found.',
    no_such_step: 'Somebody else has done that already.',
    stock_short: 'There is not enough stock.',
    total_changed: 'A price has just changed. Check the sum, then send again.',
    body_invalid: 'This is not right yet.',
    nothing_changes: 'Nothing changes.',
    busy: 'The server is busy. Try again in a moment.',
    disk_full: 'The server’s disk is full. Nothing was saved.',
  },
};
