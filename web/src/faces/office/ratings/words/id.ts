// The words of what guests said, in Indonesian. The type of `en`.

export const id = {
  title: 'Penilaian tamu',
  hint: 'Tiap hidangan dinilai sekali per tagihan, oleh tamu yang memesannya.',
  all: 'Semua hidangan',
  times: (n: string) => `${n} penilaian`,
  given: (stars: string) => `${stars} dari 5 bintang`,
  stars: (n: number) => `${n} bintang`,
  spread: 'Sebaran bintang',
  dishes: 'Per hidangan',
  dishesHint: 'Terbaik di atas. Ketuk untuk melihat penilaiannya.',
  dish: 'Hidangan',
  anyDish: 'Semua hidangan',
  starsFilter: 'Bintang',
  anyStars: 'Semua bintang',
  sort: 'Urutkan',
  sorts: {
    newest: 'Terbaru',
    worst: 'Bintang terendah',
    best: 'Bintang tertinggi',
    dish: 'Nama hidangan',
    branch: 'Cabang',
  },
  columns: {
    dish: 'Hidangan',
    stars: 'Bintang',
    said: 'Kata tamu',
    guest: 'Tamu',
    branch: 'Cabang',
    when: 'Waktu',
  },
  toShop: 'Pesan untuk toko',
  nameless: 'Tanpa nama',
  table: (label: string) => `Meja ${label}`,
  lacks: {
    slow: 'Kelamaan',
    lukewarm: 'Kurang hangat',
    salty: 'Terlalu asin',
    sweet: 'Terlalu manis',
    small: 'Porsi kecil',
  } as Record<string, string>,
  empty: 'Belum ada penilaian',
  emptyText: 'Tamu menilai dari HP setelah hidangannya disajikan.',
};

export type RatingWords = typeof id;
