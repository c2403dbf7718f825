// Names of the shelf and the menu find a drawing that exists.
import { expect, test } from 'vitest';
import { drawingFor } from './choose';
import { dishDrawings } from './dishes';
import { goodsDrawings } from './goods';

const drawings = { ...dishDrawings, ...goodsDrawings };

test.each([
  ['Kopi susu gula aren', 'kopisusu'],
  ['Kopi tubruk', 'kopi'],
  ['Kopi susu Bukit Hijau besar', 'kopisachet'],
  ['Teh botol Laut Biru', 'teh'],
  ['Es teh manis', 'esteh'],
  ['Nasi goreng kampung', 'nasgor'],
  ['Mi goreng Sinar Desa kecil', 'mi'],
  ['Mi goreng jawa', 'mie'],
  ['Telur ayam Padi Emas', 'telur'],
  ['Tahu isi', 'pisang'],
  ['Tahu Laut Biru', 'tahu'],
  ['Sabun cuci piring', 'sabun'],
  ['Baut 10 mm', 'karton'],
])('%s', (name, drawing) => {
  expect(drawingFor(name)).toBe(drawing);
  expect(drawings[drawing]).toBeDefined();
});

test('every drawing of both sheets has a tint and a body', () => {
  for (const [tint, body] of Object.values(drawings)) {
    expect(tint).toMatch(/^#[0-9a-f]{6}$/);
    expect(body.length).toBeGreaterThan(100);
  }
});
