//! How far a long piece of work is: a bar on a terminal, nothing anywhere else,
//! so that logs and scripts see no control characters.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar from nothing to a known end, or one that only counts when the end is unknown.
#[derive(Clone, Debug)]
pub struct Progress(ProgressBar);

impl Progress {
    /// Begins; `end` of 0 is an unknown end. Draws on standard error, and only on a terminal.
    pub fn begin(what: &'static str, end: u64) -> Self {
        let bar = if end == 0 {
            ProgressBar::no_length()
        } else {
            ProgressBar::new(end)
        };
        let shape = match end {
            0 => "{msg:>12} {spinner} {human_pos}",
            _ => "{msg:>12} {wide_bar} {human_pos}/{human_len} {per_sec} {eta}",
        };
        if let Ok(style) = ProgressStyle::with_template(shape) {
            bar.set_style(style);
        }
        bar.set_message(what);
        Self(bar)
    }

    /// So much is done.
    pub fn at(&self, done: u64) {
        self.0.set_position(done);
    }

    /// One more is done.
    pub fn step(&self) {
        self.0.inc(1);
    }

    /// Says something above the bar.
    pub fn say(&self, line: &str) {
        if self.0.is_hidden() {
            eprintln!("{line}");
        } else {
            self.0.println(line);
        }
    }

    /// Ends and leaves nothing on the screen.
    pub fn end(self) {
        self.0.finish_and_clear();
    }
}
