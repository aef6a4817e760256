//! Server functions and paths as the source declares them.

use super::{source::Source, walls::is_api};
use std::collections::BTreeMap;

/// One `#[server]` function.
#[derive(Debug)]
pub struct Endpoint {
    /// `path:line` of the attribute.
    pub place: String,
    pub name: Option<String>,
    pub is_get: bool,
    body: String,
}

/// Every server function of the program.
pub fn endpoints(sources: &[Source]) -> Vec<Endpoint> {
    sources.iter().filter(|source| is_api(source)).flat_map(of_file).collect()
}

fn of_file(source: &Source) -> Vec<Endpoint> {
    let starts: Vec<usize> = source
        .text
        .match_indices("#[server")
        .map(|(at, _)| at)
        .filter(|at| *at == 0 || source.text[..*at].ends_with('\n'))
        .collect();
    let ends = starts.iter().skip(1).copied().chain([source.text.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| {
            let whole = &source.text[*start..end];
            let attribute = whole.split(']').next().unwrap_or_default();
            let name = attribute.split_once("endpoint = \"").and_then(|(_, rest)| rest.split('"').next());
            Endpoint {
                place: format!("{}:{}", source.path, source.text[..*start].lines().count() + 1),
                name: name.map(ToOwned::to_owned),
                is_get: attribute.contains("GetUrl"),
                body: whole.to_owned(),
            }
        })
        .collect()
}

/// Without an endpoint of its own, or with that of another.
pub fn unnamed_or_doubled(sources: &[Source]) -> Vec<String> {
    let mut breaches = Vec::new();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for endpoint in endpoints(sources) {
        match endpoint.name {
            None => breaches.push(format!("{} has no endpoint", endpoint.place)),
            Some(name) => {
                if let Some(first) = seen.insert(name.clone(), endpoint.place.clone()) {
                    breaches.push(format!("{} and {first} are both {name}", endpoint.place));
                }
            }
        }
    }
    breaches
}

/// Read by `GET`, yet able to write.
pub fn writing_reads(sources: &[Source]) -> Vec<String> {
    let writes = ["Scope::begin", "Scope::write", "Scope::system", "reply(", "reply_noticed("];
    let reads = endpoints(sources).into_iter().filter(|endpoint| endpoint.is_get);
    reads
        .filter(|endpoint| {
            writes.iter().any(|word| endpoint.body.contains(word)) || !endpoint.body.contains("Scope::read")
        })
        .map(|endpoint| format!("{} ({})", endpoint.place, endpoint.name.unwrap_or_default()))
        .collect()
}

/// Paths of `app/routes.rs`, as `/usta/*`.
pub fn routes(sources: &[Source]) -> Vec<String> {
    let routes =
        sources.iter().filter(|source| source.path == "app/routes.rs" || source.path.starts_with("app/routes/"));
    routes.flat_map(|source| quoted_after(&source.text, "path!(\"")).map(|path| pattern(&path, ':')).collect()
}

/// Addresses of `kernel/paths.rs` and what stands below it, as `/usta/*`.
pub fn addresses(sources: &[Source]) -> Vec<String> {
    let is_of_paths = |path: &str| path == "kernel/paths.rs" || path.starts_with("kernel/paths/");
    let files = sources.iter().filter(|source| is_of_paths(&source.path));
    let text: String = files.map(|source| source.text.as_str()).collect::<Vec<_>>().join("\n");
    let constants: BTreeMap<String, String> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub const ")?.split_once(": &str = \""))
        .map(|(name, rest)| (name.to_owned(), rest.trim_end_matches("\";").to_owned()))
        .collect();
    let built = quoted_after(&text, "format!(\"").into_iter().map(|text| {
        let text = constants.iter().fold(text, |text, (name, value)| text.replace(&format!("{{{name}}}"), value));
        pattern(&text, '{')
    });
    built.chain(constants.values().cloned()).collect()
}

fn quoted_after(text: &str, opening: &str) -> Vec<String> {
    text.split(opening).skip(1).filter_map(|rest| rest.split('"').next()).map(ToOwned::to_owned).collect()
}

/// Parts that start with `mark` become `*`; a query is cut off.
fn pattern(path: &str, mark: char) -> String {
    let path = path.split('?').next().unwrap_or_default();
    path.split('/').map(|part| if part.starts_with(mark) { "*" } else { part }).collect::<Vec<_>>().join("/")
}

/// Routes that `kernel::paths` doesn't know.
pub fn nameless_routes(sources: &[Source]) -> Vec<String> {
    let addresses = addresses(sources);
    routes(sources).into_iter().filter(|route| !addresses.contains(route)).collect()
}

#[test]
fn endpoints_and_addresses_are_read() {
    let api = Source::new(
        "modules/users/api.rs",
        "#[server(endpoint = \"a/b\", input = GetUrl)]\nasync fn x() { Scope::begin() }\n#[server]\nfn y() {}\n#[server(endpoint = \"a/b\")]\nfn z() {}\n",
    );
    let sources = [
        api,
        Source::new(
            "kernel/paths.rs",
            "pub const CARS: &str = \"/hesap\";\npub fn car() { format!(\"{CARS}/{id}/x?y={z}\") }",
        ),
        Source::new("app/routes.rs", "path!(\"/hesap/:id/x\") path!(\"/hesap\") path!(\"/yok\")"),
    ];
    assert_eq!(unnamed_or_doubled(&sources).len(), 2);
    assert_eq!(writing_reads(&sources).len(), 1);
    assert_eq!(nameless_routes(&sources), ["/yok"]);
}
