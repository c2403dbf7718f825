// The words of whoever does not sit at a table yet, in Indonesian. The type of `door.en`.

export const id = {
  door: {
    staff: 'Karyawan? Masuk di sini',
    welcome: 'Selamat datang',
    typed: 'Duduk di meja nomor berapa?',
    number: 'Nomor meja',
    numberHint: 'Tertulis di meja.',
    sit: 'Buka menu',
    scan: 'Pindai kode QR di mejamu',
    scanText: 'Buka kamera HP, arahkan ke kode QR di meja, lalu ketuk tautannya.',
    void: 'Kode ini sudah tidak berlaku',
    voidText: 'Pindai lagi kode QR di mejamu, atau tanya pelayan. Mereka senang membantu.',
    over: 'Terima kasih sudah mampir',
    overText: 'Pesanan di meja ini sudah selesai. Mau pesan lagi? Pindai kode QR di meja.',
    silent: 'Belum tersambung',
    silentText: 'Pastikan HP tersambung ke Wi-Fi toko, lalu coba lagi.',
  },
  name: {
    title: 'Siapa namamu?',
    text: 'Supaya pesanan di mejamu tidak tertukar.',
    label: 'Nama',
    needed: 'Nama wajib diisi.',
    more: 'Tambah e-mail atau nomor HP',
    email: 'E-mail',
    phone: 'Nomor HP',
    optional: 'Boleh kosong.',
    wrongEmail: 'Alamat e-mail ini belum lengkap.',
    consent: 'Toko boleh menyimpan data ini',
    consentText:
      'Tanpa izinmu, e-mail dan nomor HP hanya ada di HP ini, dan kunjunganmu tidak dicatat.',
    start: 'Lihat menu',
  },
};

export type DoorWords = typeof id;
