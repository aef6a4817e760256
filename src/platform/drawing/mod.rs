//! Pictures with words, drawn on the server: what messengers and other sites show of a page.
//!
//! The letters are the site's own, in the two weights that a picture needs: made from `public/fonts` (their licence stands
//! beside them) with one weight each, since the drawing library reads no variable and no packed fonts.

pub mod paper;

use crate::{
    kernel::error::{AppError, Code, Result},
    platform::{db, labour},
};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Node, Options, Tree, fontdb::Database},
};
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

/// Bytes of the fonts, medium and extra bold.
const FONTS: [&[u8]; 2] = [include_bytes!("fonts/jakarta-medium.ttf"), include_bytes!("fonts/jakarta-extrabold.ttf")];

static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for font in FONTS {
        fonts.load_font_data(font.to_vec());
    }
    let family = fonts.faces().next().and_then(|face| face.families.first()).map(|(name, _)| name.clone());
    Options { font_family: family.unwrap_or_default(), fontdb: Arc::new(fonts), ..Options::default() }
});

/// What was measured once, by weight and letter.
static ADVANCES: LazyLock<Mutex<HashMap<(u16, char), f32>>> = LazyLock::new(Mutex::default);

/// How letters are set: size in units of the drawing, weight 500 or 800.
#[derive(Clone, Copy, Debug)]
pub struct Letters {
    pub size: f32,
    pub weight: u16,
}

impl Letters {
    /// One line of text at a place; the colour as SVG knows it.
    pub fn line(self, text: &str, x: f32, y: f32, colour: &str) -> String {
        let (Self { size, weight }, text) = (self, escaped(text));
        format!(r#"<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{colour}">{text}</text>"#)
    }

    /// How wide a line gets, but for the hair's breadth by which some pairs of letters move together.
    fn width(self, text: &str) -> f32 {
        let mut known = ADVANCES.lock().unwrap_or_else(PoisonError::into_inner);
        let advance = |letter| *known.entry((self.weight, letter)).or_insert_with(|| advance(self.weight, letter));
        text.chars().map(advance).sum::<f32>() * self.size
    }

    /// Breaks a text between words into at most `most` lines of this width; what is left over ends in "…".
    pub fn wrap(self, text: &str, room: f32, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            let is_full = lines.len() == most;
            match lines.last_mut() {
                Some(line) if self.width(&format!("{line} {word}")) <= room => {
                    line.push(' ');
                    line.push_str(word);
                }
                Some(line) if is_full => {
                    line.push('…');
                    break;
                }
                _ => lines.push(word.to_owned()),
            }
        }
        for line in &mut lines {
            // A word alone can be longer than the room.
            while self.width(line) > room && line.chars().count() > 1 {
                line.pop();
                line.pop();
                line.push('…');
            }
        }
        lines
    }
}

/// How far a letter of size 1 moves the next one on: measured between two others, since space alone has no width.
fn advance(weight: u16, letter: char) -> f32 {
    const SIZE: f32 = 100.0;
    let width = |text: &str| {
        let drawing = frame(1, 1, &Letters { size: SIZE, weight }.line(text, 0.0, 0.0, "#000"));
        let Ok(tree) = Tree::from_str(&drawing, &OPTIONS) else { return 0.0 };
        let widths = tree.root().children().iter().map(|node| match node {
            Node::Text(text) => text.bounding_box().width(),
            _ => 0.0,
        });
        widths.fold(0.0, f32::max)
    };
    (width(&format!("n{letter}n")) - width("nn")) / SIZE
}

/// A drawing of this size with these parts.
pub fn frame(width: u32, height: u32, parts: &str) -> String {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">{parts}</svg>"#
    )
}

/// Text as it may stand between tags.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Draws over a PNG; answers with a PNG of its size.
///
/// # Errors
/// `internal` when one of the two can't be read.
pub async fn over(ground: &'static [u8], drawing: String) -> Result<Vec<u8>> {
    labour::run(move || draw(ground, &drawing)).await?
}

fn draw(ground: &[u8], drawing: &str) -> Result<Vec<u8>> {
    let mut picture = Pixmap::decode_png(ground).map_err(|_| AppError::new(Code::Internal))?;
    let tree = Tree::from_str(drawing, &OPTIONS).map_err(|error| db::internal(&error))?;
    resvg::render(&tree, Transform::identity(), &mut picture.as_mut());
    picture.encode_png().map_err(|_| AppError::new(Code::Internal))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTERS: Letters = Letters { size: 50.0, weight: 800 };

    #[test]
    fn long_words_take_more_room() {
        let (short, long) = (LETTERS.width("Usta"), LETTERS.width("Usta Usta"));
        assert!(short > 50.0 && long > 2.0 * short, "{short} {long}");
        assert!(LETTERS.width("ğşıİ₺") > 50.0, "Turkish letters and the lira sign are there");
    }

    #[test]
    fn texts_break_between_words_and_end_in_dots() {
        assert_eq!(LETTERS.wrap("Işık Oto", 400.0, 3), ["Işık Oto"]);
        assert_eq!(LETTERS.wrap("Işık Oto Elektrik", 260.0, 3), ["Işık Oto", "Elektrik"]);
        let cut = LETTERS.wrap("Işık Oto Elektrik ve Klima", 260.0, 2);
        assert_eq!(cut.first().map(String::as_str), Some("Işık Oto"));
        assert!(cut.get(1).is_some_and(|line| line.ends_with('…') && LETTERS.width(line) <= 260.0), "{cut:?}");
        assert!(LETTERS.wrap(&"W".repeat(80), 260.0, 3).iter().all(|line| LETTERS.width(line) <= 260.0));
        assert!(LETTERS.wrap("", 260.0, 3).is_empty());
    }

    #[test]
    fn names_are_no_marks() {
        let line = LETTERS.line("<b> & \"Söhne\"", 1.0, 2.0, "#fff");
        assert!(line.contains("&lt;b&gt; &amp; \"Söhne\"</text>"), "{line}");
        assert!(Tree::from_str(&frame(9, 9, &line), &OPTIONS).is_ok());
    }
}
