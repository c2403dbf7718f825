//! Receipts as letters, in both languages: what they say, what they never fetch,
//! and names that would like to be markup or a header.

use nusa_facts::{Fact, Letterhead, SealedDoc};
use nusa_papers::{
    Language,
    letter::{
        Letter,
        account::{Account, Link, changed_letter, invitation_letter, reset_letter},
        receipt_letter, test_letter,
    },
};

use crate::{
    EN, ID,
    samples::{self, doc, letterhead},
};

fn letter(sealed: &SealedDoc, shop: &Letterhead, voided: bool, language: Language) -> Letter {
    match &sealed.doc.fact {
        Fact::SaleCompleted(sale) => receipt_letter(sealed, sale, shop, voided, language),
        other => panic!("not a sale: {}", other.kind()),
    }
}

/// What a page says to a reader: its text without markup, a row a line.
fn said(html: &str) -> String {
    let body = html.split_once("<body").unwrap().1;
    let mut text = String::new();
    for part in body.split('<').skip(1) {
        let (tag, words) = part.split_once('>').unwrap();
        if ["/tr", "/div", "div"]
            .iter()
            .any(|end| tag.split(' ').next() == Some(end))
        {
            text.push('\n');
        } else if tag.starts_with("td") {
            text.push_str("  ");
        }
        text.push_str(words.trim());
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn s2_069_s2_080_a_letter_says_all_that_the_receipt_says() {
    let (cafe, shop, part) = (doc(samples::CAFE), doc(samples::SHOP), doc(samples::PART));
    let cases = [
        ("cafe_id", &cafe, ID),
        ("shop_en", &shop, EN),
        ("part_id", &part, ID),
        ("part_en", &part, EN),
    ];
    for (name, sealed, language) in cases {
        let made = letter(sealed, &letterhead(), false, language);
        let read = said(&made.html);
        insta::assert_snapshot!(
            format!("letter_{name}"),
            format!("{}\n---\n{}\n---\n{read}", made.subject, made.text)
        );
        for must in ["WARUNG CONTOH NUSA", "14/03/2026 19:42 WIB", "Rp ", "Sari"] {
            assert!(
                read.contains(must) && made.text.contains(must),
                "{name}: {must}"
            );
        }
    }
    let table = said(&letter(&part, &letterhead(), false, ID).html);
    for must in ["17, 19", "B2", "Ali", "Besar", "Rp 22.000", "28.000"] {
        assert!(table.contains(must), "{must}");
    }
}

#[test]
fn the_page_of_a_letter_stands_as_it_is() {
    let page = letter(&doc(samples::PART), &letterhead(), true, ID).html;
    insta::assert_snapshot!("letter_page", page);
}

#[test]
fn a_letter_fetches_nothing_and_a_name_is_never_markup_nor_a_header() {
    let mut shop = letterhead();
    shop.name = "Warung\r\nBcc: semua@contoh.id <script>alert(1)</script>".to_owned();
    shop.footer = vec!["<img src=http://contoh.id/x.png>".to_owned()];
    for language in [ID, EN] {
        for made in [
            letter(&doc(samples::PART), &shop, false, language),
            test_letter(&shop, language),
        ] {
            assert!(!made.subject.contains(['\r', '\n']), "{}", made.subject);
            for never in [
                "<script", "<img", "src=\"", "href=", "url(", "<link", "@import",
            ] {
                assert!(!made.html.contains(never), "{never}");
            }
        }
    }
    let undone = letter(&doc(samples::CAFE), &letterhead(), true, EN);
    assert!(said(&undone.html).contains("VOIDED"));
}

#[test]
fn letters_about_an_account_say_what_to_press_and_what_to_do_otherwise() {
    let account = Account {
        shop: "Warung <b>Nusa</b>\r\nBcc: jahat@contoh.id",
        name: "Wati \"Ayu\"",
        login: "wati",
    };
    let link = Link {
        href: "https://pusat.contoh.id/kantor/tautan#0f\"><script>",
        until: "14/03/2026 19:42 WIB",
    };
    let mut all = String::new();
    for language in [ID, EN] {
        let letters = [
            invitation_letter(account, link, language),
            reset_letter(account, link, language),
            changed_letter(account, link.until, language),
        ];
        for made in letters {
            assert!(!made.subject.contains(['\r', '\n']), "a header is one line");
            assert!(!made.html.contains("<script>") && !made.html.contains("<b>Nusa"));
            assert!(!made.html.contains("src="), "nothing is fetched");
            all += &format!(
                "{}\n---\n{}\n---\n{}\n\n",
                made.subject,
                made.text,
                said(&made.html)
            );
        }
    }
    insta::assert_snapshot!("letters_of_an_account", all);
}
