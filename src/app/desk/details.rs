//! What the details of the audit log are called. The log keeps codes, people read words.

use super::detail_words::word;
use crate::{
    kernel::{lang::Lang, money::Money},
    say,
};
use serde_json::Value;

/// The details that say something, as pairs of plain words.
pub fn spoken(lang: Lang, detail: &Value) -> Vec<(String, String)> {
    let Some(object) = detail.as_object() else { return Vec::new() };
    object
        .iter()
        .filter_map(|(key, value)| {
            let name = name(lang, key).map_or_else(|| key.clone(), ToOwned::to_owned);
            Some((name, text(lang, key, value)?))
        })
        .collect()
}

/// A value in words; `None` for what says nothing.
fn text(lang: Lang, key: &str, value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::Bool(true) => say!(lang, audit.yes).to_owned(),
        Value::Bool(false) => say!(lang, audit.no).to_owned(),
        Value::Number(number) if key.ends_with("_kurus") => Money(number.as_i64()?).spoken(lang),
        Value::String(text) => {
            let words: Option<Vec<_>> = text.split(", ").map(|code| word(lang, key, code)).collect();
            words.map_or_else(|| text.clone(), |words| words.join(", "))
        }
        Value::Array(items) => {
            items.iter().filter_map(|item| self::text(lang, key, item)).collect::<Vec<_>>().join(", ")
        }
        // What a list was narrowed by, as its address says it.
        Value::Object(pairs) => {
            let said = |(key, value): (&String, &Value)| {
                value.as_str().filter(|v| !v.is_empty()).map(|v| format!("{key}={v}"))
            };
            pairs.iter().filter_map(said).collect::<Vec<_>>().join(", ")
        }
        other @ Value::Number(_) => other.to_string(),
    };
    (!text.is_empty()).then_some(text)
}

/// `None` for a detail this release no longer writes.
fn name(lang: Lang, key: &str) -> Option<&'static str> {
    first_half(lang, key).or_else(|| second_half(lang, key))
}

fn first_half(lang: Lang, key: &str) -> Option<&'static str> {
    Some(match key {
        "accounts" => say!(lang, audit.accounts),
        "active" => say!(lang, audit.active),
        "address_restored" => say!(lang, audit.address_restored),
        "application" => say!(lang, audit.application),
        "book" => say!(lang, audit.book),
        "car" => say!(lang, audit.car),
        "cars" => say!(lang, audit.cars),
        "certificate" => say!(lang, audit.certificate),
        "changed" => say!(lang, audit.changed),
        "count" => say!(lang, audit.count),
        "day_price_kurus" => say!(lang, audit.day_price_kurus),
        "decision" => say!(lang, audit.decision),
        "document" => say!(lang, audit.document),
        "double" => say!(lang, audit.double),
        "email" => say!(lang, audit.email),
        "file" => say!(lang, audit.file),
        "filters" => say!(lang, audit.filters),
        "from" => say!(lang, audit.from),
        "iban" => say!(lang, audit.iban),
        "into" => say!(lang, audit.into),
        "into_name" => say!(lang, audit.into_name),
        "kind" => say!(lang, audit.kind),
        "left_out" => say!(lang, audit.left_out),
        "missing" => say!(lang, audit.missing),
        "models" => say!(lang, audit.models),
        "name" => say!(lang, audit.name),
        "name_tr" => say!(lang, audit.name_tr),
        "new" => say!(lang, audit.is_new),
        "note" => say!(lang, audit.note),
        "notice" => say!(lang, audit.notice),
        "number" => say!(lang, audit.number),
        _ => return None,
    })
}

fn second_half(lang: Lang, key: &str) -> Option<&'static str> {
    Some(match key {
        "other" => say!(lang, audit.other),
        "owner" => say!(lang, audit.owner),
        "paid" => say!(lang, audit.paid),
        "pay" => say!(lang, audit.pay),
        "post" => say!(lang, audit.post),
        "proposal" => say!(lang, audit.proposal),
        "reason" => say!(lang, audit.reason),
        "removed" => say!(lang, audit.removed),
        "role" => say!(lang, audit.role),
        "rows" => say!(lang, audit.rows),
        "rule" => say!(lang, audit.rule),
        "session" => say!(lang, audit.session),
        "sessions" => say!(lang, audit.sessions),
        "set" => say!(lang, audit.set),
        "signals" => say!(lang, audit.signals),
        "slug" => say!(lang, audit.slug),
        "state" => say!(lang, audit.state),
        "stays" => say!(lang, audit.stays),
        "to" => say!(lang, audit.to),
        "total_kurus" => say!(lang, audit.total_kurus),
        "twins" => say!(lang, audit.twins),
        "until" => say!(lang, audit.until),
        "user" => say!(lang, audit.user),
        "users" => say!(lang, audit.users),
        "variants" => say!(lang, audit.variants),
        "workshop" | "mechanic" | "mechanic_id" => say!(lang, audit.workshop),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::{collections::BTreeSet, fs, path::Path};

    #[test]
    fn empty_details_are_left_out_and_the_others_are_said_in_words() {
        let detail = json!({ "rule": null, "reason": "", "signals": [], "from": "pending", "new": true });
        let pairs = |list: [(&str, &str); 2]| list.map(|(key, value)| (key.to_owned(), value.to_owned()));
        assert_eq!(spoken(Lang::Tr, &detail), pairs([("Önceki", "Bekleyen"), ("Yeni", "evet")]));
        assert_eq!(spoken(Lang::En, &detail), pairs([("Before", "Waiting"), ("New", "yes")]));
        let detail = json!({ "decision": "approve", "signals": ["link", "short"], "kind": "tax_plate", "missing": "identity, hours" });
        let said: Vec<String> = spoken(Lang::Tr, &detail).into_iter().map(|(_, value)| value).collect();
        assert_eq!(said, ["Onayla", "Vergi levhası", "Kimlik, Saat", "Bağlantı, Kısa metin"]);
        let detail = json!({ "role": "support", "total_kurus": 125_000 });
        assert_eq!(spoken(Lang::Tr, &detail), pairs([("Rol", "Destek"), ("Tutar", "₺1.250")]));
        assert_eq!(
            spoken(Lang::Tr, &json!({ "filters": ["ara", "rol"] })),
            [("Süzgeç".to_owned(), "ara, rol".to_owned())]
        );
        assert_eq!(
            spoken(Lang::Tr, &json!({ "filters": { "ara": "", "durum": "waiting" } })),
            [("Süzgeç".to_owned(), "durum=waiting".to_owned())]
        );
        assert_eq!(spoken(Lang::Tr, &json!({ "forgotten": 1 })), [("forgotten".to_owned(), "1".to_owned())]);
    }

    fn sources(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "tests") {
                sources(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(path).unwrap();
                found.push(text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned());
            }
        }
    }

    /// Keys of the `json!({ … })` in the files that write the log.
    #[test]
    fn every_detail_that_is_written_has_a_name_in_both_languages() {
        let mut files = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
        let written: BTreeSet<String> = files
            .iter()
            .filter(|source| source.contains("scope.audit("))
            .flat_map(|source| source.split("json!({").skip(1))
            .filter_map(|rest| rest.split_once("})").map(|(object, _)| object))
            .flat_map(|object| object.split('"').skip(1).step_by(2).zip(object.split('"').skip(2).step_by(2)))
            .filter(|(_, after)| after.trim_start().starts_with(':'))
            .map(|(key, _)| key.to_owned())
            .collect();
        assert!(written.len() > 30, "{written:?}");
        for key in &written {
            let [turkish, english] = Lang::ALL.map(|lang| name(lang, key));
            assert!(turkish.is_some() && turkish != english, "{key} has no words in desk/details.rs");
        }
    }
}
