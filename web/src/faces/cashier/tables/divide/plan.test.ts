// Whether a bill is divided as people mean it. Knows no screen.
import { describe, expect, it } from 'vitest';
import type { OwedLine } from '../shapes';
import { missing, partsByGuest, partsByLine, turned, type Takers } from './plan';

function line(n: number, guest?: string): OwedLine {
  const dish = { product: n, name: `Sajian ${n}`, quantity_milli: 1000, gross: 10_000, n: 1 };
  return { ...dish, order: 'a', line: n, chosen: [], ...(guest && { guest }) } as OwedLine;
}

const lines = [line(0, 'Ani'), line(1, 'Budi'), line(2)];
const takes = (parts: ReturnType<typeof partsByGuest>) =>
  parts.map(({ payer, lines }) => [payer, ...lines.map((one) => one.line)]);

describe('by guest', () => {
  it.each([
    [
      lines,
      true,
      [
        ['Ani', 0, 2],
        ['Budi', 1, 2],
      ],
    ],
    [
      lines,
      false,
      [
        ['Ani', 0],
        ['Budi', 1],
        [undefined, 2],
      ],
    ],
    [
      [line(0, 'Ani'), line(2)],
      true,
      [
        ['Ani', 0],
        [undefined, 2],
      ],
    ],
    [[line(0), line(2)], true, [[undefined, 0, 2]]],
  ])('%#', (rows, isShared, parts) => {
    expect(takes(partsByGuest(rows, isShared))).toEqual(parts);
  });
});

describe('by line', () => {
  const all: Takers = new Map(lines.map((one) => [`a#${one.line}`, new Set([0])]));

  it('says who has nothing and what nobody takes', () => {
    expect(missing(lines, all, 2)).toEqual({ payer: 1 });
    expect(missing(lines, turned(all, lines[1] as OwedLine, 0), 1)).toEqual({ line: lines[1] });
    expect(missing(lines, turned(all, lines[1] as OwedLine, 1), 2)).toBeUndefined();
  });

  it('shares a line among those who take it', () => {
    const both = turned(turned(all, lines[1] as OwedLine, 1), lines[0] as OwedLine, 0);
    const own = turned(both, lines[0] as OwedLine, 1);
    expect(takes(partsByLine(lines, own, ['A', 'B']))).toEqual([
      ['A', 1, 2],
      ['B', 0, 1],
    ]);
  });
});
