// The words of saying who one is, and of standing by somebody, in Indonesian. The type of `en`.

export const id = {
  login: 'Nama masuk',
  password: 'Kata sandi',
  pinOf: (name: string) => `PIN ${name}`,
  digits: (n: number) => `${n} dari 6 angka`,
  byPassword: 'Masuk dengan kata sandi',
  byPin: 'Masuk dengan PIN',
  tries: (n: number) => `PIN salah. Sisa ${n} kali coba.`,
  wait: (minutes: number) => `Terlalu banyak salah. Tunggu ${minutes} menit.`,
  roles: {
    owner: 'Pemilik',
    manager: 'Kepala cabang',
    cashier: 'Kasir',
    kitchen: 'Dapur',
    waiter: 'Pelayan',
  } as Record<string, string>,
  approval: {
    title: 'Perlu persetujuan',
    rights: {
      discount_freely: 'Diskon di atas batas kasir',
      void_sale: 'Membatalkan nota',
      refund_sale: 'Menerima retur',
      take_cash: 'Mengambil uang dari laci',
      open_drawer: 'Membuka laci',
    } as Record<string, string>,
    who: 'Disetujui oleh',
    nobody: 'Belum ada kepala cabang dengan PIN. Pakai nama masuk dan kata sandi.',
    approve: 'Setujui',
    byPassword: 'Pakai kata sandi',
    byPin: 'Pakai PIN',
  },
  problems: {
    sign_in_failed: 'Nama masuk atau kata sandi salah',
    pin_wrong: 'PIN salah',
    pin_missing: 'Orang ini belum punya PIN di sini',
    pin_limited: 'Terlalu banyak PIN salah. Tunggu lima menit.',
    forbidden: 'Orang ini tidak berhak',
  } as Record<string, string>,
};

export type WhoWords = typeof id;
