//! Every page in both languages, set by the program and read by another reader of PDF: its words line by
//! line, and how it looks against a small picture of before. `NUSA_WRITE_PICTURES=1` takes the pictures
//! anew; look at them first.

mod pdf;
mod program;
mod samples;

use std::path::PathBuf;

use image::GrayImage;
use nusa_papers::{Language, press::Job};
use pdf::Read;

fn set(job: &Job) -> Vec<u8> {
    let line = serde_json::to_string(job).unwrap();
    let job: nusa_press::Job = serde_json::from_str(&line).unwrap();
    nusa_press::set(&job).unwrap()
}

fn name_of(paper: &str, language: Language) -> String {
    format!("{paper}_{}", language.tag())
}

/// Mean of how far the greys of two pictures are apart, in thousandths of a step; none where one has
/// another size.
fn apart(one: &GrayImage, other: &GrayImage) -> Option<u64> {
    if one.dimensions() != other.dimensions() {
        return None;
    }
    let pairs = one.as_raw().iter().zip(other.as_raw());
    let sum: u64 = pairs.map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    Some(sum * 1_000 / one.as_raw().len() as u64)
}

/// Steps of grey, in thousandths, that two machines may differ by on the whole of a page. A line of text
/// that is missing is several times as much.
const NEAR: u64 = 250;

#[test]
fn s2_068_every_page_says_in_both_languages_what_it_was_given() {
    for language in samples::LANGUAGES {
        for (paper, job) in samples::all(language) {
            let read = Read::of(set(&job));
            insta::assert_snapshot!(name_of(paper, language), read.text());
        }
    }
}

#[test]
fn s2_068_every_page_looks_as_it_did_when_somebody_looked_at_it() {
    let kept = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pages/pictures");
    let is_writing = std::env::var_os("NUSA_WRITE_PICTURES").is_some();
    for language in samples::LANGUAGES {
        for (paper, job) in samples::all(language) {
            let pages = Read::of(set(&job)).pictures();
            for (n, page) in pages.iter().enumerate() {
                let name = format!("{}_{}.png", name_of(paper, language), n + 1);
                let file = kept.join(&name);
                if is_writing {
                    page.save(&file).unwrap();
                    continue;
                }
                let before = image::open(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
                let apart = apart(page, &before.into_luma8());
                assert!(
                    apart.is_some_and(|apart| apart <= NEAR),
                    "{name}: {apart:?}"
                );
            }
        }
    }
}

#[test]
fn s2_082_a_report_goes_on_over_pages_with_its_heads_and_numbers() {
    let long = samples::month(100);
    let job = Job::new(
        nusa_papers::press::Page::Report(Box::new(long)),
        Language::Indonesian,
    );
    let read = Read::of(set(&job));
    let text = read.text();
    let pages = read.pages();
    assert!(pages >= 4, "{pages}");
    for page in 1..=pages {
        assert!(
            text.contains(&format!("Halaman {page} dari {pages}")),
            "{page}\n{text}"
        );
    }
    let heads = text.matches("Nomor nota").count();
    assert!(
        heads >= 2,
        "the head of the history comes again: {heads}\n{text}"
    );
}

#[test]
fn a_label_that_is_full_is_cut_and_never_moves_its_neighbour() {
    for sheet in nusa_papers::press::labels::SHEETS {
        let labels = samples::labels(sheet.word, 0);
        let job = Job::new(nusa_papers::press::Page::Labels(labels), Language::English);
        let read = Read::of(set(&job));
        assert_eq!(
            read.pages(),
            26_usize.div_ceil(sheet.labels()),
            "{}",
            sheet.word
        );
    }
}
