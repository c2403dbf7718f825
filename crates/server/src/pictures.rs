//! Pictures made ready for screens: decoded, so that what is kept is a picture and
//! nothing else (no place, no camera, no hidden script), turned upright, and small
//! enough for a till. Knows no route and no product.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits,
    codecs::jpeg::JpegEncoder, imageops::FilterType,
};
use nusa_contract::{Door, Problem};
use tokio::sync::Semaphore;

/// The longest side of a picture that is kept, in pixels: a product page on a large screen.
const MOST_PIXELS: u32 = 800;

/// The sides in which a picture is given, in pixels: a row of a list, a tile of a till, a page.
pub(crate) const SIZES: [u32; 3] = [96, 320, 800];

/// Pixels of a picture that is taken: a phone's camera; more would only cost memory.
const MAX_PIXELS: u64 = 40_000_000;

/// Bytes of memory that decoding may take.
const MAX_DECODED: u64 = 256 << 20;

/// Quality of what is kept, of 100.
const QUALITY: u8 = 85;

/// Pictures worked on at once: each takes up to some hundred megabytes and a core for a moment.
pub(crate) static AT_WORK: Semaphore = Semaphore::const_new(2);

/// A picture that is ready.
#[derive(Debug)]
pub(crate) struct Ready {
    pub(crate) bytes: Vec<u8>,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// Decodes what was brought and makes it ready.
///
/// # Errors
/// `unsupported_media` for another kind, `picture_invalid` for what cannot be decoded or is too large.
pub(crate) fn ready(bytes: &[u8]) -> Result<Ready, Problem> {
    let picture = decoded(bytes)?;
    let picture = picture.thumbnail_if_larger(MOST_PIXELS);
    let (width, height) = (picture.width(), picture.height());
    Ok(Ready {
        bytes: encoded(&picture).map_err(invalid)?,
        width,
        height,
    })
}

/// A smaller one of a picture that is kept.
///
/// # Errors
/// `picture_invalid` when it cannot be decoded.
pub(crate) fn smaller(bytes: &[u8], side: u32) -> Result<Vec<u8>, Problem> {
    let picture = decoded(bytes)?.thumbnail_if_larger(side);
    encoded(&picture).map_err(invalid)
}

trait Thumbnail {
    fn thumbnail_if_larger(self, side: u32) -> Self;
}

impl Thumbnail for DynamicImage {
    fn thumbnail_if_larger(self, side: u32) -> Self {
        if self.width().max(self.height()) > side {
            self.resize(side, side, FilterType::Triangle)
        } else {
            self
        }
    }
}

fn invalid(error: ImageError) -> Problem {
    Problem::new(
        Door::PictureInvalid,
        format!("the picture cannot be read: {error}"),
    )
}

fn decoded(bytes: &[u8]) -> Result<DynamicImage, Problem> {
    let mut reader = ImageReader::new(Cursor::new(bytes));
    let format = image::guess_format(bytes)
        .ok()
        .filter(|format| {
            matches!(
                format,
                ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP
            )
        })
        .ok_or_else(|| Problem::new(Door::UnsupportedMedia, "send PNG, JPEG or WebP"))?;
    reader.set_format(format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODED);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(invalid)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        let detail = format!("{width} × {height} pixels; {MAX_PIXELS} are the most");
        return Err(Problem::new(Door::PictureInvalid, detail));
    }
    let upright = decoder.orientation().map_err(invalid)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(invalid)?;
    picture.apply_orientation(upright);
    Ok(picture)
}

/// Drawings with see-through parts stay PNG, everything else becomes JPEG; neither keeps anything but pixels.
fn encoded(picture: &DynamicImage) -> Result<Vec<u8>, ImageError> {
    let mut bytes = Cursor::new(Vec::new());
    let sees_through = picture.color().has_alpha()
        && picture
            .to_rgba8()
            .pixels()
            .any(|pixel| pixel.0[3] < u8::MAX);
    if sees_through {
        picture.to_rgba8().write_to(&mut bytes, ImageFormat::Png)?;
    } else {
        let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
        picture.to_rgb8().write_with_encoder(encoder)?;
    }
    Ok(bytes.into_inner())
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    use super::*;

    fn png(picture: &DynamicImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_photo_becomes_small_and_keeps_its_shape() {
        let photo = DynamicImage::from(RgbImage::from_pixel(1_600, 900, Rgb([200, 30, 30])));
        let ready = ready(&png(&photo)).unwrap();
        assert_eq!((ready.width, ready.height), (800, 450));
        assert_eq!(
            image::guess_format(&ready.bytes).unwrap(),
            ImageFormat::Jpeg
        );
        let small = smaller(&ready.bytes, 96).unwrap();
        assert_eq!(image::load_from_memory(&small).unwrap().width(), 96);
        let again = super::ready(&png(&photo)).unwrap();
        assert_eq!(
            again.bytes, ready.bytes,
            "the same picture has the same name"
        );
    }

    #[test]
    fn a_drawing_stays_see_through_and_is_never_made_larger() {
        let drawing = DynamicImage::from(RgbaImage::from_pixel(40, 20, Rgba([0, 0, 0, 10])));
        let ready = ready(&png(&drawing)).unwrap();
        assert_eq!((ready.width, ready.height), (40, 20));
        assert_eq!(image::guess_format(&ready.bytes).unwrap(), ImageFormat::Png);
    }

    #[test]
    fn what_hides_behind_the_first_bytes_of_a_picture_is_refused() {
        let cases = [
            (&b"<svg onload=alert(1)>"[..], "unsupported_media"),
            (b"\x89PNG\r\n\x1a\nrest that is none", "picture_invalid"),
            (b"\xff\xd8\xff", "picture_invalid"),
            (b"GIF89a", "unsupported_media"),
        ];
        for (bytes, code) in cases {
            assert_eq!(ready(bytes).unwrap_err().code.word(), code, "{bytes:?}");
        }
    }

    #[test]
    fn what_was_hidden_in_a_photo_is_gone() {
        let photo = DynamicImage::from(RgbImage::from_pixel(20, 20, Rgb([1, 2, 3])));
        let mut bytes = Vec::new();
        photo
            .to_rgb8()
            .write_with_encoder(JpegEncoder::new(&mut bytes))
            .unwrap();
        let comment = b"\xff\xfe\x00\x12GPS -6.2 106.8 x";
        let hidden = [&bytes[..2], comment, &bytes[2..]].concat();
        let ready = ready(&hidden).unwrap();
        let kept = ready.bytes.windows(3).any(|part| part == b"GPS");
        assert!(!kept);
    }
}
