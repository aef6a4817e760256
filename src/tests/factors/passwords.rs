//! Passwords that are hard to guess, hashed with today's parameters by a bounded crew.

use super::{done, told};
use crate::support::{Answer, PASSWORD, TestApp};
use argon2::{Algorithm, Argon2, Params, Version, password_hash::PasswordHasher};
use futures::future::join_all;
use sanaiyiusta::{
    kernel::error::Code,
    modules::auth::{FREE_TRIES, limits, password},
};

async fn register(app: &TestApp, email: &str, password: &str) -> Answer {
    let form = [
        ("email", email),
        ("password", password),
        ("full_name", "Hüsniye Karabıyıkoğlu"),
        ("kind", "customer"),
        ("accept_terms", "true"),
    ];
    app.visitor().post("auth/register", &form).await
}

async fn sign_in(app: &TestApp, email: &str, password: &str) -> u16 {
    app.visitor().post("auth/sign_in", &[("email", email), ("password", password)]).await.status
}

#[tokio::test]
async fn passwords_that_are_guessed_first_are_refused() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1000")]).await;
    for weak in [
        "aaaaaaaaaaaa",
        "1234567890",
        "qwertyuiop",
        "galatasaray1905",
        "Fenerbahçe1907",
        "fenerbahce1907",
        "İstanbul34",
        "sanaiyiusta",
        "SanaIyiUsta1",
        "sifre12345",
        "Parola2026",
        "karabıyıkoğlu",
        "karabiyikoglu1",
        "husniye.uzun@ornek.test",
        "renaultadana",
        "seniseviyorum",
        // Hard for zxcvbn, but leaked and common.
        "147Q258q369q",
        "112358132134558900",
        "14ufoir3wcvde",
    ] {
        let answer = register(&app, "husniye.uzun@ornek.test", weak).await;
        assert_eq!((answer.status, answer.fields()), (422, vec!["password".to_owned()]), "{weak}");
        assert_eq!(answer.json()["fields"]["password"]["rule"], "password_weak", "{weak}");
        assert!(!answer.text.contains(weak), "no password in an answer");
    }
    for (n, strong) in
        [PASSWORD, "yeşil vadide üç kurbağa", "mavi çaydanlık otuz adım", "kT7#vq9!Zr2", "жёлтый дом у реки"]
            .iter()
            .enumerate()
    {
        done(register(&app, &format!("kisi{n}@ornek.test"), strong).await);
    }
}

#[tokio::test]
async fn passwords_are_not_weighed_without_end() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    let mut last = 0;
    for n in 0..=limits::WEIGHINGS_PER_ADDRESS.burst {
        last = register(&app, &format!("kisi{n}@ornek.test"), "aaaaaaaaaaaa").await.status;
        assert!(last == 422 || n == limits::WEIGHINGS_PER_ADDRESS.burst, "{n}: {last}");
    }
    assert_eq!(last, 429, "refused forms count");
    let reset = [("email", "kisi@ornek.test"), ("code", "123456"), ("password", "aaaaaaaaaaaa")];
    assert_eq!(app.visitor().post("auth/reset_password", &reset).await.status, 429);
}

#[tokio::test]
async fn passwords_count_in_characters_and_are_kept_whole() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1000")]).await;
    // Letters of two bytes and more; the first hundred of them look alike to a judge of strength.
    let words = "çığ düştü göğe ağaç üşüdü ışık söndü 🐟 ";
    let long: String = words.chars().cycle().take(256).collect();
    assert!(long.len() > 300);
    done(register(&app, "ayse@ornek.test", &long).await);
    assert_eq!(sign_in(&app, "ayse@ornek.test", &long).await, 200);
    let cut: String = long.chars().take(255).collect();
    assert_eq!(sign_in(&app, "ayse@ornek.test", &cut).await, 401);
    let refused = register(&app, "bora@ornek.test", &format!("{long}x")).await;
    assert_eq!(refused.json()["fields"]["password"]["rule"], "too_long");
    let refused = register(&app, "bora@ornek.test", "kT7#vq9!Z").await;
    assert_eq!(refused.json()["fields"]["password"]["rule"], "too_short");
    let refused = register(&app, "bora@ornek.test", "").await;
    assert_eq!(refused.json()["fields"]["password"]["rule"], "required");
}

#[tokio::test]
async fn the_meter_says_what_the_rule_will_say_and_keeps_nothing() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    let visitor = app.visitor();
    let short = done(visitor.post("auth/rate_password", &[("password", "kısa")]).await).json();
    assert_eq!((&short["score"], &short["accepted"]), (&0.into(), &false.into()));
    assert!(short["sentence"].as_str().unwrap().contains("10 karakter"));
    let weak = done(visitor.post("auth/rate_password", &[("password", "galatasaray1905")]).await).json();
    assert_eq!(weak["accepted"], false);
    let strong = done(visitor.post("auth/rate_password", &[("new_password", PASSWORD)]).await).json();
    assert_eq!(strong["accepted"], true);
    let own = [("password", "karabiyikogluhusniye"), ("full_name", "Hüsniye Karabıyıkoğlu")];
    assert_eq!(done(visitor.post("auth/rate_password", &own).await).json()["accepted"], false);
    assert_eq!(app.count("select count(*) from flashes").await, 0);
    for _ in 0..116 {
        assert_eq!(visitor.post("auth/rate_password", &[("password", "x")]).await.status, 200);
    }
    assert_eq!(visitor.post("auth/rate_password", &[("password", "x")]).await.status, 429);
    let page = visitor.page("/kayit").await.text;
    assert!(page.contains("kolay tahmin edilmeyen"), "the plain page says the rule");
}

#[tokio::test]
async fn an_old_hash_is_made_anew_at_sign_in() {
    let app = TestApp::new().await;
    app.customer("ayse").await;
    let old = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8192, 2, 1, None).unwrap());
    let old = old.hash_password_with_salt(PASSWORD.as_bytes(), b"0123456789abcdef").unwrap().to_string();
    assert!(old.contains("m=8192"));
    sqlx::query("update user_auth set password_hash = $1").bind(&old).execute(&app.pool).await.unwrap();
    assert_eq!(sign_in(&app, "ayse@ornek.test", "yanlis-parola-1").await, 401);
    let hash = || async {
        sqlx::query_scalar::<_, String>("select password_hash from user_auth").fetch_one(&app.pool).await.unwrap()
    };
    assert_eq!(hash().await, old, "a wrong password changes nothing");
    assert_eq!(sign_in(&app, "ayse@ornek.test", PASSWORD).await, 200);
    let new = hash().await;
    assert!(new.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{new}");
    assert_eq!(sign_in(&app, "ayse@ornek.test", PASSWORD).await, 200);
    assert_eq!(hash().await, new, "today's is left as it is");
}

#[tokio::test]
async fn hashes_beyond_the_queue_are_turned_away_at_once() {
    let results = join_all((0..300).map(|_| password::verify(String::from("parola"), None))).await;
    let turned_away: Vec<_> = results.iter().filter_map(|result| result.as_ref().err()).collect();
    assert_eq!(turned_away.len(), 300 - 256);
    assert!(turned_away.iter().all(|error| error.code == Code::Unavailable && error.retry_after.is_some()));
    assert_eq!(password::verify(String::from("parola"), None).await, Ok(false), "and then there is room again");
}

#[tokio::test]
async fn a_new_password_ends_all_other_sessions_and_its_owner_is_told() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let elsewhere = app.visitor();
    done(elsewhere.post("auth/sign_in", &[("email", "ayse@ornek.test"), ("password", PASSWORD)]).await);
    let security = "/hesap/ayarlar/guvenlik";
    let change = async |present: &str, new: &str| {
        ayse.form(security, "auth/change_password", &[("current_password", present), ("new_password", new)]).await
    };
    let weak = change(PASSWORD, "galatasaray1905").await;
    assert_eq!((weak.status, weak.header("location").as_str()), (303, security));
    let page = ayse.page(security).await.text;
    assert!(page.contains("kolay tahmin edilir") && !page.contains("galatasaray1905"));
    let new = "yesil-vadide-uc-kurbaga";
    let changed = change(PASSWORD, new).await;
    assert_eq!((changed.status, changed.header("location").as_str()), (303, security));
    assert!(ayse.page(security).await.text.contains("Kaydedildi"));
    assert_eq!(elsewhere.get("auth/me").await.status, 401);
    assert_eq!(app.count("select count(*) from user_sessions where ended_why = 'password_changed'").await, 1);
    assert_eq!(told(&app, "password_changed").await, 1);
    assert_eq!(sign_in(&app, "ayse@ornek.test", PASSWORD).await, 401);
    assert_eq!(sign_in(&app, "ayse@ornek.test", new).await, 200);
}

#[tokio::test]
async fn the_present_password_is_asked_for_and_wrong_ones_count_at_the_door() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    let ayse = app.customer("ayse").await;
    let security = "/hesap/ayarlar/guvenlik";
    let new = "yesil-vadide-uc-kurbaga";
    assert!(ayse.page(security).await.text.contains("input[current_password]"));
    let none = ayse.post("auth/change_password", &[("new_password", new)]).await;
    assert_eq!((none.status, none.fields()), (422, vec!["current_password".to_owned()]));
    let both = ayse.post("auth/change_password", &[("new_password", "galatasaray1905")]).await;
    assert_eq!(both.fields(), ["current_password", "new_password"]);
    let guess = [("current_password", "yanlis-parola-1"), ("new_password", new)];
    let wrong = ayse.form(security, "auth/change_password", &guess).await;
    assert_eq!((wrong.status, wrong.header("location").as_str()), (303, security));
    let page = ayse.page(security).await.text;
    assert!(page.contains("Şifre yanlış") && !page.contains("yanlis-parola-1") && !page.contains(new));
    for _ in 1..FREE_TRIES {
        assert_eq!(ayse.post("auth/change_password", &guess).await.fields(), ["current_password"]);
    }
    let limited = ayse.post("auth/change_password", &guess).await;
    assert_eq!((limited.status, limited.code().as_str()), (429, "too_many"));
    assert_eq!(app.count("select count(*) from sign_in_events where outcome = 'wrong'").await, FREE_TRIES);

    // Who has none sets a first one.
    sqlx::query("delete from user_auth").execute(&app.pool).await.unwrap();
    assert!(!ayse.page(security).await.text.contains("input[current_password]"));
    done(ayse.post("auth/change_password", &[("new_password", new)]).await);
}
