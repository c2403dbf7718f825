// The words of the report about shifts, in Indonesian. The type of `en`.

export const id = {
  title: 'Sif dan laci',
  hint: 'Yang diterima tiap kasir, yang seharusnya ada di laci, dan yang dihitung',
  branch: 'Pilih cabang untuk melihat sifnya.',
  empty: 'Belum ada sif',
  emptyText: 'Sif yang dibuka pada hari-hari ini muncul di sini.',
  receipts: (n: string) => `${n} nota`,
  receiptsColumn: 'Nota',
  revenue: 'Pendapatan',
  difference: 'Selisih laci',
  closed: (closed: string, open: string) => `${closed} sif ditutup · ${open} masih jalan`,
  undone: 'Batal dan retur',
  undoneOf: (voids: string, refunds: string) => `${voids} dibatalkan · ${refunds} diretur`,
  methods: 'Cara bayar',
  tills: 'Menurut kasir',
  tillsHint: 'Pendapatan tiap kasir, dikurangi retur',
  till: 'Kasir',
  tillNumber: (n: number) => `Kasir ${n}`,
  who: 'Dibuka oleh',
  nobody: 'tanpa nama',
  when: 'Waktu',
  expected: 'Seharusnya',
  counted: 'Dihitung',
  fits: 'Pas',
  running: 'Masih jalan',
};

export type DrawerWords = typeof id;
