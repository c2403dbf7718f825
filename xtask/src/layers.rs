//! Splits source text into three layers of the same shape: code, comments and strings. Each
//! layer keeps the lines of the whole and blanks what belongs to the others, so that a check
//! finds a word where it means something and nowhere else. No grammar beyond quotes and comments.

/// The languages whose quotes and comments are known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Nested block comments, raw strings, lifetimes.
    Rust,
    /// TypeScript, JavaScript and the script part of Svelte: three kinds of quotes.
    Script,
}

impl Language {
    /// The language of a file name's extension, if it is one of ours.
    pub fn of(extension: &str) -> Option<Language> {
        match extension {
            "rs" => Some(Language::Rust),
            "ts" | "js" | "mjs" | "svelte" => Some(Language::Script),
            _ => None,
        }
    }
}

/// The three layers; each has as many lines as the text it came from.
#[derive(Debug, Default)]
pub struct Layers {
    /// Code without comments and without what stands between quotes.
    pub code: String,
    /// Comments, doc comments too.
    pub comments: String,
    /// What stands between quotes.
    pub strings: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Layer {
    Code,
    Comments,
    Strings,
}

/// Splits a text into its layers.
pub fn split(text: &str, language: Language) -> Layers {
    let mut splitter = Splitter {
        rest: text,
        language,
        layers: Layers::default(),
        last: ' ',
    };
    while !splitter.rest.is_empty() {
        splitter.step();
    }
    splitter.layers
}

struct Splitter<'a> {
    rest: &'a str,
    language: Language,
    layers: Layers,
    /// The last character of code: tells the `r` of a raw string from the end of a name.
    last: char,
}

impl Splitter<'_> {
    fn step(&mut self) {
        let rest = self.rest;
        if rest.starts_with("//") {
            let end = rest.find('\n').unwrap_or(rest.len());
            return self.take(end, Layer::Comments);
        }
        if rest.starts_with("/*") {
            return self.take(block_comment(rest, self.language), Layer::Comments);
        }
        let first = rest.chars().next().expect("called while something is left");
        match self.language {
            Language::Rust => self.step_rust(first),
            Language::Script => self.step_script(first),
        }
    }

    fn step_rust(&mut self, first: char) {
        let in_a_name = self.last.is_alphanumeric() || self.last == '_';
        if !in_a_name && let Some((open, close)) = raw_string(self.rest) {
            let body = &self.rest[open..];
            let end = body.find(&close).map_or(body.len(), |at| at);
            return self.quoted(open, end, close.len());
        }
        match first {
            '"' => {
                let end = until_quote(&self.rest[1..], '"', true);
                self.quoted(1, end, 1);
            }
            '\'' => match char_literal(&self.rest[1..]) {
                Some(end) => self.quoted(1, end, 1),
                None => self.take(1, Layer::Code),
            },
            other => self.take(other.len_utf8(), Layer::Code),
        }
    }

    fn step_script(&mut self, first: char) {
        match first {
            '"' | '\'' | '`' => {
                let end = until_quote(&self.rest[1..], first, first == '`');
                self.quoted(1, end, 1);
            }
            other => self.take(other.len_utf8(), Layer::Code),
        }
    }

    /// The opening mark, what stands between the quotes, the closing mark.
    fn quoted(&mut self, open: usize, body: usize, close: usize) {
        self.take(open, Layer::Code);
        self.take(body, Layer::Strings);
        self.take(close.min(self.rest.len()), Layer::Code);
    }

    fn take(&mut self, bytes: usize, layer: Layer) {
        let (taken, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        let Layers {
            code,
            comments,
            strings,
        } = &mut self.layers;
        for (sheet, of) in [
            (code, Layer::Code),
            (comments, Layer::Comments),
            (strings, Layer::Strings),
        ] {
            for c in taken.chars() {
                sheet.push(if of == layer || c == '\n' { c } else { ' ' });
            }
        }
        if layer == Layer::Code
            && let Some(last) = taken.chars().next_back()
        {
            self.last = last;
        }
    }
}

/// Length of the block comment that opens the text; Rust nests them.
fn block_comment(text: &str, language: Language) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        let here = &text.as_bytes()[at..];
        if here.starts_with(b"/*") && (depth == 0 || language == Language::Rust) {
            depth += 1;
            at += 2;
        } else if here.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

/// Length of the opening mark of a raw string and the text of its closing mark.
fn raw_string(text: &str) -> Option<(usize, String)> {
    let after = ["br", "cr", "r"]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then(|| {
        let open = text.len() - after.len() + hashes + 1;
        (open, format!("\"{}", "#".repeat(hashes)))
    })
}

/// Bytes until the closing quote; a quote that may not span lines also ends with its line.
fn until_quote(text: &str, quote: char, spans_lines: bool) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' if !spans_lines => return at,
            c if c == quote => return at,
            _ => {}
        }
    }
    text.len()
}

/// Bytes of a character literal after its first quote, or nothing when it is a lifetime.
fn char_literal(text: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    let (_, first) = chars.next()?;
    if first == '\\' {
        return Some(until_quote(text, '\'', false));
    }
    let (at, second) = chars.next()?;
    (second == '\'').then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of a layer, so that the blanks between them do not matter.
    fn words(layer: &str) -> String {
        layer.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn rust_falls_into_its_layers() {
        let cases = [
            ("let a = 1; // todo", "let a = 1;", "// todo", ""),
            ("f(\"dbg!(x)\")", "f(\" \")", "", "dbg!(x)"),
            ("a /* x /* y */ z */ b", "a b", "/* x /* y */ z */", ""),
            (
                "let s = r#\"say \"hi\" // no\"#;",
                "let s = r#\" \"#;",
                "",
                "say \"hi\" // no",
            ),
            ("br\"raw\" for\"x\"", "br\" \" for\" \"", "", "raw x"),
            (
                "fn f<'a>(c: &'a str) { '{' }",
                "fn f<'a>(c: &'a str) { ' ' }",
                "",
                "{",
            ),
            (
                "['\\'', '\"', '\\u{7f}'] x",
                "[' ', ' ', ' '] x",
                "",
                "\\' \" \\u{7f}",
            ),
            ("\"a\\\"b\" c", "\" \" c", "", "a\\\"b"),
        ];
        for (text, code, comments, strings) in cases {
            let layers = split(text, Language::Rust);
            assert_eq!(words(&layers.code), code, "{text}");
            assert_eq!(words(&layers.comments), comments, "{text}");
            assert_eq!(words(&layers.strings), strings, "{text}");
        }
    }

    #[test]
    fn scripts_have_three_quotes_and_plain_ones_end_with_the_line() {
        let layers = split(
            "a('x') + `y\nz` // c\nlet it's = 1;\nnext",
            Language::Script,
        );
        assert_eq!(words(&layers.strings), "x y z s = 1;");
        assert_eq!(words(&layers.comments), "// c");
        assert!(layers.code.ends_with("\nnext"));
    }

    #[test]
    fn every_layer_keeps_the_lines() {
        let text = "a\n\"b\nc\"\n/* d\n*/ e\n";
        let layers = split(text, Language::Rust);
        for layer in [&layers.code, &layers.comments, &layers.strings] {
            assert_eq!(layer.lines().count(), text.lines().count());
        }
    }

    #[test]
    fn an_open_quote_or_comment_ends_with_the_file() {
        for text in ["\"open", "/* open", "r#\"open", "'"] {
            let layers = split(text, Language::Rust);
            assert_eq!(layers.code.chars().count(), text.chars().count(), "{text}");
        }
    }
}
