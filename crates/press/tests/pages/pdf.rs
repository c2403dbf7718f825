//! Reads a PDF as somebody else would: its words in the order in which they are drawn, and its pages as small
//! pictures in grey. By a reader that knows nothing of the program that wrote it.

#![expect(
    clippy::disallowed_types,
    reason = "the lengths of a page are the reader's floats; no money is among them"
)]

use hayro::{
    RenderCache, RenderSettings,
    hayro_interpret::{
        BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
        InterpreterSettings, Paint, PathDrawMode, SoftMask, font::Glyph, hayro_cmap::BfString,
        interpret_page, util::TransformExt,
    },
    hayro_syntax::Pdf,
    render,
    vello_cpu::{
        color::palette::css::WHITE,
        kurbo::{Affine, BezPath, Rect},
    },
};
use image::GrayImage;

/// A page's share of its true size, at which pictures are compared: words are grey lines there.
const SCALE: f32 = 0.35;

/// A file that was read.
pub(crate) struct Read(Pdf);

impl Read {
    pub(crate) fn of(bytes: Vec<u8>) -> Self {
        Self(Pdf::new(bytes).expect("it is a PDF"))
    }

    pub(crate) fn pages(&self) -> usize {
        self.0.pages().len()
    }

    /// The words of all pages, a line for each piece that the page keeps together.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for page in self.0.pages().iter() {
            let cache = InterpreterCache::new();
            let (width, height) = page.render_dimensions();
            let size = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
            let upright = page.initial_transform(true).to_kurbo();
            let settings = InterpreterSettings::default();
            let mut context = Context::new(upright, size, &cache, page.xref(), settings);
            let mut words = Words::default();
            interpret_page(page, &mut context, &mut words);
            text.push_str(words.0.trim_end());
            text.push_str("\n--\n");
        }
        text
    }

    /// Every page in grey at a scale.
    pub(crate) fn pictures_at(&self, scale: f32) -> Vec<GrayImage> {
        let cache = RenderCache::new();
        let settings = RenderSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
            ..RenderSettings::default()
        };
        let pages = self.0.pages().iter();
        pages
            .map(|page| {
                let drawn = render(page, &cache, &InterpreterSettings::default(), &settings);
                let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
                let grey = drawn.data_as_u8_slice().chunks_exact(4).map(|pixel| {
                    let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
                    u8::try_from((red * 2 + green * 5 + blue) / 8).unwrap()
                });
                GrayImage::from_raw(width, height, grey.collect()).unwrap()
            })
            .collect()
    }

    pub(crate) fn pictures(&self) -> Vec<GrayImage> {
        self.pictures_at(SCALE)
    }
}

/// The words of a page.
#[derive(Default)]
struct Words(String);

impl<'a> Device<'a> for Words {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        _: Affine,
        _: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        if let Some(said) = glyph.as_unicode() {
            match said {
                BfString::Char(c) => self.0.push(c),
                BfString::String(text) => self.0.push_str(&text),
            }
        }
    }

    fn end_marked_content(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with('\n') {
            self.0.push('\n');
        }
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
