//! Reading JSON from outside into a request: what cannot be read is said with
//! the path of the field, never with the program's own types.

use serde::de::DeserializeOwned;

use crate::problem::{Door, Problem};

/// Reads a request.
///
/// # Errors
/// `json_invalid` for what is no JSON, `body_invalid` at the field for what has another shape.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(explain)?;
    json.end().map_err(|error| broken(&error))?;
    Ok(value)
}

fn explain(error: serde_path_to_error::Error<serde_json::Error>) -> Problem {
    let path = error.path().to_string();
    let inner = error.into_inner();
    if !inner.is_data() {
        return broken(&inner);
    }
    let sentence = inner.to_string();
    let sentence = match without_place(&sentence) {
        inside if inside.contains("struct ") => "has another shape than this field or request",
        plain => plain,
    };
    let problem = Problem::new(Door::BodyInvalid, sentence);
    match path.as_str() {
        "." | "?" => problem,
        _ => problem.about(path),
    }
}

fn broken(error: &serde_json::Error) -> Problem {
    Problem::new(
        Door::JsonInvalid,
        format!(
            "the body is no JSON at line {}, column {}",
            error.line(),
            error.column()
        ),
    )
}

/// The sentence without serde's " at line 1 column 30": the field says where.
fn without_place(sentence: &str) -> &str {
    sentence
        .rsplit_once(" at line ")
        .map_or(sentence, |(head, _)| head)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::read;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only the reading matters")]
    struct Line {
        quantity_milli: i64,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only the reading matters")]
    struct Body {
        lines: Vec<Line>,
    }

    #[test]
    fn what_cannot_be_read_names_its_field() {
        let cases = [
            (
                r#"{"lines":[{"quantity_milli":1},{"quantity_milli":"x"}]}"#,
                "body_invalid",
                Some("lines[1].quantity_milli"),
            ),
            (
                r#"{"lines":[{"quantity_milli":1.5}]}"#,
                "body_invalid",
                Some("lines[0].quantity_milli"),
            ),
            (r#"{"lines":[{}]}"#, "body_invalid", Some("lines[0]")),
            (r#"{"lines":[],"price":1}"#, "body_invalid", Some("price")),
            (r#"[]"#, "body_invalid", None),
            (r#"null"#, "body_invalid", None),
            (r#"{"lines":["#, "json_invalid", None),
            ("", "json_invalid", None),
            (r#"{"lines":[]} x"#, "json_invalid", None),
        ];
        for (text, code, field) in cases {
            let problem = read::<Body>(text.as_bytes()).unwrap_err();
            assert!(!problem.detail.contains("struct"), "{}", problem.detail);
            assert_eq!(
                (problem.code.word(), problem.field.as_deref()),
                (code, field),
                "{text}"
            );
        }
    }
}
