// The words of links with which somebody chooses a password, and of asking for one, in Indonesian.

export const id = {
  titles: { invitation: 'Selamat bergabung', reset: 'Kata sandi baru' } as Record<string, string>,
  welcome: (name: string, shop: string) => `${name}, ${shop} membuatkan akun untuk Anda.`,
  again: (name: string, shop: string) =>
    `${name}, pilih kata sandi baru untuk akun Anda di ${shop}.`,
  login: 'Nama masuk Anda',
  fresh: 'Kata sandi',
  repeat: 'Kata sandi, sekali lagi',
  short: 'Minimal 10 karakter.',
  differ: 'Kedua kata sandi tidak sama.',
  begin: 'Simpan dan masuk',
  allOut: 'Semua perangkat yang sedang masuk dengan akun ini akan keluar.',
  until: (time: string) => `Tautan ini berlaku sampai ${time}.`,
  over: 'Tautan tidak berlaku',
  overText:
    'Tautan ini sudah dipakai, diganti yang baru, atau sudah kedaluwarsa. Minta tautan baru kepada manajer.',
  overReset: 'Lupa kata sandi? Minta tautan baru',
  toSignIn: 'Ke halaman masuk',
  checking: 'Memeriksa tautan…',
  forgot: 'Lupa kata sandi?',
  forgotHint: 'Isi nama masuk atau alamat surel Anda. Kami kirim tautan untuk memilih yang baru.',
  name: 'Nama masuk atau surel',
  send: 'Kirim tautan',
  empty: 'Isi nama masuk atau alamat surel.',
  heard: 'Kalau akunnya ada dan punya alamat surel, tautannya sedang dikirim.',
  heardHint: 'Berlaku 30 menit. Lihat juga folder spam. Tidak sampai? Tanyakan kepada manajer.',
  wait: (seconds: number) => `Terlalu banyak percobaan. Coba lagi dalam ${seconds} detik.`,
  atBranch: 'Kata sandi diatur di kantor pusat.',
  atBranchHint:
    'Buka halaman masuk kantor pusat untuk meminta tautan, atau minta manajer Anda memasang yang baru.',
  noMail: 'Minta manajer Anda.',
  noMailHint: 'Toko ini belum mengirim surel. Manajer atau pemilik bisa memberi Anda tautan baru.',
};

export type Words = typeof id;
