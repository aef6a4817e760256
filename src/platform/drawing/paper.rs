//! Paper: PDFs of words, lines and one square code, on A4, with the site's own letters.

use super::{FONTS, Letters};
use crate::{
    kernel::error::{AppError, Code, Result},
    platform::db,
};
use krilla::{
    Document,
    color::rgb,
    geom::{PathBuilder, Point, Rect},
    metadata::Metadata,
    num::NormalizedF32,
    page::PageSettings,
    paint::{Fill, FillRule},
    surface::Surface,
    text::{Font, TextDirection},
};
use qrcode::{Color, QrCode};

/// A4 in points.
const PAGE: (f32, f32) = (595.0, 842.0);
const MARGIN: f32 = 48.0;
const INK: u32 = 0x0014_212b;
const MUTED: u32 = 0x004f_5f6a;
const LINE: u32 = 0x00c9_d1d6;

/// One line of text at a place, from the left margin.
struct Text {
    x: f32,
    y: f32,
    letters: Letters,
    colour: u32,
    words: String,
}

/// One sheet as it is filled.
#[derive(Default)]
struct Sheet {
    texts: Vec<Text>,
    /// Filled rectangles: left, top, width, height, colour.
    boxes: Vec<(f32, f32, f32, f32, u32)>,
}

/// A paper that is written from the top down; what does not fit goes on the next sheet.
pub struct Paper {
    title: String,
    lang: &'static str,
    /// The sheets that are full, and the one being written.
    full: Vec<Sheet>,
    sheet: Sheet,
    y: f32,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Title,
    Heading,
    Plain,
    Small,
}

impl Style {
    const fn letters(self) -> Letters {
        match self {
            Self::Title => Letters { size: 22.0, weight: 800 },
            Self::Heading => Letters { size: 11.5, weight: 800 },
            Self::Plain => Letters { size: 10.5, weight: 500 },
            Self::Small => Letters { size: 8.5, weight: 500 },
        }
    }

    const fn colour(self) -> u32 {
        if matches!(self, Self::Small) { MUTED } else { INK }
    }
}

impl Paper {
    /// `title` and `lang` stand in the file's properties, for readers that speak.
    pub fn new(title: &str, lang: &'static str) -> Self {
        Self { title: title.to_owned(), lang, full: Vec::new(), sheet: Sheet::default(), y: MARGIN }
    }

    /// How wide a paragraph may be beside a square code of this size.
    pub const fn room_beside(side: f32) -> f32 {
        PAGE.0 - 2.0 * MARGIN - side - 16.0
    }

    /// A paragraph, broken at the right margin or at `room`.
    pub fn text(&mut self, style: Style, text: &str, room: Option<f32>) {
        let letters = style.letters();
        for line in letters.wrap(text, room.unwrap_or(PAGE.0 - 2.0 * MARGIN), usize::MAX) {
            self.want(letters.size * 1.45);
            self.y += letters.size * 1.45;
            self.put(MARGIN, letters, style.colour(), line);
        }
    }

    /// A line with something at its right end.
    pub fn ends(&mut self, style: Style, left: &str, right: &str) {
        let letters = style.letters();
        self.want(letters.size * 1.45);
        self.y += letters.size * 1.45;
        let taken = letters.width(right);
        let room = PAGE.0 - 2.0 * MARGIN - taken - 12.0;
        let left = letters.wrap(left, room, 1).into_iter().next().unwrap_or_default();
        self.put(MARGIN, letters, style.colour(), left);
        self.put(PAGE.0 - MARGIN - taken, letters, style.colour(), right.to_owned());
    }

    /// Goes on below a square code of this size.
    pub fn below(&mut self, side: f32) {
        if self.full.is_empty() {
            self.y = self.y.max(MARGIN + side);
        }
    }

    pub fn space(&mut self, points: f32) {
        self.y += points;
    }

    /// A thin line from margin to margin.
    pub fn rule(&mut self) {
        self.y += 6.0;
        let line = (MARGIN, self.y, PAGE.0 - 2.0 * MARGIN, 0.6, LINE);
        self.sheet.boxes.push(line);
        self.y += 2.0;
    }

    /// Goes on to the next sheet where less room than this is left, so that what belongs together stays together.
    pub fn want(&mut self, points: f32) {
        if self.y + points > PAGE.1 - MARGIN - 24.0 {
            self.full.push(std::mem::take(&mut self.sheet));
            self.y = MARGIN;
        }
    }

    /// A square code in the upper right corner of the first sheet.
    ///
    /// # Errors
    /// `internal` when the text is too long for one.
    pub fn square(&mut self, text: &str, side: f32) -> Result<()> {
        let code = QrCode::new(text.as_bytes()).map_err(|error| db::internal(&error))?;
        let width = code.width();
        let dot = side / width as f32;
        let dark = code.into_colors().into_iter().enumerate().filter(|(_, colour)| *colour == Color::Dark);
        let boxes = dark.map(|(place, _)| {
            let (x, y) = ((place % width) as f32 * dot, (place / width) as f32 * dot);
            // A hair larger than its place: printers leave no white between.
            (PAGE.0 - MARGIN - side + x, MARGIN + y, dot + 0.05, dot + 0.05, 0)
        });
        self.full.first_mut().unwrap_or(&mut self.sheet).boxes.extend(boxes);
        Ok(())
    }

    /// The file. `foot` stands at the foot of each sheet, with its number.
    ///
    /// # Errors
    /// `internal` when the file can't be made.
    pub fn finish(mut self, foot: &str) -> Result<Vec<u8>> {
        self.full.push(self.sheet);
        let count = self.full.len();
        let letters = Style::Small.letters();
        let foot = letters.wrap(foot, PAGE.0 - 2.0 * MARGIN - 60.0, 1).into_iter().next().unwrap_or_default();
        for (sheet, number) in self.full.iter_mut().zip(1..) {
            let number = format!("{number} / {count}");
            let x = PAGE.0 - MARGIN - letters.width(&number);
            let y = PAGE.1 - MARGIN + 12.0;
            sheet.texts.push(Text { x: MARGIN, y, letters, colour: MUTED, words: foot.clone() });
            sheet.texts.push(Text { x, y, letters, colour: MUTED, words: number });
        }
        let broken = || AppError::new(Code::Internal);
        let [medium, bold] = FONTS.map(|bytes| Font::new(bytes.to_vec().into(), 0));
        let (medium, bold) = (medium.ok_or_else(broken)?, bold.ok_or_else(broken)?);
        let mut document = Document::new();
        document.set_metadata(Metadata::new().title(self.title).language(self.lang.to_owned()));
        for sheet in &self.full {
            let mut page = document.start_page_with(PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(broken)?);
            let mut surface = page.surface();
            for &(x, y, width, height, colour) in &sheet.boxes {
                fill(&mut surface, colour);
                let mut path = PathBuilder::new();
                path.push_rect(Rect::from_xywh(x, y, width, height).ok_or_else(broken)?);
                surface.draw_path(&path.finish().ok_or_else(broken)?);
            }
            for text in &sheet.texts {
                fill(&mut surface, text.colour);
                let font = if text.letters.weight > 500 { bold.clone() } else { medium.clone() };
                let at = Point::from_xy(text.x, text.y);
                surface.draw_text(at, font, text.letters.size, &text.words, false, TextDirection::Auto);
            }
            surface.finish();
            page.finish();
        }
        document.finish().map_err(|error| {
            tracing::error!(?error, "a paper could not be written");
            broken()
        })
    }

    fn put(&mut self, x: f32, letters: Letters, colour: u32, words: String) {
        let y = self.y;
        self.sheet.texts.push(Text { x, y, letters, colour, words });
    }
}

fn fill(surface: &mut Surface<'_>, colour: u32) {
    let [_, red, green, blue] = colour.to_be_bytes();
    let paint = rgb::Color::new(red, green, blue).into();
    surface.set_fill(Some(Fill { paint, opacity: NormalizedF32::ONE, rule: FillRule::default() }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_goes_on_the_next_sheet() {
        let mut paper = Paper::new("Bakım defteri", "tr");
        paper.square("https://ornek.test/defter-dogrula/ABC", 90.0).expect("a code");
        paper.text(Style::Title, "Bakım defteri", Some(Paper::room_beside(90.0)));
        for n in 0..80 {
            paper.ends(Style::Heading, &format!("Yağ değişimi {n}"), "₺1.250");
            paper.text(Style::Small, "Işık Oto, Şişli", None);
            paper.rule();
        }
        assert_eq!(paper.full.len(), 4);
        let written = paper.full.iter().chain([&paper.sheet]);
        assert!(written.clone().all(|sheet| sheet.texts.iter().all(|text| text.y < PAGE.1 - MARGIN)));
        assert_eq!(written.map(|sheet| sheet.texts.len()).sum::<usize>(), 1 + 3 * 80);
        let file = paper.finish("sana iyi usta").expect("a file");
        assert!(file.starts_with(b"%PDF-1.") && file.len() < 200_000, "{} bytes", file.len());
    }
}
