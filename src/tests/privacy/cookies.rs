//! Cookies: none for looking, and no name that the page of cookies does not tell.

use super::site;
use crate::{
    architecture::source::{program, tree},
    authz::{PAGES, PUBLIC},
};
use sanaiyiusta::platform::cookies::COOKIES;
use std::{collections::BTreeSet, fs, path::Path};

#[tokio::test]
async fn looking_at_public_pages_sets_no_cookie_at_all() {
    let app = site().await;
    let mut looked_at = 0;
    for (route, address, expected) in PAGES {
        // The language switch is an act; places with objects of others are looked at below.
        if expected[PUBLIC] != 200 || address.contains('{') || *route == "/dil" {
            continue;
        }
        looked_at += 1;
        let answer = app.visitor().page(address).await;
        assert_eq!(answer.header("set-cookie"), "", "{address}");
    }
    assert!(looked_at > 20, "{looked_at}");
    assert_eq!(app.visitor().page("/boyle-bir-sayfa-yok").await.header("set-cookie"), "");
}

/// Names that the source hands to the makers of cookies.
fn set_by_the_source() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for source in program().iter().filter(|source| source.path != "platform/cookies.rs") {
        let own = source.text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for opening in [
            ".cookie(\"",
            "cookie_name(\"",
            "preference_cookie(scope, \"",
            "forget_cookie(&mut response, &wires.config.server, \"",
        ] {
            names.extend(own.split(opening).skip(1).filter_map(|rest| rest.split('"').next()).map(ToOwned::to_owned));
        }
        for opening in ["format!(\"", "Cookie::new(\"", "Cookie::build((\""] {
            let literals = own.split(opening).skip(1).filter_map(|rest| rest.split('"').next());
            let names_of = literals.filter(|text| opening != "format!(\"" || text.contains("; Path=/"));
            names.extend(
                names_of
                    .filter_map(|text| text.split('=').next())
                    .filter(|name| !name.contains('{'))
                    .map(ToOwned::to_owned),
            );
        }
    }
    names.extend(named_by_constants());
    names
}

/// Cookies whose name is a constant: where one is made or carried, or by the constant's own name.
fn named_by_constants() -> BTreeSet<String> {
    let program = program();
    let mut values: Vec<(String, String)> = Vec::new();
    let mut used: BTreeSet<String> = BTreeSet::new();
    for source in program.iter().filter(|source| source.path != "platform/cookies.rs") {
        let own = source.text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for rest in own.split("const ").skip(1) {
            if let Some((name, value)) = rest.split_once(": &str = \"") {
                values.push((name.to_owned(), value.split('"').next().unwrap_or_default().to_owned()));
            }
        }
        for opening in [".cookie(", "cookie_name(", "carried::keep(", "carried::keep_link("] {
            for rest in own.split(opening).skip(1) {
                let arguments = rest.split(';').next().unwrap_or_default();
                let words =
                    arguments.split(|c: char| !c.is_ascii_uppercase() && c != '_').filter(|word| word.len() > 3);
                used.extend(words.map(ToOwned::to_owned));
            }
        }
    }
    let is_cookie = |name: &str| name.ends_with("COOKIE") || used.contains(name);
    let plain = |value: &str| !value.is_empty() && value.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    values.into_iter().filter(|(name, value)| is_cookie(name) && plain(value)).map(|(_, value)| value).collect()
}

#[test]
fn every_cookie_the_program_can_set_is_on_the_page_of_cookies() {
    let listed: BTreeSet<String> = COOKIES.iter().map(|cookie| cookie.name.to_owned()).collect();
    assert_eq!(listed.len(), COOKIES.len());
    assert_eq!(set_by_the_source(), listed, "add the new cookie to platform/cookies.rs and to pages/cookies.rs");
}

#[test]
fn cookies_are_made_where_the_list_is_read_from() {
    let makers: BTreeSet<String> = tree("")
        .into_iter()
        .filter(|source| source.room() != "tests" && source.code.contains("SET_COOKIE"))
        .map(|source| source.path)
        .collect();
    let known = ["platform/reply.rs", "platform/walls.rs", "server/files.rs"].map(ToOwned::to_owned);
    assert_eq!(makers, BTreeSet::from(known), "make cookies by ServerConfig::cookie, so that the list stays whole");
}

#[test]
fn scripts_keep_nothing_in_the_browser() {
    let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("public");
    let scripts = fs::read_dir(public).unwrap().map(|entry| entry.unwrap().path());
    let mut read = 0;
    for path in scripts.filter(|path| path.extension().is_some_and(|ending| ending == "js")) {
        let text = fs::read_to_string(&path).unwrap();
        read += 1;
        for word in ["document.cookie", "localStorage", "sessionStorage", "indexedDB"] {
            // What a visitor has seen, once they have asked for it; the page of cookies tells of it.
            if path.ends_with("seen.js") && word == "localStorage" {
                continue;
            }
            assert!(!text.contains(word), "{} uses {word}", path.display());
        }
    }
    assert!(read > 0);
}

#[tokio::test]
async fn the_page_of_cookies_names_each_with_purpose_and_lifetime() {
    let page = site().await.visitor().page("/cerezler").await.text;
    for cookie in COOKIES {
        assert!(page.contains(&format!(">{}</code>", cookie.name)), "{}", cookie.name);
    }
    for words in ["Giriş yaptığınızda sizi tanır.", "en çok 90 gün", "10 dakika", "bir yıl"] {
        assert!(page.contains(words), "{words}");
    }
}

#[tokio::test]
async fn acting_sets_only_listed_cookies() {
    let app = site().await;
    let ayse = app.customer("ayse").await;
    let settings = [("full_name", "Ayşe Deneme"), ("phone", ""), ("lang", "tr"), ("theme", "dark")];
    ayse.form("/hesap/ayarlar", "users/save_settings", &settings).await;
    ayse.page("/dil?lang=en&next=/").await;
    ayse.form("/hesap/ayarlar", "users/save_settings", &[("full_name", "")]).await;
    let listed: BTreeSet<&str> = COOKIES.iter().map(|cookie| cookie.name).collect();
    for name in ayse.cookie_names() {
        assert!(listed.contains(name.as_str()), "{name}");
    }
    for name in ["oturum", "flash", "dil", "tema"] {
        assert!(ayse.cookie(name).is_some(), "{name}");
    }
}
