//! The files that typst sees: the templates and the words of one language under one name.

macro_rules! files {
    ($($name:literal),*) => {
        [$(($name, include_str!(concat!("../templates/", $name)))),*]
    };
}

/// Every file but the words.
pub(crate) const FILES: &[(&str, &str)] = &files![
    "house.typ",
    "report.typ",
    "slip.typ",
    "codes.typ",
    "labels.typ"
];

/// The words of the languages by their tags.
const WORDS: &[(&str, &str)] = &[
    ("id", include_str!("../templates/words/id.typ")),
    ("en", include_str!("../templates/words/en.typ")),
];

/// What stands under a name.
pub(crate) fn file(name: &str) -> Option<&'static str> {
    let known = FILES.iter().find(|(known, _)| *known == name);
    known.map(|(_, text)| *text)
}

/// The words of a language.
pub(crate) fn words(language: &str) -> Option<&'static str> {
    let known = WORDS.iter().find(|(known, _)| *known == language);
    known.map(|(_, text)| *text)
}
