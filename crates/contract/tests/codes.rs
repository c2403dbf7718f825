//! The one list of problem codes, frozen: a code never changes its word, and a
//! new one shows up here.

use nusa_contract::problem::{Language, ProblemCode};

#[test]
fn the_list_of_codes_is_frozen() {
    let mut list = String::new();
    for code in ProblemCode::all() {
        let (english, indonesian) = (
            code.title(Language::English),
            code.title(Language::Indonesian),
        );
        list += &format!(
            "{} {} | {english} | {indonesian}\n",
            code.status(),
            code.word()
        );
    }
    insta::assert_snapshot!("codes", list);
}
