//! How long sessions live, when they get a new id, and what ends them at once.

use super::*;
use sanaiyiusta::{
    kernel::{
        actor::{Actor, Person},
        lang::Lang,
    },
    modules::auth::entry::{Proven, prove_again},
    platform::{
        Visit,
        session::{PERSON, PgSessionStore},
    },
};
use std::sync::Arc;
use tower_sessions::{
    Session, SessionStore,
    session::{Id, Record},
};

const DAY: i64 = 24 * 60;

#[tokio::test]
async fn a_busy_session_ends_after_ninety_days() {
    let app = app().await;
    let busy = app.customer("ayse").await;
    for day in (10..=80).step_by(10) {
        app.clock.advance_minutes(10 * DAY);
        assert_eq!(busy.get("auth/me").await.status, 200, "day {day}");
    }
    app.clock.advance_minutes(9 * DAY + 23 * 60);
    assert_eq!(busy.get("auth/me").await.status, 200, "an hour before the end");
    app.clock.advance_minutes(61);
    assert_eq!(busy.get("auth/me").await.status, 401, "ninety days are over");
}

#[tokio::test]
async fn an_idle_session_lives_fourteen_days_to_the_minute() {
    let app = app().await;
    let ayse = app.customer("ayse").await;
    app.clock.advance_minutes(14 * DAY - 1);
    assert_eq!(ayse.get("auth/me").await.status, 200);
    app.clock.advance_minutes(14 * DAY);
    assert_eq!(ayse.get("auth/me").await.status, 401);
}

#[tokio::test]
async fn a_privileged_session_ends_after_twelve_hours_however_busy_it_is() {
    let app = app().await;
    let admin = app.admin().await;
    for hour in 1..12 {
        app.clock.advance_minutes(60);
        assert_eq!(admin.get("auth/me").await.status, 200, "hour {hour}");
    }
    let latest = "select count(*) from user_sessions where idle_expires_at > created_at + interval '12 hours'";
    assert_eq!(app.count(latest).await, 0, "being seen moves nothing beyond the end");
    app.clock.advance_minutes(61);
    assert_eq!(admin.get("auth/me").await.status, 401);
}

#[tokio::test]
async fn a_changed_role_gives_a_new_id_and_the_limits_of_the_role() {
    let app = app().await;
    let ayse = app.customer("ayse").await;
    let before = ayse.cookie("oturum").unwrap();
    let user = user_id(&app, "ayse").await;
    sqlx::query("insert into user_roles (user_id, role, granted_at) values ($1, 'support', now())")
        .bind(*user)
        .execute(&app.pool)
        .await
        .unwrap();
    let mut scope = Scope::system(&app.wires).await.unwrap();
    let renewed = session::renew_all(&mut scope, user).await;
    assert_eq!(scope.finish(renewed).await, Ok(1));

    assert_eq!(ayse.get("auth/me").await.status, 200);
    let after = ayse.cookie("oturum").unwrap();
    assert_ne!(before, after, "a new id");
    let stale = app.visitor();
    stale.set_cookie("oturum", &before);
    assert_eq!(stale.get("auth/me").await.status, 401, "the old one is gone");
    assert_eq!(ayse.get("auth/me").await.status, 200);
    assert_eq!(ayse.cookie("oturum").unwrap(), after, "once is enough");
    assert_eq!(app.count("select count(*) from user_sessions").await, 1, "the same device");
    app.clock.advance_minutes(12 * 60 + 1);
    assert_eq!(ayse.get("auth/me").await.status, 401, "the role signs in daily");
}

#[tokio::test]
async fn of_many_requests_at_once_one_renews_the_session() {
    let app = app().await;
    let ayse = app.customer("ayse").await;
    let before = ayse.cookie("oturum").unwrap();
    sqlx::query("update user_sessions set renews = true").execute(&app.pool).await.unwrap();
    let asked = futures::future::join_all((0..8).map(|_| ayse.get("auth/me"))).await;
    let set = asked.iter().map(|answer| answer.header("set-cookie"));
    let new: Vec<String> = set
        .filter_map(|cookie| Some(cookie.strip_prefix("oturum=")?.split(';').next()?.to_owned()))
        .filter(|value| !value.is_empty())
        .collect();
    assert_eq!(new.len(), 1, "the others would each have made the one before worthless");
    assert_ne!(new[0], before);
    ayse.set_cookie("oturum", &new[0]);
    assert_eq!(ayse.get("auth/me").await.status, 200);
}

#[tokio::test]
async fn whoever_ends_a_session_while_it_is_renewed_ends_it() {
    let app = app().await;
    let ayse = app.customer("ayse").await;
    let cookie = ayse.cookie("oturum").unwrap();
    let visit = visit(&app, &cookie).await;
    let user = visit.person().unwrap().user_id;
    let session = visit.person().unwrap().session_id;
    let store = PgSessionStore::new(&app.wires);
    // The old key is thrown away, the new one not made yet.
    store.delete(&cookie.parse().unwrap()).await.unwrap();
    let mut scope = Scope::system(&app.wires).await.unwrap();
    let ended = session::end_all(&mut scope, user, None, session::Ended::NotMe).await;
    assert_eq!(scope.finish(ended).await, Ok(1));
    let new = session::NewSession {
        user_id: user,
        user_agent: String::new(),
        ip: String::new(),
        admin: false,
        level: 0,
        proved_at: None,
        methods: Vec::new(),
        continues: Some(session),
        tablet: None,
    };
    let data = [(session::NEW.to_owned(), serde_json::to_value(new).unwrap())].into_iter().collect();
    let mut record = Record { id: Id::default(), data, expiry_date: time::OffsetDateTime::now_utc() };
    store.create(&mut record).await.unwrap();
    assert!(store.load(&record.id).await.unwrap().is_none(), "the new key opens nothing");
    assert_eq!(app.count("select count(*) from user_sessions where ended_why = 'not_me'").await, 1);
}

/// The visit of a signed-in browser, as middleware would make it.
async fn visit(app: &TestApp, cookie: &str) -> Visit {
    let store = PgSessionStore::new(&app.wires);
    let id: Id = cookie.parse().unwrap();
    let record = store.load(&id).await.unwrap().unwrap();
    let person: Person = serde_json::from_value(record.data[PERSON].clone()).unwrap();
    Visit {
        wires: app.wires.clone(),
        tablet: None,
        actor: Actor::Person(Box::new(person)),
        lang: Lang::Tr,
        theme: "system".to_owned(),
        now: app.clock.now(),
        request_id: "test".to_owned(),
        ip: ANKARA.parse().unwrap(),
        user_agent: FIREFOX.to_owned(),
        is_ahead: false,
        path: "/onay".to_owned(),
        query: String::new(),
        cookies: String::new(),
        flash: None,
        session: Session::new(Some(id), Arc::new(store), None),
    }
}

#[tokio::test]
async fn proving_again_gives_the_same_device_a_new_id_and_a_fresh_proof() {
    let app = app().await;
    let ayse = app.customer("ayse").await;
    app.clock.advance_minutes(30);
    let before = ayse.cookie("oturum").unwrap();
    let visit = visit(&app, &before).await;
    let is_fresh = |visit: &Visit| visit.person().unwrap().proof.is_fresh(visit.now.0.as_second());
    assert!(!is_fresh(&visit));
    let proven = Proven { user_id: user_id(&app, "ayse").await, methods: &["totp"], level: 2, at: visit.now };
    prove_again(&visit, &proven).await.unwrap();
    visit.session.save().await.unwrap();
    let after = visit.session.id().unwrap().to_string();
    assert_ne!(before, after);
    assert_eq!(ayse.get("auth/me").await.status, 401, "the old id is worth nothing");
    ayse.set_cookie("oturum", &after);
    let list = ayse.get("auth/sessions").await.json();
    assert_eq!(list.as_array().unwrap().len(), 1, "the same device");
    let mut methods: Vec<_> = list[0]["methods"].as_array().unwrap().iter().filter_map(|word| word.as_str()).collect();
    methods.sort_unstable();
    assert_eq!(methods, ["password", "totp"]);
    assert!(is_fresh(&self::visit(&app, &after).await));
}

#[tokio::test]
async fn password_disabling_and_lost_roles_end_sessions_and_tokens_at_once() {
    let app = app().await;
    app.customer("ayse").await;
    let user = user_id(&app, "ayse").await;
    for (why, word) in [
        (Ended::PasswordChanged, "Şifre değişti"),
        (Ended::Disabled, "Hesap kapatıldı"),
        (Ended::RoleLost, "Yetki değişti"),
        (Ended::FactorChanged, "İkinci adım değişti"),
    ] {
        let desk = browser(&app, "ayse", FIREFOX, ANKARA).await;
        let (access, refresh_token) = tokens(&app, "ayse").await;
        assert!(end_all(&app, user, why).await >= 2);
        assert_eq!(desk.get("auth/me").await.status, 401, "{why:?}");
        assert_eq!(bearer(&app, &access, "auth/me").await.status, 401, "{why:?}");
        assert_eq!(refresh(&app, &refresh_token).await.status, 401, "{why:?}");
        let page = browser(&app, "ayse", FIREFOX, ANKARA).await.page("/hesap/ayarlar/guvenlik").await.text;
        assert!(page.contains(word), "{why:?} is said");
    }
}
