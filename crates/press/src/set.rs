//! One job from its template to the bytes of a PDF.

use typst::{World, WorldExt, compile, diag::SourceDiagnostic, foundations::Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, pdf};

use crate::{Job, world::Desk};

/// Renders for which something may lie unused in typst's memory: words and styles of the last job.
const REMEMBERED: usize = 1;

/// Sets a job.
///
/// # Errors
/// Why it cannot be set, with the line of the template where it failed.
pub fn set(job: &Job) -> Result<Vec<u8>, String> {
    let desk = Desk::of(&job.paper, &job.language, job.data.to_string());
    let desk = desk.ok_or_else(|| format!("no paper {} in {}", job.paper, job.language))?;
    let made = compile::<PagedDocument>(&desk).output.and_then(|document| {
        let options = PdfOptions {
            creator: Smart::Custom(Some("Nusa".to_owned())),
            ..PdfOptions::default()
        };
        pdf(&document, &options)
    });
    comemo::evict(REMEMBERED);
    made.map_err(|errors| {
        let said: Vec<String> = errors.iter().map(|error| said(&desk, error)).collect();
        said.join("; ")
    })
}

fn said(desk: &Desk, error: &SourceDiagnostic) -> String {
    let place = error.span.id().and_then(|id| {
        let source = desk.source(id).ok()?;
        let line = source.lines().byte_to_line(desk.range(error.span)?.start)?;
        Some(format!("{}:{}: ", id.vpath().get_without_slash(), line + 1))
    });
    format!("{}{}", place.unwrap_or_default(), error.message)
}
