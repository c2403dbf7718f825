// The words of setting a table up, in Indonesian. The type of `en`.

export const id = {
  label: 'Nomor atau nama',
  area: 'Ruang',
  areaHint: 'Misalnya Ruang dalam atau Teras.',
  seats: 'Kursi',
  active: 'Dipakai',
  fresh: 'Meja baru',
  missing: 'Isi dulu.',
  seatsWrong: 'Tulis angka 1 sampai 99.',
};

export type TableWords = typeof id;
