//! Reading files that a form sends (`multipart/form-data`). What they are is found out by [`super::media`].

use super::media::{MAX_BYTES, too_large};
use crate::{
    kernel::{
        error::{AppError, Code, FieldError, Result, Rule},
        lang::Lang,
        words,
    },
    say,
};
use axum::{
    extract::{
        Multipart,
        multipart::{Field, MultipartError, MultipartRejection},
    },
    http::StatusCode,
};

/// What stands around the files of a form, and between them.
pub const AROUND: usize = 64 * 1024;
/// Longer than any word that is read before a file, in bytes, and more of them than any form has.
const WORD_MAX: usize = 300;
const WORDS_MAX: usize = 16;
/// Letters of a file's name that are kept.
pub const NAME_MAX: usize = 60;

/// One file and the words around it.
#[derive(Default)]
pub struct Sent {
    pub file: Vec<u8>,
    /// What the sender calls the file.
    pub name: String,
    words: Vec<(String, String)>,
}

impl Sent {
    pub fn word(&self, name: &str) -> &str {
        self.words.iter().find(|(own, _)| own == name).map_or("", |(_, word)| word)
    }

    /// What was typed, as a refused form keeps it.
    pub fn typed(&self) -> Vec<u8> {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.words).finish().into_bytes()
    }

    /// Reads a form; the part with a file name is the file, whatever it is called. `may` is asked before
    /// any of that file is taken in, so that nobody keeps files in memory who has no business here; hands out what it answers.
    ///
    /// # Errors
    /// What `may` says; `invalid` on the field `file` for what is no such form or too large.
    pub async fn read<T>(
        &mut self,
        multipart: Result<Multipart, MultipartRejection>,
        may: impl Future<Output = Result<T>> + Send,
    ) -> Result<T> {
        let (mut may, mut answer) = (std::pin::pin!(may), None);
        let Ok(mut multipart) = multipart else {
            may.as_mut().await?;
            return Err(AppError::field("file", Rule::Required));
        };
        while let Some(mut field) = multipart.next_field().await.map_err(|error| unread("file", &error))? {
            if let Some(name) = field.file_name().map(plain_name) {
                if answer.is_none() {
                    answer = Some(may.as_mut().await?);
                }
                (self.file, self.name) = (field.bytes().await.map_err(|error| unread("file", &error))?.into(), name);
                continue;
            }
            let name: String = field.name().unwrap_or_default().chars().take(WORD_MAX).collect();
            let mut word = Vec::new();
            while let Some(part) = field.chunk().await.map_err(|error| unread("file", &error))? {
                let room = WORD_MAX - word.len();
                word.extend_from_slice(part.get(..room).unwrap_or(&part));
            }
            if self.words.len() < WORDS_MAX {
                self.words.push((name, String::from_utf8_lossy(&word).replace('\0', "")));
            }
        }
        match answer {
            Some(answer) => Ok(answer),
            None => may.await,
        }
    }
}

/// Photos of a form, one by one: every part with a file name is one, and a refused one keeps none of the others out.
pub struct Photos {
    lang: Lang,
    multipart: Multipart,
    /// What the photo in hand is called.
    name: String,
    refused: Vec<(String, FieldError)>,
}

impl Photos {
    /// # Errors
    /// `invalid` on the field `photo` for what is no such form.
    pub fn read(lang: Lang, multipart: Result<Multipart, MultipartRejection>) -> Result<Self> {
        let multipart = multipart.map_err(|_| AppError::field("photo", Rule::Required))?;
        Ok(Self { lang, multipart, name: String::new(), refused: Vec::new() })
    }

    /// The next file that may be a photo.
    ///
    /// # Errors
    /// `invalid` on the field `photo` when the rest cannot be read.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        while let Some(field) = self.multipart.next_field().await.map_err(|error| unread("photo", &error))? {
            let Some(name) = field.file_name().map(plain_name) else { continue };
            self.name = name;
            match read(field).await {
                // A form whose file was never chosen sends a file without name and content.
                Ok(file) if file.is_empty() && self.name.is_empty() => {}
                Ok(file) => return Ok(Some(file)),
                Err(error) => self.refuse(error)?,
            }
        }
        Ok(None)
    }

    /// Notes what is wrong with the photo in hand.
    ///
    /// # Errors
    /// What is not about the photo goes back.
    pub fn refuse(&mut self, error: AppError) -> Result<()> {
        if error.code != Code::Invalid {
            return Err(error);
        }
        self.refused.push((std::mem::take(&mut self.name), complaint(self.lang, error)));
        Ok(())
    }

    /// What came of those that were kept, when no other was refused.
    ///
    /// # Errors
    /// `invalid` on the field `photo`: `required` without any, else a line for each refused file, by its name.
    pub fn done<T>(self, kept: Vec<T>) -> Result<Vec<T>> {
        match (kept.is_empty(), self.refused.is_empty()) {
            (true, true) => Err(AppError::field("photo", Rule::Required)),
            (_, true) => Ok(kept),
            (_, false) => Err(told(self.lang, kept.len(), self.refused)),
        }
    }
}

/// One file, and no more of it than a photo may have; the rest is passed over, so that the files behind it are still read.
async fn read(mut field: Field<'_>) -> Result<Vec<u8>> {
    let mut file = Vec::new();
    let mut fits = true;
    while let Some(part) = field.chunk().await.map_err(|error| unread("photo", &error))? {
        fits = fits && file.len() + part.len() <= MAX_BYTES;
        if fits {
            file.extend_from_slice(&part);
        }
    }
    if fits { Ok(file) } else { Err(too_large()) }
}

fn unread(field: &str, error: &MultipartError) -> AppError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return AppError::field_with(field, Rule::FileTooLarge, i64::try_from(MAX_BYTES / 1024 / 1024).ok());
    }
    AppError::field(field, Rule::FileType)
}

/// What is wrong with one file, as a sentence.
fn complaint(lang: Lang, mut error: AppError) -> FieldError {
    words::speak(&mut error, lang);
    let unknown = || FieldError { rule: Rule::FileType, limit: None, message: error.message.clone() };
    error.fields.remove("photo").unwrap_or_else(unknown)
}

/// Every refused file by its name, and how many came in all the same.
fn told(lang: Lang, added: usize, refused: Vec<(String, FieldError)>) -> AppError {
    let mut error = AppError::new(Code::Invalid);
    error.message = say!(lang, gallery.some_refused, added = added, count = refused.len());
    let lines: Vec<String> = refused.iter().map(|(name, complaint)| format!("{name}: {}", complaint.message)).collect();
    if let Some((_, first)) = refused.into_iter().next() {
        error.fields.insert("photo".to_owned(), FieldError { message: lines.join("\n"), ..first });
    }
    error
}

/// A file's name as a line can hold it: the last part of a path, without what is no letter.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|letter| !letter.is_control()).take(NAME_MAX).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_short_line() {
        assert_eq!(plain_name("C:\\belgeler\\fatura 1.pdf"), "fatura 1.pdf");
        assert_eq!(plain_name("../../etc/pass\u{0}wd\r\n"), "passwd");
        assert_eq!(plain_name(&"ş".repeat(200)).chars().count(), NAME_MAX);
        assert_eq!(plain_name("/"), "");
    }
}
