// The words of how the tables did, in English.
import { plural } from '../../../../../i18n/plural';
import type { DiningWords } from './id';

export const en: DiningWords = {
  title: 'Tables and kitchen',
  hint: 'Half took no longer than the large figure; nine of ten no longer than the small one.',
  branch: 'Choose a branch to see its tables and kitchen.',
  orders: 'Orders',
  ordersOf: (served, cancelled) => `${served} served · ${cancelled} called off`,
  serve: 'Until served',
  begin: 'Until begun',
  stay: 'Stay',
  parties: (n) => plural(n, 'party', 'parties'),
  slow: (time) => `9 of 10 within ${time}`,
  hours: 'By hour',
  hoursHint: 'Time until served, by the hour of the order.',
  hour: 'Hour',
  median: 'Half within',
  noTime: 'Nothing was served in this hour yet.',
  summary: (hour, time) => `Longest at ${hour}: ${time}`,
  tables: 'Tables',
  tablesHint: 'Parties, how long they stayed, and what they ordered before service and tax.',
  table: 'Table',
  sittings: 'Parties',
  gross: 'Ordered',
  waiters: 'Who took the orders',
  waitersHint: 'Orders by whoever entered them.',
  who: 'Who',
  phones: 'Guests’ phones',
  empty: 'No orders yet',
  emptyText: 'Orders of these days, at tables, to take away and to deliver, appear here.',
};
