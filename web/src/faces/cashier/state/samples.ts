// A small catalogue for the tests of the till, packed in columns as the node sends it.
import type { View } from '../../../api/views';
import type { CatalogueColumns } from '../../../data/catalogue';

export const BRANCH: View<'BranchView'> = {
  id: 1,
  code: 'JKT01',
  name: 'Nusa Menteng',
  region: 1,
  address: 'Jl. Contoh 1',
  active: true,
  tz_offset_min: 420,
  cutoff_min: 240,
  currency: 'IDR',
  tax_inclusive: false,
  is_pkp: false,
  tax_rounding: 'half_up',
  dpp_first: false,
  cash_rounding: { step: 100, threshold: 50 },
  stock_policy: 'strict',
  auto_receive: false,
  typed_tables: false,
  stars_on_menu: false,
  take_away_paid_first: false,
  cashier_discount_ppm: 100_000,
  shift_required: true,
  header: [],
  footer: [],
  till: { columns: 32, labels: [], methods: ['cash', 'qris'], npwp: '' },
};

/** Kopi at 20.000 (18.000 from a dozen), beras by weight at 15.000, teh without a price. */
export const COLUMNS: CatalogueColumns = {
  cursor: 'a-1',
  reset: true,
  products: {
    id: [1, 1, 1],
    sku: ['KT', '00123', 'TH'],
    barcode: ['899000', '', '899000'],
    name: ['Kopi tubruk', 'Beras ramos', 'Teh botol'],
    category: [1, 2, 1],
    units: ['pcs', 'kg'],
    unit: [0, 1, 0],
    tax_sets: [['PB1'], []],
    taxes: [0, 1, 1],
    flags: [9, 11, 9],
    pictures: [[1, 'ab']],
  },
  prices: {
    id: [1, 1, 1],
    product: [1, 0, 1],
    scopes: ['company', { branch: 1 }],
    scope: [0, 0, 1],
    amount: [20_000, 18_000, 15_000],
    per_milli: [1000, 1000, 1000],
    min_milli: [0, 12_000, 0],
    froms: [0],
    valid_from: [0, 0, 0],
  },
  categories: [
    { id: 2, name: 'Sembako', position: 1, on_menu: true },
    { id: 1, name: 'Minuman', position: 0, on_menu: true },
  ],
  taxes: [
    {
      id: 1,
      code: 'PB1',
      name: 'PB1 10%',
      rate_ppm: 100_000,
      base_num: 1,
      base_den: 1,
      valid_from: 0,
    },
  ],
  branch: BRANCH,
};
