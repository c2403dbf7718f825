// The words that the boards of waiters and kitchen share, in Indonesian. The type of `en`.

export const id = {
  states: {
    placed: 'Menunggu',
    started: 'Diproses',
    finished: 'Selesai',
    cancelled: 'Dibatalkan',
  },
  table: (label: string) => `Meja ${label}`,
  services: { take_away: 'Bungkus', delivery: 'Antar' },
  signIn: {
    noRight: 'Akun ini tidak boleh membuka halaman ini. Minta pemilik memberi peran yang sesuai.',
    ended: 'Sesi berakhir. Masuk lagi untuk melanjutkan.',
  },
  silent: 'Server toko tidak menjawab',
  silentText: 'Periksa jaringan dan server toko, lalu coba lagi.',
  retry: 'Coba lagi',
  line: {
    label: 'Sambungan ke toko',
    connecting: { title: 'Menyambung', detail: 'Menunggu jawaban toko' },
    here: { title: 'Tersambung', detail: 'Langsung dari toko' },
    sending: { title: 'Mengirim', detail: (n: number) => `${n} perintah dikirim` },
    lost: { title: 'Sambungan putus', detail: 'Yang tampak bisa sudah lama' },
    kept: { title: 'Sambungan putus', detail: (n: number) => `${n} perintah disimpan` },
  },
  somebodyElse: (name: string) => `${name}: sudah diproses orang lain.`,
  refused: (name: string, why: string) => `${name}: ${why}`,
};

export type StaffWords = typeof id;
