//! The type of all pages, within the program: no page depends on the fonts of a machine.

use std::sync::LazyLock;

use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

static FILES: [&[u8]; 3] = [
    include_bytes!("../fonts/Inter-Regular.ttf"),
    include_bytes!("../fonts/Inter-SemiBold.ttf"),
    include_bytes!("../fonts/Inter-Bold.ttf"),
];

/// The fonts with their book.
pub(crate) struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
}

/// Read once.
pub(crate) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let read = |file: &&'static [u8]| Font::new(Bytes::new(*file), 0);
    let fonts: Vec<Font> = FILES.iter().filter_map(read).collect();
    Fonts {
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
    }
});
