//! `src/SECURITY.md` says what was decided. Its numbers are those of the code, its ways in those of the database.

use super::file;
use crate::{architecture::source::program, support::fresh};
use std::collections::BTreeSet;

/// The numbers in a text; `19_456` is one.
fn numbers(text: &str) -> Vec<u64> {
    let text = text.replace('_', "");
    text.split(|letter: char| !letter.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

/// Rows of three cells whose last names a constant, say `auth/service/guard.rs FREE_TRIES`: number, file, name.
fn rows(document: &str) -> Vec<(String, String, String)> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [_, number, place] = cells.as_slice() else { return None };
        let (file, name) = place.trim_matches('`').split_once(".rs ")?;
        Some(((*number).to_owned(), format!("/{file}.rs"), name.to_owned()))
    };
    document.lines().filter_map(row).collect()
}

/// First cells of the tables of a section, without their backticks.
fn first_cells<'a>(document: &'a str, heading: &str) -> BTreeSet<&'a str> {
    let section = document.split_once(&format!("\n## {heading}\n")).unwrap().1.split("\n## ").next().unwrap();
    section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect()
}

#[test]
fn numbers_of_the_document_are_those_of_the_code() {
    let (document, program) = (file("src/SECURITY.md"), program());
    let rows = rows(&document);
    assert!(rows.len() > 20, "the tables are read");
    for (number, path, name) in rows {
        let declared = format!("const {name}: ");
        let values: Vec<&str> = program
            .iter()
            .filter(|source| format!("/{}", source.path).ends_with(&path))
            .filter_map(|source| source.code.split_once(&declared)?.1.split_once(" = ")?.1.split(';').next())
            .collect();
        let [value] = values.as_slice() else { panic!("{name} stands {} times in {path}", values.len()) };
        assert_eq!(numbers(&number), numbers(value), "{path} {name}");
    }
}

#[tokio::test]
async fn every_way_in_is_described() {
    let pool = fresh().await;
    let rule: String = sqlx::query_scalar(
        "select pg_get_constraintdef(oid) from pg_constraint where conname = 'user_sessions_methods_are_known'",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    let known: BTreeSet<&str> = rule.split('\'').skip(1).step_by(2).collect();
    assert!(known.contains("password"), "{rule}");
    assert_eq!(known, first_cells(&file("src/SECURITY.md"), "Ways in"));
}

#[tokio::test]
async fn what_every_role_may_do_is_described() {
    let pool = fresh().await;
    let rule: String = sqlx::query_scalar(
        "select pg_get_constraintdef(oid) from pg_constraint where conname = 'user_roles_role_is_known'",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    let known: BTreeSet<&str> = rule.split('\'').skip(1).step_by(2).collect();
    assert_eq!(known, first_cells(&file("src/SECURITY.md"), "Roles"));
}

/// The text of a section says each of these.
#[track_caller]
fn says(heading: &str, words: &[&str]) {
    let document = file("src/SECURITY.md");
    let section = document.split_once(&format!("\n## {heading}\n")).unwrap().1.split("\n## ").next().unwrap();
    let silent: Vec<_> = words.iter().filter(|word| !section.contains(**word)).collect();
    assert!(silent.is_empty(), "src/SECURITY.md says nothing of {silent:?} below {heading}");
}

#[test]
fn sessions_are_explained() {
    says("Sessions", &["NIST SP 800-63B", "sessions at once", "Ended at once", "Identity providers"]);
}

#[test]
fn one_factor_is_argued_for() {
    says(
        "Ways in",
        &["V6.3.3", "One factor is enough", "In its place stand", "new device", "fresh proof", "authenticator app"],
    );
}

#[test]
fn fields_are_explained() {
    says("Fields", &["a car:", "a visit:", "a review:", "a workshop:", "a person:", "secrets:"]);
}
