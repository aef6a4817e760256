//! What calls take, as the README lists it and as the source declares it.

use super::document;
use crate::architecture::source::{Source, program};
use std::collections::{BTreeMap, BTreeSet};

/// Fields that only say where a plain form goes on to.
const OF_FORMS: [&str; 2] = ["next", "back"];
const OF_DONE_VISITS: [&str; 6] = ["km", "amount", "amount_reason", "parts", "labour", "done"];
/// Fields of a shared input that these calls do not read.
const UNREAD: [(&str, &[&str]); 6] = [
    ("appointments/confirm", &OF_DONE_VISITS),
    ("appointments/decline", &OF_DONE_VISITS),
    ("appointments/cancel", &OF_DONE_VISITS),
    ("appointments/no_show", &OF_DONE_VISITS),
    ("appointments/accept_proposal", &OF_DONE_VISITS),
    ("vehicles/drop_import", &["skip"]),
];

/// Public fields of every struct, by name and module.
fn fields(sources: &[Source]) -> BTreeMap<String, BTreeMap<String, Vec<String>>> {
    let mut found: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for source in sources {
        let Some(module) = source.module() else { continue };
        for block in source.text.split("pub struct ").skip(1) {
            let Some((name, rest)) = block.split_once(" {\n") else { continue };
            let body = rest.split("\n}").next().unwrap_or_default();
            let names = body.lines().filter_map(|line| line.strip_prefix("    pub ")?.split_once(": "));
            let names = names.map(|(name, _)| name.to_owned()).collect();
            found.entry(name.to_owned()).or_default().insert(module.to_owned(), names);
        }
    }
    found
}

/// Name and type of each parameter, under the name that callers use.
fn parameters(function: &str) -> Vec<(String, String)> {
    let Some((_, rest)) = function.split_once("pub async fn ") else { return Vec::new() };
    let Some((_, list)) = rest.split_once('(') else { return Vec::new() };
    let list = list.split(") -> ").next().unwrap_or_default().replace("#[server(default)]", "");
    let parameters = list.split(',').filter_map(|one| {
        let (name, kind) = one.rsplit_once(": ")?;
        let renamed = name.split_once("rename = \"").and_then(|(_, rest)| rest.split('"').next());
        let name = renamed.unwrap_or_else(|| name.split_whitespace().last().unwrap_or_default());
        Some((name.to_owned(), kind.trim().rsplit("::").next()?.to_owned()))
    });
    parameters.collect()
}

/// Endpoint → what it takes.
fn declared() -> BTreeMap<String, BTreeSet<String>> {
    let sources = program();
    let fields = fields(&sources);
    let mut calls = BTreeMap::new();
    for source in &sources {
        let Some(module) = source.module() else { continue };
        for block in source.text.split("#[server(endpoint = \"").skip(1) {
            let endpoint = block.split('"').next().unwrap_or_default();
            let takes = parameters(block).into_iter().flat_map(|(name, kind)| {
                // The struct of one's own module, or that of the module which the file speaks of.
                let of_kind = fields.get(&kind);
                let own = of_kind.and_then(|known| known.get(module));
                let other = || {
                    let mut known = of_kind?.iter();
                    known.find(|(other, _)| source.text.contains(&format!("{other}::"))).map(|(_, names)| names)
                };
                own.or_else(other).cloned().unwrap_or_else(|| vec![name])
            });
            calls.insert(endpoint.to_owned(), takes.collect());
        }
    }
    calls
}

/// Endpoint → the words of its cell of arguments; ``as `open` `` stands for those of that call.
fn listed() -> BTreeMap<String, BTreeSet<String>> {
    let readme = document("README.md");
    let mut cells: BTreeMap<&str, String> = BTreeMap::new();
    for line in readme.lines() {
        let Some((call, rest)) = line.strip_prefix("| `").and_then(|line| line.split_once("` | ")) else { continue };
        let Some((_, endpoint)) = call.split_once(" /api/") else { continue };
        cells.insert(endpoint, rest.replace("\\|", "/").split('|').next().unwrap_or_default().to_owned());
    }
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric() && c != '_').map(ToOwned::to_owned).collect()
    };
    let whole = |endpoint: &str, cell: &str| {
        let other = cell.split_once("as `").and_then(|(_, rest)| rest.split('`').next());
        let module = endpoint.split('/').next().unwrap_or_default();
        let other = other.and_then(|other| cells.get(format!("{module}/{other}").as_str()));
        words(other.map_or(cell, String::as_str))
    };
    cells.iter().map(|(endpoint, cell)| ((*endpoint).to_owned(), whole(endpoint, cell))).collect()
}

#[test]
fn every_argument_of_every_call_is_in_the_readme() {
    let (declared, listed) = (declared(), listed());
    assert!(declared.values().map(BTreeSet::len).sum::<usize>() > 300, "arguments are found at all");
    let missing: Vec<String> = declared
        .iter()
        .flat_map(|(endpoint, takes)| {
            let unread = UNREAD.iter().find(|(call, _)| call == endpoint).map_or(&[][..], |(_, names)| names);
            let known = &listed[endpoint];
            takes
                .iter()
                .filter(|name| !known.contains(*name) && !OF_FORMS.contains(&name.as_str()))
                .filter(|name| !unread.contains(&name.as_str()))
                .map(move |name| format!("{endpoint}: {name}"))
        })
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}
