//! Letters about somebody's account: an invitation, the link of a reset, and word that
//! the password is another one. A link stands in the letter alone; whoever did not
//! ask for it is told what to do. Knows no token and makes none.

use super::{INK, Letter, PALE, frame, one_line, wide};
use crate::{Language, html::escaped};

/// Whom a letter is about, and in whose name it is written.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    /// The shop.
    pub shop: &'a str,
    /// The person's name.
    pub name: &'a str,
    /// Their sign-in name.
    pub login: &'a str,
}

/// A link, and until when it is good, as people read it.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    /// The address.
    pub href: &'a str,
    /// The moment.
    pub until: &'a str,
}

/// Somebody is invited to choose a password.
pub fn invitation_letter(of: Account<'_>, link: Link<'_>, language: Language) -> Letter {
    let Account { shop, login, .. } = of;
    let until = link.until;
    let words = match language {
        Language::Indonesian => [
            format!("Undangan bergabung – {}", one_line(shop)),
            format!(
                "{shop} membuatkan Anda akun dengan nama masuk {login}. Pilih kata sandi Anda sendiri untuk mulai bekerja."
            ),
            "Pilih kata sandi".to_owned(),
            format!("Tautan ini hanya untuk Anda, berlaku sekali, sampai {until}."),
            "Tidak merasa bekerja di sana? Abaikan surel ini; tanpa Anda tidak terjadi apa-apa."
                .to_owned(),
        ],
        Language::English => [
            format!("Invitation to join – {}", one_line(shop)),
            format!(
                "{shop} made you an account with the sign-in name {login}. Choose a password of your own to begin."
            ),
            "Choose a password".to_owned(),
            format!("The link is for you alone and works once, until {until}."),
            "You do not work there? Ignore this mail; nothing happens without you.".to_owned(),
        ],
    };
    letter(of, words, Some(link.href), language)
}

/// Somebody who forgot the password gets the link to choose another.
pub fn reset_letter(of: Account<'_>, link: Link<'_>, language: Language) -> Letter {
    let Account { shop, login, .. } = of;
    let until = link.until;
    let words = match language {
        Language::Indonesian => [
            format!("Kata sandi baru – {}", one_line(shop)),
            format!(
                "Ada yang meminta kata sandi baru untuk akun {login} di {shop}. Kalau itu Anda, pilih sekarang."
            ),
            "Pilih kata sandi baru".to_owned(),
            format!(
                "Tautan ini berlaku sekali, sampai {until}. Sesudahnya semua perangkat dengan akun ini harus masuk lagi."
            ),
            "Bukan Anda yang meminta? Abaikan surel ini; kata sandi Anda tidak berubah.".to_owned(),
        ],
        Language::English => [
            format!("A new password – {}", one_line(shop)),
            format!(
                "Somebody asked for a new password for the account {login} at {shop}. If it was you, choose it now."
            ),
            "Choose a new password".to_owned(),
            format!(
                "The link works once, until {until}. After that every device with this account has to sign in again."
            ),
            "It was not you? Ignore this mail; your password stays as it is.".to_owned(),
        ],
    };
    letter(of, words, Some(link.href), language)
}

/// Somebody's password was changed at this moment, as people read it.
pub fn changed_letter(of: Account<'_>, when: &str, language: Language) -> Letter {
    let Account { shop, login, .. } = of;
    let words = match language {
        Language::Indonesian => [
            format!("Kata sandi diganti – {}", one_line(shop)),
            format!("Kata sandi akun {login} di {shop} diganti pada {when}."),
            String::new(),
            "Semua perangkat yang masuk dengan akun ini sudah keluar.".to_owned(),
            "Bukan Anda yang menggantinya? Segera hubungi manajer atau pemilik toko.".to_owned(),
        ],
        Language::English => [
            format!("Your password was changed – {}", one_line(shop)),
            format!("The password of the account {login} at {shop} was changed on {when}."),
            String::new(),
            "Every device with this account was signed out.".to_owned(),
            "It was not you? Tell the manager or the owner of the shop at once.".to_owned(),
        ],
    };
    letter(of, words, None, language)
}

/// Subject, what it is about, what to press, for how long it holds, and what to do else.
fn letter(of: Account<'_>, words: [String; 5], href: Option<&str>, language: Language) -> Letter {
    let [subject, about, press, holds, otherwise] = words.map(|text| one_line(&text));
    let name = one_line(of.name);
    let hello = match language {
        Language::Indonesian => format!("Halo {name},"),
        Language::English => format!("Hello {name},"),
    };
    let link = href.map_or_else(String::new, |href| format!("{press}:\n{href}\n\n"));
    let text = format!("{hello}\n\n{about}\n\n{link}{holds}\n\n{otherwise}\n");
    let mut rows = wide(
        &escaped(&hello),
        "padding:14px 0 4px;font-size:17px;font-weight:700;",
    );
    rows += &wide(&escaped(&about), "");
    if let Some(href) = href {
        rows += &wide(&button(&press, href), "padding:14px 0 6px;");
    }
    let pale = format!("font-size:13px;color:{PALE};");
    rows += &wide(&escaped(&holds), &pale);
    rows += &wide(&escaped(&otherwise), &pale);
    let head = format!(
        "<div style=\"font-size:22px;font-weight:700\">{}</div>\n",
        escaped(&one_line(of.shop))
    );
    Letter {
        html: frame(&subject, &head, &rows, language),
        subject,
        text,
    }
}

/// What is pressed, and below it the address for whoever's program shows no links.
fn button(press: &str, href: &str) -> String {
    let (press, href) = (escaped(press), escaped(href));
    format!(
        "<a href=\"{href}\" style=\"display:inline-block;padding:12px 22px;border-radius:10px;\
         background:{INK};color:#ffffff;font-weight:700;text-decoration:none\">{press}</a>\
         <div style=\"padding:12px 0 0;font-size:12px;color:{PALE};word-break:break-all\">{href}</div>"
    )
}
