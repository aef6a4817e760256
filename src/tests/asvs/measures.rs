//! Requirements that belong to no single area: fields of passwords, random numbers, the way out of every page.

use crate::{
    architecture::source::program,
    support::{PASSWORD, TestApp},
};
use sanaiyiusta::platform::token::Token;
use std::collections::BTreeSet;

#[tokio::test]
async fn passwords_are_masked_and_may_be_pasted_and_filled_in() {
    let app = TestApp::new().await;
    for (page, token) in [("/giris", "current-password"), ("/kayit", "new-password")] {
        let page = app.visitor().page(page).await.text;
        let inputs = page.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
        let passwords: Vec<&str> = inputs.filter(|input| input.contains("password]\"")).collect();
        assert!(!passwords.is_empty(), "{token}");
        for input in passwords {
            assert!(input.contains("type=\"password\""), "{input}");
            assert!(input.contains(&format!("autocomplete=\"{token}\"")), "{input}");
            assert!(!input.contains("onpaste") && !input.contains("readonly"), "{input}");
        }
    }
}

#[tokio::test]
async fn a_password_stays_good_until_it_is_changed() {
    let app = TestApp::new().await;
    app.customer("ayse").await;
    app.clock.advance_minutes(5 * 365 * 24 * 60);
    let answer = app.visitor().post("auth/sign_in", &[("email", "ayse@ornek.test"), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}

#[tokio::test]
async fn every_page_for_people_signed_in_offers_the_way_out() {
    let app = TestApp::new().await;
    let (customer, mechanic, admin) = (app.customer("ayse").await, app.mechanic("usta").await, app.admin().await);
    for (person, pages) in [
        (
            &customer,
            &[
                "/hesap",
                "/hesap/araclar",
                "/hesap/araclar/yeni",
                "/hesap/randevular",
                "/hesap/ayarlar",
                "/hesap/ayarlar/guvenlik",
            ][..],
        ),
        (&mechanic, &["/atolye", "/atolye/profil"][..]),
        (&admin, &["/yonetim", "/yonetim/kullanicilar", "/yonetim/denetim"][..]),
    ] {
        for page in pages {
            let answer = person.page(page).await;
            assert_eq!(answer.status, 200, "{page}");
            assert!(answer.text.contains("/api/auth/sign_out"), "{page}");
        }
    }
}

#[tokio::test]
async fn nobody_writes_what_decides_about_them() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let (before, session) = (ayse.get("auth/me").await.json(), ayse.cookie("oturum"));
    let more = [
        ("full_name", "ayse Deneme"),
        ("phone", ""),
        ("lang", "tr"),
        ("theme", "system"),
        ("kind", "admin"),
        ("roles[0]", "admin"),
        ("email", "baska@ornek.test"),
        ("disabled_at", ""),
    ];
    ayse.post("users/save_settings", &more).await;
    assert_eq!((ayse.get("auth/me").await.json(), ayse.cookie("oturum")), (before, session));
    assert_eq!(app.count("select count(*) from user_roles where role = 'admin'").await, 0);
    assert_eq!(app.count("select count(*) from users where email = 'ayse@ornek.test' and kind = 'customer'").await, 1);
    let account = [
        ("email", "kotu@ornek.test"),
        ("password", PASSWORD),
        ("full_name", "Kötü Niyetli"),
        ("kind", "admin"),
        ("accept_terms", "true"),
    ];
    assert_eq!(app.visitor().post("auth/register", &account).await.fields(), ["kind"]);
}

#[tokio::test]
async fn sessions_and_tokens_are_long_and_never_alike() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let mut seen = BTreeSet::new();
    for _ in 0..20 {
        ayse.post("auth/sign_in", &[("email", "ayse@ornek.test"), ("password", PASSWORD)]).await;
        let cookie = ayse.cookie("oturum").unwrap();
        assert_eq!(cookie.len(), 22, "128 bits in base64");
        seen.insert(cookie);
        let token = Token::fresh();
        assert_eq!(token.text().len(), 32, "192 bits in base64");
        seen.insert(token.text().to_owned());
    }
    assert_eq!(seen.len(), 40);
}

#[test]
fn random_numbers_come_from_the_secure_generator() {
    // `rand::random` draws from a generator for secrets, seeded by the system. The demo rolls dice of its own.
    let rooms = |room: &str| !["demo", "bench"].contains(&room);
    let sources: Vec<_> = program().into_iter().filter(|source| rooms(source.room())).collect();
    for word in ["SmallRng", "StdRng", "seed_from_u64", "from_seed", "fastrand", "oorandom"] {
        let places: Vec<String> = sources.iter().flat_map(|source| source.places(word)).collect();
        assert!(places.is_empty(), "{word} is guessable or starts alike: {places:?}");
    }
    assert!(sources.iter().any(|source| source.path == "platform/token.rs" && source.code.contains("rand::random")));
}
