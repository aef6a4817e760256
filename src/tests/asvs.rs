//! The map of OWASP ASVS 5.0, chapters V6 (authentication), V7 (sessions), V8 (authorisation) and V10 (OAuth and identity
//! providers): every requirement of level 1 or 2 leads to tests that exist or says why it does not apply. What is still
//! missing is said as well, and counted. `asvs_ids.csv` lists the requirements, `asvs.toml` is the map.

mod document;
mod measures;

use crate::architecture::source::{Source, tree};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Requirements of each chapter, of all levels.
const CHAPTERS: [(&str, usize); 4] = [("V6", 47), ("V7", 19), ("V8", 13), ("V10", 36)];
/// Entries that say what is missing. Closing one lowers this.
const GAPS: usize = 0;

/// A requirement either leads to tests (and may say what they leave open), has a gap alone, or does not apply.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// `module::name` of a Rust test, `file.spec.mjs: title` of a browser test.
    #[serde(default)]
    tests: Vec<String>,
    /// Why it does not apply.
    na: Option<String>,
    /// What is missing.
    gap: Option<String>,
}

impl Entry {
    fn is_complete(&self) -> bool {
        let is_reason = |text: Option<&str>| text.is_none_or(|text| text.split_whitespace().count() >= 3);
        let is_mapped = !self.tests.is_empty() || self.gap.is_some();
        is_reason(self.na.as_deref()) && is_reason(self.gap.as_deref()) && is_mapped != self.na.is_some()
    }
}

fn path(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

fn file(below: &str) -> String {
    fs::read_to_string(path(below)).unwrap()
}

/// Every requirement with its level.
fn ids() -> Vec<(String, u8)> {
    let list = file("src/tests/asvs_ids.csv");
    let rows = list.lines().skip(1).map(|row| row.split_once(',').unwrap());
    rows.map(|(id, level)| (id.to_owned(), level.parse().unwrap())).collect()
}

/// The map; the parser refuses an id that stands twice.
fn map() -> BTreeMap<String, Entry> {
    toml::from_str(&file("src/tests/asvs.toml")).unwrap()
}

/// Tests of a source as `module::name`; those that only run when asked for do not count.
fn rust_tests(source: &Source) -> Vec<String> {
    let place = source.path.strip_prefix("tests/").unwrap_or(&source.path);
    let module = place.trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::");
    let (mut names, mut is_test) = (Vec::new(), false);
    for line in source.text.lines().map(str::trim_start) {
        if ["#[test]", "#[tokio::test", "#[sqlx::test"].iter().any(|mark| line.starts_with(mark)) {
            is_test = true;
        } else if line.starts_with("#[ignore") {
            is_test = false;
        } else if let Some(rest) = line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ") {
            if is_test {
                names.push(format!("{module}::{}", rest.split('(').next().unwrap_or_default()));
            }
            is_test = false;
        }
    }
    names
}

/// Browser tests as `file.spec.mjs: title`.
fn browser_tests(name: &str, text: &str) -> Vec<String> {
    let titles = text.lines().filter_map(|line| line.trim_start().strip_prefix("test('")?.split_once("',"));
    titles.map(|(title, _)| format!("{name}: {title}")).collect()
}

fn every_test() -> BTreeSet<String> {
    let mut all: BTreeSet<String> = tree("").iter().flat_map(rust_tests).collect();
    for entry in fs::read_dir(path("end2end/tests")).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        if Path::new(&name).extension().is_some_and(|ending| ending == "mjs") {
            all.extend(browser_tests(&name, &fs::read_to_string(entry.path()).unwrap()));
        }
    }
    all
}

#[test]
fn the_list_of_requirements_has_no_holes() {
    let ids = ids();
    let known: BTreeSet<&str> = ids.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(known.len(), ids.len(), "an id stands twice");
    for (chapter, count) in CHAPTERS {
        let of_chapter = known.iter().filter(|id| id.split('.').next() == Some(chapter));
        assert_eq!(of_chapter.count(), count, "{chapter}");
    }
    assert_eq!(known.len(), CHAPTERS.iter().map(|(_, count)| count).sum::<usize>(), "chapters of nobody");
    for (id, level) in &ids {
        assert!((1..=3).contains(level), "{id}");
        let (section, number) = id.rsplit_once('.').unwrap();
        let number: u32 = number.parse().unwrap();
        let before = format!("{section}.{}", number.saturating_sub(1));
        assert!(number == 1 || known.contains(before.as_str()), "{before} is missing before {id}");
    }
}

#[test]
fn every_requirement_of_the_first_two_levels_is_mapped_and_no_other() {
    let wanted: BTreeSet<String> = ids().into_iter().filter(|(_, level)| *level <= 2).map(|(id, _)| id).collect();
    let mapped: BTreeSet<String> = map().into_keys().collect();
    let missing: Vec<_> = wanted.difference(&mapped).collect();
    let foreign: Vec<_> = mapped.difference(&wanted).collect();
    assert!(missing.is_empty(), "say in tests/asvs.toml what holds {missing:?}");
    assert!(foreign.is_empty(), "{foreign:?} are no requirements of level 1 or 2: take them out of tests/asvs.toml");
}

#[test]
fn every_entry_names_tests_or_says_what_is_missing_or_why_it_does_not_apply() {
    let wrong: Vec<_> = map().into_iter().filter(|(_, entry)| !entry.is_complete()).map(|(id, _)| id).collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_named_test_exists() {
    let there = every_test();
    let named = map().into_iter().flat_map(|(id, entry)| entry.tests.into_iter().map(move |test| (id.clone(), test)));
    let lost: Vec<String> =
        named.filter(|(_, test)| !there.contains(test)).map(|(id, test)| format!("{id}  {test}")).collect();
    assert!(lost.is_empty(), "tests/asvs.toml names tests that are not there:\n  {}\n", lost.join("\n  "));
}

#[test]
fn gaps_are_counted_and_do_not_grow() {
    let map = map();
    let gaps: Vec<String> =
        map.iter().filter_map(|(id, entry)| Some(format!("{id}  {}", entry.gap.as_deref()?))).collect();
    let count = |holds: fn(&Entry) -> bool| map.values().filter(|entry| holds(entry)).count();
    println!(
        "{} requirements: {} held by tests, {} do not apply, {} with a gap\n  {}",
        map.len(),
        count(|entry| !entry.tests.is_empty() && entry.gap.is_none()),
        count(|entry| entry.na.is_some()),
        gaps.len(),
        gaps.join("\n  ")
    );
    assert_eq!(gaps.len(), GAPS, "close a new gap instead of adding it; a closed one lowers the number");
}

#[test]
fn tests_are_read_out_of_sources() {
    let text = "#[test]\nfn one() {}\nfn help() {}\n    #[sqlx::test(migrator = \"m\")]\n    async fn two(pool: PgPool) {}\n\
                #[test]\n#[ignore = \"by hand\"]\nfn three() {}\n";
    let names = |path: &str| rust_tests(&Source::new(path, text));
    assert_eq!(names("tests/a/mod.rs"), ["a::one", "a::two"]);
    assert_eq!(names("modules/auth/password.rs"), ["modules::auth::password::one", "modules::auth::password::two"]);
    let spec = "test('it holds', async ({ page }) => {\n  test(`not ${this}`, async () => {\n";
    assert_eq!(browser_tests("x.spec.mjs", spec), ["x.spec.mjs: it holds"]);
}
