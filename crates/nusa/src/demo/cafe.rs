//! What the demo's café asks its guests, and where they sit. Knows the names of
//! its dishes, not their numbers.

use std::collections::BTreeMap;

use nusa_facts::{
    ModifierGroupId, ModifierId, ProductId,
    modifier::{Modifier, ModifierGroup},
};
use nusa_rules::command::PROVISIONAL;

/// A table: the part of the house, what stands on it, how many sit there.
pub type Seating = (&'static str, u16, u16);

struct Question {
    name: &'static str,
    least: u16,
    most: u16,
    answers: &'static [(&'static str, i64)],
    dishes: &'static [&'static str],
}

const QUESTIONS: &[Question] = &[
    Question {
        name: "Ukuran",
        least: 1,
        most: 1,
        answers: &[("Biasa", 0), ("Besar", 5_000)],
        dishes: &[
            "Kopi susu gula aren",
            "Es teh manis",
            "Es jeruk",
            "Jus alpukat",
        ],
    },
    Question {
        name: "Pedas",
        least: 1,
        most: 1,
        answers: &[("Tidak", 0), ("Sedang", 0), ("Pedas", 0)],
        dishes: &[
            "Nasi goreng kampung",
            "Mi goreng jawa",
            "Ayam bakar taliwang",
            "Gado-gado",
        ],
    },
    Question {
        name: "Gula",
        least: 1,
        most: 1,
        answers: &[("Normal", 0), ("Sedikit", 0), ("Tanpa", 0)],
        dishes: &["Kopi susu gula aren", "Es teh manis", "Es jeruk"],
    },
    Question {
        name: "Tambahan",
        least: 0,
        most: 3,
        answers: &[("Telur", 4_000), ("Kerupuk", 3_000), ("Nasi ekstra", 6_000)],
        dishes: &["Nasi goreng kampung", "Mi goreng jawa", "Gado-gado"],
    },
    Question {
        name: "Topping",
        least: 0,
        most: 2,
        answers: &[("Boba", 6_000), ("Keju", 5_000), ("Cincau", 4_000)],
        dishes: &["Kopi susu gula aren", "Es teh manis", "Roti bakar cokelat"],
    },
];

/// What is asked with the dishes, by their numbers; a dish that is not listed is left out.
pub fn questions(listed: &BTreeMap<String, ProductId>) -> Vec<ModifierGroup> {
    let group = |(id, question): (u32, &Question)| ModifierGroup {
        id: ModifierGroupId(id),
        name: question.name.to_owned(),
        least: question.least,
        most: question.most,
        options: question.answers.iter().map(answer).collect(),
        products: numbers(listed, question.dishes),
        active: true,
    };
    (PROVISIONAL..).zip(QUESTIONS).map(group).collect()
}

/// Whether somebody who orders a dish has to say more than its name.
pub fn is_asked_about(dish: &str) -> bool {
    let asked = |question: &Question| question.least > 0 && question.dishes.contains(&dish);
    QUESTIONS.iter().any(asked)
}

fn answer(&(name, price): &(&str, i64)) -> Modifier {
    Modifier {
        id: ModifierId(0),
        name: name.to_owned(),
        price,
        active: true,
    }
}

fn numbers(listed: &BTreeMap<String, ProductId>, dishes: &[&str]) -> Vec<ProductId> {
    let listed = dishes.iter().filter_map(|dish| listed.get(*dish));
    listed.copied().collect()
}

/// The tables of the café, by their numbers.
pub fn tables() -> impl Iterator<Item = Seating> {
    let inside = (1..=8).map(|number| ("Ruang dalam", number, 4));
    inside.chain((9..=12).map(|number| ("Teras", number, 2)))
}

#[cfg(test)]
mod tests {
    use super::QUESTIONS;
    use crate::demo::catalogue::menu;

    #[test]
    fn every_question_is_asked_with_dishes_of_the_menu() {
        let menu = menu();
        let is_listed = |dish: &&str| menu.iter().any(|ware| ware.name == *dish);
        for question in QUESTIONS {
            assert!(question.dishes.iter().all(is_listed), "{}", question.name);
        }
    }
}
