//! The list of devices, ending them, and the mail about a new one.

use super::*;
use sanaiyiusta::platform::db;

#[tokio::test]
async fn every_device_is_listed_and_the_asking_one_comes_first() {
    let app = app().await;
    app.customer("ayse").await;
    let phone = browser(&app, "ayse", CHROME, ABROAD).await;
    let desk = browser(&app, "ayse", FIREFOX, ANKARA).await;
    tokens(&app, "ayse").await;

    let list = desk.get("auth/sessions").await.json();
    let first = &list[0];
    assert_eq!((first["browser"].as_str(), first["system"].as_str()), (Some("Firefox"), Some("Windows")));
    assert_eq!((first["place"].as_str(), first["current"].as_bool()), (Some("TR"), Some(true)));
    assert_eq!(first["methods"], serde_json::json!(["password"]));
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), 4);
    assert_eq!(list.iter().filter(|device| device["current"] == true).count(), 1);
    assert_eq!(list.iter().filter(|device| device["by_token"] == true).count(), 1);

    let page = phone.page("/hesap/ayarlar/guvenlik").await.text;
    for word in
        ["Chrome, Android", "Firefox, Windows", "UstaCep", "Hollanda (193.0.6.139)", "Türkiye (88.255.0.7)", "yerel ağ"]
    {
        assert!(page.contains(word), "{word}");
    }
    assert_eq!(page.matches("Bu cihaz<").count(), 1);
    assert!(phone.page("/hesap/ayarlar/guvenlik?lang=en").await.text.contains("Netherlands (193.0.6.139)"));
}

#[tokio::test]
async fn ending_a_session_signs_that_browser_out_at_once_and_says_why() {
    let app = app().await;
    app.customer("ayse").await;
    let phone = browser(&app, "ayse", CHROME, IZMIR).await;
    let desk = browser(&app, "ayse", FIREFOX, ANKARA).await;
    let id = phone.get("auth/sessions").await.json()[0]["id"].as_str().unwrap().to_owned();
    let answer = desk.form("/hesap/ayarlar/guvenlik", "auth/end_session", &[("session_id", &id)]).await;
    assert_eq!((answer.status, answer.header("location").as_str()), (303, "/hesap/ayarlar/guvenlik"));
    assert_eq!((phone.get("auth/me").await.status, desk.get("auth/me").await.status), (401, 200));
    let page = desk.page("/hesap/ayarlar/guvenlik").await.text;
    assert!(page.contains("Oturum kapatıldı."), "the notice");
    assert!(page.contains("Son 30 günde kapananlar (1)") && page.contains("Siz kapattınız"), "the history");
    let again = desk.post("auth/end_session", &[("session_id", &id)]).await;
    assert_eq!(again.status, 404, "it ended already");
}

#[tokio::test]
async fn a_strangers_session_is_not_found_and_lives_on() {
    let app = app().await;
    let ayse = app.customer("ayse").await;
    let bora = app.customer("bora").await;
    let id = ayse.get("auth/sessions").await.json()[0]["id"].as_str().unwrap().to_owned();
    for id in [id.as_str(), "00000000-0000-7000-8000-000000000999", "nonsense", ""] {
        let answer = bora.post("auth/end_session", &[("session_id", id)]).await;
        assert_eq!((answer.status, answer.code().as_str()), (404, "not_found"), "{id}");
    }
    assert_eq!(ayse.get("auth/me").await.status, 200);
    assert!(!bora.get("auth/sessions").await.text.contains(&id));
}

#[tokio::test]
async fn ending_all_others_leaves_this_one_alone_and_takes_tokens_too() {
    let app = app().await;
    let first = app.customer("ayse").await;
    let bora = app.customer("bora").await;
    let desk = browser(&app, "ayse", FIREFOX, ANKARA).await;
    let (access, refresh_token) = tokens(&app, "ayse").await;
    let ended = desk.post("auth/end_other_sessions", &[]).await;
    assert_eq!((ended.status, ended.text.as_str()), (200, "2"));
    assert_eq!((desk.get("auth/me").await.status, first.get("auth/me").await.status), (200, 401));
    assert_eq!(bearer(&app, &access, "auth/me").await.status, 401);
    assert_eq!(refresh(&app, &refresh_token).await.status, 401);
    assert_eq!(bora.get("auth/me").await.status, 200, "others are others");
}

#[tokio::test]
async fn ended_and_expired_sessions_are_shown_for_thirty_days() {
    let app = app().await;
    app.customer("ayse").await;
    let phone = browser(&app, "ayse", CHROME, IZMIR).await;
    phone.post("auth/sign_out", &[]).await;
    let whys = || async {
        let desk = browser(&app, "ayse", FIREFOX, ANKARA).await;
        db::purge(&app.pool, app.clock.now()).await.unwrap();
        let list = desk.get("auth/sessions").await.json();
        let mut whys: Vec<_> =
            list.as_array().unwrap().iter().filter_map(|one| one["ended_why"].as_str().map(str::to_owned)).collect();
        whys.sort();
        whys
    };
    assert_eq!(whys().await, ["signed_out"]);
    app.clock.advance_minutes(20 * 24 * 60);
    assert_eq!(whys().await, ["expired", "expired", "signed_out"], "the first browser and the desk ran out");
    app.clock.advance_minutes(40 * 24 * 60);
    assert_eq!(whys().await, ["expired"]);
    assert_eq!(app.count("select count(*) from user_sessions").await, 2, "what nobody is shown is gone");
}

#[tokio::test]
async fn the_owner_is_told_of_every_browser_that_never_came_before_but_not_of_the_first() {
    let app = app().await;
    let first = app.customer("ayse").await;
    let told = || app.count("select count(*) from mails where kind = 'security_notice'");
    let again = async |client: &Client, agent: &str, ip: &str| {
        app.clock.advance_minutes(60);
        let answer = try_from(client, agent, ip, "ayse@ornek.test", PASSWORD).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
    };
    again(&first, "", "127.0.0.1").await;
    assert_eq!(told().await, 0, "the first one, and the same again");
    let desk = app.visitor();
    again(&desk, FIREFOX, ANKARA).await;
    assert_eq!(told().await, 1, "another browser");
    again(&desk, &FIREFOX.replace("133", "134"), ABROAD).await;
    assert_eq!(told().await, 1, "the same one in a new version, and abroad");
    again(&app.visitor(), FIREFOX, ANKARA).await;
    assert_eq!(told().await, 2, "a thief with the same kind of browser in the same place");
    app.clock.advance_minutes(60);
    tokens(&app, "ayse").await;
    assert_eq!(told().await, 3, "a program is a device too");
    app.clock.advance_minutes(60);
    let wrong = try_from(&app.visitor(), "Opera/9.80", "8.8.8.8", "ayse@ornek.test", "yanlis-parola-1").await;
    assert_eq!((wrong.status, told().await), (401, 3), "who did not come in is no device");
    again(&app.visitor(), CHROME, ABROAD).await;

    app.run_jobs().await;
    let bodies: Vec<String> =
        sqlx::query_scalar("select text_body from mails where kind = 'security_notice' order by created_at")
            .fetch_all(&app.pool)
            .await
            .unwrap();
    for word in ["yeni bir cihazdan", "24 Kasım Salı 12.00", "Firefox, Windows", "Türkiye", "/ben-degildim?belirtec="]
    {
        assert!(bodies[0].contains(word), "{word}: {}", bodies[0]);
    }
    assert!(bodies[3].contains("Hollanda"), "{}", bodies[3]);
}

#[tokio::test]
async fn one_browser_is_known_to_every_account_of_a_family_that_came_in_with_it() {
    let app = app().await;
    let shared = app.customer("ayse").await;
    app.customer("bora").await;
    let told = || app.count("select count(*) from mails where kind = 'security_notice'");
    for (name, notices) in [("bora", 1), ("ayse", 1), ("bora", 1), ("ayse", 1)] {
        app.clock.advance_minutes(60);
        let answer = try_from(&shared, FIREFOX, ANKARA, &format!("{name}@ornek.test"), PASSWORD).await;
        assert_eq!((answer.status, told().await), (200, notices), "{name}");
    }
}
