// The words of a table's bill on a phone, in Indonesian. The type of `bill.en`.

export const id = {
  title: 'Tagihan meja ini',
  ordered: 'Pesanan',
  off: 'Diskon',
  service: 'Layanan',
  included: (name: string) => `termasuk ${name}`,
  total: 'Total',
  open: 'Belum dibayar',
  paid: 'Lunas',
  part: (n: number) => `Bagian ${n}`,
};

export type BillWords = typeof id;
