//! Who may know whom: between the rooms, and between the modules.

use super::source::Source;

/// Lower modules first: each may call those before it, through their face.
pub const MODULES: [&str; 8] =
    ["users", "customers", "auth", "vehicles", "mechanics", "service_requests", "appointments", "reviews"];

/// What of another module nobody else touches: its SQL, its permits, its pages.
const PRIVATE: [&str; 5] = ["store", "policy", "pages", "service", "api"];

/// The rooms a file may name.
fn known_rooms(source: &Source) -> &'static [&'static str] {
    match (source.room(), source.inside_module().split('/').next().unwrap_or_default()) {
        ("kernel", _) => &["kernel"],
        ("ui", _) => &["kernel", "ui"],
        ("platform", _) => &["kernel", "platform"],
        ("modules", "islands") => &["kernel", "ui", "modules"],
        ("modules", "pages") => &["kernel", "ui", "platform", "modules"],
        ("modules", _) => &["kernel", "platform", "modules"],
        ("app", _) => &["kernel", "ui", "platform", "modules", "app"],
        ("demo", _) => &["kernel", "platform", "modules", "demo"],
        _ => &["kernel", "ui", "platform", "modules", "app", "demo", "server"],
    }
}

/// `use` and inline paths that go against the arrows between rooms.
pub fn between_rooms(sources: &[Source]) -> Vec<String> {
    let rooms = ["kernel", "ui", "platform", "modules", "app", "demo", "server"];
    let mut breaches = Vec::new();
    for source in sources {
        let known = known_rooms(source);
        for path in source.paths() {
            let room = path.first().map_or("", String::as_str);
            if rooms.contains(&room) && !known.contains(&room) {
                breaches.push(format!("{} names {}", source.path, path.join("::")));
            }
        }
    }
    breaches
}

/// Inside a module: rules and SQL know nothing of pages and islands.
pub fn inside_a_module(sources: &[Source]) -> Vec<String> {
    let mut breaches = Vec::new();
    for source in sources {
        let (Some(module), part) = (source.module(), source.inside_module()) else { continue };
        let is_low = ["service", "store", "policy", "model", "status", "jobs"]
            .iter()
            .any(|name| part.split(['/', '.']).next() == Some(name));
        for path in source.paths().into_iter().filter(|_| is_low) {
            let names: Vec<&str> = path.iter().map(String::as_str).collect();
            if let ["modules", own, place @ ("pages" | "islands" | "api"), ..] = names.as_slice()
                && *own == module
            {
                breaches.push(format!("{} names its own {place}: {}", source.path, path.join("::")));
            }
        }
    }
    breaches
}

/// Calls between modules: only downward, only through the face.
pub fn between_modules(sources: &[Source]) -> Vec<String> {
    let height = |module: &str| MODULES.iter().position(|name| *name == module);
    let mut breaches = Vec::new();
    for source in sources {
        for path in source.paths() {
            let names: Vec<&str> = path.iter().map(String::as_str).collect();
            let ["modules", other, rest @ ..] = names.as_slice() else { continue };
            let first = rest.first().copied().unwrap_or_default();
            let Some(module) = source.module() else {
                // The composing rooms see faces and pages, never SQL or permits.
                if matches!(first, "store" | "policy") {
                    breaches.push(format!("{} reaches behind the face of {other}: {}", source.path, path.join("::")));
                }
                continue;
            };
            if *other == module {
                continue;
            }
            if height(other) >= height(module) {
                breaches.push(format!("{} calls upward: {}", source.path, path.join("::")));
            }
            if PRIVATE.contains(&first) {
                breaches.push(format!("{} reaches behind the face of {other}: {}", source.path, path.join("::")));
            }
        }
    }
    breaches
}

/// Folders of `modules/` that have no place in the order.
pub fn without_a_place(sources: &[Source]) -> Vec<String> {
    let mut strangers: Vec<String> = sources
        .iter()
        .filter_map(Source::module)
        .filter(|module| !MODULES.contains(module))
        .map(ToOwned::to_owned)
        .collect();
    strangers.dedup();
    strangers
}

#[test]
fn arrows_against_the_order_are_seen() {
    let sample = |path: &str, text: &str| [Source::new(path, text)];
    for (path, text) in [
        ("kernel/money.rs", "use crate::platform::Scope;"),
        ("ui/card.rs", "fn x() { crate::modules::users::counts(); }"),
        ("platform/db.rs", "use crate::{kernel::ids::*, ui::Page};"),
        ("modules/users/islands/x.rs", "use crate::platform::Visit;"),
        ("modules/users/service.rs", "use crate::ui::Page;"),
        ("app/routes.rs", "use crate::server;"),
    ] {
        assert_eq!(between_rooms(&sample(path, text)).len(), 1, "{path}");
    }
    for (path, text) in [
        ("modules/users/service.rs", "use crate::modules::reviews::Waiting;"),
        ("modules/reviews/service.rs", "use crate::modules::{appointments::store::find};"),
        ("modules/reviews/pages/mod.rs", "use super::super::appointments::pages;"),
        ("app/compose.rs", "use crate::modules::users::store;"),
    ] {
        assert_eq!(between_modules(&sample(path, text)).len(), 1, "{path}");
    }
    assert_eq!(inside_a_module(&sample("modules/users/store.rs", "use super::pages::x;")).len(), 1);
    assert!(
        between_modules(&sample("modules/reviews/service.rs", "use crate::modules::appointments::visited_for;"))
            .is_empty()
    );
    assert_eq!(without_a_place(&sample("modules/weather/mod.rs", "")).len(), 1);
}
