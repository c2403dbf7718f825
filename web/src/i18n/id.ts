// The words that every face needs, in Indonesian. This dictionary is the type of `en`.

export const id = {
  close: 'Tutup',
  cancel: 'Batal',
  save: 'Simpan',
  retry: 'Coba lagi',
  loading: 'Memuat',
  more: 'Muat lagi',
  previous: 'Sebelumnya',
  next: 'Berikutnya',
  search: 'Cari',
  clear: 'Kosongkan',
  backspace: 'Hapus satu angka',
  enter: 'Lanjut',
  changed: 'diubah',
  currency: 'Rp',
  language: { choose: 'Bahasa', id: 'Bahasa Indonesia', en: 'English' },
  theme: { choose: 'Tampilan', light: 'Terang', dark: 'Gelap' },
  failed: {
    network: 'Tidak ada jawaban dari server ini. Periksa jaringan, lalu coba lagi.',
    timeout: 'Server terlalu lama menjawab. Coba lagi.',
    unreadable: 'Jawaban server tidak terbaca. Coba lagi.',
    unexpected: 'Ada yang gagal di halaman ini. Muat ulang lalu coba lagi.',
  },
  number: (code: string) => `Kode: ${code}`,
};

export type SharedWords = typeof id;
