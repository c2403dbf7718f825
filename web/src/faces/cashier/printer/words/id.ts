// The words of the page about the till's printer, in Indonesian. This dictionary is the type of `en`.

export const id = {
  title: 'Printer',
  none: 'Belum ada printer',
  tokoGone: 'Toko terputus: printer dapat diatur lagi setelah tersambung.',
  path: {
    label: 'Jalan struk ke kertas',
    sends: 'Mengirim struk',
    spools: 'Antrean kosong',
    waits: (n: string) => `${n} cetakan mengantre`,
    cable: 'Kabel LAN atau Wi-Fi',
    answers: 'Menjawab',
    silent: 'Tidak menjawab',
    untried: 'Belum dicoba',
    at: (time: string) => `pukul ${time}`,
    unset: 'Belum dipasang',
    printer: 'Printer jaringan',
    browser: 'Mencetak lewat peramban',
  },
  form: {
    title: 'Printer kasir ini',
    hintNone: 'Tanpa printer, struk dicetak lewat peramban.',
    hintSet: 'Komputer toko mengirim struk ke alamat ini.',
    host: 'Alamat printer',
    hostPlaceholder: 'mis. 192.168.1.40',
    hostHint: 'Alamat IP atau nama printer di jaringan toko',
    hostMissing: 'Isi alamat printer.',
    hostBad: 'Ini bukan alamat. Contoh: 192.168.1.40',
    port: 'Port',
    portHint: 'Biasanya 9100',
    portBad: 'Isi 1 sampai 65535.',
    paper: 'Lebar kertas',
    paperHint: 'Bila ujung baris pindah ke bawah, pilih yang lebih sempit.',
    paperBad: 'Pilih lebar kertas.',
    letters: (n: number) => `${n} huruf sebaris`,
    cut: 'Potong kertas',
    cutHint: 'Printer ini punya pemotong.',
    drawer: 'Buka laci uang',
    drawerHint: 'Kabel laci tertancap di printer. Laci terbuka saat dibayar tunai.',
    install: 'Pasang printer',
    save: 'Simpan perubahan',
    saved: 'Printer disimpan',
    remove: 'Lepas printer',
    removeTitle: 'Lepas printer dari kasir ini?',
    removeText:
      'Struk berikutnya dicetak lewat peramban. Cetakan di antrean tidak keluar sampai ada printer lagi.',
    keep: 'Biarkan',
    removed: 'Printer dilepas',
  },
  facts: {
    yes: 'Ya',
    no: 'Tidak',
    ask: (names: string) =>
      `Hanya kepala cabang atau pemilik yang boleh mengubah printer. Minta ${names} masuk di kasir ini.`,
    askSomebody: 'kepala cabang',
    or: 'atau',
  },
  auto: {
    title: 'Setelah nota lunas',
    hint: 'Berlaku di perangkat ini',
    label: 'Cetak struk',
  },
  test: {
    title: 'Percobaan',
    hint: 'Satu lembar contoh. Bukan nota, tidak tercatat.',
    print: 'Cetak percobaan',
    again: 'Cetak lagi',
    saveFirst: 'Simpan dulu: percobaan memakai pengaturan yang tersimpan.',
    sending: 'Mengirim ke printer',
    sendingText: 'Komputer toko menghubungi printer.',
    printed: (time: string) => `Sudah dicetak ${time}`,
    printedText: 'Periksa kertasnya: deret angka harus utuh dalam satu baris.',
    behind: 'Menunggu giliran',
    behindText: (n: string) => `${n} cetakan lain keluar lebih dulu.`,
    silent: 'Printer tidak menjawab',
    silentText: (n: number) => `Sudah dicoba ${n} kali dan dicoba lagi sendiri.`,
    failedText: (n: number) => `Berhenti setelah ${n} kali.`,
    unknown: 'Terputus saat mencetak',
    unknownText: 'Mungkin sudah ada di kertas. Periksa dulu, lalu cetak lagi.',
    tryNow: 'Coba sekarang',
    giveUp: 'Batalkan',
    reasons: {
      refused:
        'Ada alat di alamat itu, tetapi port ini tertutup. Periksa nomor port, atau alamat itu milik alat lain.',
      timeout:
        'Tidak ada yang menjawab di alamat itu. Periksa apakah printer menyala, tersambung ke jaringan toko, dan alamatnya benar.',
      unreachable:
        'Alamat itu tidak ditemukan di jaringan toko. Periksa alamatnya dan kabel jaringan.',
      printer_missing: 'Printer sudah dilepas dari kasir ini.',
    } as Record<string, string>,
  },
  guide: {
    title: 'Mencari alamat printer',
    hint: 'Sekali saja, kira-kira lima menit',
    steps: [
      {
        title: 'Sambungkan ke jaringan toko',
        text: 'Pasang kabel LAN dari printer ke router yang juga dipakai komputer toko, atau sambungkan Wi-Fi printer menurut buku petunjuknya. Printer yang hanya punya USB atau Bluetooth tidak bisa dipakai di sini.',
      },
      {
        title: 'Cetak lembar pengaturan printer',
        text: 'Matikan printer. Tahan tombol FEED, nyalakan printer, lalu lepas tombol saat kertas mulai keluar.',
      },
      {
        title: 'Salin angka di baris IP Address',
        text: 'Itulah alamat printer. Nomor port ada di lembar yang sama; bila tidak tertulis, pakai 9100.',
      },
      {
        title: 'Simpan, lalu cetak percobaan',
        text: 'Lembar contoh keluar dalam beberapa detik.',
      },
    ],
    slip: 'Contoh lembar pengaturan printer. Di baris IP Address tertulis 192.168.1.40.',
  },
  trouble: {
    title: 'Bila printer diam',
    points: [
      {
        title: 'Lampu merah atau berkedip',
        text: 'Kertas habis atau tutupnya belum rapat. Buka, pasang gulungan, tekan sampai berbunyi.',
      },
      {
        title: 'Lampu jaringan mati',
        text: 'Cabut dan tancapkan lagi kabel LAN di printer dan di router. Tunggu satu menit.',
      },
      {
        title: 'Dulu bisa, sekarang tidak',
        text: 'Alamat printer dapat berganti setelah listrik padam. Cetak lagi lembar pengaturannya dan bandingkan. Supaya tetap, minta alamat tetap di router (DHCP reservation).',
      },
    ],
    network: 'Alamat bawaan pabrik',
    networkText:
      'Tiga angka pertama alamat printer harus sama dengan komputer toko. Bila berbeda, misalnya 192.168.123.100, ubah alamat printer dengan program dari pembuatnya.',
    shop: (address: string) => `Alamat komputer toko: ${address}`,
  },
};

export type PrinterWords = typeof id;
