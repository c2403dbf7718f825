// The words of the sheets and of the rare cards, in Indonesian. The type of `later.en`.

export const id = {
  understood: 'Mengerti',
  below: (n: number) => `${n} lagi di bawah`,
  bumpsHint: 'Sepuluh yang terakhir dari layar ini. Ketuk untuk mengembalikan.',
  noBumps: 'Belum ada yang selesai',
  noBumpsText: 'Yang diselesaikan di layar ini bisa dikembalikan dari sini.',
  ago: (age: string) => `${age} lalu`,
  stop: 'Berhenti memasak. Pesanan ini dibatalkan.',
  tryIt: 'Coba bunyi',
  toOrders: 'Buka papan pesanan',
  keys: 'Papan ketik',
  keyList: [
    ['1–9', 'pilih pesanan'],
    ['Enter', 'mulai atau selesai'],
    ['Backspace', 'kembalikan yang terakhir'],
    ['Esc', 'lepas pilihan'],
  ] as [string, string][],
};

export type LaterWords = typeof id;
