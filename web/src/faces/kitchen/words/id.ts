// The words of the kitchen, in Indonesian. This dictionary is the type of `en`.

export const id = {
  title: 'Dapur',
  board: 'Papan dapur',
  stations: 'Stasiun',
  all: 'Semua',
  start: 'Mulai',
  bump: 'Selesai',
  otherStations: (dishes: string) => `Stasiun lain: ${dishes}`,
  late: (minutes: number) => `Telat ${minutes} mnt`,
  number: (n: number) => `#${n}`,
  recall: 'Kembalikan',
  recallOf: (place: string) => `Kembalikan ${place}`,
  recalled: (place: string) => `${place} dikembalikan ke papan.`,
  bumps: 'Baru selesai',
  toCook: 'Harus dibuat',
  toCookLabel: 'Yang masih harus dibuat',
  nothing: 'Semua beres',
  nothingText: 'Pesanan baru muncul di sini dan berbunyi.',
  nothingHere: 'Stasiun ini kosong',
  loading: 'Menunggu toko',
  arrived: (place: string, dishes: number) => `Pesanan baru: ${place}, ${dishes} sajian.`,
  cancelled: (place: string) => `Pesanan ${place} dibatalkan.`,
  sound: 'Bunyi pesanan baru',
  soundOn: 'Bunyi hidup',
  soundOff: 'Bunyi mati',
  soundAsleep: 'Ketuk untuk bunyi',
  me: 'Pengaturan dapur',
};

export type KitchenWords = typeof id;
