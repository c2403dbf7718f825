// What adding tables comes to, and how rooms are told.
import { expect, it } from 'vitest';
import type { TableRow } from '../shapes';
import { namesOf, planOf, roomsOf } from './plan';

function table(label: string, more: Partial<TableRow> = {}): TableRow {
  const calm = { sitting: 1, gross: 0, guests: 0, open_orders: 0 };
  return { table: `id-${label}`, area: 'Dalam', label, seats: 4, active: true, ...calm, ...more };
}

it('makes what is missing, uses again what was put aside, and leaves the rest alone', () => {
  const tables = [table('2'), table('3', { active: false }), table('vip')];
  expect(planOf('1-4, VIP', tables)).toEqual({
    fresh: [{ label: '1' }, { label: '4' }],
    again: [{ label: '3', table: 'id-3' }],
    there: ['2', 'VIP'],
  });
});

it('does not wake an old table beside one in use of the same name', () => {
  const tables = [table('7', { active: false, table: 'old' }), table('7')];
  expect(planOf('7', tables)).toEqual({ fresh: [], again: [], there: ['7'] });
});

it('names many by the first and the last', () => {
  expect(namesOf(['1', '2'])).toBe('1, 2');
  expect(namesOf(['1', '2', '3', '4', '5', '6', '7'])).toBe('1, 2, 3 … 7');
});

it('counts the tables and seats of a room that are in use', () => {
  const tables = [
    table('10'),
    table('9', { seats: 2 }),
    table('1', { area: 'Teras' }),
    table('11', { active: false }),
  ];
  const rooms = roomsOf(tables);
  expect(rooms.map(({ area, used, seats }) => [area, used, seats])).toEqual([
    ['Dalam', 2, 6],
    ['Teras', 1, 4],
  ]);
  expect(rooms[0]?.tables.map(({ label }) => label)).toEqual(['9', '10', '11']);
});
