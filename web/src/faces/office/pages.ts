// Every page of the office: its address, what it is called, what it needs, and its file, which is
// fetched when somebody goes there.
import type { Component } from 'svelte';
import { fit, ROOT } from './data/router.svelte';
import type { Right } from './shapes';

export interface PageProps {
  /** The open parts of the address. */
  params: Record<string, string>;
}

export type Section =
  | 'dashboard'
  | 'sales'
  | 'products'
  | 'prices'
  | 'stock'
  | 'reports'
  | 'ratings'
  | 'branches'
  | 'people'
  | 'quarantine'
  | 'audit'
  | 'customers'
  | 'mail'
  | 'account';

export interface Page {
  pattern: string;
  section: Section;
  /** Whoever is signed in may see it, when no right is named. */
  needs?: Right;
  /** Only the centre has it. */
  atCentre?: boolean;
  /** Only a branch has it. */
  atBranch?: boolean;
  load: () => Promise<{ default: Component<PageProps> | Component<Record<string, never>> }>;
}

const row = (pattern: string, section: Section, rest: Omit<Page, 'pattern' | 'section'>): Page => ({
  pattern: ROOT + pattern,
  section,
  ...rest,
});

export const PAGES: readonly Page[] = [
  row('', 'dashboard', {
    needs: 'see_reports',
    load: () => import('./dashboard/Dashboard.svelte'),
  }),
  row('/penjualan', 'sales', {
    needs: 'see_sales',
    load: () => import('./reports/SalesPage.svelte'),
  }),
  row('/produk', 'products', {
    needs: 'see_stock',
    load: () => import('./products/ProductList.svelte'),
  }),
  row('/produk/baru', 'products', {
    needs: 'manage_catalogue',
    atCentre: true,
    load: () => import('./products/NewProduct.svelte'),
  }),
  row('/produk/impor', 'products', {
    needs: 'manage_catalogue',
    atCentre: true,
    load: () => import('./products/ImportPage.svelte'),
  }),
  row('/produk/kategori', 'products', {
    needs: 'manage_catalogue',
    atCentre: true,
    load: () => import('./products/Categories.svelte'),
  }),
  row('/produk/pilihan', 'products', {
    needs: 'see_stock',
    load: () => import('./modifiers/ModifierList.svelte'),
  }),
  row('/produk/pilihan/baru', 'products', {
    needs: 'manage_catalogue',
    atCentre: true,
    load: () => import('./modifiers/NewModifier.svelte'),
  }),
  row('/produk/pilihan/:group', 'products', {
    needs: 'see_stock',
    load: () => import('./modifiers/EditModifier.svelte'),
  }),
  row('/produk/:product', 'products', {
    needs: 'see_stock',
    load: () => import('./products/EditProduct.svelte'),
  }),
  row('/harga', 'prices', { needs: 'see_stock', load: () => import('./prices/PriceBook.svelte') }),
  row('/harga/:product', 'prices', {
    needs: 'see_stock',
    load: () => import('./prices/ProductPrices.svelte'),
  }),
  row('/stok', 'stock', { needs: 'see_stock', load: () => import('./stock/Distribution.svelte') }),
  row('/stok/kirim', 'stock', {
    needs: 'dispatch_goods',
    load: () => import('./stock/NewTransfer.svelte'),
  }),
  row('/stok/isi', 'stock', { needs: 'see_stock', load: () => import('./stock/Levels.svelte') }),
  row('/stok/barang/:product', 'stock', {
    needs: 'see_stock',
    load: () => import('./stock/Goods.svelte'),
  }),
  row('/stok/opname', 'stock', {
    needs: 'see_stock',
    load: () => import('./stock/Stocktakes.svelte'),
  }),
  row('/stok/opname/baru', 'stock', {
    needs: 'count_stock',
    load: () => import('./stock/NewStocktake.svelte'),
  }),
  row('/stok/opname/:doc', 'stock', {
    needs: 'see_stock',
    load: () => import('./stock/Stocktake.svelte'),
  }),
  row('/stok/mutasi', 'stock', {
    needs: 'see_stock',
    load: () => import('./stock/Entries.svelte'),
  }),
  row('/stok/mutasi/terima', 'stock', {
    needs: 'move_stock',
    load: () => import('./stock/NewReceipt.svelte'),
  }),
  row('/stok/mutasi/sesuaikan', 'stock', {
    needs: 'move_stock',
    load: () => import('./stock/NewAdjustment.svelte'),
  }),
  row('/laporan', 'reports', {
    needs: 'see_reports',
    load: () => import('./reports/ReportPage.svelte'),
  }),
  row('/laporan/meja', 'reports', {
    needs: 'see_reports',
    load: () => import('./reports/dining/DiningPage.svelte'),
  }),
  row('/laporan/sif', 'reports', {
    needs: 'see_reports',
    load: () => import('./reports/drawers/DrawersPage.svelte'),
  }),
  row('/laporan/cetak', 'reports', {
    needs: 'see_reports',
    load: () => import('./reports/PrintPage.svelte'),
  }),
  row('/penilaian', 'ratings', {
    needs: 'see_reports',
    load: () => import('./ratings/RatingsPage.svelte'),
  }),
  row('/pelanggan', 'customers', {
    needs: 'manage_customers',
    atBranch: true,
    load: () => import('./customers/CustomersPage.svelte'),
  }),
  row('/pelanggan/:customer', 'customers', {
    needs: 'manage_customers',
    atBranch: true,
    load: () => import('./customers/CustomerPage.svelte'),
  }),
  row('/cabang', 'branches', {
    needs: 'see_stock',
    atCentre: true,
    load: () => import('./branches/BranchList.svelte'),
  }),
  row('/cabang/baru', 'branches', {
    needs: 'manage_branches',
    atCentre: true,
    load: () => import('./branches/NewBranch.svelte'),
  }),
  row('/cabang/daerah', 'branches', {
    needs: 'see_stock',
    atCentre: true,
    load: () => import('./branches/Regions.svelte'),
  }),
  row('/cabang/:branch', 'branches', {
    needs: 'see_stock',
    load: () => import('./branches/BranchPage.svelte'),
  }),
  row('/cabang/:branch/meja', 'branches', {
    needs: 'cook_orders',
    load: () => import('./tables/TablesPage.svelte'),
  }),
  row('/karantina', 'quarantine', {
    needs: 'see_reports',
    load: () => import('./branches/Quarantine.svelte'),
  }),
  row('/orang', 'people', {
    needs: 'manage_people',
    load: () => import('./people/PeoplePage.svelte'),
  }),
  row('/catatan', 'audit', {
    needs: 'see_reports',
    atCentre: true,
    load: () => import('./audit/AuditPage.svelte'),
  }),
  row('/surel', 'mail', {
    needs: 'manage_mail',
    load: () => import('./mail/MailPage.svelte'),
  }),
  row('/akun', 'account', { load: () => import('./account/AccountPage.svelte') }),
];

/** The page of a path and the open parts of its address. */
export function pageAt(path: string): { page: Page; params: Record<string, string> } | undefined {
  for (const page of PAGES) {
    const params = fit(page.pattern, path);
    if (params) return { page, params };
  }
  return undefined;
}
