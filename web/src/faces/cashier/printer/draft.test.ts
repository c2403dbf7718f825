// A printer as it is being filled in.
import { expect, it } from 'vitest';
import { paperOf, PrinterDraft, type Printer } from './draft.svelte';

const SET: Printer = { host: 'printer-kasir', port: 9101, columns: 48, cut: false, drawer: true };

it('begins with what is set and knows what was changed', () => {
  const draft = new PrinterDraft(SET);
  expect([draft.body(), draft.isChanged]).toEqual([SET, false]);
  draft.port = '9100';
  expect(draft.changed).toMatchObject({ host: false, port: true, drawer: false });
  draft.port = '9101';
  expect(draft.isChanged).toBe(false);
});

it('begins with what most shops have where nothing is set', () => {
  const draft = new PrinterDraft(undefined);
  draft.host = ' 192.168.001.040:9102 ';
  const wanted = { host: '192.168.1.40', port: 9102, columns: 32, cut: true, drawer: false };
  expect(draft.body()).toEqual(wanted);
  expect([draft.host, draft.port]).toEqual(['192.168.1.40', '9102']);
});

it('keeps what was typed when another printer is set meanwhile', () => {
  const draft = new PrinterDraft(SET);
  draft.take({ ...SET, columns: 32 });
  expect([draft.columns, draft.isChanged]).toEqual([32, false]);
  draft.host = 'printer-dapur';
  draft.take({ ...SET });
  expect([draft.host, draft.columns, draft.isChanged]).toEqual(['printer-dapur', 32, true]);
  draft.take({ ...SET, host: 'printer-dapur', columns: 32 });
  expect(draft.isChanged).toBe(false);
  draft.take(undefined);
  expect([draft.host, draft.port, draft.isChanged]).toEqual(['', '9100', false]);
});

it.each<[typed: string, port: number | undefined]>([
  ['', 9100],
  [' 9100 ', 9100],
  ['70000', 70_000],
  ['sembilan', undefined],
  ['91.5', undefined],
])('reads the port %j', (typed, port) => {
  const draft = new PrinterDraft(SET);
  draft.port = typed;
  expect(draft.body()?.port).toBe(port);
});

it('knows the paper of a line', () => {
  expect([32, 42, 48].map(paperOf)).toEqual([58, 80, 80]);
});
