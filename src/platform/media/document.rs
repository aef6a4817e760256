//! Papers that somebody sends to prove something: a picture, drawn anew, or a PDF that does nothing but show pages.
//!
//! A PDF is kept as it came, since nobody can draw it anew safely; it is therefore handed out as a file, to few people, and shown
//! only to who decides about it, by their browser's own viewer. What runs, opens, or carries something else inside is refused on the way in.

use super::picture::{self, MAX_BYTES, too_large};
use crate::{
    kernel::{
        error::{AppError, Result, Rule},
        lang::Lang,
    },
    platform::labour,
    say,
};
use flate2::read::ZlibDecoder;
use std::{borrow::Cow, io::Read};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    Pdf,
    Jpeg,
}

impl Medium {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpeg",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        [Self::Pdf, Self::Jpeg].into_iter().find(|medium| medium.word() == word)
    }

    /// How the name of a file ends.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
        }
    }

    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
        }
    }
}

/// What may be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub medium: Medium,
    pub bytes: Vec<u8>,
}

/// Where every PDF begins, and the versions there are.
const HEADS: [&[u8]; 2] = [b"%PDF-1.", b"%PDF-2."];
const END: &[u8] = b"%%EOF";
/// Names of what a PDF must not do: run, open, hide files, forms that compute, and what nobody can look into.
const REFUSED: [&[u8]; 8] =
    [b"JavaScript", b"Launch", b"EmbeddedFile", b"EmbeddedFiles", b"RichMedia", b"XFA", b"ImportData", b"Encrypt"];
/// Longer than the longest of them with every letter written as `#4a`.
const NAME_MAX: usize = 48;
/// Objects may lie packed in streams that this names. All of them together unfold into so much at most.
const PACKED: &[u8] = b"ObjStm";
const UNFOLDED_MAX: usize = 2 * MAX_BYTES;
/// So far before its stream a dictionary may begin.
const DICTIONARY_MAX: usize = 4 * 1024;

/// Sniffs a file and makes it fit to be kept.
///
/// # Errors
/// `invalid` on the field `file`: `required`, `file_type` for anything but JPEG, PNG, WebP and plain PDF, `file_too_large`.
pub async fn document(lang: Lang, bytes: Vec<u8>) -> Result<Document> {
    harmless(bytes).await.map_err(|error| told(lang, error))
}

/// Papers may be what photos may not, so the refusal says what they may be.
fn told(lang: Lang, mut error: AppError) -> AppError {
    if let Some(file) = error.fields.get_mut("file").filter(|file| file.rule == Rule::FileType) {
        say!(lang, errors.paper_type).clone_into(&mut file.message);
    }
    error
}

async fn harmless(bytes: Vec<u8>) -> Result<Document> {
    if bytes.len() > MAX_BYTES {
        return Err(on_file(too_large()));
    }
    if bytes.starts_with(b"%PDF") {
        let (is_plain, bytes) = labour::run(move || (is_plain_pdf(&bytes), bytes)).await?;
        return if is_plain {
            Ok(Document { medium: Medium::Pdf, bytes })
        } else {
            Err(AppError::field("file", Rule::FileType))
        };
    }
    let bytes = picture::sheet(bytes).await.map_err(on_file)?;
    Ok(Document { medium: Medium::Jpeg, bytes })
}

/// The refusal of a picture, at the field of a document.
fn on_file(mut error: AppError) -> AppError {
    if let Some(refusal) = error.fields.remove("photo") {
        error.fields.insert("file".to_owned(), refusal);
    }
    error
}

fn is_plain_pdf(bytes: &[u8]) -> bool {
    let begins = HEADS.iter().any(|head| bytes.starts_with(head));
    begins && ends_as_pdf(bytes) && does_nothing(bytes) && packed_objects_do_nothing(bytes)
}

fn does_nothing(bytes: &[u8]) -> bool {
    !names(bytes).any(|name| REFUSED.contains(&name.as_ref()))
}

/// Looks into the objects that lie packed in streams; what cannot be unpacked is nothing that anybody can look into.
fn packed_objects_do_nothing(bytes: &[u8]) -> bool {
    let mut left = UNFOLDED_MAX;
    packed(bytes).all(|stream| {
        let mut objects = Vec::new();
        let limit = u64::try_from(left).unwrap_or_default();
        let unpacked = ZlibDecoder::new(stream).take(limit).read_to_end(&mut objects);
        left = left.saturating_sub(objects.len());
        unpacked.is_ok() && left > 0 && does_nothing(&objects)
    })
}

/// What stands in the streams of packed objects.
fn packed(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let begin = at + find(bytes.get(at..)?, b"stream")?;
            let body = bytes.get(begin + b"stream".len()..)?;
            at = begin + b"stream".len();
            let dictionary = bytes.get(begin.saturating_sub(DICTIONARY_MAX)..begin)?;
            let own = dictionary.windows(4).rposition(|part| part == b" obj").unwrap_or_default();
            let mut words = names(dictionary.get(own..)?);
            if dictionary.ends_with(b"end") || !words.any(|name| name.as_ref() == PACKED) {
                continue;
            }
            let body = body.strip_prefix(b"\r").unwrap_or(body);
            let body = body.strip_prefix(b"\n").unwrap_or(body);
            let length = find(body, b"endstream").unwrap_or(body.len());
            at += length;
            return body.get(..length);
        }
    })
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

/// Nothing stands behind the last end mark: what does is another file.
fn ends_as_pdf(bytes: &[u8]) -> bool {
    let end = bytes.windows(END.len()).rposition(|part| part == END);
    let behind = end.and_then(|at| bytes.get(at + END.len()..));
    behind.is_some_and(|rest| rest.iter().all(u8::is_ascii_whitespace))
}

/// Everything written like a name, `/Name` or `/N#61me`.
fn names(bytes: &[u8]) -> impl Iterator<Item = Cow<'_, [u8]>> {
    bytes.split(|byte| *byte == b'/').skip(1).map(|rest| {
        let ends = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0 || b"()<>[]{}%".contains(byte);
        let length = rest.iter().take(NAME_MAX).position(ends).unwrap_or_else(|| rest.len().min(NAME_MAX));
        plain(rest.get(..length).unwrap_or_default())
    })
}

/// `#61` as the letter it stands for.
fn plain(name: &[u8]) -> Cow<'_, [u8]> {
    if !name.contains(&b'#') {
        return Cow::Borrowed(name);
    }
    let mut read = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((first, behind)) = rest.split_first() {
        let code = behind.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let letter = code.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'#');
        read.push(letter.unwrap_or(*first));
        rest = if letter.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    Cow::Owned(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pdf(inside: &str) -> Vec<u8> {
        format!(
            "%PDF-1.7\n1 0 obj\n<< /Type /Catalog {inside} >>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
        )
        .into_bytes()
    }

    #[test]
    fn a_pdf_shows_pages_and_does_nothing_else() {
        assert!(is_plain_pdf(&pdf("/OpenAction [3 0 R /FitH 800]")));
        for inside in [
            "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
            "/OpenAction << /S /#4aava#53cript /JS (1) >>",
            "/A << /S/Launch/F(cmd.exe) >>",
            "/Names << /EmbeddedFiles 2 0 R >>",
            "/AcroForm << /XFA 4 0 R >>",
            "/Encrypt 5 0 R",
        ] {
            assert!(!is_plain_pdf(&pdf(inside)), "{inside}");
        }
    }

    fn with_packed(objects: &[u8], named: &str) -> Vec<u8> {
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut packed, objects).expect("packed");
        let packed = packed.finish().expect("packed");
        let head = format!("2 0 obj\n<< /Type /{named} /Filter /FlateDecode /Length {} >>\nstream\n", packed.len());
        let whole = pdf("");
        let (start, end) = whole.split_at(9);
        [start, head.as_bytes(), &packed, b"\nendstream\nendobj\n", end].concat()
    }

    #[test]
    fn packed_objects_are_looked_into() {
        assert!(is_plain_pdf(&with_packed(b"1 0 << /Type /Page >>", "ObjStm")));
        assert!(!is_plain_pdf(&with_packed(b"1 0 << /S /JavaScript /JS (1) >>", "ObjStm")));
        assert!(!is_plain_pdf(&with_packed(b"1 0 << /S /Launch >>", "Obj#53tm")), "in other letters");
        assert!(is_plain_pdf(&with_packed(b"BT (/Launch) Tj ET", "XObject")), "what is drawn does nothing");
        assert!(!is_plain_pdf(&with_packed(&vec![b' '; UNFOLDED_MAX + 1], "ObjStm")), "a flood");
        let mut broken = with_packed(b"1 0 << /Type /Page >>", "ObjStm");
        let at = find(&broken, b"stream\n").expect("a stream") + 9;
        if let Some(byte) = broken.get_mut(at) {
            *byte ^= 0xff;
        }
        assert!(!is_plain_pdf(&broken), "nobody can look into it");
    }

    #[test]
    fn a_pdf_begins_and_ends_as_one() {
        let whole = pdf("");
        assert!(!is_plain_pdf(&[b"GIF89a".as_slice(), &whole].concat()));
        assert!(!is_plain_pdf(&[whole.as_slice(), b"PK\x03\x04zip"].concat()));
        assert!(!is_plain_pdf(&[whole.as_slice(), b"<script>"].concat()));
        assert!(!is_plain_pdf(whole.get(..40).unwrap_or_default()));
        assert!(!is_plain_pdf(b"%PDF-9.1 %%EOF"));
        assert_eq!(plain(b"A#42#4").as_ref(), b"AB#4");
    }
}
