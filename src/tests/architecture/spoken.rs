//! The word tables: both languages say the same things, and nothing is kept that nobody says.

use super::source::Source;
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::Path};

const LANGUAGES: [&str; 2] = ["tr", "en"];

/// `common.save` and so on, in one language.
pub fn keys(language: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/kernel/words").join(language);
    let mut keys = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let namespace = path.file_stem().unwrap().to_string_lossy().into_owned();
        let table: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        collect(&namespace, &table, &mut keys);
    }
    assert!(!keys.is_empty(), "no words in {language}");
    keys
}

fn collect(prefix: &str, value: &Value, keys: &mut BTreeSet<String>) {
    match value.as_object() {
        Some(table) => table.iter().for_each(|(name, value)| collect(&format!("{prefix}.{name}"), value, keys)),
        None => drop(keys.insert(prefix.to_owned())),
    }
}

/// The key a plural form belongs to.
fn stem(key: &str) -> &str {
    ["_one", "_other", "_zero", "_two", "_few", "_many"]
        .iter()
        .find_map(|ending| key.strip_suffix(ending))
        .unwrap_or(key)
}

/// Keys that one language has and the other lacks.
pub fn one_sided() -> Vec<String> {
    let [turkish, english] = LANGUAGES.map(keys);
    turkish.symmetric_difference(&english).cloned().collect()
}

/// Keys that no line of the program says.
pub fn unsaid(sources: &[Source]) -> Vec<String> {
    let said = said(sources);
    keys("tr").into_iter().filter(|key| !said.contains(key) && !said.contains(stem(key))).collect()
}

/// Everything in the code that looks like `namespace.key`.
fn said(sources: &[Source]) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    for source in sources {
        for word in source.code.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))) {
            said.insert(word.to_owned());
        }
    }
    said
}

/// Sentences that are empty, hold markup, or name an argument that the other language does not.
pub fn odd_sentences() -> Vec<String> {
    let [turkish, english] = LANGUAGES.map(sentences);
    let pairs = turkish.iter().filter_map(|(key, sentence)| english.get(key).map(|other| (key, sentence, other)));
    pairs
        .filter(|(_, sentence, other)| {
            let is_odd = |text: &str| text.trim().is_empty() || text.contains("</") || text != text.trim();
            is_odd(sentence) || is_odd(other) || arguments(sentence) != arguments(other)
        })
        .map(|(key, ..)| key.clone())
        .collect()
}

fn sentences(language: &str) -> std::collections::BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/kernel/words").join(language);
    let mut sentences = std::collections::BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let namespace = path.file_stem().unwrap().to_string_lossy().into_owned();
        let table: serde_json::Map<String, Value> = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for (name, value) in table {
            if let Some(text) = value.as_str() {
                sentences.insert(format!("{namespace}.{name}"), text.to_owned());
            }
        }
    }
    sentences
}

fn arguments(sentence: &str) -> BTreeSet<&str> {
    sentence.split("{{").skip(1).filter_map(|rest| rest.split("}}").next()).map(str::trim).collect()
}

#[test]
fn said_words_and_arguments_are_read() {
    let sources =
        [Source::new("ui/x.rs", "say!(lang, common.save); say!(\n lang,\n errors.rule_too_long, limit = limit)")];
    let said = said(&sources);
    assert!(said.contains("common.save") && said.contains("errors.rule_too_long"));
    assert_eq!(stem("search.found_one"), "search.found");
    assert_eq!(arguments("{{ count }} usta, {{name}}"), BTreeSet::from(["count", "name"]));
}
