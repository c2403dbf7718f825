//! Papers as they are printed, line by line: the two samples of money.md § 9 and
//! the slips and reports beside them, in both languages and on every width.

mod letters;
mod samples;

use nusa_facts::{
    DocId, Fact, Letterhead, Millis, SealedDoc, TableId, TillNo, bill::PaidBill, order::Service,
};
use nusa_papers::{
    Language, Sheet, Style,
    bill::{Owed, bill},
    cash::{cash_slip, drawer_slip},
    receipt::receipt,
    refund::refund_slip,
    report::{ShiftHead, x_report, z_report},
    test_page::test_page,
    void::void_slip,
};

use samples::{doc, letterhead};

fn style(columns: usize, language: Language) -> Style {
    Style {
        columns,
        language,
        copy: 0,
    }
}

const ID: Language = Language::Indonesian;
const EN: Language = Language::English;

/// The text of a sheet, after a check that no line is wider than the paper.
fn text(sheet: &Sheet) -> String {
    for line in &sheet.lines {
        assert!(
            line.text.chars().count() <= sheet.columns,
            "{} is too wide",
            line.text
        );
    }
    sheet.text()
}

fn sold(sealed: &SealedDoc, shop: &Letterhead, voided: bool, style: Style) -> Sheet {
    match &sealed.doc.fact {
        Fact::SaleCompleted(sale) => receipt(sealed, sale, shop, voided, style),
        other => panic!("not a sale: {}", other.kind()),
    }
}

#[test]
fn s1_128_a_receipt_says_all_that_money_md_demands() {
    let (cafe, shop) = (doc(samples::CAFE), doc(samples::SHOP));
    let part = doc(samples::PART);
    let cases = [
        ("cafe_32_id", &cafe, 32, ID),
        ("cafe_42_en", &cafe, 42, EN),
        ("part_32_id", &part, 32, ID),
        ("part_42_en", &part, 42, EN),
        ("shop_48_id", &shop, 48, ID),
        ("shop_32_en", &shop, 32, EN),
    ];
    for (name, sealed, columns, language) in cases {
        let sheet = sold(sealed, &letterhead(), false, style(columns, language));
        insta::assert_snapshot!(name, text(&sheet));
        let said = sheet.text();
        let hash = sealed.hash.short();
        for must in ["WARUNG CONTOH", "Jl. Contoh No. 1", "Sari", hash.as_str()] {
            assert!(said.contains(must), "{name} lacks {must}");
        }
    }
}

#[test]
fn a_bill_before_it_is_paid_says_so_and_bears_no_number() {
    for (name, source, columns, language) in [
        ("bill_32_id", samples::PART, 32, ID),
        ("bill_48_en", samples::CAFE, 48, EN),
    ] {
        let sealed = doc(source);
        let Fact::SaleCompleted(sale) = sealed.doc.fact else {
            panic!("not a sale")
        };
        let table = Service::Table {
            table: TableId::from_bytes([7; 16]),
            label: "7".to_owned(),
            sitting: 1,
        };
        let at_seven = PaidBill {
            bill: DocId::from_bytes([9; 16]),
            service: table,
            orders: vec![4],
            guests: vec!["Ani".to_owned()],
        };
        let owed = Owed {
            bill: sale.bill.clone().unwrap_or(at_seven),
            currency: sale.currency,
            lines: sale.lines,
            net: sale.net,
            service: sale.service,
            taxes: sale.taxes,
            total: sale.total,
            priced_by: sale.priced_by,
            at: sealed.doc.at,
            tz_offset_min: sealed.doc.tz_offset_min,
        };
        let sheet = bill(&owed, &letterhead(), style(columns, language));
        insta::assert_snapshot!(name, text(&sheet));
        let said = sheet.text();
        assert!(!said.contains(&sale.number.to_string()), "{name}");
        let unpaid = language.said("BELUM DIBAYAR", "NOT PAID");
        assert_eq!(said.matches(unpaid).count(), 2, "{name}");
    }
}

#[test]
fn s1_129_a_reprint_is_marked_as_the_copy_that_it_is() {
    let sealed = doc(samples::CAFE);
    let copy = |copy, language| {
        let style = Style {
            copy,
            ..style(32, language)
        };
        sold(&sealed, &letterhead(), false, style).text()
    };
    assert!(!copy(0, ID).contains("SALINAN"));
    assert!(copy(1, ID).contains("** SALINAN KE-1 **"));
    assert!(copy(2, EN).contains("** COPY 2 **"));
    let voided = sold(&sealed, &letterhead(), true, style(32, ID)).text();
    assert!(voided.contains("** DIBATALKAN **"));
}

#[test]
fn d1_31_a_receipt_says_what_its_fact_says_and_nothing_of_today() {
    let sealed = doc(samples::CAFE);
    let printed = sold(&sealed, &letterhead(), false, style(32, ID)).text();
    let again = SealedDoc::read(sealed.bytes.clone()).unwrap();
    assert_eq!(
        sold(&again, &letterhead(), false, style(32, ID)).text(),
        printed
    );
    for name in ["Es kopi", "Roti bakar", "PB1 10%", "Servis 5%"] {
        assert!(printed.contains(name), "{name}");
    }
}

#[test]
fn slips_of_what_was_taken_back_name_the_sale_and_the_reason() {
    let (sale, void, refund) = (doc(samples::CAFE), doc(samples::VOID), doc(samples::REFUND));
    let Fact::SaleCompleted(sold) = &sale.doc.fact else {
        panic!("not a sale")
    };
    let (Fact::SaleVoided(voided), Fact::SaleRefunded(refunded)) =
        (&void.doc.fact, &refund.doc.fact)
    else {
        panic!("not taken back")
    };
    let sheet = void_slip(&void, voided, "IDR", &letterhead(), style(32, ID));
    insta::assert_snapshot!("void_32_id", text(&sheet));
    let sheet = refund_slip(&refund, refunded, sold, &letterhead(), style(42, EN));
    insta::assert_snapshot!("refund_42_en", text(&sheet));
    let sheet = refund_slip(&refund, refunded, sold, &letterhead(), style(32, ID));
    insta::assert_snapshot!("refund_32_id", text(&sheet));
}

#[test]
fn slips_of_the_drawer_have_room_for_a_signature() {
    let (moved, opened) = (doc(samples::CASH), doc(samples::DRAWER));
    let (Fact::CashMoved(cash), Fact::DrawerOpened(drawer)) = (&moved.doc.fact, &opened.doc.fact)
    else {
        panic!("not of the drawer")
    };
    let sheet = cash_slip(&moved, cash, "IDR", &letterhead(), style(32, ID));
    insta::assert_snapshot!("cash_32_id", text(&sheet));
    let sheet = drawer_slip(&opened, drawer, &letterhead(), style(48, EN));
    insta::assert_snapshot!("drawer_48_en", text(&sheet));
}

fn shift(z: &SealedDoc) -> ShiftHead {
    ShiftHead {
        till: TillNo::new(1).unwrap(),
        n: 7,
        business_date: z.doc.business_date,
        opened_at: Millis(z.doc.at.0 - 8 * 3_600_000),
        opened_by: "Sari".to_owned(),
        float: 200_000,
        tz_offset_min: 420,
        currency: "IDR".to_owned(),
    }
}

#[test]
fn x_hides_what_should_be_in_the_drawer_and_z_tells_it() {
    let z = doc(samples::CLOSED);
    let Fact::ShiftClosed(closed) = &z.doc.fact else {
        panic!("not a close")
    };
    let sheet = z_report(&shift(&z), &z, closed, &letterhead(), style(32, ID));
    insta::assert_snapshot!("z_32_id", text(&sheet));
    let at = Millis(z.doc.at.0 - 1);
    let sheet = x_report(&shift(&z), &closed.totals, at, &letterhead(), style(48, EN));
    insta::assert_snapshot!("x_48_en", text(&sheet));
    for hidden in ["Expected", "Seharusnya", "Opening float", "Cash received"] {
        assert!(!sheet.text().contains(hidden), "{hidden}");
    }
}

#[test]
fn a_test_page_shows_the_width_and_the_letters() {
    let sheet = test_page(&letterhead(), "Kasir 1", style(32, ID));
    insta::assert_snapshot!("test_32_id", text(&sheet));
    for columns in [32, 42, 48] {
        let sheet = test_page(&letterhead(), "Kasir 1", style(columns, EN));
        let widest = sheet.lines.iter().map(|line| line.text.chars().count());
        assert_eq!(widest.max(), Some(columns));
    }
}

#[test]
fn a_receipt_without_money_or_names_still_prints() {
    let mut text = samples::CAFE.replace("\"staff\":{\"id\":4,\"name\":\"Sari\"},", "");
    text = text.replace("Es kopi", "");
    let sealed = doc(&text);
    let sheet = sold(&sealed, &Letterhead::default(), false, style(32, ID));
    assert!(sheet.text().contains("TOTAL BAYAR"));
}
