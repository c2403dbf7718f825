//! What people read when the law refuses: every code in English and in
//! Indonesian. Without a wildcard, so that a new code needs its words.

use nusa_rules::refusal::Code;

/// The title in English and in Indonesian.
pub(super) fn of_law(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::Forbidden => ("You may not do this", "Anda tidak berhak melakukan ini"),
        Code::TillUnknown => ("There is no such till", "Kasir itu tidak ada"),
        Code::TillTaken => ("This till number is taken", "Nomor kasir sudah dipakai"),
        Code::BranchClosed => (
            "The branch does not trade any more",
            "Cabang sudah tidak berjualan",
        ),
        Code::ShiftNotOpen => ("Open a shift first", "Buka sif dulu"),
        Code::ShiftOpen => ("A shift is open already", "Sif sudah terbuka"),
        Code::ProductUnknown => ("There is no such product", "Produk itu tidak ada"),
        Code::ProductRetired => (
            "This product is no longer sold",
            "Produk ini tidak dijual lagi",
        ),
        Code::ProductNotStocked => (
            "No stock is kept of this product",
            "Produk ini tidak punya stok",
        ),
        Code::PriceMissing => ("There is no price yet", "Harga belum ada"),
        Code::StockShort => ("There is not enough in stock", "Stok tidak cukup"),
        Code::QuantityInvalid => ("The quantity cannot be", "Jumlah barang tidak benar"),
        Code::AmountInvalid => ("The amount cannot be", "Jumlah uang tidak benar"),
        Code::DiscountTooHigh => ("The discount is too high", "Diskon terlalu besar"),
        Code::LinesMissing => ("There are no lines", "Belum ada barang"),
        Code::LinesTooMany => ("There are too many lines", "Terlalu banyak barang"),
        Code::LineRepeated => ("A line stands twice", "Ada baris yang ganda"),
        Code::TextInvalid => (
            "A text is empty or too long",
            "Teks kosong atau terlalu panjang",
        ),
        Code::TotalChanged => ("The total has changed", "Total berubah"),
        Code::PaymentShort => ("Too little was paid", "Pembayaran kurang"),
        Code::PaymentOver => (
            "Too much was paid without cash",
            "Pembayaran nontunai berlebih",
        ),
        Code::ReferenceMissing => (
            "The payment needs its reference",
            "Pembayaran memerlukan nomor referensi",
        ),
        Code::SaleUnknown => ("There is no such sale here", "Nota itu tidak ada di sini"),
        Code::RefundAtOrigin => (
            "Only the branch that sold it takes it back",
            "Retur hanya di cabang penjual",
        ),
        Code::SaleVoided => ("The sale was voided", "Nota sudah dibatalkan"),
        Code::SaleRefunded => (
            "Something of the sale came back already",
            "Sebagian nota sudah diretur",
        ),
        Code::VoidTooLate => (
            "The shift is closed: refund instead",
            "Sif sudah ditutup: pakai retur",
        ),
        Code::ReturnTooMuch => (
            "More comes back than was sold",
            "Retur melebihi yang dijual",
        ),
        Code::TransferUnknown => (
            "There is no such transfer here",
            "Kiriman itu tidak ada di sini",
        ),
        Code::TransferReceived => (
            "The transfer was received already",
            "Kiriman sudah diterima",
        ),
        Code::TransferTaken => (
            "The transfer's id was used for other goods",
            "Nomor kiriman sudah dipakai",
        ),
        Code::ArrivalTooMuch => (
            "More arrives than was sent",
            "Yang datang melebihi yang dikirim",
        ),
        Code::DestinationInvalid => ("The destination cannot be", "Tujuan tidak benar"),
        Code::NothingChanges => ("Nothing would change", "Tidak ada yang berubah"),
        Code::MasterInvalid => ("The row breaks a rule", "Data melanggar aturan"),
        Code::MasterTaken => ("This code is taken", "Kode sudah dipakai"),
        Code::MasterUnknown => ("There is no such row", "Data itu tidak ada"),
        Code::FactUnknown => (
            "No such fact is put aside",
            "Fakta itu tidak ada di karantina",
        ),
        Code::MoneyRefused => (
            "The amounts cannot be computed",
            "Jumlah uang tidak dapat dihitung",
        ),
        Code::DocTooLarge => (
            "The sale is too large for one document",
            "Nota terlalu besar untuk satu dokumen",
        ),
        Code::CommandReused => (
            "The command was used for something else",
            "Perintah sudah dipakai untuk hal lain",
        ),
    }
}
