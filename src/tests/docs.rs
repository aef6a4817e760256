//! The documents say what the program does: configuration, calls, error codes. A change without its line fails here.

mod arguments;

use crate::architecture::{endpoints, source::program};
use sanaiyiusta::kernel::error::{Code, Rule};
use std::{collections::BTreeSet, fs, path::Path};

fn document(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// First cells of the tables below a heading, without their backticks.
fn first_cells(text: &str, heading: &str) -> BTreeSet<String> {
    let section = text.split_once(&format!("\n## {heading}\n")).unwrap().1.split("\n## ").next().unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    rows.map(ToOwned::to_owned).collect()
}

/// Names that the configuration asks the environment for.
fn variables() -> BTreeSet<String> {
    let sources = program();
    let literals =
        sources.iter().filter(|source| source.path.starts_with("platform/config/")).flat_map(|source| &source.literals);
    let is_name = |text: &str| text.len() > 2 && text.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
    literals.map(|(_, text)| text.clone()).filter(|text| is_name(text)).collect()
}

#[test]
fn every_setting_is_in_the_readme_and_in_the_example() {
    assert!(variables().len() > 10);
    assert_eq!(variables(), first_cells(&document("README.md"), "Configuration"));
    let example: BTreeSet<String> = document(".env.example")
        .lines()
        .filter_map(|line| line.trim_start_matches("# ").split_once('='))
        .map(|(name, _)| name.to_owned())
        .collect();
    assert_eq!(variables(), example);
}

#[test]
fn every_setting_is_documented_beside_its_field() {
    let config = document("src/platform/config/mod.rs");
    let silent: Vec<_> = variables()
        .into_iter()
        .filter(|name| name != "APP_MODE" && !config.contains(&format!("/// `{name}`:")))
        .collect();
    assert_eq!(silent, Vec::<String>::new());
}

#[test]
fn every_call_is_in_the_readme() {
    let calls: BTreeSet<String> = endpoints::endpoints(&program())
        .into_iter()
        .map(|endpoint| format!("{} /api/{}", if endpoint.is_get { "GET" } else { "POST" }, endpoint.name.unwrap()))
        .collect();
    assert!(calls.len() > 10);
    assert_eq!(calls, first_cells(&document("README.md"), "For other programs"));
}

#[test]
fn every_error_code_and_rule_is_in_the_readme() {
    let readme = document("README.md");
    let word = |value: serde_json::Value| value.as_str().unwrap().to_owned();
    let expected: BTreeSet<String> = Code::ALL
        .iter()
        .map(|code| format!("| {} | `{}` |", code.status(), word(serde_json::to_value(code).unwrap())))
        .collect();
    let errors = readme.split_once("\n### Errors\n").unwrap().1.split("\n## ").next().unwrap();
    let (table, rules) = errors.split_once("\nRules of fields: ").unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| 4") || line.starts_with("| 5"));
    let listed: BTreeSet<String> = rows.map(|line| format!("{} |", line.rsplit_once(" | ").unwrap().0)).collect();
    assert_eq!(expected, listed);
    let expected: BTreeSet<String> = Rule::ALL.iter().map(|rule| word(serde_json::to_value(rule).unwrap())).collect();
    let listed: BTreeSet<String> = rules.split('`').skip(1).step_by(2).map(ToOwned::to_owned).collect();
    assert_eq!(expected, listed);
}

#[test]
fn demo_accounts_and_their_password_are_in_the_readme() {
    let readme = document("README.md");
    assert!(readme.contains(sanaiyiusta::demo::PASSWORD));
    for (email, _) in sanaiyiusta::demo::ACCOUNTS {
        assert!(readme.contains(email), "{email}");
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    for path in ["README.md", "src/README.md", "migrations/README.md"] {
        let folder = Path::new(path).parent().unwrap();
        let text = document(path);
        let links =
            text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|link| !link.starts_with("http"));
        for link in links {
            let target = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(link);
            assert!(target.exists(), "{path} leads to {link}");
        }
    }
}

/// `/usta/:slug` and `/usta/{slug}?x=1` as `/usta/*`.
fn shape(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let part = |part: &str| if part.starts_with([':', '{']) { "*".to_owned() } else { part.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Is an address, parts of it written out, one of this route?
fn fits(route: &str, place: &str) -> bool {
    let (route, place): (Vec<&str>, Vec<&str>) = (route.split('/').collect(), place.split('/').collect());
    route.len() == place.len() && route.iter().zip(&place).all(|(route, place)| *route == "*" || route == place)
}

#[test]
fn every_page_is_a_place_that_the_browser_looks_at() {
    let (routes, places) = (document("src/app/routes.rs"), document("end2end/places.mjs"));
    let routes: Vec<String> =
        routes.split("path!(\"").skip(1).map(|rest| shape(rest.split('"').next().unwrap())).collect();
    let places: Vec<String> =
        places.lines().filter_map(|line| line.trim().strip_prefix("['")?.split('\'').nth(2)).map(shape).collect();
    assert!(routes.len() > 40 && places.len() > 40, "{} {}", routes.len(), places.len());
    let exact = |route: &String| places.contains(route);
    let unseen: Vec<_> = routes
        .iter()
        .filter(|route| !exact(route) && !places.iter().any(|place| fits(route, place) && !routes.contains(place)))
        .collect();
    assert_eq!(unseen, Vec::<&String>::new(), "give each of them a row in end2end/places.mjs");
}
