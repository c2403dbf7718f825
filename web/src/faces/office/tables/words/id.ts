// The words of the page about a branch's tables, in Indonesian.

export const id = {
  hint: {
    centre:
      'Sampai di cabang begitu tersambung. Kepala cabang juga bisa mengubah meja di sana; yang terakhir disimpan yang berlaku. Kode QR dicetak di cabang, dari papan pesanan.',
    branch:
      'Langsung berlaku di sini. Kantor pusat juga bisa mengubah meja; yang terakhir disimpan yang berlaku.',
    codes: 'Kode QR di papan pesanan',
  },
  table: (label: string) => `Meja ${label}`,
  noArea: 'Ruang utama',
  seats: (n: number) => `${n} kursi`,
  sum: (tables: number, seats: number) => `${tables} meja · ${seats} kursi`,
  unused: 'Tidak dipakai',
  planned: 'menunggu cabang',
  edit: (label: string) => `Ubah meja ${label}`,
  saved: (label: string) => `Meja ${label} disimpan.`,
  waiting:
    'Yang menunggu cabang belum dipasang di sana. Kalau tetap menunggu padahal cabang tersambung, namanya sudah dipakai meja lain di cabang: ubah namanya.',
  empty: 'Belum ada meja',
  emptyText: 'Tambahkan satu per satu atau sekaligus, misalnya meja 1–12 di satu ruang.',
  add: {
    action: 'Tambah meja',
    title: 'Tambah meja',
    labels: 'Nomor atau nama meja',
    labelsHint: 'Satu nama, atau sekaligus: 1–12, A1–A6, VIP.',
    fresh: (n: number, names: string) => `${n} meja baru: ${names}`,
    again: (n: number, names: string) => `${n} dipakai lagi: ${names}`,
    there: (n: number, names: string) => `${n} sudah ada dan tidak diubah: ${names}`,
    nothing: 'Semua meja ini sudah ada.',
    go: (n: number) => (n > 0 ? `Tambah ${n} meja` : 'Tambah'),
    going: (n: number, all: number) => `Menambahkan ${n} dari ${all}`,
    stopped: (label: string, why: string) => `Berhenti di meja ${label}: ${why}`,
    done: (n: number) => `${n} meja ditambahkan.`,
  },
  tooMany: 'Cabang ini sudah punya meja sebanyak yang bisa dicatat.',
};

export type Words = typeof id;
