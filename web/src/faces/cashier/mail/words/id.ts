// The words of the window that mails a receipt, in Indonesian.

export const id = {
  title: 'Kirim struk ke surel',
  hint: (number: string) => `Nota ${number}`,
  to: 'Alamat surel',
  send: 'Kirim',
  taken: 'Masuk antrean. Surel dikirim sendiri, juga setelah internet kembali.',
  before: 'Sudah diminta',
  states: {
    waiting: 'Menunggu',
    sending: 'Sedang dikirim',
    sent: 'Terkirim',
    failed: 'Ditolak',
    given_up: 'Dihentikan',
  } as Record<string, string>,
  erased: 'alamat sudah dihapus',
  problems: {
    email_invalid: 'Ini bukan alamat surel',
    mail_missing: 'Surel belum diatur di kantor',
    mail_full: 'Terlalu banyak surel untuk nota ini, atau antrean penuh',
    network: 'Komputer toko tidak menjawab',
  } as Record<string, string>,
};

export type Words = typeof id;
