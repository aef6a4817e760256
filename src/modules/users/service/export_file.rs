//! The file of a copy: one JSON per table, and a page that can be read without a program.

use crate::{
    kernel::{error::Result, lang::Lang, time::Instant},
    modules::users::spoken,
    platform::db,
    say,
};
use serde_json::Value;
use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

/// The rows of one table.
pub struct Part {
    pub table: &'static str,
    pub rows: Vec<Value>,
}

/// Packs everything into a zip.
///
/// # Errors
/// `internal` when packing fails.
pub fn pack(lang: Lang, at: Instant, parts: &[Part]) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    let mut add = |name: String, bytes: &[u8]| -> Result<()> {
        zip.start_file(name, options).map_err(|error| db::internal(&error))?;
        zip.write_all(bytes).map_err(|error| db::internal(&error))
    };
    add(String::from("index.html"), page(lang, at, parts).as_bytes())?;
    for part in parts {
        let json = serde_json::to_vec_pretty(&part.rows).map_err(|error| db::internal(&error))?;
        add(format!("json/{}.json", part.table), &json)?;
    }
    Ok(zip.finish().map_err(|error| db::internal(&error))?.into_inner())
}

/// The page: a list of what is there, then every table with its rows as pairs of name and value.
fn page(lang: Lang, at: Instant, parts: &[Part]) -> String {
    let title = say!(lang, privacy.file_title);
    let mut html = format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <title>{title}</title><style>body{{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#14212B}}\
         h2{{margin-top:2.5rem;border-bottom:1px solid #E1E5E8}}dl{{display:grid;grid-template-columns:minmax(8rem,16rem) 1fr;gap:.25rem 1rem;\
         border:1px solid #E1E5E8;border-radius:10px;padding:1rem}}dt{{color:#4F5F6A}}dd{{margin:0;overflow-wrap:anywhere}}</style></head>\
         <body><h1>{title}</h1><p>{}</p><ul>",
        lang.code(),
        escape(&say!(lang, privacy.file_lead, when = at.spoken(lang))),
    );
    for part in parts {
        let name = escape(&spoken::table(lang, part.table));
        html.push_str(&format!("<li><a href=\"#{0}\">{name}</a> ({1})</li>", part.table, part.rows.len()));
    }
    html.push_str("</ul>");
    for part in parts {
        html.push_str(&format!("<h2 id=\"{}\">{}</h2>", part.table, escape(&spoken::table(lang, part.table))));
        if part.rows.is_empty() {
            html.push_str(&format!("<p>{}</p>", say!(lang, privacy.file_none)));
        }
        for row in &part.rows {
            html.push_str(&row_view(lang, row));
        }
    }
    html.push_str("</body></html>");
    html
}

fn row_view(lang: Lang, row: &Value) -> String {
    let pairs: String = row
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(column, value)| Some((column, value_text(lang, column, value)?)))
        .map(|(column, value)| format!("<dt>{}</dt><dd>{}</dd>", escape(&spoken::column(lang, column)), escape(&value)))
        .collect();
    format!("<dl>{pairs}</dl>")
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
    use serde_json::json;
    use std::io::Read;

    #[test]
    fn a_file_holds_a_page_and_the_rows_of_every_table() {
        let at = Instant::parse("2026-11-24T10:00:00+03:00").expect("time");
        let rows =
            vec![json!({ "full_name": "<b>Ayşe</b>", "created_at": "2026-11-24T07:00:00+00:00", "phone": null })];
        let parts = [Part { table: "users", rows: rows.clone() }, Part { table: "mails", rows: Vec::new() }];
        let file = pack(Lang::Tr, at, &parts).expect("packed");
        let mut zip = zip::ZipArchive::new(Cursor::new(file)).expect("a zip");
        let mut read = |name: &str| {
            let mut text = String::new();
            zip.by_name(name).expect("a file").read_to_string(&mut text).expect("text");
            text
        };
        assert_eq!(serde_json::from_str::<Vec<Value>>(&read("json/users.json")).expect("json"), rows);
        assert_eq!(read("json/mails.json"), "[]");
        let page = read("index.html");
        assert!(page.contains("&lt;b&gt;Ayşe") && !page.contains("<b>Ayşe"), "{page}");
        assert!(page.contains("24 Kasım 2026 10.00"), "{page}");
    }
}
