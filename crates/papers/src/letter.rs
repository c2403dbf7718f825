//! The receipt of a sale as a letter: a subject, a text and a page that say the same
//! for mail programs that show the one or the other. The page carries its own looks
//! in each element and asks nothing of anywhere, because a mail program blocks what
//! it does not know. Every name is text, never markup and never a header.

pub mod account;

use nusa_facts::{
    Doc, Letterhead, SealedDoc,
    bill::PaidBill,
    order::Service,
    sale::{Method, SaleCompleted, SaleLine},
};

use crate::{
    Language, Style,
    figures::{Money, moment, quantity},
    html::escaped,
    receipt::{receipt, service_name, tax_name, times},
    words::{Word, method},
};

/// Characters of a line of the text: what a phone shows without breaking it.
const COLUMNS: usize = 42;

const INK: &str = "#1f2933";
const PALE: &str = "#66717d";
const RULE: &str = "border-top:1px solid #e3e6ea;";

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// A page.
    pub html: String,
}

/// The receipt of a sale as a letter. `voided` marks a sale that was undone since.
pub fn receipt_letter(
    sealed: &SealedDoc,
    sale: &SaleCompleted,
    shop: &Letterhead,
    voided: bool,
    language: Language,
) -> Letter {
    let style = Style {
        columns: COLUMNS,
        language,
        copy: 0,
    };
    let thanks = thanks(shop, language);
    let paper = receipt(sealed, sale, shop, voided, style).text();
    let page = Page {
        doc: &sealed.doc,
        sale,
        shop,
        money: Money::of(&sale.currency),
        language,
    };
    Letter {
        subject: subject(sale, shop, language),
        text: format!("{thanks}\n\n{paper}"),
        html: page.whole(&thanks, voided, &sealed.hash.short()),
    }
}

/// What shows that mail goes out, in the name of a shop.
pub fn test_letter(shop: &Letterhead, language: Language) -> Letter {
    let name = one_line(&shop.name);
    let (subject, words) = match language {
        Language::Indonesian => (
            format!("Uji surel – {name}"),
            format!("Surel dari {name} sampai. Struk akan dikirim dengan cara yang sama."),
        ),
        Language::English => (
            format!("Test mail – {name}"),
            format!("Mail from {name} arrives. Receipts will be sent the same way."),
        ),
    };
    let body = format!(
        "<tr><td style=\"padding:8px 0\">{}</td></tr>",
        escaped(&words)
    );
    Letter {
        html: frame(&subject, &head(shop), &body, language),
        text: format!("{words}\n"),
        subject,
    }
}

fn subject(sale: &SaleCompleted, shop: &Letterhead, language: Language) -> String {
    let yours = language.said("Struk Pesanan Anda", "Your receipt");
    let name = one_line(&shop.name);
    format!("{yours} – {name} {}", sale.number)
}

fn thanks(shop: &Letterhead, language: Language) -> String {
    let name = one_line(&shop.name);
    match language {
        Language::Indonesian => format!("Terima kasih sudah berkunjung ke {name}. Ini struk Anda."),
        Language::English => format!("Thank you for visiting {name}. This is your receipt."),
    }
}

/// A name as a part of a line: what would end the line is a blank.
fn one_line(text: &str) -> String {
    let plain = text.replace(char::is_control, " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Everything around the rows of a letter.
fn frame(title: &str, head: &str, rows: &str, language: Language) -> String {
    let tag = language.tag();
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light\">\n\
         <title>{title}</title>\n</head>\n<body style=\"margin:0;padding:0;background:#f2f4f6\">\n\
         <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" \
         style=\"background:#f2f4f6\"><tr><td align=\"center\" style=\"padding:24px 12px\">\n\
         <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" \
         style=\"max-width:480px;background:#ffffff;border-radius:12px;\
         font-family:-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.45;\
         color:{INK}\"><tr><td style=\"padding:28px 24px\">\n{head}\
         <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\">\n{rows}\n</table>\n\
         </td></tr></table>\n</td></tr></table>\n</body>\n</html>\n"
    )
}

/// The shop's name, address and own lines.
fn head(shop: &Letterhead) -> String {
    let mut head = format!(
        "<div style=\"text-align:center;font-size:22px;font-weight:700\">{}</div>\n",
        escaped(&shop.name)
    );
    let npwp = format!("NPWP {}", shop.npwp);
    let lines = std::iter::once(&shop.address).chain(&shop.header);
    let npwp = (!shop.npwp.is_empty()).then_some(&npwp);
    for line in lines.chain(npwp).filter(|line| !line.trim().is_empty()) {
        let line = escaped(line);
        head +=
            &format!("<div style=\"text-align:center;color:{PALE};font-size:13px\">{line}</div>\n");
    }
    head
}

/// One row: a name to the left, an amount to the right; `looks` are those of both.
fn row(name: &str, amount: &str, looks: &str) -> String {
    let (name, amount) = (escaped(name), escaped(amount));
    format!(
        "<tr><td style=\"padding:3px 12px 3px 0;vertical-align:top;{looks}\">{name}</td>\
         <td align=\"right\" style=\"padding:3px 0;vertical-align:top;white-space:nowrap;\
         font-variant-numeric:tabular-nums;{looks}\">{amount}</td></tr>\n"
    )
}

/// A row over the whole width.
fn wide(html: &str, looks: &str) -> String {
    format!("<tr><td colspan=\"2\" style=\"padding:3px 0;{looks}\">{html}</td></tr>\n")
}

fn ruled() -> String {
    format!(
        "<tr><td colspan=\"2\" style=\"padding:10px 0 0\"></td></tr>\n<tr><td colspan=\"2\" style=\"{RULE}padding:10px 0 0\"></td></tr>\n"
    )
}

struct Page<'a> {
    doc: &'a Doc,
    sale: &'a SaleCompleted,
    shop: &'a Letterhead,
    money: Money,
    language: Language,
}

impl Page<'_> {
    fn say(&self, word: Word) -> &'static str {
        word.of(self.language)
    }

    fn pale(&self, name: &str, value: &str) -> String {
        row(name, value, &format!("font-size:13px;color:{PALE};"))
    }

    fn plain(&self, name: &str, minor: i64) -> String {
        row(name, &self.money.plain(minor), "")
    }

    fn whole(&self, thanks: &str, voided: bool, code: &str) -> String {
        let mut rows = wide(&escaped(thanks), "text-align:center;padding:14px 0 4px;");
        if voided {
            let word = self.say(Word::Voided);
            rows += &wide(word, "text-align:center;font-weight:700;color:#b42318;");
        }
        rows += &ruled();
        rows += &self.about();
        rows += &ruled();
        for line in &self.sale.lines {
            rows += &self.goods(line);
        }
        rows += &ruled();
        rows += &self.sums();
        rows += &self.paid();
        rows += &self.inside();
        rows += &self.foot(code);
        let title = subject(self.sale, self.shop, self.language);
        frame(&title, &head(self.shop), &rows, self.language)
    }

    /// The number, when, where, and who.
    fn about(&self) -> String {
        let number = self.sale.number.to_string();
        let when = moment(self.doc.at, self.doc.tz_offset_min);
        let said = self.language.said("Waktu pembelian", "Time of purchase");
        let mut rows = self.pale(self.language.said("Nomor struk", "Receipt number"), &number);
        rows += &self.pale(said, &when);
        if let Some(bill) = &self.sale.bill {
            rows += &self.ordered(bill);
        }
        if let Some(staff) = &self.doc.staff {
            rows += &self.pale(self.say(Word::Cashier), &staff.name);
        }
        rows
    }

    fn ordered(&self, bill: &PaidBill) -> String {
        let numbers: Vec<String> = bill.orders.iter().map(u32::to_string).collect();
        let said = self.language.said("Nomor pesanan", "Order number");
        let mut rows = self.pale(said, &numbers.join(", "));
        rows += &match &bill.service {
            Service::Table { label, .. } => self.pale(self.say(Word::Table), label),
            Service::TakeAway => self.pale(self.say(Word::TakeAway), ""),
            Service::Delivery => self.pale(self.say(Word::Delivery), ""),
        };
        if !bill.guests.is_empty() {
            rows += &self.pale(self.say(Word::Guest), &bill.guests.join(", "));
        }
        rows
    }

    fn goods(&self, line: &SaleLine) -> String {
        let small = |text: &str| {
            format!(
                "<div style=\"font-size:13px;color:{PALE}\">{}</div>",
                escaped(text)
            )
        };
        let mut name = escaped(&line.name) + &small(&times(line, self.money).replace(" x ", " × "));
        if let Some(whole) = line.of_milli {
            name += &small(&format!("{} {}", self.say(Word::ShareOf), quantity(whole)));
        }
        let chosen = line.chosen.iter().map(|chosen| chosen.name.as_str());
        for text in chosen.chain(line.note.as_deref()) {
            name += &small(text);
        }
        let mut rows = format!(
            "<tr><td style=\"padding:6px 12px 6px 0;vertical-align:top\">{name}</td>\
             <td align=\"right\" style=\"padding:6px 0;vertical-align:top;white-space:nowrap;\
             font-variant-numeric:tabular-nums\">{}</td></tr>\n",
            escaped(&self.money.plain(line.gross))
        );
        for (word, off) in [
            (Word::Promo, line.promo),
            (Word::Discount, line.line_discount),
        ] {
            if off != 0 {
                rows += &self.pale(self.say(word), &self.money.plain(-off));
            }
        }
        rows
    }

    fn sums(&self) -> String {
        let sale = self.sale;
        let off: i64 = sale.lines.iter().map(|line| line.bill_discount).sum();
        let mut rows = self.plain(self.say(Word::Subtotal), sale.net + off);
        if off != 0 {
            rows += &self.plain(self.say(Word::Discount), -off);
        }
        if sale.service != 0 && sale.priced_by.service_on_top {
            rows += &self.plain(&service_name(&sale.priced_by, self.language), sale.service);
        }
        if !sale.priced_by.tax_inclusive {
            rows += &self.taxes();
        }
        let total = "font-size:18px;font-weight:700;";
        rows += &row(self.say(Word::Total), &self.money.total(sale.total), total);
        for (word, amount) in [(Word::Tip, sale.tip), (Word::Rounding, sale.rounding)] {
            if amount != 0 {
                rows += &self.plain(self.say(word), amount);
            }
        }
        if sale.payable != sale.total {
            rows += &row(
                self.say(Word::ToPay),
                &self.money.total(sale.payable),
                total,
            );
        }
        rows
    }

    /// Every tax, and above it the other base where the law has one (11/12 of PPN).
    fn taxes(&self) -> String {
        let mut rows = String::new();
        for tax in &self.sale.taxes {
            let other = tax.printed.as_ref().map(|printed| printed.base);
            if let Some((num, den)) = other.filter(|(num, den)| num != den) {
                let name = format!("{} {num}/{den}", self.say(Word::OtherBase));
                rows += &self.pale(&name, &self.money.plain(tax.dpp));
            }
            rows += &self.plain(&tax_name(tax), tax.amount);
        }
        rows
    }

    fn paid(&self) -> String {
        let sale = self.sale;
        let mut rows = ruled();
        for payment in &sale.payments {
            rows += &self.plain(method(payment.method, self.language), payment.amount);
            if let Some(reference) = &payment.reference {
                rows += &self.pale(self.say(Word::Reference), reference);
            }
        }
        let cash = sale
            .payments
            .iter()
            .any(|payment| payment.method == Method::Cash);
        if sale.change != 0 || cash {
            rows += &self.plain(self.say(Word::Change), sale.change);
        }
        if sale.voucher_forfeited != 0 {
            rows += &self.plain(self.say(Word::Forfeited), sale.voucher_forfeited);
        }
        rows
    }

    /// What lies within the prices, where they include it.
    fn inside(&self) -> String {
        let sale = self.sale;
        let mut rows = String::new();
        let small = format!("font-size:13px;color:{PALE};");
        if sale.service != 0 && !sale.priced_by.service_on_top {
            rows += &ruled();
            rows += &wide(self.say(Word::ServiceInside), &small);
            rows += &self.plain(&service_name(&sale.priced_by, self.language), sale.service);
        }
        if sale.priced_by.tax_inclusive && !sale.taxes.is_empty() {
            rows += &ruled();
            rows += &wide(self.say(Word::TaxInside), &small);
            for tax in &sale.taxes {
                rows += &self.pale(self.say(Word::Taxed), &self.money.plain(tax.base));
            }
            rows += &self.taxes();
        }
        rows
    }

    fn foot(&self, code: &str) -> String {
        let mut rows = ruled();
        let pale = format!("text-align:center;font-size:13px;color:{PALE};");
        for line in self
            .shop
            .footer
            .iter()
            .filter(|line| !line.trim().is_empty())
        {
            rows += &wide(&escaped(line), &pale);
        }
        rows + &wide(&escaped(&format!("{} {code}", self.say(Word::Code))), &pale)
    }
}
