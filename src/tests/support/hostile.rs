//! Files as attackers make them, once for every door that takes some: what is refused, and what is drawn anew.

use crate::{
    people::photos::files::{self, SCRIPT, chunk, flood, halves, jpeg, png, segment, webp, with_exif},
    workshop::application::pdf,
};
use std::sync::LazyLock;

/// What becomes of a file at a door for pictures and papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// By this rule.
    Refused(&'static str),
    /// A picture of our own, in which this is not found.
    Drawn(&'static [u8]),
}

#[derive(Debug)]
pub struct Hostile {
    pub what: &'static str,
    /// What its sender calls it, and says that it is: neither says anything.
    pub name: &'static str,
    pub kind: &'static str,
    pub bytes: Vec<u8>,
    pub fate: Fate,
}

/// Names with paths, with two endings, with marks; none of them decides anything, and none comes back as it is.
const NAMES: [&str; 12] = [
    "foto.jpg",
    "../../../etc/passwd.png",
    "..\\..\\windows\\win.ini.jpg",
    "/etc/cron.d/foto.jpg",
    "foto.jpg.php",
    "foto.php.jpg",
    "foto.pdf.exe",
    "foto%00.jpg",
    "<script>alert(1)</script>.png",
    "\u{202e}gpj.exe",
    ".htaccess",
    "CON",
];
const KINDS: [&str; 6] =
    ["image/jpeg", "image/png", "application/pdf", "text/html", "image/svg+xml", "application/octet-stream"];

/// All of them, each under another name and type.
pub fn corpus() -> Vec<Hostile> {
    let refused = files::refused().into_iter().chain(disguises()).chain(papers());
    let refused = refused.map(|(what, bytes, rule)| (what, bytes, Fate::Refused(rule)));
    let drawn = files::polyglots().into_iter().chain(pictures());
    let drawn = drawn.map(|(what, bytes, secret)| (what, bytes, Fate::Drawn(secret)));
    let mut all = Vec::new();
    for (n, (what, bytes, fate)) in refused.chain(drawn).enumerate() {
        all.push(Hostile { what, name: NAMES[n % NAMES.len()], kind: KINDS[n % KINDS.len()], bytes, fate });
    }
    all
}

/// What is no picture and no paper, whatever it looks like.
fn disguises() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let after = |mark: &[u8]| [mark, SCRIPT, &[0; 64]].concat();
    let no_pixels = [&b"\x89PNG\r\n\x1a\n"[..], &header(64, 64), &chunk(*b"IEND", b"")].concat();
    let no_size =
        [&b"\x89PNG\r\n\x1a\n"[..], &header(0, 0), &chunk(*b"IDAT", &SQUEEZED), &chunk(*b"IEND", b"")].concat();
    // Real pixels, but of more than a phone's picture.
    let wide = [&b"\x89PNG\r\n\x1a\n"[..], &header(12_000, 4_000), &chunk(*b"IDAT", &SQUEEZED), &chunk(*b"IEND", b"")]
        .concat();
    let bomb = {
        let entities: String =
            (1..9).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
        format!("<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY l0 \"lol\">{entities}]><svg>&l8;</svg>").into_bytes()
    };
    vec![
        ("a page behind a mark of order", after(b"\xef\xbb\xbf<html>"), "file_type"),
        (
            "a page in UTF-16",
            "<html><script>alert(1)</script>".encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "file_type",
        ),
        ("a mail with a page inside", after(b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n"), "file_type"),
        ("an XML that grows", bomb, "file_type"),
        ("a packed SVG", after(b"\x1f\x8b\x08\0\0\0\0\0\0\x03"), "file_type"),
        ("a workbook", after(b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0xl/workbook.xml"), "file_type"),
        ("a document with macros", after(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "file_type"),
        ("a program for Windows", after(b"MZ\x90\0\x03\0\0\0"), "file_type"),
        ("a script of a shell", after(b"#!/bin/sh\nrm -rf /\n"), "file_type"),
        ("a script of PHP", after(b"<?php system($_GET['c']); ?>"), "file_type"),
        ("a script of Flash", after(b"FWS\x0a"), "file_type"),
        ("an archive of 7z", after(b"7z\xbc\xaf\x27\x1c"), "file_type"),
        ("an archive of RAR", after(b"Rar!\x1a\x07\x01\0"), "file_type"),
        ("a film", after(b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2"), "file_type"),
        ("a photo in HEIC", after(b"\0\0\0\x18ftypheic\0\0\0\0heicmif1"), "file_type"),
        ("a photo in JPEG XL", after(b"\0\0\0\x0cJXL \r\n\x87\n"), "file_type"),
        ("a drawing of Photoshop", after(b"8BPS\0\x01"), "file_type"),
        ("a drawing in PostScript", after(b"%!PS-Adobe-3.0 EPSF-3.0\n(rm) run\n"), "file_type"),
        ("a QOI", after(b"qoif\0\0\0\x40\0\0\0\x40\x03\0"), "file_type"),
        ("a PNM", after(b"P6 64 64 255\n"), "file_type"),
        ("a light picture", after(b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 64 +X 64\n"), "file_type"),
        ("a JPEG that begins and ends", b"\xff\xd8\xff\xd9".to_vec(), "file_type"),
        ("a JPEG of marks alone", [&b"\xff\xd8"[..], &[0xff; 4096]].concat(), "file_type"),
        ("a PNG without pixels", no_pixels, "file_type"),
        ("a PNG without a size", no_size, "file_type"),
        ("a flood of real pixels", wide, "file_too_large"),
        ("a zero before a picture", [&b"\0"[..], &png(64, 64)].concat(), "file_type"),
        ("a line before a picture", [&b"\n"[..], &jpeg(&halves(64, 64))].concat(), "file_type"),
    ]
}

/// Papers that do something; at a door for pictures no paper is one.
fn papers() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    vec![
        ("a PDF with a script", pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "file_type"),
        ("a PDF with a script in other letters", pdf("/OpenAction << /S /J#61vaScript /JS (1) >>"), "file_type"),
        ("a PDF that starts a program", pdf("/A << /S /Launch /F (cmd.exe) >>"), "file_type"),
        ("a PDF with files inside", pdf("/Names << /EmbeddedFiles 2 0 R >>"), "file_type"),
        ("a PDF with a film inside", pdf("/Annots [<< /Subtype /RichMedia >>]"), "file_type"),
        ("a PDF with a form that computes", pdf("/AcroForm << /XFA 4 0 R >>"), "file_type"),
        ("a PDF that takes data in", pdf("/AA << /O << /S /ImportData /F (a.fdf) >> >>"), "file_type"),
        ("a locked PDF", pdf("/Encrypt 5 0 R"), "file_type"),
        (
            "a PDF with a script in packed objects",
            packed(b"1 0 << /S /JavaScript /JS (app.alert(1)) >>", 0),
            "file_type",
        ),
        ("a PDF whose packed objects nobody can read", packed(b"1 0 << /Type /Page >>", 0xff), "file_type"),
        ("an archive behind a PDF", [pdf(""), b"PK\x03\x04gizli".to_vec()].concat(), "file_type"),
        ("a page behind a PDF", [pdf(""), SCRIPT.to_vec()].concat(), "file_type"),
        ("a PDF behind a picture's mark", [b"GIF89a".to_vec(), pdf("")].concat(), "file_type"),
        ("the beginning of a PDF", pdf("")[..40].to_vec(), "file_type"),
    ]
}

/// A PDF with objects in a stream, of which one byte is changed by this.
fn packed(objects: &[u8], change: u8) -> Vec<u8> {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, objects).unwrap();
    let mut packed = packed.finish().unwrap();
    packed[2] ^= change;
    let head = format!("2 0 obj\n<< /Type /ObjStm /Filter /FlateDecode /Length {} >>\nstream\n", packed.len());
    let whole = pdf("");
    let (start, end) = whole.split_at(9);
    [start, head.as_bytes(), &packed, b"\nendstream\nendobj\n", end].concat()
}

/// Real pictures that carry more than a picture, or unfold into more.
fn pictures() -> Vec<(&'static str, Vec<u8>, &'static [u8])> {
    let whole = png(64, 64);
    let (head, rest) = whole.split_at(33);
    let within = |parts: &[u8]| [head, parts, rest].concat();
    let text = |kind: [u8; 4], start: &[u8]| within(&chunk(kind, &[start, &SQUEEZED].concat()));
    let photo = jpeg(&halves(64, 32));
    let html = [b"Exif\0\0MM\0\x2a\0\0\0\x08\0\0".as_slice(), SCRIPT].concat();
    // An index that points at itself.
    let loops = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x08\0\0\0\x08ayna".to_vec();
    let xmp = [b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>".as_slice(), SCRIPT].concat();
    let long = vec![b'g'; 60_000];
    vec![
        ("a phone's photo", with_exif(&photo, 6), b"ORTAKOY41"),
        ("a page in Exif", segment(&photo, 0xe1, &html), SCRIPT),
        ("an Exif that points at itself", segment(&photo, 0xe1, &loops), b"ayna"),
        ("a page in XMP", segment(&photo, 0xe1, &xmp), SCRIPT),
        ("a comment as long as one can be", segment(&photo, 0xfe, &long), b"ggggggggggggggggg"),
        ("a place in a PNG", within(&chunk(*b"eXIf", b"MM\0\x2a\0\0\0\x08\0\0GPSORTAKOY41")), b"ORTAKOY41"),
        ("packed text that unfolds in a PNG", text(*b"zTXt", b"Comment\0\0"), b"Comment"),
        ("packed words that unfold in a PNG", text(*b"iTXt", b"Sozler\0\x01\0\0\0"), b"Sozler"),
        ("a profile that unfolds in a PNG", text(*b"iCCP", b"profil\0\0"), b"profil"),
        ("pixels that unfold behind a PNG's own", unfolding(), b"IDAT"),
        ("a PNG that moves", moving_png(), b"fdAT"),
        ("a WebP that moves", moving_webp(), b"ANMF"),
        ("a place in a WebP", webp_with(*b"EXIF", b"MM\0\x2a\0\0\0\x08\0\0GPSORTAKOY41"), b"ORTAKOY41"),
        ("a page in a WebP", webp_with(*b"XMP ", SCRIPT), SCRIPT),
    ]
}

fn header(width: u32, height: u32) -> Vec<u8> {
    // The head of a flood is that of a real picture.
    flood(width, height)[8..33].to_vec()
}

/// Eight megabytes of zeros, packed into a thousandth of that.
static SQUEEZED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let blank = image::DynamicImage::from(image::GrayImage::new(4_096, 2_048));
    let mut bytes = std::io::Cursor::new(Vec::new());
    blank.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let packed =
        parts(&bytes.into_inner()[8..], 4, |kind, content| (kind == b"IDAT").then(|| content.to_vec())).concat();
    assert!(packed.len() < 256 * 1024, "{}", packed.len());
    packed
});

/// What `pick` takes of the chunks of a PNG (with `tail` bytes of a sum behind each).
fn parts<T>(mut bytes: &[u8], tail: usize, pick: impl Fn(&[u8], &[u8]) -> Option<T>) -> Vec<T> {
    let mut found = Vec::new();
    while bytes.len() >= 8 {
        let length = u32::from_be_bytes(bytes[..4].try_into().unwrap()) as usize;
        found.extend(pick(&bytes[4..8], &bytes[8..8 + length]));
        bytes = &bytes[8 + length + tail..];
    }
    found
}

/// A small picture whose pixels go on and on.
fn unfolding() -> Vec<u8> {
    [&b"\x89PNG\r\n\x1a\n"[..], &header(64, 64), &chunk(*b"IDAT", &SQUEEZED), &chunk(*b"IEND", b"")].concat()
}

/// A picture with a second one after it.
fn moving_png() -> Vec<u8> {
    let whole = png(64, 64);
    let control = chunk(*b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]);
    let frame = |n: u8| {
        let size = [64_u32.to_be_bytes(), 64_u32.to_be_bytes(), [0; 4], [0; 4]].concat();
        chunk(*b"fcTL", &[&[0, 0, 0, n][..], &size, &[0, 1, 0, 10, 0, 0]].concat())
    };
    let pixels = parts(&whole[8..], 4, |kind, content| (kind == b"IDAT").then(|| content.to_vec())).concat();
    let second = chunk(*b"fdAT", &[&[0, 0, 0, 2][..], &pixels].concat());
    let (head, rest) = whole.split_at(33);
    let (body, end) = rest.split_at(rest.len() - 12);
    [head, &control, &frame(0), body, &frame(1), &second, end].concat()
}

fn riff(chunks: &[Vec<u8>]) -> Vec<u8> {
    let body = [&b"WEBP"[..], &chunks.concat()].concat();
    [&b"RIFF"[..], &u32::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
}

fn piece(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
    let pad = vec![0; content.len() % 2];
    [&kind[..], &u32::try_from(content.len()).unwrap().to_le_bytes(), content, &pad].concat()
}

/// The flags of an extended file of 64 pixels.
fn extended(flags: u8) -> Vec<u8> {
    piece(*b"VP8X", &[flags, 0, 0, 0, 63, 0, 0, 63, 0, 0])
}

fn moving_webp() -> Vec<u8> {
    let still = webp()[12..].to_vec();
    let frame = piece(*b"ANMF", &[&[0, 0, 0, 0, 0, 0, 63, 0, 0, 63, 0, 0, 100, 0, 0, 0][..], &still].concat());
    riff(&[extended(2), piece(*b"ANIM", &[0; 6]), frame.clone(), frame])
}

fn webp_with(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
    let flag = if &kind == b"EXIF" { 8 } else { 4 };
    riff(&[extended(flag), webp()[12..].to_vec(), piece(kind, content)])
}
