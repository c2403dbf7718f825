// The words of how the tables did, in Indonesian. The type of `en`.

export const id = {
  title: 'Meja dan dapur',
  hint: 'Separuh tidak lebih lama dari angka besar; sembilan dari sepuluh tidak lebih lama dari angka kecil.',
  branch: 'Pilih cabang untuk melihat meja dan dapurnya.',
  orders: 'Pesanan',
  ordersOf: (served: string, cancelled: string) => `${served} disajikan · ${cancelled} dibatalkan`,
  serve: 'Sampai disajikan',
  begin: 'Sampai mulai dimasak',
  stay: 'Lama duduk',
  parties: (n: string) => `${n} rombongan`,
  slow: (time: string) => `9 dari 10 dalam ${time}`,
  hours: 'Menurut jam',
  hoursHint: 'Waktu sampai disajikan, dari jam pesannya.',
  hour: 'Jam',
  median: 'Separuh dalam',
  noTime: 'Belum ada yang disajikan pada jam ini.',
  summary: (hour: string, time: string) => `Paling lama pada ${hour}: ${time}`,
  tables: 'Meja',
  tablesHint: 'Rombongan, lama duduk, dan nilai pesanan sebelum layanan dan pajak.',
  table: 'Meja',
  sittings: 'Rombongan',
  gross: 'Nilai pesanan',
  waiters: 'Pencatat pesanan',
  waitersHint: 'Siapa yang mencatat pesanan.',
  who: 'Siapa',
  phones: 'HP tamu',
  empty: 'Belum ada pesanan',
  emptyText: 'Pesanan meja, bungkus, dan antar pada hari-hari ini muncul di sini.',
};

export type DiningWords = typeof id;
