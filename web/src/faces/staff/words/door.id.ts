// The words of coming in, of leaving, and of what stands in the way, in Indonesian. The type of `door.en`.

export const id = {
  signIn: {
    title: 'Masuk',
    hint: 'Pakai nama masuk dan kata sandi Anda.',
    login: 'Nama masuk',
    password: 'Kata sandi',
    submit: 'Masuk',
    show: 'Lihat kata sandi',
    hide: 'Sembunyikan kata sandi',
    empty: 'Isi nama masuk dan kata sandi.',
    wait: (seconds: number) => `Terlalu banyak percobaan. Coba lagi dalam ${seconds} detik.`,
    promise: ['Satu pesanan,', 'semua tahu.'],
    promiseHint: 'Pelayan, kasir, dan dapur melihat hal yang sama, saat itu juga.',
    byPin: 'Masuk dengan PIN di halaman kasir',
  },
  me: {
    title: 'Perangkat ini',
    signOut: 'Keluar',
    sending: 'Masih ada perintah yang belum terkirim.',
  },
  problems: {
    unauthenticated: 'Sesi berakhir. Masuk lagi untuk melanjutkan.',
    sign_in_failed: 'Nama masuk atau kata sandi tidak cocok.',
    forbidden: 'Akun Anda tidak boleh melakukan ini.',
    approval_needed: 'Pesanan yang sudah selesai hanya boleh dibatalkan pemilik atau manajer.',
    orders_open: 'Masih ada pesanan yang belum selesai.',
    bill_unpaid: 'Tagihan meja ini belum dibayar. Bayar dulu atau batalkan pesanannya.',
    sitting_over: 'Tamu meja ini sudah berganti. Lihat lagi lalu ulangi.',
    table_taken: 'Nomor atau nama meja ini sudah dipakai.',
    table_unknown: 'Meja ini tidak ditemukan.',
    order_unknown: 'Pesanan ini tidak ditemukan.',
    no_such_step: 'Sudah diproses orang lain.',
    stock_short: 'Stok tidak cukup.',
    total_changed: 'Harga baru saja berubah. Periksa jumlahnya lalu kirim lagi.',
    body_invalid: 'Isian ini belum benar.',
    nothing_changes: 'Tidak ada yang berubah.',
    busy: 'Server sedang sibuk. Coba lagi sebentar lagi.',
    disk_full: 'Diska server penuh. Tidak ada yang disimpan.',
  } as Record<string, string>,
};

export type DoorWords = typeof id;
