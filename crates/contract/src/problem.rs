//! Errors as the API says them: problem+json with a stable code out of one
//! list. The law's codes come from `rules`, the door's own stand here. No text
//! of a database or of the program's inside ever gets in (D1-23).

pub mod door;
mod titles;

use nusa_rules::{Refusal, refusal::Code};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{at::At, view::node::right_word};
pub use door::Door;

/// The stable code of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemCode {
    /// The law of the shop refused.
    Law(Code),
    /// The door refused before the law was asked, or something failed.
    Door(Door),
}

impl From<Code> for ProblemCode {
    fn from(code: Code) -> Self {
        Self::Law(code)
    }
}

impl From<Door> for ProblemCode {
    fn from(door: Door) -> Self {
        Self::Door(door)
    }
}

/// The language of a problem's title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Bahasa Indonesia: the language of the screens.
    #[default]
    Indonesian,
    /// English.
    English,
}

impl Language {
    /// The language that an `Accept-Language` header prefers; Indonesian when it says nothing of English.
    pub fn accepted(header: Option<&str>) -> Self {
        let prefers = |tag: &str| header.and_then(|header| header.find(tag));
        match (prefers("en"), prefers("id")) {
            (Some(en), Some(id)) if en < id => Self::English,
            (Some(_), None) => Self::English,
            _ => Self::Indonesian,
        }
    }

    /// The tag of the `Content-Language` header.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Indonesian => "id",
            Self::English => "en",
        }
    }
}

impl ProblemCode {
    /// The one list: the law's codes, then the door's.
    pub fn all() -> impl Iterator<Item = Self> {
        let law = Code::ALL.iter().copied().map(Self::Law);
        law.chain(Door::ALL.iter().copied().map(Self::Door))
    }

    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Law(code) => code.word(),
            Self::Door(door) => door.word(),
        }
    }

    /// Reads a word of the list.
    pub fn parse(word: &str) -> Option<Self> {
        Self::all().find(|code| code.word() == word)
    }

    /// The HTTP status.
    pub fn status(self) -> u16 {
        match self {
            Self::Law(code) => code.status(),
            Self::Door(door) => door.status(),
        }
    }

    /// What people read above the detail.
    pub fn title(self, language: Language) -> &'static str {
        let (english, indonesian) = match self {
            Self::Law(code) => titles::of_law(code),
            Self::Door(door) => door.titles(),
        };
        match language {
            Language::Indonesian => indonesian,
            Language::English => english,
        }
    }
}

/// An error as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The stable code.
    pub code: ProblemCode,
    /// What is wrong this time, in a sentence.
    pub detail: String,
    /// The field it is about.
    pub field: Option<String>,
    /// What goes along: a new total, a level, the next nonce.
    pub facts: Vec<(&'static str, Value)>,
}

impl Problem {
    /// A problem about nothing in particular.
    pub fn new(code: impl Into<ProblemCode>, detail: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            detail: detail.into(),
            field: None,
            facts: Vec::new(),
        }
    }

    /// A problem about a field.
    pub fn at(code: impl Into<ProblemCode>, at: At, detail: impl Into<String>) -> Self {
        Self::new(code, detail).about(at.to_string())
    }

    /// The same about a field.
    pub fn about(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// The same with something that goes along. Names of the problem's own members are never overwritten.
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.facts.push((name, value.into()));
        self
    }

    /// The value that goes along under a name.
    pub fn fact(&self, name: &str) -> Option<&Value> {
        self.facts
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }

    /// The body of the answer.
    pub fn body(&self, language: Language, request: &str) -> Value {
        let mut body: Map<String, Value> = self
            .facts
            .iter()
            .map(|(name, value)| ((*name).into(), value.clone()))
            .collect();
        let mut put = |name: &str, value: &str| body.insert(name.to_owned(), value.into());
        put("type", &format!("/docs#{}", self.code.word()));
        put("code", self.code.word());
        put("title", self.code.title(language));
        put("detail", &self.detail);
        put("request", request);
        if let Some(field) = &self.field {
            put("field", field);
        }
        Value::Object(body)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let numbers = refusal.facts.into_iter();
        let mut facts: Vec<_> = numbers.map(|(name, value)| (name, value.into())).collect();
        facts.extend(
            refusal
                .approval
                .map(|right| ("approval", right_word(right).into())),
        );
        Self {
            code: refusal.code.into(),
            detail: refusal.detail,
            field: refusal.field,
            facts,
        }
    }
}

/// The members that every problem has; for the OpenAPI document.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// Where the code is explained: `/docs#<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The stable code; programs look at this alone.
    pub code: String,
    /// What people read above the detail, in Indonesian or English by `Accept-Language`.
    pub title: String,
    /// What is wrong this time.
    pub detail: String,
    /// The field it is about, as a path: `lines[2].quantity_milli`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The request's id, as in the logs and in the header `x-request-id`.
    pub request: String,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_stands_once_and_has_its_titles() {
        let mut words = BTreeSet::new();
        for code in ProblemCode::all() {
            assert!(words.insert(code.word()), "{} stands twice", code.word());
            assert_eq!(ProblemCode::parse(code.word()), Some(code));
            assert!((400..=599).contains(&code.status()), "{}", code.word());
            assert_ne!(
                code.title(Language::Indonesian),
                code.title(Language::English),
                "{}",
                code.word()
            );
        }
    }

    #[test]
    fn what_goes_along_never_hides_what_every_problem_says() {
        let problem = Problem::new(Code::TotalChanged, "another total")
            .with("code", 7)
            .with("total", 12_000);
        let body = problem.body(Language::English, "r1");
        assert_eq!(body["code"], "total_changed");
        assert_eq!(body["total"], 12_000);
        assert_eq!(body["type"], "/docs#total_changed");
        assert!(body.get("field").is_none());
    }

    #[test]
    fn the_title_speaks_the_language_that_is_preferred() {
        let cases = [
            (None, "id"),
            (Some("id-ID,id;q=0.9,en;q=0.8"), "id"),
            (Some("en-GB,en;q=0.9"), "en"),
            (Some("en,id;q=0.5"), "en"),
            (Some("fr"), "id"),
        ];
        for (header, tag) in cases {
            assert_eq!(Language::accepted(header).tag(), tag, "{header:?}");
        }
    }
}
