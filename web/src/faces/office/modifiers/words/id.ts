// The words of the pages about questions that are asked with products, in Indonesian.

export const id = {
  title: 'Pilihan',
  hint: 'Yang ditanyakan saat memesan: ukuran, pedas, tambahan',
  new: 'Pilihan baru',
  search: 'Cari pertanyaan atau jawaban',
  columns: {
    question: 'Pertanyaan',
    answers: 'Jawaban',
    rule: 'Aturan',
    products: 'Produk',
    state: 'Keadaan',
  },
  products: (count: string) => `${count} produk`,
  noProducts: 'Belum ada produk',
  moreAnswers: (count: string) => `+${count} lagi`,
  asked: 'Ditanyakan',
  off: 'Nonaktif',
  empty: {
    title: 'Belum ada pilihan',
    text: 'Buat pertanyaan seperti Ukuran atau Pedas, beri jawaban dan harganya, lalu pilih produknya.',
  },
  short: (least: number, most: number) => {
    if (least === most) return `Tepat ${most}`;
    return least === 0 ? `Boleh 0–${most}` : `${least} sampai ${most}`;
  },
  edit: {
    newHint: 'Langsung ditanyakan begitu cabang tersambung',
    question: 'Pertanyaan',
    name: 'Nama',
    nameHint: 'Singkat, misalnya Ukuran, Pedas, atau Tambahan.',
    active: 'Ditanyakan saat memesan',
    activeHint: 'Kalau dimatikan, tamu dan pelayan tidak melihat pertanyaan ini.',
    created: (name: string) => `${name} ditambahkan`,
    saved: (name: string) => `${name} disimpan`,
    isOff: 'Pertanyaan ini nonaktif: tidak muncul saat memesan. Riwayatnya tetap ada.',
  },
  rule: {
    least: 'Wajib pilih',
    leastHint: '0 berarti boleh dilewati.',
    most: 'Paling banyak',
    less: (label: string) => `Kurangi ${label.toLowerCase()}`,
    more: (label: string) => `Tambah ${label.toLowerCase()}`,
    sentence: (least: number, most: number, of: number) => {
      if (least === most) return `Tamu memilih tepat ${most} dari ${of} jawaban.`;
      if (least > 0) return `Tamu memilih ${least} sampai ${most} dari ${of} jawaban.`;
      return most === 1
        ? 'Tamu boleh memilih 1, atau melewatinya.'
        : `Tamu boleh memilih 0–${most} dari ${of} jawaban.`;
    },
    unclear: 'Aturannya terbaca di sini begitu angka dan jawabannya cocok.',
  },
  answers: {
    title: 'Jawaban',
    hint: 'Urutan di sini adalah urutan di layar tamu.',
    name: (n: number) => `Jawaban ${n}`,
    price: 'Tambah harga',
    tips: 'Enter menambah jawaban berikutnya. Harga yang kosong berarti tanpa tambahan.',
    add: 'Tambah jawaban',
    up: (name: string) => `Naikkan ${name}`,
    down: (name: string) => `Turunkan ${name}`,
    moved: (name: string, n: number, of: number) => `${name} sekarang nomor ${n} dari ${of}`,
    offered: (name: string) => `${name} bisa dipilih`,
    isOff: 'Tidak ditawarkan lagi; pesanan lama tetap menyebutnya.',
    unnamed: 'jawaban ini',
  },
  faults: {
    needed: 'Wajib diisi.',
    twice: 'Jawaban ini sudah ada. Ganti namanya, atau nyalakan yang lama.',
    amount: 'Isi angka rupiah, misalnya 5.000.',
    none: 'Tambahkan paling sedikit satu jawaban.',
    number: 'Isi angka bulat.',
    nought: 'Paling sedikit 1.',
    above: 'Tidak bisa lebih dari “paling banyak”.',
    unreachable: 'Lebih banyak dari jawaban yang bisa dipilih.',
  },
  goods: {
    title: 'Produk',
    hint: 'Pertanyaan ini muncul saat salah satunya dipesan',
    pick: 'Cari produk untuk ditambahkan',
    category: 'Semua dari satu kategori',
    addAll: 'Tambahkan',
    added: (count: number) =>
      count === 0 ? 'Semuanya sudah ada di daftar' : `${count} produk ditambahkan`,
    none: 'Belum ada produk: pertanyaan ini belum muncul di mana pun.',
    number: (id: number) => `Produk ${id}`,
    all: (count: string) => `Tampilkan semua ${count} produk`,
    tooMany: (most: string) => `Paling banyak ${most} produk untuk satu pertanyaan.`,
  },
  preview: {
    title: 'Begini tamu melihatnya',
    product: 'Nama hidangan',
    one: 'Pilih satu',
    upTo: (most: number) => `Boleh pilih sampai ${most}`,
    between: (least: number, most: number) =>
      least === most ? `Pilih ${least}` : `Pilih ${least} sampai ${most}`,
    needed: 'Wajib',
    optional: 'Boleh dilewati',
    question: 'Pertanyaan',
    nothing: 'Jawaban muncul di sini.',
    off: 'Nonaktif: tamu tidak melihat pertanyaan ini.',
  },
  ofProduct: {
    title: 'Pilihan yang ditanyakan',
    hint: 'Saat produk ini dipesan',
    none: 'Tidak ada pertanyaan saat produk ini dipesan.',
    add: 'Pilihan baru',
    all: 'Semua pilihan',
  },
};

export type Words = typeof id;
