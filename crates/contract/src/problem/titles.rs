//! What people read when the law refuses: every code in English and in
//! Indonesian. Without a wildcard, so that a new code needs its words.

use nusa_rules::refusal::Code;

macro_rules! titles {
    ($($code:ident: $english:literal, $indonesian:literal;)*) => {
        /// The title in English and in Indonesian.
        pub(super) fn of_law(code: Code) -> (&'static str, &'static str) {
            match code { $(Code::$code => ($english, $indonesian),)* }
        }
    };
}

titles! {
    Forbidden: "You may not do this", "Anda tidak berhak melakukan ini";
    ApprovalNeeded: "Somebody who may must approve this", "Perlu persetujuan atasan";
    PeopleStale: "The list of people is too old: reach the centre first", "Daftar petugas terlalu lama: hubungi Pusat dulu";
    TillUnknown: "There is no such till", "Kasir itu tidak ada";
    TillTaken: "This till number is taken", "Nomor kasir sudah dipakai";
    BranchClosed: "The branch does not trade any more", "Cabang sudah tidak berjualan";
    ShiftNotOpen: "Open a shift first", "Buka sif dulu";
    ShiftOpen: "A shift is open already", "Sif sudah terbuka";
    ProductUnknown: "There is no such product", "Produk itu tidak ada";
    ProductRetired: "This product is no longer sold", "Produk ini tidak dijual lagi";
    ProductNotStocked: "No stock is kept of this product", "Produk ini tidak punya stok";
    PriceMissing: "There is no price yet", "Harga belum ada";
    StockShort: "There is not enough in stock", "Stok tidak cukup";
    QuantityInvalid: "The quantity cannot be", "Jumlah barang tidak benar";
    LabelInvalid: "The label cannot be read", "Label timbangan tidak terbaca";
    GuestOrdersMany: "This table ordered much already: wait a little", "Meja ini sudah banyak memesan: tunggu sebentar";
    AmountInvalid: "The amount cannot be", "Jumlah uang tidak benar";
    DiscountTooHigh: "The discount is too high", "Diskon terlalu besar";
    LinesMissing: "There are no lines", "Belum ada barang";
    LinesTooMany: "There are too many lines", "Terlalu banyak barang";
    LineRepeated: "A line stands twice", "Ada baris yang ganda";
    TextInvalid: "A text is empty or too long", "Teks kosong atau terlalu panjang";
    TotalChanged: "The total has changed", "Total berubah";
    PaymentShort: "Too little was paid", "Pembayaran kurang";
    PaymentOver: "Too much was paid without cash", "Pembayaran nontunai berlebih";
    MethodNotTaken: "This way of paying is not taken here", "Cara bayar ini tidak diterima di sini";
    ReferenceMissing: "The payment needs its reference", "Pembayaran memerlukan nomor referensi";
    TableUnknown: "The table is not known", "Meja tidak dikenal";
    TableTaken: "Another table has this label", "Label meja sudah dipakai";
    SittingOver: "The guests of that sitting left", "Tamu meja ini sudah selesai";
    OrdersOpen: "An order is not finished", "Masih ada pesanan yang belum selesai";
    OrderUnknown: "The order is not known", "Pesanan tidak dikenal";
    NoSuchStep: "The order cannot go there", "Langkah pesanan tidak sesuai";
    BillUnknown: "This bill is not known here", "Tagihan ini tidak dikenal di sini";
    BillChanged: "The bill has changed", "Tagihan sudah berubah";
    BillUnpaid: "The table's bill is not paid", "Tagihan meja ini belum dibayar";
    BillPaid: "The bill is paid", "Tagihan sudah dibayar";
    BillDivided: "The bill was divided; its parts are paid", "Tagihan sudah dibagi; bayar per bagian";
    BillJoined: "The bill is part of another one now", "Tagihan sudah digabung ke tagihan lain";
    BillFixed: "The parts of a divided bill are fixed", "Bagian tagihan yang sudah dibagi tidak bisa diubah";
    NotServed: "What was not served cannot be rated", "Yang belum disajikan belum bisa dinilai";
    DishRated: "The dish was rated already", "Hidangan ini sudah dinilai";
    NotOnMenu: "This is not on the guests' menu", "Ini tidak ada di menu tamu";
    ModifierUnknown: "This choice is not offered with the product", "Pilihan ini tidak tersedia untuk produk ini";
    ModifierCount: "Too few or too many are chosen", "Jumlah pilihan kurang atau berlebih";
    SaleUnknown: "There is no such sale here", "Nota itu tidak ada di sini";
    RefundAtOrigin: "Only the branch that sold it takes it back", "Retur hanya di cabang penjual";
    SaleVoided: "The sale was voided", "Nota sudah dibatalkan";
    SaleRefunded: "Something of the sale came back already", "Sebagian nota sudah diretur";
    VoidTooLate: "The shift is closed: refund instead", "Sif sudah ditutup: pakai retur";
    ReturnTooMuch: "More comes back than was sold", "Retur melebihi yang dijual";
    TransferUnknown: "There is no such transfer here", "Kiriman itu tidak ada di sini";
    TransferReceived: "The transfer was received already", "Kiriman sudah diterima";
    NothingToDecide: "There is nothing to decide", "Tidak ada yang perlu diputuskan";
    TransferTaken: "The transfer's id was used for other goods", "Nomor kiriman sudah dipakai";
    ArrivalTooMuch: "More arrives than was sent", "Yang datang melebihi yang dikirim";
    DestinationInvalid: "The destination cannot be", "Tujuan tidak benar";
    NothingChanges: "Nothing would change", "Tidak ada yang berubah";
    MasterInvalid: "The row breaks a rule", "Data melanggar aturan";
    MasterTaken: "This code is taken", "Kode sudah dipakai";
    MasterUnknown: "There is no such row", "Data itu tidak ada";
    FactUnknown: "No such fact is put aside", "Fakta itu tidak ada di karantina";
    MoneyRefused: "The amounts cannot be computed", "Jumlah uang tidak dapat dihitung";
    DocTooLarge: "The sale is too large for one document", "Nota terlalu besar untuk satu dokumen";
    PeopleTooMany: "The branch has added too many people", "Terlalu banyak pegawai ditambahkan";
    PersonOfCentre: "The centre is in charge of this person", "Orang ini diatur Pusat";
    CommandReused: "The command was used for something else", "Perintah sudah dipakai untuk hal lain";
}
