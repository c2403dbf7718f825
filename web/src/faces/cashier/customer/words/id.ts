// The words of the window that says whose sale it was, in Indonesian.

interface Known {
  phone?: string | undefined;
  email?: string | undefined;
  visits: number;
}

export const id = {
  title: 'Pelanggan',
  hint: (number: string) => `Nota ${number} dicatat sebagai kunjungannya`,
  search: 'Cari nama, nomor, atau surel',
  type: 'Ketik paling sedikit tiga huruf atau angka.',
  found: 'Pelanggan yang cocok',
  nobody: 'Tidak ada yang cocok.',
  about: ({ phone, email, visits }: Known) =>
    [phone ?? email, `${visits} kunjungan`].filter(Boolean).join(' · '),
  new: 'Pelanggan baru',
  kept: (name: string) => `Tercatat sebagai kunjungan ${name}.`,
  name: 'Nama',
  nameless: 'Isi namanya.',
  phone: 'Nomor telepon',
  email: 'Surel',
  wrong: {
    phone: 'Nomor ini tidak tampak seperti nomor telepon.',
    email: 'Alamat surel ini belum lengkap.',
  } as Record<string, string>,
  consent: 'Pelanggan setuju',
  consentText: 'Tanyakan dulu. Datanya hanya di cabang ini dan dapat dihapus kapan saja.',
  noConsent: 'Tanpa persetujuan, tidak ada yang disimpan.',
  back: 'Kembali',
  save: 'Simpan',
  problems: {
    customers_full: 'Daftar pelanggan cabang ini sudah penuh',
    forbidden: 'Akun ini tidak boleh mencatat pelanggan',
    network: 'Komputer toko tidak menjawab',
  } as Record<string, string>,
};

export type Words = typeof id;
