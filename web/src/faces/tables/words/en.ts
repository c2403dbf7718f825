// The words of setting a table up, in English.
import type { TableWords } from './id';

export const en: TableWords = {
  label: 'Number or name',
  area: 'Room',
  areaHint: 'For example Inside or Terrace.',
  seats: 'Seats',
  active: 'In use',
  fresh: 'New table',
  missing: 'Fill this in.',
  seatsWrong: 'Write a number from 1 to 99.',
};
