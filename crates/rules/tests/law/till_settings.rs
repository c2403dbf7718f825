//! What the settings of a branch's tills may say.

use nusa_facts::{
    master::Entity,
    sale::Method,
    till_settings::{LabelLayout, LabelValue, Qris, QrisMode, TillSettings},
};

use crate::{
    master::change,
    shop::{branch, owner},
};

/// The worked example of money.md § 8.
const CODE: &str = "00020101021126730021ID.CO.CONTOHBAYAR.WWW01189360000000000000000215CONTOH0000000010303UMI51440014ID.CO.QRIS.WWW0215ID00000000000000303UMI5204581253033605802ID5918WARUNG CONTOH NUSA6011KOTA CONTOH61050000062070703T016304EEBD";
/// The same with an amount in it.
const STATED: &str = "00020101021226730021ID.CO.CONTOHBAYAR.WWW01189360000000000000000215CONTOH0000000010303UMI51440014ID.CO.QRIS.WWW0215ID00000000000000303UMI5204581253033605405317635802ID5918WARUNG CONTOH NUSA6011KOTA CONTOH61050000062070703T016304B7E0";

fn set(edit: impl FnOnce(&mut TillSettings)) -> Result<TillSettings, (String, String)> {
    let mut row = branch();
    row.name = "Toko Lain".to_owned();
    edit(&mut row.till);
    match change(&owner(), &[Entity::Branch(row)]) {
        Ok(changes) => match &changes[0].row {
            Entity::Branch(row) => Ok(row.till.clone()),
            _ => unreachable!("a branch was written"),
        },
        Err(refusal) => Err((refusal.field.unwrap_or_default(), refusal.detail)),
    }
}

fn qris(payload: &str) -> Result<TillSettings, (String, String)> {
    let payload = payload.to_owned();
    set(|till| {
        till.qris = Some(Qris {
            payload,
            mode: QrisMode::AmountQr,
        });
    })
}

#[test]
fn a_qris_is_the_shops_static_code_to_its_last_digit() {
    let kept = qris(&format!("  {CODE}\n")).unwrap().qris.unwrap();
    assert_eq!(kept.payload, CODE, "blanks around it are no part of it");
    let cases = [
        (CODE.replace("EEBD", "EEBC"), "QRIS_CRC"),
        (STATED.to_owned(), "QRIS_NOT_STATIC"),
        ("halo".to_owned(), "QRIS_FORMAT"),
        (String::new(), "QRIS_FORMAT"),
    ];
    for (payload, why) in cases {
        let (field, detail) = qris(&payload).unwrap_err();
        assert_eq!(field, "rows[0].till.qris.payload");
        assert_eq!(detail.to_uppercase(), why.to_uppercase(), "{payload}");
    }
}

#[test]
fn settings_of_tills_keep_within_their_bounds() {
    let label = |prefix, item_digits, value_digits, scale| {
        move |till: &mut TillSettings| {
            till.labels = vec![LabelLayout {
                prefix,
                item_digits,
                value_digits,
                kind: LabelValue::Weight,
                scale,
            }];
        }
    };
    assert!(set(label(21, 5, 5, 1)).is_ok());
    let twice = set(|till| {
        label(21, 5, 5, 1)(till);
        till.labels.extend_from_within(..);
    });
    assert_eq!(twice.unwrap_err().0, "rows[0].till.labels");
    for (prefix, item, value, scale) in [
        (19, 5, 5, 1),
        (30, 5, 5, 1),
        (21, 6, 5, 1),
        (21, 0, 5, 1),
        (21, 5, 5, 0),
    ] {
        let told = set(label(prefix, item, value, scale)).unwrap_err();
        assert_eq!(
            told.0, "rows[0].till.labels",
            "{prefix} {item} {value} {scale}"
        );
    }
    for (columns, good) in [(32, true), (42, true), (48, true), (40, false), (0, false)] {
        assert_eq!(
            set(|till| till.columns = columns).is_ok(),
            good,
            "{columns}"
        );
    }
    assert!(set(|till| till.methods = vec![Method::Cash, Method::Qris]).is_ok());
    let twice = set(|till| till.methods = vec![Method::Cash, Method::Cash]);
    assert_eq!(twice.unwrap_err().0, "rows[0].till.methods");
    assert!(set(|till| till.npwp = "00.000.000.0-000.000".to_owned()).is_ok());
    assert!(set(|till| till.npwp = "nomor".to_owned()).is_err());
}
