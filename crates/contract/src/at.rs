//! The name of a field within a request, as errors write it:
//! `lines[2].quantity_milli`. Costs nothing until it is written.

use std::fmt;

/// Where in a request something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// A field of the request.
    Field(&'static str),
    /// A part of a field.
    Part(&'static str, &'static str),
    /// An entry of a list.
    Entry(&'static str, usize),
    /// A field of an entry of a list.
    In(&'static str, usize, &'static str),
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(name) => f.write_str(name),
            Self::Part(name, part) => write!(f, "{name}.{part}"),
            Self::Entry(list, n) => write!(f, "{list}[{n}]"),
            Self::In(list, n, name) => write!(f, "{list}[{n}].{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::At;

    #[test]
    fn a_field_is_named_as_a_path() {
        let cases = [
            (At::Field("reason"), "reason"),
            (At::Part("service", "ppm"), "service.ppm"),
            (At::Entry("header", 0), "header[0]"),
            (
                At::In("lines", 2, "quantity_milli"),
                "lines[2].quantity_milli",
            ),
        ];
        for (at, text) in cases {
            assert_eq!(at.to_string(), text);
        }
    }
}
