//! The file of a copy: one JSON per table, the files that hang on rows, and a page that can be read without a program.
//!
//! It is written to a file without a name, table by table: never the whole of it in memory, and nothing stays behind when the
//! program ends in between.

use crate::{
    kernel::{error::Result, lang::Lang, time::Instant},
    modules::users::spoken,
    platform::{db, media::Document},
    say,
};
use serde_json::Value;
use std::{
    fs::File,
    io::{Seek, Write},
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Where the copied row of a file says where it lies.
pub const FILE: &str = "file";

/// A copy while it is written.
pub struct Archive {
    zip: ZipWriter<File>,
    lang: Lang,
    at: Instant,
    /// The tables so far: the list of them, and their rows.
    contents: String,
    tables: String,
}

impl Archive {
    /// # Errors
    /// `internal` when the disk refuses.
    pub fn begin(lang: Lang, at: Instant) -> Result<Self> {
        let file = tempfile::tempfile().map_err(|error| db::internal(&error))?;
        Ok(Self { zip: ZipWriter::new(file), lang, at, contents: String::new(), tables: String::new() })
    }

    /// Adds the file of a row, and says where it lies. Pictures and papers are small already: they are not pressed again.
    ///
    /// # Errors
    /// `internal` when the disk refuses.
    pub fn add_file(&mut self, table: &str, id: &str, file: &Document) -> Result<String> {
        let name = format!("files/{table}/{id}.{}", file.medium.ending());
        self.add(name.clone(), &file.bytes, CompressionMethod::Stored)?;
        Ok(name)
    }

    /// Adds the rows of a table.
    ///
    /// # Errors
    /// `internal` when the disk refuses.
    pub fn add_table(&mut self, table: &str, rows: &[Value]) -> Result<()> {
        let json = serde_json::to_vec_pretty(rows).map_err(|error| db::internal(&error))?;
        self.add(format!("json/{table}.json"), &json, CompressionMethod::Deflated)?;
        let name = escape(&spoken::table(self.lang, table));
        self.contents.push_str(&format!("<li><a href=\"#{table}\">{name}</a> ({})</li>", rows.len()));
        self.tables.push_str(&format!("<h2 id=\"{table}\">{name}</h2>"));
        if rows.is_empty() {
            self.tables.push_str(&format!("<p>{}</p>", say!(self.lang, privacy.file_none)));
        }
        for row in rows {
            self.tables.push_str(&row_view(self.lang, row));
        }
        Ok(())
    }

    /// The whole file, from its beginning.
    ///
    /// # Errors
    /// `internal` when the disk refuses.
    pub fn finish(mut self) -> Result<File> {
        let page = self.page();
        self.add(String::from("index.html"), page.as_bytes(), CompressionMethod::Deflated)?;
        let mut file = self.zip.finish().map_err(|error| db::internal(&error))?;
        file.rewind().map_err(|error| db::internal(&error))?;
        Ok(file)
    }

    fn add(&mut self, name: String, bytes: &[u8], method: CompressionMethod) -> Result<()> {
        let options = SimpleFileOptions::default().compression_method(method);
        self.zip.start_file(name, options).map_err(|error| db::internal(&error))?;
        self.zip.write_all(bytes).map_err(|error| db::internal(&error))
    }

    /// A list of what is there, then every table with its rows as pairs of name and value.
    fn page(&self) -> String {
        let title = say!(self.lang, privacy.file_title);
        format!(
            "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
             <title>{title}</title><style>body{{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#14212B}}\
             h2{{margin-top:2.5rem;border-bottom:1px solid #E1E5E8}}dl{{display:grid;grid-template-columns:minmax(8rem,16rem) 1fr;gap:.25rem 1rem;\
             border:1px solid #E1E5E8;border-radius:10px;padding:1rem}}dt{{color:#4F5F6A}}dd{{margin:0;overflow-wrap:anywhere}}</style></head>\
             <body><h1>{title}</h1><p>{}</p><ul>{}</ul>{}</body></html>",
            self.lang.code(),
            escape(&say!(self.lang, privacy.file_lead, when = self.at.spoken(self.lang))),
            self.contents,
            self.tables,
        )
    }
}

fn row_view(lang: Lang, row: &Value) -> String {
    let pairs: String = row
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(column, value)| Some((column, value_view(lang, column, value)?)))
        .map(|(column, value)| format!("<dt>{}</dt><dd>{value}</dd>", escape(&spoken::column(lang, column))))
        .collect();
    format!("<dl>{pairs}</dl>")
}

/// A file is a link, everything else is text.
fn value_view(lang: Lang, column: &str, value: &Value) -> Option<String> {
    let text = escape(&value_text(lang, column, value)?);
    Some(if column == FILE { format!("<a href=\"{text}\">{text}</a>") } else { text })
}

/// What is empty is left out; times are told in the reader's words.
fn value_text(lang: Lang, column: &str, value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Bool(yes) => Some(if *yes { say!(lang, privacy.yes) } else { say!(lang, privacy.no) }.to_owned()),
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => {
            let is_time =
                column == "at" || column.ends_with("_at") || column.ends_with("_until") || column == "auth_time";
            let time = is_time.then(|| Instant::parse(text)).flatten();
            Some(
                time.map_or_else(
                    || text.clone(),
                    |at| format!("{} {}", at.day().spoken_with_year(lang), at.clock(lang)),
                ),
            )
        }
        Value::Number(number) if column.ends_with("_kurus") => {
            Some(crate::kernel::money::Money(number.as_i64()?).spoken(lang))
        }
        Value::Array(items) if items.is_empty() => None,
        other => Some(other.to_string()),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::media::Medium;
    use serde_json::json;
    use std::io::Read;

    #[test]
    fn a_file_holds_a_page_the_rows_of_every_table_and_their_files() {
        let at = Instant::parse("2026-11-24T10:00:00+03:00").expect("time");
        let mut archive = Archive::begin(Lang::Tr, at).expect("begun");
        let photo = Document { medium: Medium::Jpeg, bytes: b"resim".to_vec() };
        let path = archive.add_file("users", "7", &photo).expect("kept");
        assert_eq!(path, "files/users/7.jpg");
        let rows = [
            json!({ "full_name": "<b>Ayşe</b>", "created_at": "2026-11-24T07:00:00+00:00", "phone": null, FILE: path }),
        ];
        archive.add_table("users", &rows).expect("written");
        archive.add_table("mails", &[]).expect("written");
        let mut zip = zip::ZipArchive::new(archive.finish().expect("whole")).expect("a zip");
        let mut read = |name: &str| {
            let mut text = String::new();
            zip.by_name(name).expect("a file").read_to_string(&mut text).expect("text");
            text
        };
        assert_eq!(serde_json::from_str::<Vec<Value>>(&read("json/users.json")).expect("json"), rows);
        assert_eq!(read("json/mails.json"), "[]");
        assert_eq!(read("files/users/7.jpg"), "resim");
        let page = read("index.html");
        assert!(page.contains("&lt;b&gt;Ayşe") && !page.contains("<b>Ayşe"), "{page}");
        assert!(page.contains("24 Kasım 2026 10.00"), "{page}");
        assert!(page.contains("<dt>Dosya</dt><dd><a href=\"files/users/7.jpg\">"), "{page}");
    }
}
