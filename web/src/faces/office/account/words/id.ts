// The words of one's own account, in Indonesian.

export const id = {
  title: 'Akun saya',
  until: (time: string) => `Masuk sampai ${time}`,
  look: 'Bahasa dan tampilan',
  lookHint: 'Hanya untuk peramban ini',
  password: 'Ganti kata sandi',
  passwordHint: 'Minimal 10 karakter. Semua perangkat, juga yang ini, lalu masuk lagi.',
  old: 'Kata sandi sekarang',
  fresh: 'Kata sandi baru',
  again: 'Kata sandi baru, sekali lagi',
  differ: 'Kedua kata sandi baru tidak sama.',
  short: 'Minimal 10 karakter.',
  submit: 'Ganti kata sandi',
  done: 'Kata sandi diganti. Masuk dengan yang baru.',
  wrongOld: 'Kata sandi sekarang tidak cocok.',
  signIns: 'Perangkat yang masuk',
  signInsHint:
    'Hanya di komputer toko ini. Tidak kenal salah satunya? Keluarkan, lalu ganti kata sandi.',
  endOthers: 'Keluarkan semua yang lain',
  emailTitle: 'Surel saya',
  emailHint:
    'Untuk tautan saat lupa kata sandi. Tidak tercetak di mana pun; kosongkan untuk menghapus.',
  email: 'Alamat surel',
  emailPassword: 'Kata sandi Anda',
  emailSubmit: 'Simpan alamat',
  emailSaved: 'Alamat surel disimpan.',
  emailErased: 'Alamat surel dihapus.',
  oldNeeded: 'Isi kata sandi sekarang.',
  rights: 'Yang boleh Anda lakukan di sini',
  right: {
    see_sales: 'Melihat penjualan',
    see_stock: 'Melihat stok',
    move_stock: 'Mencatat penerimaan dan penyesuaian',
    count_stock: 'Stok opname',
    dispatch_goods: 'Mengirim barang',
    receive_goods: 'Menerima kiriman',
    manage_catalogue: 'Mengatur produk',
    manage_prices: 'Mengatur harga',
    manage_branches: 'Mengatur cabang',
    manage_people: 'Mengatur orang',
    manage_mail: 'Mengatur surel',
    see_reports: 'Melihat laporan',
    repair_facts: 'Memperbaiki karantina',
  } as Record<string, string>,
};

export type Words = typeof id;
