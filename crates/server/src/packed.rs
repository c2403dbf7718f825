//! Packed bodies between nodes: zstd or gzip, unpacked in a thread of its own and
//! never beyond a bound, however small the packed form is.

use std::io::Read;

use axum::http::{HeaderMap, header};
use bytes::Bytes;
use nusa_contract::{Door, Problem};
use tokio::task::spawn_blocking;

use crate::limits::{MAX_UNPACKED_BYTES, MAX_WINDOW_LOG};

/// How a body is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// As it is.
    Plain,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
}

impl Packing {
    /// What the headers say.
    ///
    /// # Errors
    /// `unsupported_media` for a packing that is not taken.
    pub fn of(headers: &HeaderMap) -> Result<Self, Problem> {
        let sent = headers
            .get(header::CONTENT_ENCODING)
            .map(|value| value.to_str().unwrap_or("?"));
        match sent {
            None | Some("identity") => Ok(Self::Plain),
            Some("gzip") => Ok(Self::Gzip),
            Some("zstd") => Ok(Self::Zstd),
            Some(_) => Err(Problem::new(
                Door::UnsupportedMedia,
                "send it as zstd, gzip or plain",
            )),
        }
    }
}

/// Unpacks a body.
///
/// # Errors
/// `body_too_large` beyond the bound, `encoding_invalid` for what is not packed so.
pub async fn unpack(packing: Packing, body: Bytes) -> Result<Bytes, Problem> {
    if packing == Packing::Plain {
        return Ok(body);
    }
    let work = spawn_blocking(move || unpack_now(packing, &body, MAX_UNPACKED_BYTES));
    work.await
        .map_err(|_| Problem::new(Door::Internal, "the body was not unpacked"))?
}

/// Unpacks on this thread.
///
/// # Errors
/// As [`unpack`].
pub fn unpack_now(packing: Packing, body: &[u8], most: usize) -> Result<Bytes, Problem> {
    let broken = |_| {
        Problem::new(
            Door::EncodingInvalid,
            "the body is not packed as its header says",
        )
    };
    match packing {
        Packing::Plain => Ok(Bytes::copy_from_slice(body)),
        Packing::Gzip => read_bounded(flate2::read::GzDecoder::new(body), most),
        Packing::Zstd => {
            let mut decoder = zstd::stream::read::Decoder::new(body).map_err(broken)?;
            decoder.window_log_max(MAX_WINDOW_LOG).map_err(broken)?;
            read_bounded(decoder, most)
        }
    }
}

fn read_bounded(packed: impl Read, most: usize) -> Result<Bytes, Problem> {
    let mut unpacked = Vec::new();
    let read = packed.take(most as u64 + 1).read_to_end(&mut unpacked);
    read.map_err(|_| {
        Problem::new(
            Door::EncodingInvalid,
            "the body is not packed as its header says",
        )
    })?;
    if unpacked.len() > most {
        return Err(Problem::new(
            Door::BodyTooLarge,
            format!("{most} bytes after unpacking are the most here"),
        ));
    }
    Ok(unpacked.into())
}

/// Packs a body for another node.
///
/// # Errors
/// `internal` when the machine has no memory for it.
pub fn pack(body: &[u8]) -> Result<Vec<u8>, Problem> {
    zstd::stream::encode_all(body, 1)
        .map_err(|_| Problem::new(Door::Internal, "the body was not packed"))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    #[test]
    fn what_was_packed_is_unpacked() {
        let text = b"fakta naik, data turun".repeat(100);
        let cases = [
            (Packing::Zstd, pack(&text).unwrap()),
            (Packing::Gzip, gzip(&text)),
            (Packing::Plain, text.clone()),
        ];
        for (packing, packed) in cases {
            assert_eq!(
                unpack_now(packing, &packed, text.len()).unwrap(),
                text,
                "{packing:?}"
            );
        }
    }

    #[test]
    fn a_bomb_is_refused_before_it_fills_the_memory() {
        let zeros = vec![0; 50 << 20];
        for (packing, bomb) in [
            (Packing::Zstd, pack(&zeros).unwrap()),
            (Packing::Gzip, gzip(&zeros)),
        ] {
            assert!(bomb.len() < 1 << 17, "{packing:?}");
            let told = unpack_now(packing, &bomb, MAX_UNPACKED_BYTES).unwrap_err();
            assert_eq!(told.code.word(), "body_too_large", "{packing:?}");
        }
    }

    #[test]
    fn what_is_not_packed_is_said_so() {
        for packing in [Packing::Zstd, Packing::Gzip] {
            let told = unpack_now(packing, b"{\"not\":\"packed\"}", 1_000).unwrap_err();
            assert_eq!(told.code.word(), "encoding_invalid");
        }
    }
}
