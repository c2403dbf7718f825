// What a branch is set with.
import { expect, it } from 'vitest';
import type { BranchRow } from '../shapes';
import { BranchDraft, METHODS } from './draft.svelte';

const branch = {
  id: 3,
  code: 'SBY01',
  name: 'Nusa Darmo',
  region: 2,
  address: 'Jl. Teladan 7',
  active: true,
  tz_offset_min: 480,
  cutoff_min: 210,
  currency: 'IDR',
  tax_inclusive: false,
  is_pkp: true,
  tax_rounding: 'half_up',
  dpp_first: true,
  service: { ppm: 50_000, inclusive: true, basis: 'gross', taxable: true },
  cash_rounding: { step: 100, threshold: 30 },
  stock_policy: 'strict',
  cashier_discount_ppm: 25_000,
  shift_required: true,
  header: ['Nusa Darmo', 'Surabaya'],
  footer: ['Terima kasih'],
  head: 'Ratna',
  has_facts: true,
  auto_receive: true,
  typed_tables: true,
  stars_on_menu: true,
  take_away_paid_first: true,
  till: {
    columns: 48,
    methods: ['cash', 'qris'],
    npwp: '01',
    labels: [{ prefix: 22, item_digits: 5, value_digits: 5, kind: 'price', scale: 10 }],
  },
} satisfies BranchRow;

it('sends back what it was given, and no contact', () => {
  const draft = new BranchDraft(branch);
  expect(draft.complete).toBe(true);
  const body = draft.body(2);
  const { id, head, has_facts, ...settings } = branch;
  expect([id, head, has_facts]).toHaveLength(3);
  expect(body).toMatchObject(settings);
  for (const name of ['id', 'head', 'phone', 'has_facts']) expect(body).not.toHaveProperty(name);
});

it('reads per cent, and drops a charge that was emptied', () => {
  const draft = new BranchDraft(branch);
  expect([draft.servicePercent, draft.discountPercent]).toEqual(['5', '2,5']);
  draft.servicePercent = '';
  draft.coins = undefined;
  expect(draft.body(2)).not.toHaveProperty('service');
  expect(draft.body(2)).not.toHaveProperty('cash_rounding');
  draft.discountPercent = 'banyak';
  expect(draft.complete).toBe(false);
});

it('needs a code, a name and a region', () => {
  const draft = new BranchDraft();
  expect(draft.complete).toBe(false);
  draft.settings.code = 'mlg01';
  draft.settings.name = 'Malang';
  draft.region = '2';
  expect(draft.complete).toBe(true);
  expect(draft.body(2)).toMatchObject({ code: 'MLG01', tz_offset_min: 420, cutoff_min: 240 });
});

it('takes every way of paying where none is named, and never none', () => {
  const draft = new BranchDraft({ ...branch, till: { ...branch.till, methods: [] } });
  expect(draft.methods).toEqual(METHODS);
  expect(draft.body(2)).toMatchObject({ till: { methods: [] } });
  draft.methods = ['cash'];
  expect(draft.body(2)).toMatchObject({ till: { methods: ['cash'] } });
  draft.methods = [];
  expect(draft.complete).toBe(false);
});

it('knows what is not saved', () => {
  const draft = new BranchDraft(branch);
  expect(draft.changed).toBe(false);
  draft.phone = '0812';
  expect(draft.changed).toBe(true);
  draft.keep();
  expect(draft.changed).toBe(false);
});
