//! What the program was called with. Knows no seed's content.

use std::ops::Range;

/// How the program is called.
pub(crate) const USAGE: &str = "\
usage: nusa-sim --seeds N [--first F] [--whole]
       nusa-sim --seed S [--trace] [--whole]

  --seeds N     play N seeds, from F on (0 when not said)
  --seed S      play one seed
  --trace       print everything that happens
  --whole       nodes on SQLite instead of books in memory
  --fault NAME  with a deliberate fault (only in a build with --features faults)

exit: 0 every promise was kept, 1 one was broken, 2 wrong call";

/// A call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Order {
    pub(crate) help: bool,
    pub(crate) trace: bool,
    pub(crate) whole: bool,
    pub(crate) fault: Option<String>,
    first: u64,
    count: u64,
    single: bool,
}

impl Order {
    /// Reads the words of a call.
    pub(crate) fn read(words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut order = Self::default();
        let mut words = words.peekable();
        if words.peek().is_none() {
            return Err("say which seeds".to_owned());
        }
        while let Some(word) = words.next() {
            match word.as_str() {
                "--help" | "-h" => order.help = true,
                "--trace" => order.trace = true,
                "--whole" => order.whole = true,
                "--fault" => order.fault = Some(words.next().ok_or("--fault wants a name")?),
                "--first" => order.first = number(&word, words.next())?,
                "--seeds" => order.count = number(&word, words.next())?,
                "--seed" => {
                    order.first = number(&word, words.next())?;
                    order.single = true;
                }
                _ => return Err(format!("what is {word}?")),
            }
        }
        if order.single && order.count > 0 {
            return Err("either --seed or --seeds".to_owned());
        }
        if !order.help && !order.single && order.count == 0 {
            return Err("say which seeds".to_owned());
        }
        Ok(order)
    }

    /// The seeds to play.
    pub(crate) fn seeds(&self) -> Range<u64> {
        let count = if self.single { 1 } else { self.count };
        self.first..self.first.saturating_add(count)
    }

    /// Whether it is about one seed.
    pub(crate) fn is_single(&self) -> bool {
        self.single
    }

    /// The words that play a seed in the same way again.
    pub(crate) fn again(&self) -> &'static str {
        if self.whole { " --whole" } else { "" }
    }
}

fn number(word: &str, value: Option<String>) -> Result<u64, String> {
    let value = value.ok_or_else(|| format!("{word} wants a number"))?;
    value
        .parse()
        .map_err(|_| format!("{word} wants a number, not {value}"))
}
