// The words of PDFs, in Indonesian.

export const id = {
  make: 'PDF',
  busy: 'Membuat PDF…',
  done: 'PDF sudah diunduh.',
  problems: {
    papers_missing:
      'PDF sedang disiapkan: program pembuatnya belum ada di sini. Coba lagi beberapa menit lagi.',
    papers_busy: 'PDF lain sedang dibuat. Coba lagi sebentar.',
    papers_slow: 'PDF ini terlalu lama dibuat. Pilih tanggal yang lebih sedikit, lalu coba lagi.',
    papers_failed: 'PDF gagal dibuat. Coba lagi; penjualan tidak terganggu.',
  },
};

export type Words = typeof id;
