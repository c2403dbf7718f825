// The words of the guest face, in Indonesian. A guest is spoken to as a friend: kamu.

export const id = {
  title: (branch: string) => `${branch} · Menu`,
  page: 'Menu · Nusa',
  table: 'Meja',
  reconnecting: 'Sedang menyambung kembali…',
  menu: {
    title: 'Menu',
    search: 'Cari menu',
    profile: 'Profil',
    orders: 'Pesanan & pelayan',
    popular: 'Paling sering dipesan',
    categories: 'Kategori',
    found: (n: number) => (n === 0 ? 'Tidak ada yang cocok' : `${n} hidangan`),
    foundNothing: 'Coba kata lain, atau lihat semua kategori.',
    empty: 'Menu sedang disiapkan',
    emptyText: 'Belum ada hidangan di menu ini. Tanya pelayan, ya.',
    soldOut: 'Habis',
    stars: (n: string) => `${n} bintang`,
    add: (name: string) => `Tambah ${name}`,
    choose: (name: string) => `Pilih ${name}`,
    less: (name: string) => `Kurangi ${name}`,
    inCart: (n: string) => `${n} di pesananmu`,
    choices: 'bisa dipilih',
  },
  cart: {
    send: 'Kirim pesanan',
    sending: 'Mengirim pesanan…',
    counting: 'menghitung',
  },
  orders: {
    number: (n: number) => `#${n}`,
    headline: {
      waiting: 'Pesananmu sudah diterima',
      cooking: 'Pesananmu sedang dimasak',
      done: 'Pesananmu sudah siap',
    },
    cancelled: 'Pesanan ini dibatalkan',
    cancelledText: 'Kalau ini keliru, panggil pelayan.',
    step: { waiting: 'Menunggu', cooking: 'Diproses', done: 'Selesai' },
    wait: {
      unknown: 'Dapur baru mulai, waktu belum bisa ditaksir',
      soon: 'Sebentar lagi',
      minutes: (low: number, high: number) =>
        low < high ? `Kira-kira ${low}–${high} menit lagi` : `Kira-kira ${high} menit lagi`,
    },
    doneText: 'Selamat menikmati.',
    placed: (n: number) => `Pesanan #${n} terkirim`,
    someMissing: (n: number) => `${n} hidangan sedang tidak ada, jadi tidak ikut.`,
    see: 'Lihat pesanan',
    announce: (n: number, headline: string) => `Pesanan nomor ${n}: ${headline}`,
  },
  refused: {
    totalChanged: (gross: string) =>
      `Harga baru saja berubah menjadi ${gross}. Periksa dulu, lalu kirim lagi.`,
    many: (minutes: number) =>
      `Mejamu mengirim banyak pesanan berturut-turut. Coba lagi ${minutes} menit lagi, atau panggil pelayan.`,
  },
  problems: {
    total_changed: 'Harga baru saja berubah. Periksa dulu, lalu kirim lagi.',
    stock_short: 'Ada hidangan yang baru saja habis. Ubah pesananmu, lalu kirim lagi.',
    guest_orders_many: 'Mejamu mengirim banyak pesanan berturut-turut. Tunggu sebentar.',
    draft_full: 'Pesanan ini sudah panjang sekali. Kirim dulu, lalu tambah lagi.',
    guest_limited: 'Meja ini sedang ramai. Tunggu sebentar, lalu coba lagi.',
    sign_in_limited: 'Terlalu sering dicoba. Tunggu sebentar, lalu pindai lagi.',
    code_needed: 'Di sini meja dibuka dengan kode QR. Pindai kode di mejamu.',
    code_void: 'Kode ini sudah tidak berlaku. Pindai lagi kode di mejamu.',
    table_unknown: 'Tidak ada meja dengan nomor ini.',
  } as Record<string, string>,
};

export type Words = typeof id;
