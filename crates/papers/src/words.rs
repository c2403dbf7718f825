//! The words that papers print by themselves, in Indonesian and in English, one
//! row a word. Names of goods, taxes and people come from the facts.

use nusa_facts::{sale::Method, shift::CashKind};

/// The language of a paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Bahasa Indonesia.
    #[default]
    Indonesian,
    /// English.
    English,
}

impl Language {
    /// Reads the tag of the wire.
    pub fn parse(tag: &str) -> Option<Self> {
        match tag {
            "id" => Some(Self::Indonesian),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// The one of two texts that is in this language.
    pub fn said<'a>(self, indonesian: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::Indonesian => indonesian,
            Self::English => english,
        }
    }

    /// The tag of the wire.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Indonesian => "id",
            Self::English => "en",
        }
    }
}

macro_rules! words {
    ($($name:ident = $indonesian:literal, $english:literal;)*) => {
        /// A word of the papers.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each word is the English one beside it")]
        pub enum Word { $($name,)* }

        impl Word {
            /// Every word, for the tests.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The word in a language.
            pub fn of(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$name, Language::Indonesian) => $indonesian,
                      (Self::$name, Language::English) => $english,)*
                }
            }
        }
    };
}

words! {
    Number = "No", "No";
    Cashier = "Kasir", "Cashier";
    Till = "Kassa", "Till";
    ApprovedBy = "Disetujui", "Approved by";
    Promo = "Promo", "Promotion";
    Discount = "Diskon", "Discount";
    Subtotal = "Subtotal", "Subtotal";
    Service = "Servis", "Service";
    Total = "Total", "Total";
    Tip = "Tip", "Tip";
    Rounding = "Pembulatan", "Rounding";
    ToPay = "TOTAL BAYAR", "TOTAL DUE";
    Change = "Kembali", "Change";
    Forfeited = "Sisa voucher hangus", "Voucher rest forfeited";
    Reference = "Ref", "Ref";
    TaxInside = "Harga sudah termasuk pajak", "Prices include tax";
    ServiceInside = "Harga sudah termasuk servis", "Prices include service";
    Taxed = "Dasar pajak", "Taxed amount";
    OtherBase = "DPP nilai lain", "Other tax base";
    Copy = "SALINAN KE-", "COPY ";
    Voided = "DIBATALKAN", "VOIDED";
    VoidSlip = "BUKTI BATAL", "VOID SLIP";
    RefundSlip = "BUKTI RETUR", "REFUND SLIP";
    Original = "Nota asal", "Original receipt";
    Reason = "Alasan", "Reason";
    PaidBack = "DIKEMBALIKAN", "PAID BACK";
    Waste = "tidak kembali ke stok", "not back on the shelf";
    Signature = "Tanda tangan", "Signature";
    Code = "Kode", "Code";
    Bill = "TAGIHAN", "BILL";
    NotPaid = "BELUM DIBAYAR", "NOT PAID";
    CashIn = "KAS MASUK", "CASH IN";
    CashOut = "KAS KELUAR", "CASH OUT";
    CashDrop = "SETOR KE BRANKAS", "DROP TO THE SAFE";
    TipsPaid = "TIP DIBAYAR", "TIPS PAID OUT";
    DrawerOpened = "LACI DIBUKA", "DRAWER OPENED";
    ReportX = "LAPORAN X", "X REPORT";
    ReportZ = "LAPORAN Z", "Z REPORT";
    Day = "Tanggal usaha", "Business day";
    Opened = "Buka", "Opened";
    Closed = "Tutup", "Closed";
    Printed = "Dicetak", "Printed";
    Sales = "Nota", "Sales";
    Voids = "Batal", "Voids";
    Refunds = "Retur", "Refunds";
    Gross = "Penjualan kotor", "Gross sales";
    Net = "Penjualan bersih", "Net sales";
    Tax = "Pajak", "Tax";
    RefundTotal = "Nilai retur", "Refunded";
    Methods = "Pembayaran", "Payments";
    Drawer = "Laci", "Drawer";
    Tills = "Kassa", "Tills";
    LastNumber = "No terakhir", "Last no";
    StillOpen = "sif masih terbuka", "shift still open";
    Float = "Modal awal", "Opening float";
    CashReceived = "Tunai diterima", "Cash received";
    ChangeGiven = "Kembalian", "Change given";
    CashRefunds = "Retur tunai", "Cash refunds";
    MovedIn = "Kas masuk", "Cash in";
    MovedOut = "Kas keluar", "Cash out";
    Drops = "Setor brankas", "Drops to the safe";
    Tips = "Tip dibayar", "Tips paid out";
    Expected = "Seharusnya", "Expected";
    Counted = "Dihitung", "Counted";
    Difference = "Selisih", "Difference";
    TestPage = "UJI CETAK", "TEST PRINT";
    Table = "Meja", "Table";
    TakeAway = "Bawa pulang", "Take-away";
    Delivery = "Diantar", "Delivery";
    Order = "Pesanan", "Order";
    Guest = "Tamu", "Guest";
    ShareOf = "bagian dari", "share of";
    NoReceipt = "Bukan bukti pembayaran", "Not a receipt";
}

/// The name of a method.
pub fn method(method: Method, language: Language) -> &'static str {
    let (indonesian, english) = match method {
        Method::Cash => ("Tunai", "Cash"),
        Method::Qris => ("QRIS", "QRIS"),
        Method::Debit => ("Debit", "Debit card"),
        Method::Ewallet => ("E-wallet", "E-wallet"),
        Method::Transfer => ("Transfer", "Bank transfer"),
        Method::Voucher => ("Voucher", "Voucher"),
        Method::OnAccount => ("Kasbon", "On account"),
    };
    language.said(indonesian, english)
}

/// The heading of a slip about cash.
pub fn cash_heading(kind: CashKind) -> Word {
    match kind {
        CashKind::In => Word::CashIn,
        CashKind::Out => Word::CashOut,
        CashKind::Drop => Word::CashDrop,
        CashKind::Tips => Word::TipsPaid,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_fits_beside_an_amount_on_the_narrowest_paper() {
        for word in Word::ALL {
            for language in [Language::Indonesian, Language::English] {
                let text = word.of(language);
                assert!(!text.is_empty() && text.is_ascii(), "{text}");
                assert!(text.len() <= 30, "{text}");
            }
        }
        for tag in ["id", "en"] {
            assert_eq!(Language::parse(tag).unwrap().tag(), tag);
        }
        assert_eq!(Language::parse("fr"), None);
    }
}
