//! Judging nodes on a disk: each must verify, and every sale that somebody was
//! told of must be in its journal.

use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
    process::Command,
};

use super::{record::Event, trade::program};

/// A sale that a till was told of: the receipt's branch and the hash on the paper.
pub type Told = (String, String);

/// The sales that an event told of.
pub fn told(event: &Event) -> Vec<Told> {
    let Event::Told(bytes) = event else {
        return Vec::new();
    };
    let text = String::from_utf8_lossy(bytes);
    let field = |name: &str| {
        let mark = format!("\"{name}\":\"");
        let from = text.find(&mark)? + mark.len();
        text[from..].split('"').next().map(str::to_owned)
    };
    match (field("receipt_no"), field("doc_hash")) {
        (Some(number), Some(hash)) if hash.len() == 64 => {
            vec![(
                number.split('-').next().unwrap_or_default().to_owned(),
                hash,
            )]
        }
        _ => Vec::new(),
    }
}

/// What is wrong with the nodes under a folder; empty when nothing is.
///
/// # Errors
/// The program cannot be run.
pub fn judge(folder: &Path, told: &BTreeSet<Told>) -> io::Result<Vec<String>> {
    let mut faults = Vec::new();
    let mut found: BTreeSet<Told> = BTreeSet::new();
    for node in nodes(folder)? {
        let name = node
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let verdict = Command::new(program())
            .arg("verify")
            .arg("--data")
            .arg(&node)
            .output()?;
        let words = String::from_utf8_lossy(&verdict.stderr).into_owned();
        let unborn = words.contains("never set up");
        if !verdict.status.success() && !unborn {
            faults.push(format!(
                "{name}: verify says {}: {}",
                verdict.status,
                words.trim()
            ));
            continue;
        }
        if !unborn {
            let journal = journal(&node)?;
            found.extend(
                told.iter()
                    .filter(|(_, hash)| journal.contains(hash.as_str()))
                    .cloned(),
            );
        }
    }
    let lost = told.difference(&found).count();
    if lost > 0 {
        faults.push(format!("{lost} of {} told sales are lost", told.len()));
    }
    Ok(faults)
}

fn nodes(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut nodes = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.join("nusa.db").exists() {
            nodes.push(path);
        }
    }
    nodes.sort();
    Ok(nodes)
}

fn journal(node: &Path) -> io::Result<String> {
    let out = node.join("journal.jsonl");
    let status = Command::new(program())
        .args(["export", "journal", "--data"])
        .arg(node)
        .arg("--out")
        .arg(&out)
        .output()?;
    if status.status.success() {
        std::fs::read_to_string(out)
    } else {
        Ok(String::new())
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, told};

    #[test]
    fn only_the_answer_to_a_sale_tells_of_one() {
        let hash = "a".repeat(64);
        let answer = format!(
            "HTTP/1.1 201 Created\r\n\r\n{{\"receipt_no\":\"JKT01-1-AB12-7\",\"doc_hash\":\"{hash}\"}}"
        );
        assert_eq!(
            told(&Event::Told(answer.into_bytes())),
            [("JKT01".to_owned(), hash)]
        );
        assert!(told(&Event::Told(b"{\"doc_hash\":\"aa\"}".to_vec())).is_empty());
    }
}
