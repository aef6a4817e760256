//! Files as people and as attackers make them.

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use std::io::Cursor;

pub const RED: [u8; 3] = [200, 30, 30];
pub const BLUE: [u8; 3] = [30, 30, 200];
pub const SCRIPT: &[u8] = b"<script>alert(document.cookie)</script>";

/// The left half red, the right half blue.
pub fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| Rgb(if x < width / 2 { RED } else { BLUE }))
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub fn jpeg(picture: &RgbImage) -> Vec<u8> {
    encoded(&DynamicImage::from(picture.clone()), ImageFormat::Jpeg)
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(&DynamicImage::from(halves(width, height)), ImageFormat::Png)
}

pub fn webp() -> Vec<u8> {
    encoded(&DynamicImage::from(halves(64, 64)), ImageFormat::WebP)
}

/// An Exif segment with an orientation and a place right after the start of a JPEG.
pub fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08".to_vec();
    // Two entries: orientation (short), and a GPS text.
    exif.extend(b"\0\x02");
    exif.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    exif.extend([0x9c, 0x9b, 0, 2, 0, 0, 0, 12, 0, 0, 0, 38]);
    exif.extend([0, 0, 0, 0]);
    exif.extend(b"GPSORTAKOY41");
    segment(jpeg, 0xe1, &exif)
}

pub fn segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, content, &jpeg[2..]].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |mut crc, byte| {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
        crc
    })
}

pub fn chunk(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
    let body = [kind.as_slice(), content].concat();
    [u32::try_from(content.len()).unwrap().to_be_bytes().as_slice(), body.as_slice(), &crc(&body).to_be_bytes()]
        .concat()
}

/// A PNG that says it is this large and holds nothing of it.
pub fn flood(width: u32, height: u32) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(*b"IHDR", &head),
        chunk(*b"IDAT", &[0x78, 0x9c, 3, 0, 0, 0, 0, 1]),
        chunk(*b"IEND", b""),
    ]
    .concat()
}

/// A JPEG whose frame says it is this large.
fn jpeg_flood() -> Vec<u8> {
    let mut bytes = jpeg(&halves(64, 64));
    let frame = bytes.windows(2).position(|part| part == [0xff, 0xc0]).unwrap();
    bytes[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xdc, 0xff, 0xdc]);
    bytes
}

/// What is refused: a name, the file, the rule it breaks.
pub fn refused() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let cut = |bytes: Vec<u8>, keep: usize| bytes[..keep].to_vec();
    let whole = png(64, 64);
    let mut wrong_sum = whole.clone();
    wrong_sum[20] ^= 0xff;
    let mut oversized = jpeg(&halves(64, 64));
    oversized.resize(sanaiyiusta::platform::media::MAX_BYTES + 1, 0);
    vec![
        ("nothing", vec![], "required"),
        (
            "a GIF",
            b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
                .to_vec(),
            "file_type",
        ),
        ("an SVG", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec(), "file_type"),
        ("an XML with SVG", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "file_type"),
        ("a page", [b"<!DOCTYPE html>".as_slice(), SCRIPT].concat(), "file_type"),
        ("an archive", b"PK\x03\x04\x14\0\0\0\0\0".repeat(20), "file_type"),
        ("a document", b"%PDF-1.7\n1 0 obj".to_vec(), "file_type"),
        ("a program", b"\x7fELF\x02\x01\x01\0".repeat(8), "file_type"),
        ("a BMP", [b"BM".as_slice(), &[0; 64]].concat(), "file_type"),
        ("a TIFF", b"II*\0\x08\0\0\0\0\0".to_vec(), "file_type"),
        ("an icon", b"\0\0\x01\0\x01\0\x10\x10\0\0\x01\0".to_vec(), "file_type"),
        ("an AVIF", b"\0\0\0\x20ftypavif\0\0\0\0avifmif1".to_vec(), "file_type"),
        ("text", b"merhaba ".repeat(40), "file_type"),
        ("zeros", vec![0; 4096], "file_type"),
        ("half a PNG", cut(whole.clone(), whole.len() / 2), "file_type"),
        ("the beginning of a JPEG", jpeg(&halves(64, 64))[..20].to_vec(), "file_type"),
        ("half a WebP", cut(webp(), 40), "file_type"),
        ("a PNG that is a page", [b"\x89PNG\r\n\x1a\n".as_slice(), SCRIPT].concat(), "file_type"),
        ("a PNG with a wrong sum", wrong_sum, "file_type"),
        ("a WebP of nonsense", b"RIFF\xff\xff\xff\xffWEBPVP8 \xff\xff\xff\xff".to_vec(), "file_type"),
        ("a single pixel", png(2, 1), "file_type"),
        ("a thread", png(4000, 1), "file_type"),
        ("a flood of pixels", flood(50_000, 50_000), "file_too_large"),
        ("a PNG of all pixels there are", flood(0x7fff_ffff, 0x7fff_ffff), "file_too_large"),
        ("a JPEG flood", jpeg_flood(), "file_too_large"),
        ("a large file", oversized, "file_too_large"),
    ]
}

/// Real pictures with something behind them: a name, the file, what must not come back.
pub fn polyglots() -> Vec<(&'static str, Vec<u8>, &'static [u8])> {
    let picture = jpeg(&halves(64, 64));
    let whole = png(64, 64);
    let (head, rest) = whole.split_at(33);
    let text = [b"Comment\0".as_slice(), SCRIPT].concat();
    let clear = RgbaImage::from_fn(64, 64, |_, _| Rgba([1, 2, 3, 0]));
    vec![
        ("a page behind a JPEG", [picture.as_slice(), SCRIPT].concat(), SCRIPT),
        ("an archive behind a JPEG", [picture.as_slice(), b"PK\x03\x04gizli"].concat(), b"PK\x03\x04gizli"),
        ("a comment in a JPEG", segment(&picture, 0xfe, b"<?php system($_GET['c']); ?>"), b"<?php system"),
        ("text in a PNG", [head, &chunk(*b"tEXt", &text), rest].concat(), SCRIPT),
        ("a page behind a PNG", [whole.as_slice(), SCRIPT].concat(), SCRIPT),
        ("a page behind a WebP", [webp().as_slice(), SCRIPT].concat(), SCRIPT),
        ("a profile in a JPEG", segment(&picture, 0xe2, b"ICC_PROFILE\0\x01\x01gizli-profil"), b"gizli-profil"),
        (
            "a clear PNG",
            [encoded(&DynamicImage::from(clear), ImageFormat::Png).as_slice(), b"arkada".as_slice()].concat(),
            b"arkada",
        ),
    ]
}
