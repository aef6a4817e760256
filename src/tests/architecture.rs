//! The walls of the house (`src/README.md`), read from its source. Each says how to mend what it refuses.

mod arrows;
pub mod endpoints;
pub mod source;
mod spoken;
mod walls;

use source::{Source, program, tree};

/// Fails with every breach and the way to mend it.
#[track_caller]
fn hold(breaches: Vec<String>, mend: &str) {
    assert!(breaches.is_empty(), "\n{mend}\n\n  {}\n", breaches.join("\n  "));
}

#[test]
fn rooms_are_known_only_along_the_arrows() {
    hold(
        arrows::between_rooms(&program()),
        "kernel ← ui ← islands, pages ← app ← server, and kernel ← platform ← the rest of a module. Move what both need down into \
         kernel, or hand it in from above as an argument.",
    );
}

#[test]
fn rules_and_sql_know_nothing_of_pages() {
    hold(
        arrows::inside_a_module(&program()),
        "model, policy, service and store stand below pages, islands and api. Hand in what they need, or move it down.",
    );
}

#[test]
fn modules_call_only_downward_through_the_face() {
    let program = program();
    hold(
        arrows::without_a_place(&program),
        "Give the module its place in the order of tests/architecture/arrows.rs and of src/README.md.",
    );
    hold(
        arrows::between_modules(&program),
        "Downward is a call of what the other module's mod.rs shows; upward is an event, registered in server/start.rs. Pages of \
         several modules are composed in app/compose.rs.",
    );
}

#[test]
fn builds_are_told_apart_only_where_modules_are_declared() {
    hold(
        walls::feature_gates(&program()),
        "Move the gated part into a file of its own and gate its `mod` line in mod.rs.",
    );
}

#[test]
fn sql_stands_in_stores() {
    hold(
        walls::sql(&program()),
        "Move the query into store.rs of the module that owns the table and call it from service.rs.",
    );
}

#[test]
fn request_context_is_read_in_one_place() {
    hold(walls::contexts(&program()), "Take a Visit or Scope as argument; platform reads the context once.");
}

#[test]
fn server_functions_stand_in_api_files() {
    hold(
        walls::server_functions(&program()),
        "Move the #[server] function into api.rs; its body is three lines that call service.",
    );
}

#[test]
fn every_server_function_has_an_endpoint_of_its_own() {
    hold(
        endpoints::unnamed_or_doubled(&program()),
        "Write #[server(endpoint = \"module/verb\")]: made-up names change with the build and break open tabs.",
    );
}

#[test]
fn reading_functions_cannot_write() {
    hold(
        endpoints::writing_reads(&program()),
        "GET is sent again by browsers, caches and other sites at will. Use Scope::reading() or Scope::read(&visit), or make it a POST.",
    );
}

#[test]
fn every_route_has_its_address_in_paths() {
    let program = program();
    assert!(endpoints::routes(&program).len() > 1, "app/routes.rs has no routes to read");
    hold(
        endpoints::nameless_routes(&program),
        "Add the address to kernel/paths.rs, so that links and routes cannot drift apart.",
    );
}

#[test]
fn files_can_be_read_at_one_sitting() {
    hold(
        walls::long_files(&tree("")),
        "Split the file along the words of its own headings; 400 lines are the limit, 120 the habit.",
    );
}

#[test]
fn text_areas_are_made_by_the_form() {
    hold(
        walls::text_areas(&program()),
        "Use ui::form::TextArea: server rendering does not escape the inside of a <textarea>.",
    );
}

#[test]
fn markup_that_is_not_escaped_stands_in_three_places() {
    hold(walls::raw_markup(&program()), "Let the view escape it; markup of other people is never shown as markup.");
}

#[test]
fn every_page_is_rendered_whole() {
    hold(
        walls::streamed_pages(&program()),
        "Give the route ssr=Async: its status and its redirects are known only at the end.",
    );
}

#[test]
fn clock_environment_and_background_work_have_one_owner() {
    hold(
        walls::owners(&program()),
        "Take the time from scope.now or the Clock, settings from Config, ids from X::fresh(), and leave tasks to platform.",
    );
}

#[test]
fn lints_are_silenced_only_with_a_reason() {
    hold(
        walls::silenced_lints(&tree("")),
        "Write #[expect(lint, reason = \"…\")], which also tells when it is no longer needed.",
    );
}

#[test]
fn nothing_is_put_off() {
    let sources: Vec<Source> =
        tree("").into_iter().filter(|source| !source.path.starts_with("tests/architecture")).collect();
    hold(walls::put_off(&sources), "Do it now, or leave the sentence out.");
}

#[test]
fn views_hold_no_sentences() {
    hold(walls::literals(&program()), "Put the sentence into kernel/words/{tr,en} and say!(lang, namespace.key) it.");
}

#[test]
fn both_languages_say_the_same() {
    hold(spoken::one_sided(), "Give the key to the language that lacks it.");
    hold(
        spoken::odd_sentences(),
        "Sentences are not empty, carry no markup or outer blanks, and name the same arguments in both languages.",
    );
}

#[test]
fn every_word_is_said_somewhere() {
    hold(spoken::unsaid(&program()), "Say it, or take it out of both tables.");
}
