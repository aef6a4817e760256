//! What may stand only in certain places.

use super::source::Source;

/// The longest file.
const LINES: usize = 400;
/// Files that are longer. It only ever shrinks, and it is empty.
const LONG: [&str; 0] = [];

fn outside(sources: &[Source], word: &str, allowed: impl Fn(&Source) -> bool) -> Vec<String> {
    sources.iter().filter(|source| !allowed(source)).flat_map(|source| source.places(word)).collect()
}

/// Gates of the two builds stand where modules are declared, so that a file belongs to one build or to both as a whole.
pub fn feature_gates(sources: &[Source]) -> Vec<String> {
    outside(sources, "feature =", |source| {
        matches!(source.path.as_str(), "lib.rs" | "main.rs" | "kernel/ids.rs" | "kernel/money.rs")
            || source.file_name() == "mod.rs"
    })
}

/// SQL stands in `store.rs` (or `store/`) of its module and in the platform.
pub fn sql(sources: &[Source]) -> Vec<String> {
    outside(sources, "sqlx::", |source| {
        let is_store =
            source.module().is_some() && source.path.split('/').any(|part| matches!(part, "store.rs" | "store"));
        // How a typed value lies in a column; the wires' pools in signatures and the health check; the demo marketplace,
        // written by COPY across all tables; the bench, which sends the same SQL past the house.
        let values = matches!(source.path.as_str(), "kernel/ids.rs" | "kernel/time.rs" | "kernel/money.rs");
        is_store || values || matches!(source.room(), "platform" | "server" | "demo" | "bench")
    })
}

/// Context of a request is read in one place each of the platform, the look and the site.
pub fn contexts(sources: &[Source]) -> Vec<String> {
    let allowed = |source: &Source| matches!(source.room(), "platform" | "ui" | "app");
    ["use_context", "expect_context"].into_iter().flat_map(|word| outside(sources, word, allowed)).collect()
}

/// Server functions stand in `api.rs`.
pub fn server_functions(sources: &[Source]) -> Vec<String> {
    outside(sources, "#[server", |source| source.module().is_some() && is_api(source))
}

pub fn is_api(source: &Source) -> bool {
    source.file_name() == "api.rs" || source.path.contains("/api/")
}

/// Rust files that nobody can read at one sitting.
pub fn long_files(sources: &[Source]) -> Vec<String> {
    let lines = |source: &Source| source.text.lines().count();
    let long = sources.iter().filter(|source| lines(source) > LINES && !LONG.contains(&source.path.as_str()));
    long.map(|source| format!("{} has {} lines", source.path, lines(source))).collect()
}

/// `<textarea>` stands in `ui::form`, which escapes what is inside it.
pub fn text_areas(sources: &[Source]) -> Vec<String> {
    outside(sources, "<textarea", |source| source.path.starts_with("ui/form/"))
}

/// Markup that is not escaped: the inside of a text area, which is escaped by hand, and what the program alone has written.
pub fn raw_markup(sources: &[Source]) -> Vec<String> {
    let known = ["ui/form/text_area.rs", "app/document.rs", "app/show.rs"];
    outside(sources, "inner_html", |source| known.contains(&source.path.as_str()))
}

/// Pages are rendered whole, once everything is known.
pub fn streamed_pages(sources: &[Source]) -> Vec<String> {
    let routes = sources.iter().filter(|source| source.path == "app/routes.rs");
    let lines = routes.flat_map(|source| source.text.split("<Route ").skip(1));
    lines
        .filter(|route| !route.split("/>").next().unwrap_or_default().contains("ssr=Async"))
        .map(ToOwned::to_owned)
        .collect()
}

/// The wall clock, the environment, background work: each has one owner.
pub fn owners(sources: &[Source]) -> Vec<String> {
    let mut breaches = Vec::new();
    for (word, owner) in [
        ("SystemTime::now", "kernel/time.rs"),
        ("Timestamp::now", "kernel/time.rs"),
        ("Zoned::now", "kernel/time.rs"),
        ("env::var", "platform/"),
        ("tokio::spawn", "platform/"),
        ("Uuid::now_v7", "kernel/ids.rs"),
    ] {
        // The bench plays the clients and the peers; it is no part of the served program.
        breaches.extend(outside(sources, word, |source| source.path.starts_with(owner) || source.room() == "bench"));
    }
    breaches
}

/// Exceptions from lints are expectations with a reason.
pub fn silenced_lints(sources: &[Source]) -> Vec<String> {
    ["#[allow(", "#![allow("].into_iter().flat_map(|word| outside(sources, word, |_| false)).collect()
}

/// Work that was put off.
pub fn put_off(sources: &[Source]) -> Vec<String> {
    let words = ["TODO", "FIXME", "todo!", "unimplemented!"];
    let lines = sources
        .iter()
        .flat_map(|source| source.text.lines().enumerate().map(move |(number, line)| (source, number, line)));
    lines
        .filter(|(_, _, line)| words.iter().any(|word| line.contains(word)))
        .map(|(source, number, _)| format!("{}:{}", source.path, number + 1))
        .collect()
}

/// Turkish letters, and English sentences in quotes, where a user reads them.
pub fn literals(sources: &[Source]) -> Vec<String> {
    // Turkish endings follow the last letters of a name: these literals are letters, not words.
    let is_grammar = |source: &Source| source.path == "modules/mechanics/pages/spoken.rs";
    let is_view = |source: &&Source| {
        let below = source.inside_module();
        !is_grammar(source) && (source.room() == "app" || below.starts_with("pages") || below.starts_with("islands"))
    };
    let mut breaches = Vec::new();
    for source in sources.iter().filter(is_view) {
        for (number, line) in source.code.lines().enumerate().filter(|(_, line)| has_turkish(line)) {
            breaches.push(format!("{}:{} {}", source.path, number + 1, line.trim()));
        }
        for (line, literal) in source.literals.iter().filter(|(_, literal)| is_spoken(literal)) {
            breaches.push(format!("{}:{line} \"{literal}\"", source.path));
        }
    }
    breaches
}

fn has_turkish(text: &str) -> bool {
    text.contains(|letter| "çğıöşüÇĞİÖŞÜ".contains(letter))
}

/// Turkish text, or something that begins like an English sentence.
fn is_spoken(literal: &str) -> bool {
    // Each language is called by its own name in every language.
    if literal == "Türkçe" {
        return false;
    }
    let mut words = literal.split(' ');
    let starts_upper = words.next().is_some_and(|word| {
        word.chars().next().is_some_and(|c| c.is_ascii_uppercase())
            && word.chars().skip(1).all(|c| c.is_ascii_lowercase())
    });
    let goes_on = words.next().is_some_and(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase()));
    has_turkish(literal) || (starts_upper && goes_on)
}

#[test]
fn each_wall_sees_its_breach() {
    type Wall = fn(&[Source]) -> Vec<String>;
    let samples: [(Wall, &str, &str); 12] = [
        (feature_gates, "ui/card.rs", "#[cfg(feature = \"ssr\")] fn x() {}"),
        (sql, "modules/users/service.rs", "sqlx::query!(\"select 1\")"),
        (contexts, "modules/users/service.rs", "use_context::<Parts>()"),
        (contexts, "server/run.rs", "expect_context::<Parts>()"),
        (server_functions, "modules/users/service.rs", "#[server(endpoint = \"a/b\")]"),
        (text_areas, "modules/users/pages/settings.rs", "view! { <textarea>{text}</textarea> }"),
        (owners, "modules/users/service.rs", "let now = jiff::Timestamp::now();"),
        (owners, "server/run.rs", "tokio::spawn(x)"),
        (silenced_lints, "ui/card.rs", "#[allow(unused)]"),
        (put_off, "ui/card.rs", "// TODO: colours"),
        (literals, "modules/users/pages/home.rs", "view! { <p>Hoş geldiniz</p> }"),
        (literals, "app/document.rs", "let x = \"Nothing found here\";"),
    ];
    for (wall, path, text) in samples {
        assert_eq!(wall(&[Source::new(path, text)]).len(), 1, "{path}: {text}");
    }
    assert_eq!(long_files(&[Source::new("ui/card.rs", &"x\n".repeat(LINES + 1))]).len(), 1);
    assert!(literals(&[Source::new("app/x.rs", "let class = \"Card px-4\"; // Türkçe açıklama")]).is_empty());
}
