//! From a file that somebody sent to a picture of our own: a small square, a whole sheet that can be read, or a photo in two sizes.

use super::gallery::Shot;
use crate::{
    kernel::error::{AppError, Checks, Code, Result, Rule},
    platform::labour,
};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage, codecs::jpeg::JpegEncoder};
use std::{io::Cursor, sync::LazyLock};
use tokio::sync::Semaphore;

/// The largest file.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;
/// The largest picture before it is decoded: a phone's 40 megapixels.
pub const MAX_PIXELS: u64 = 40_000_000;
/// Memory that one decoder may take.
const MAX_ALLOC: u64 = 256 * 1024 * 1024;
/// Side of the square that comes out.
pub const SIDE: u32 = 512;
/// The longer side of a sheet: a page of A4 stays readable.
pub const SHEET_SIDE: u32 = 2400;
/// The longer sides of a workshop's photo: large, and as a tile.
pub const SHOT_SIDE: u32 = 1600;
pub const THUMB_SIDE: u32 = 480;
const QUALITY: u8 = 85;
/// Where the sides of a picture lie that is worth showing.
const LEAST_SIDE: u32 = 32;

/// Pictures decoded at the same time; the rest waits, so that memory stays bounded.
static DECODERS: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));

/// Which square to cut out, as sliders say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Square {
    /// 0 left or top … 1000 right or bottom.
    pub x: u32,
    pub y: u32,
    /// In percent, 100 … 400: how much smaller than the largest square.
    pub zoom: u32,
}

impl Default for Square {
    /// The largest square in the middle.
    fn default() -> Self {
        Self { x: 500, y: 500, zoom: 100 }
    }
}

impl Square {
    /// Reads what sliders sent; anything else is the middle.
    pub fn read(x: &str, y: &str, zoom: &str) -> Self {
        let middle = Self::default();
        let number = |text: &str, otherwise: u32| text.trim().parse().unwrap_or(otherwise);
        Self {
            x: number(x, middle.x).min(1000),
            y: number(y, middle.y).min(1000),
            zoom: number(zoom, middle.zoom).clamp(100, 400),
        }
    }

    /// Left, top and side inside of a picture of this size.
    fn of(self, width: u32, height: u32) -> (u32, u32, u32) {
        let side = (u64::from(width.min(height)) * 100 / u64::from(self.zoom)).max(1);
        let start = |length: u32, permille: u32| (u64::from(length) - side) * u64::from(permille) / 1000;
        let small = |number: u64| u32::try_from(number).unwrap_or_default();
        (small(start(width, self.x)), small(start(height, self.y)), small(side))
    }
}

/// Draws a picture anew: upright, square, [`SIDE`] pixels, JPEG.
///
/// # Errors
/// `invalid` on the field `photo`: `file_type` for what is no JPEG, PNG or WebP or cannot be read, `file_too_large` beyond
/// [`MAX_BYTES`] or [`MAX_PIXELS`].
pub async fn photo(bytes: Vec<u8>, square: Square) -> Result<Vec<u8>> {
    in_turn(move || draw_square(&bytes, square)).await
}

/// Draws a picture anew, whole: upright, at most [`SHEET_SIDE`] pixels long, JPEG.
///
/// # Errors
/// As [`photo`].
pub async fn sheet(bytes: Vec<u8>) -> Result<Vec<u8>> {
    in_turn(move || draw_sheet(&bytes)).await
}

/// Draws a picture anew, whole and in two sizes: upright, at most [`SHOT_SIDE`] and [`THUMB_SIDE`] pixels long, JPEG.
///
/// # Errors
/// As [`photo`].
pub async fn shot(bytes: Vec<u8>) -> Result<Shot> {
    in_turn(move || draw_shot(&bytes)).await
}

async fn in_turn<T: Send + 'static>(draw: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let _turn = DECODERS.acquire().await.map_err(|_| AppError::new(Code::Internal))?;
    labour::run(draw).await?
}

/// The refusal of a file that is too large, in bytes or in pixels.
pub fn too_large() -> AppError {
    let mut checks = Checks::default();
    checks.refuse_with("photo", Rule::FileTooLarge, i64::try_from(MAX_BYTES / 1024 / 1024).ok());
    checks.done().err().unwrap_or_else(|| Code::Invalid.into())
}

fn unreadable() -> AppError {
    AppError::field("photo", Rule::FileType)
}

fn draw_square(bytes: &[u8], square: Square) -> Result<Vec<u8>> {
    let picture = decoded(bytes)?;
    let (left, top, side) = square.of(picture.width(), picture.height());
    let cut = picture.crop_imm(left, top, side, side);
    drop(picture);
    encoded(&cut.resize_exact(SIDE, SIDE, image::imageops::FilterType::Triangle))
}

fn draw_sheet(bytes: &[u8]) -> Result<Vec<u8>> {
    encoded(&within(decoded(bytes)?, SHEET_SIDE))
}

fn draw_shot(bytes: &[u8]) -> Result<Shot> {
    let picture = within(decoded(bytes)?, SHOT_SIDE);
    let (width, height) = (picture.width(), picture.height());
    let large = encoded(&picture)?;
    Ok(Shot { large, small: encoded(&within(picture, THUMB_SIDE))?, width, height })
}

/// Made smaller when a side is longer than that, never larger.
fn within(picture: DynamicImage, side: u32) -> DynamicImage {
    if picture.width().max(picture.height()) <= side {
        return picture;
    }
    picture.resize(side, side, image::imageops::FilterType::Triangle)
}

/// Decodes within limits, upright.
fn decoded(bytes: &[u8]) -> Result<DynamicImage> {
    if bytes.is_empty() {
        return Err(AppError::field("photo", Rule::Required));
    }
    if bytes.len() > MAX_BYTES {
        return Err(too_large());
    }
    // The name and the declared type of a file say nothing; its first bytes choose the decoder.
    let format = image::guess_format(bytes).map_err(|_| unreadable())?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(unreadable());
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_ALLOC);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refused(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(too_large());
    }
    if width.min(height) < LEAST_SIDE {
        return Err(unreadable());
    }
    let orientation = decoder.orientation().map_err(|_| unreadable())?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| refused(&error))?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn encoded(picture: &DynamicImage) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(&on_white(picture)).map_err(|_| unreadable())?;
    Ok(bytes)
}

fn refused(error: &image::ImageError) -> AppError {
    if matches!(error, image::ImageError::Limits(_)) { too_large() } else { unreadable() }
}

/// JPEG knows no transparency: what shows through is white.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let rgba = picture.to_rgba8();
    let mut flat = RgbImage::new(rgba.width(), rgba.height());
    for (from, to) in rgba.pixels().zip(flat.pixels_mut()) {
        let [red, green, blue, alpha] = from.0;
        let over = |colour: u8| {
            let mixed = (u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        *to = Rgb([over(red), over(green), over(blue)]);
    }
    flat
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sliders_choose_a_square_inside_of_the_picture() {
        let square = |x, y, zoom| Square { x, y, zoom };
        assert_eq!(Square::default().of(800, 600), (100, 0, 600));
        assert_eq!(square(0, 0, 100).of(800, 600), (0, 0, 600));
        assert_eq!(square(1000, 1000, 200).of(800, 600), (500, 300, 300));
        assert_eq!(square(1000, 500, 400).of(40, 4000), (30, 1995, 10));
        assert_eq!(Square::read("-5", "x", "9999"), square(500, 500, 400));
        assert_eq!(Square::read("99999", "0", "1"), square(1000, 0, 100));
    }
}
