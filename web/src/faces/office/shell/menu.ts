// The entries of the side bar, in their order.
import type { IconName } from '../../../ui/art/icons';
import { ROOT } from '../data/router.svelte';
import type { Office } from '../office.svelte';
import type { Section } from '../pages';
import type { Right } from '../shapes';

export interface Entry {
  section: Section;
  href: string;
  icon: IconName;
  needs: Right;
  atCentre?: boolean;
  atBranch?: boolean;
}

export const MAIN: readonly Entry[] = [
  { section: 'dashboard', href: ROOT, icon: 'home', needs: 'see_reports' },
  { section: 'sales', href: `${ROOT}/penjualan`, icon: 'orders', needs: 'see_sales' },
  { section: 'products', href: `${ROOT}/produk`, icon: 'box', needs: 'see_stock' },
  { section: 'prices', href: `${ROOT}/harga`, icon: 'tag', needs: 'see_stock' },
  { section: 'stock', href: `${ROOT}/stok`, icon: 'truck', needs: 'see_stock' },
  { section: 'reports', href: `${ROOT}/laporan`, icon: 'chart', needs: 'see_reports' },
  { section: 'ratings', href: `${ROOT}/penilaian`, icon: 'star', needs: 'see_reports' },
  {
    section: 'customers',
    href: `${ROOT}/pelanggan`,
    icon: 'user',
    needs: 'manage_customers',
    atBranch: true,
  },
];

export const SETUP: readonly Entry[] = [
  {
    section: 'branches',
    href: `${ROOT}/cabang`,
    icon: 'branch',
    needs: 'see_stock',
    atCentre: true,
  },
  { section: 'people', href: `${ROOT}/orang`, icon: 'people', needs: 'manage_people' },
  { section: 'mail', href: `${ROOT}/surel`, icon: 'mail', needs: 'manage_mail' },
  { section: 'quarantine', href: `${ROOT}/karantina`, icon: 'alert', needs: 'see_reports' },
  {
    section: 'audit',
    href: `${ROOT}/catatan`,
    icon: 'audit',
    needs: 'see_reports',
    atCentre: true,
  },
];

/** The entries that somebody may open at this node. */
export function open(entries: readonly Entry[], office: Office): Entry[] {
  return entries.filter(
    (entry) => office.may(entry.needs) && (office.atCentre ? !entry.atBranch : !entry.atCentre),
  );
}
