//! Everything that typst may see while it sets one job: the templates, the words of the job's language as
//! `words.typ`, and what the job brings as `data.json`.

use std::sync::LazyLock;

use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

use crate::{fonts::FONTS, templates};

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// A job with its files.
pub(crate) struct Desk {
    main: FileId,
    words: &'static str,
    data: Bytes,
}

impl Desk {
    /// None for a template or a language that is not there.
    pub(crate) fn of(paper: &str, language: &str, data: String) -> Option<Self> {
        let name = format!("{paper}.typ");
        templates::file(&name)?;
        let main = VirtualPath::new(&name).ok()?;
        Some(Self {
            main: RootedPath::new(VirtualRoot::Project, main).intern(),
            words: templates::words(language)?,
            data: Bytes::from_string(data),
        })
    }

    fn text(&self, id: FileId) -> FileResult<&'static str> {
        let path = id.vpath();
        let name = path.get_without_slash();
        let text = match name {
            "words.typ" => Some(self.words),
            name => templates::file(name),
        };
        text.ok_or_else(|| FileError::NotFound(path.get_with_slash().into()))
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        Ok(Source::new(id, self.text(id)?.to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id.vpath().get_without_slash() == "data.json" {
            return Ok(self.data.clone());
        }
        self.text(id).map(|text| Bytes::new(text.as_bytes()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.fonts.get(index).cloned()
    }

    /// A page says the time that its job brings; it has no clock of its own.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
