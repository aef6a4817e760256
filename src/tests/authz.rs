//! The authorisation matrix: every server function and every page, called by each of six actors on an object that
//! belongs to the first customer and the first mechanic. What is not listed fails.

mod pages;
mod staff;
mod table;
pub mod world;

pub use pages::PAGES;

use crate::{
    architecture::source::tree,
    support::{Answer, narrow},
};
use leptos::server_fn::axum::server_fn_paths;
use sanaiyiusta::{app::App, kernel::paths};
use std::collections::BTreeSet;
use table::{DOORS, READS, Row, WRITES};
use world::{ACTORS, SECRETS, STRANGERS, World};

/// The place of the visitor in every expectation.
pub const PUBLIC: usize = 0;

/// What an actor got instead of what is written, and what strangers could read.
#[derive(Default)]
struct Findings(Vec<String>);

impl Findings {
    fn note(&mut self, what: &str, actor: usize, expected: u16, answer: &Answer) {
        if answer.status != expected {
            let beginning: String = answer.text.chars().take(160).collect();
            self.0.push(format!("{what}: {} gets {} instead of {expected}  {beginning}", ACTORS[actor], answer.status));
        }
        for secret in SECRETS.iter().filter(|secret| STRANGERS.contains(&actor) && answer.text.contains(**secret)) {
            self.0.push(format!("{what}: {} reads {secret}", ACTORS[actor]));
        }
    }

    #[track_caller]
    fn none(self) {
        assert!(self.0.is_empty(), "\n  {}\n", self.0.join("\n  "));
    }
}

#[tokio::test]
async fn everybody_reads_and_does_what_is_theirs_and_nothing_else() {
    // Over one connection, so that whatever asks for a second one while it holds the first gets 503 here: of such a crowd
    // everybody would hold one and wait for another.
    let mut world = World::over(narrow(1).await).await;
    let mut findings = Findings::default();
    for (route, address, expected) in PAGES {
        for (actor, status) in expected.iter().enumerate() {
            let address = world.fill(address).await;
            let answer = world.actors[actor].page(&address).await;
            findings.note(route, actor, *status, &answer);
            // The browser program is loaded where there is an island, and nowhere else.
            let (loads, lives) = (answer.text.contains(".wasm"), answer.text.contains("<leptos-island"));
            if loads != lives {
                let what = if loads { "loads the program without an island" } else { "has an island that never wakes" };
                findings.0.push(format!("{route}: {what}, for {}", ACTORS[actor]));
            }
        }
    }
    for (route, address, expected) in DOORS {
        for (actor, status) in expected.iter().enumerate() {
            let address = world.fill(address).await;
            let client = &world.actors[actor];
            let answer = match status {
                422 => client.upload(&address, false, ("bos.pdf", "application/pdf", b""), &[]).await,
                _ => client.endless_upload(&address).await,
            };
            findings.note(route, actor, *status, &answer);
        }
    }
    for (endpoint, query, expected) in READS {
        for (actor, status) in expected.iter().enumerate() {
            let query = world.fill(query).await;
            let answer = world.actors[actor].get(&format!("{endpoint}?{query}")).await;
            findings.note(endpoint, actor, *status, &answer);
        }
    }
    for (endpoint, fields, expected) in WRITES {
        for (actor, status) in expected.iter().enumerate() {
            let fields = world.fill(fields).await;
            let fields: Vec<(&str, &str)> = fields.split('&').filter_map(|field| field.split_once('=')).collect();
            let answer = world.actors[actor].post(endpoint, &fields).await;
            findings.note(endpoint, actor, *status, &answer);
        }
        world.heal().await;
    }
    findings.none();
}

#[test]
fn every_server_function_is_in_the_matrix() {
    let served: BTreeSet<String> =
        server_fn_paths().map(|(path, _)| path.trim_start_matches("/api/").to_owned()).collect();
    let listed = |rows: &'static [Row]| rows.iter().map(|(endpoint, ..)| (*endpoint).to_owned());
    compare(&served, &listed(READS).chain(listed(WRITES)).collect());
    let reads: BTreeSet<String> = server_fn_paths()
        .filter(|(_, method)| method == "GET")
        .map(|(path, _)| path.trim_start_matches("/api/").to_owned())
        .collect();
    compare(&reads, &listed(READS).collect());
}

#[test]
fn every_door_for_files_is_in_the_matrix() {
    let router = tree("server").into_iter().find(|source| source.path == "server/router.rs").unwrap();
    let routes = router.text.split(".route(").skip(1).filter(|route| route.contains("_upload)"));
    let address = |route: &str| route.split(',').next().unwrap_or_default().trim().trim_matches('"').to_owned();
    let served: BTreeSet<String> = routes
        .map(|route| match address(route).as_str() {
            "paths::WORKSHOP_PHOTOS" => paths::WORKSHOP_PHOTOS.to_owned(),
            address => pattern(address),
        })
        .collect();
    compare(&served, &DOORS.iter().map(|(route, ..)| (*route).to_owned()).collect());
}

#[test]
fn every_page_is_in_the_matrix() {
    let mut served: BTreeSet<String> =
        leptos_axum::generate_route_list(App).iter().map(|route| pattern(route.path())).collect();
    // Answers that are no Leptos pages; `/metrics` looks at the caller's address, its test stands in walls.
    let router = tree("server").into_iter().find(|source| source.path == "server/router.rs").unwrap();
    let plain = router
        .literals
        .iter()
        .map(|(_, literal)| literal.as_str())
        .filter(|literal| literal.starts_with('/') && literal.len() > 1);
    served.extend(
        plain.filter(|path| !path.starts_with("/api/") && *path != "/metrics" && !path.contains('%')).map(pattern),
    );
    served.extend([paths::SET_LANG, paths::HINTS].map(str::to_owned));
    compare(&served, &PAGES.iter().map(|(route, ..)| (*route).to_owned()).collect());
}

fn compare(served: &BTreeSet<String>, listed: &BTreeSet<String>) {
    let unlisted: Vec<_> = served.difference(listed).collect();
    let gone: Vec<_> = listed.difference(served).collect();
    assert!(unlisted.is_empty(), "write down in tests/authz/table.rs who may use {unlisted:?}");
    assert!(gone.is_empty(), "{gone:?} are not served any more: take them out of tests/authz/table.rs");
}

/// `/usta/{slug}` and `/usta/:slug` → `/usta/*`.
fn pattern(path: &str) -> String {
    let star = |part: &str| if part.starts_with(['{', ':']) { "*".to_owned() } else { part.to_owned() };
    path.split('/').map(star).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn production_shows_nobody_the_kept_mails() {
    let app = crate::support::TestApp::with_env(&crate::support::PRODUCTION).await;
    for client in [app.visitor(), app.customer("ayse").await, app.admin().await] {
        assert_eq!(client.page("/gelistirme/posta").await.status, 404);
    }
}
