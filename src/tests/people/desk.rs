//! The list and the page of a person, and the decisions on it.

use super::{change, id_of, worker};
use crate::support::{EGEA_VARIANT_ID, PASSWORD, TestApp, fresh};

#[tokio::test]
async fn people_are_found_by_name_address_number_and_plate() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let elif = app.customer("elif").await;
    app.customer("hasan").await;
    change(
        &app,
        "elif",
        "update users set full_name = 'Elif Işık', phone = '+905321234567' where email = $1 || '@ornek.test'",
    )
    .await;
    let car = [("plate", "34 iz 1453"), ("variant_id", EGEA_VARIANT_ID), ("model_year", "2020"), ("km", "10")];
    assert_eq!(elif.post("vehicles/add", &car).await.status, 200);
    for needle in ["isik", "ELIF+ISIK", "elif%40ornek", "0532+123", "%2B90532123", "1234567", "34iz1453", "34-IZ-1453"]
    {
        let page = admin.page(&format!("/yonetim/kullanicilar?ara={needle}")).await.text;
        assert!(page.contains("elif@ornek.test") && !page.contains("hasan@ornek.test"), "{needle}");
    }
    let page = admin.page("/yonetim/kullanicilar?ara=34+AB+9999").await.text;
    assert!(page.contains("Kimse bulunamadı") && !page.contains("elif@ornek.test"));
}

#[tokio::test]
async fn the_searches_of_the_desk_have_indexes() {
    let pool = fresh().await;
    // An empty table is read whole; only whether an index could be used is asked.
    let mut connection = pool.acquire().await.unwrap();
    sqlx::query("set enable_seqscan = off").execute(&mut *connection).await.unwrap();
    let plan: Vec<String> =
        sqlx::query_scalar("explain select id from users where search_fold like '%isik%' or phone like '%532123%'")
            .fetch_all(&mut *connection)
            .await
            .unwrap();
    let plan = plan.join("\n");
    assert!(plan.contains("users_by_fold") && plan.contains("users_by_phone_part"), "{plan}");
    let plate: Vec<String> = sqlx::query_scalar("explain select 1 from customer_vehicles where plate = '34 IZ 1453'")
        .fetch_all(&mut *connection)
        .await
        .unwrap();
    assert!(plate.join("\n").contains("customer_vehicles_by_plate"), "{plate:?}");
}

#[tokio::test]
async fn every_filter_stands_in_the_address() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    app.customer("elif").await;
    app.mechanic("usta").await;
    worker(&app, "destek", "support").await;
    sqlx::query("update users set email_verified_at = null").execute(&app.pool).await.unwrap();
    let day = "update users set email_verified_at = created_at, disabled_at = created_at, disabled_reason = 'x',
                                created_at = '2026-11-10' where email = $1 || '@ornek.test'";
    change(&app, "elif", day).await;
    change(
        &app,
        "usta",
        "insert into user_totp (user_id, secret_sealed, confirmed_at, created_at)
         select id, 'x', now(), now() from users where email = $1 || '@ornek.test'",
    )
    .await;
    let seen = async |query: &str| {
        let page = admin.page(&format!("/yonetim/kullanicilar?{query}")).await.text;
        ["elif", "usta", "destek", "yonetici"].map(|name| page.contains(&format!("{name}@ornek.test</p>")))
    };
    assert_eq!(seen("").await, [true; 4]);
    assert_eq!(seen("tur=mechanic").await, [false, true, false, false]);
    assert_eq!(seen("rol=support").await, [false, false, true, false]);
    assert_eq!(seen("durum=suspended").await, [true, false, false, false]);
    assert_eq!(seen("durum=active").await, [false, true, true, true]);
    assert_eq!(seen("eposta=verified").await, [true, false, false, false]);
    assert_eq!(seen("eposta=unverified").await, [false, true, true, true]);
    assert_eq!(seen("iki-adim=yes").await, [false, true, false, false]);
    assert_eq!(seen("iki-adim=no").await, [true, false, true, true]);
    assert_eq!(seen("kayit=2026-11-24").await, [false, true, true, true]);
    assert_eq!(seen("rol=bilinmeyen&durum=%27--&kayit=dun").await, [true; 4]);
    let page = admin.page("/yonetim/kullanicilar?durum=suspended&tur=customer").await.text;
    assert!(page.contains("1 kişi") && page.contains("durum=suspended"), "the other links keep the filter");
}

#[tokio::test]
async fn opening_a_person_shows_everything_and_is_logged() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    app.customer("elif").await;
    app.visitor().post("auth/sign_in", &[("email", "elif@ornek.test"), ("password", "yanlis-parola-1")]).await;
    let id = id_of(&app, "elif").await;
    let page = admin.page(&format!("/yonetim/kullanicilar/{id}")).await;
    assert_eq!(page.status, 200);
    for word in
        ["elif@ornek.test", "Araç sahibi", "Giriş geçmişi", "Yanlış bilgi", "Girdi", "Oturumlar", "127.0.0.1", "Açık"]
    {
        assert!(page.text.contains(word), "{word}");
    }
    let logged = "select count(*) from audit_log a join users u on u.id = a.actor_user_id
                  where a.action = 'users.open_person' and u.email = 'yonetici@ornek.test'";
    assert_eq!(app.count(logged).await, 1);
    assert!(admin.page("/yonetim/denetim?alan=users").await.text.contains("Kişi sayfası açıldı"));
    for unknown in ["00000000-0000-7000-8000-000000000000", "x", "%27"] {
        assert_eq!(admin.page(&format!("/yonetim/kullanicilar/{unknown}")).await.status, 404, "{unknown}");
    }
    assert_eq!(app.count("select count(*) from audit_log where action = 'users.open_person'").await, 1);
}

#[tokio::test]
async fn a_suspended_person_is_told_is_out_at_once_and_looks_like_a_stranger() {
    let app = TestApp::new().await;
    let (admin, elif) = (app.admin().await, app.customer("elif").await);
    let id = id_of(&app, "elif").await;
    let page = format!("/yonetim/kullanicilar/{id}");
    let without = admin.form(&page, "users/suspend", &[("user_id", &id), ("reason", "x")]).await;
    assert_eq!(without.header("location"), page);
    assert!(admin.page(&page).await.text.contains("aria-invalid=\"true\""), "a reason is asked for");
    assert_eq!(elif.get("auth/me").await.status, 200);

    let done = admin.form(&page, "users/suspend", &[("user_id", &id), ("reason", "Sahte yorumlar yazdı.")]).await;
    assert_eq!((done.status, done.header("location")), (303, page.clone()));
    assert!(admin.page(&page).await.text.contains("Kişi askıya alındı."));
    assert_eq!(elif.get("auth/me").await.status, 401);
    assert_eq!(app.count("select count(*) from user_sessions where ended_why = 'disabled'").await, 1);
    let sign_in =
        async |email: &str| app.visitor().post("auth/sign_in", &[("email", email), ("password", PASSWORD)]).await;
    let (suspended, unknown) = (sign_in("elif@ornek.test").await, sign_in("kimse@ornek.test").await);
    assert_eq!((suspended.status, &suspended.text), (401, &unknown.text));
    app.run_jobs().await;
    let told = "select count(*) from mails where kind = 'user_suspended' and to_email = 'elif@ornek.test'
                and text_body like '%Sahte yorumlar yazdı.%' and sent_at is not null";
    assert_eq!(app.count(told).await, 1);

    assert_eq!(admin.post("users/suspend", &[("user_id", &id), ("reason", "İkinci kez")]).await.status, 200);
    assert_eq!(admin.post("users/reinstate", &[("user_id", &id)]).await.fields(), ["reason"]);
    let again = [("user_id", id.as_str()), ("reason", "Yorumlar gerçekmiş.")];
    let back = admin.form(&page, "users/reinstate", &again).await;
    assert_eq!((back.status, back.header("location")), (303, page.clone()));
    assert_eq!(sign_in("elif@ornek.test").await.status, 200);
    assert_eq!(elif.get("auth/me").await.status, 401, "an ended session stays ended");
    app.run_jobs().await;
    let told = "select count(*) from mails where kind = 'user_reinstated' and sent_at is not null
                and text_body like '%Yorumlar gerçekmiş.%'";
    assert_eq!(app.count(told).await, 1, "the reason is told");
    let acts =
        "select count(*) from audit_log where action in ('users.suspend', 'users.reinstate') and subject_kind = 'user'";
    assert_eq!(app.count(acts).await, 2, "what changes nothing is not logged");
}

#[tokio::test]
async fn every_decision_needs_a_fresh_proof_and_keeps_the_form_through_it() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    app.customer("elif").await;
    let id = id_of(&app, "elif").await;
    app.clock.advance_minutes(16);
    for (endpoint, fields) in [
        ("users/suspend", vec![("reason", "Sahte yorumlar")]),
        ("users/reinstate", vec![("reason", "Yanlış anlaşıldı")]),
        ("users/end_sessions", vec![]),
        ("auth/reset_factors", vec![("reason", "Telefonu kayboldu")]),
        ("users/grant_role", vec![("role", "moderator")]),
        ("users/revoke_role", vec![("role", "customer")]),
        ("users/add_note", vec![("text", "Aradı")]),
        ("users/impersonate", vec![("reason", "Randevu açılmıyor")]),
    ] {
        let fields: Vec<_> = fields.into_iter().chain([("user_id", id.as_str())]).collect();
        let refused = admin.post(endpoint, &fields).await;
        assert_eq!((refused.status, refused.code().as_str()), (403, "step_up"), "{endpoint}");
    }
    let page = format!("/yonetim/kullanicilar/{id}");
    let sent = admin.form(&page, "users/suspend", &[("user_id", &id), ("reason", "Sahte yorumlar yazdı.")]).await;
    assert_eq!(sent.header("location"), format!("/onay?next={}", page.replace('/', "%2F")));
    assert!(!admin.page("/yonetim").await.text.contains("Sahte yorumlar yazdı."), "it waits for its own page");
    assert!(admin.page(&page).await.text.contains("Sahte yorumlar yazdı."), "the typed reason is still there");
    assert_eq!(app.count("select count(*) from users where disabled_at is not null").await, 0);
}

#[tokio::test]
async fn sessions_of_a_person_are_ended_by_the_desk() {
    let app = TestApp::new().await;
    let (admin, elif) = (app.admin().await, app.customer("elif").await);
    let id = id_of(&app, "elif").await;
    assert_eq!(admin.post("users/end_sessions", &[("user_id", &id)]).await.status, 200);
    assert_eq!(elif.get("auth/me").await.status, 401);
    assert!(admin.page(&format!("/yonetim/kullanicilar/{id}")).await.text.contains("Yönetici kapattı"));
    let own = id_of(&app, "yonetici").await;
    assert_eq!(admin.post("users/end_sessions", &[("user_id", &own)]).await.status, 200);
    assert_eq!(admin.get("auth/me").await.status, 200, "the session that asks goes on");
}

#[tokio::test]
async fn notes_are_for_admins_and_their_text_stays_out_of_the_log() {
    let app = TestApp::new().await;
    let (admin, support) = (app.admin().await, worker(&app, "destek", "support").await);
    app.customer("elif").await;
    let id = id_of(&app, "elif").await;
    let page = format!("/yonetim/kullanicilar/{id}");
    assert!(admin.page(&page).await.text.contains("Not yok"));
    let noted =
        admin.form(&page, "users/add_note", &[("user_id", &id), ("text", "Telefonda <b>kaba</b> konuştu.")]).await;
    assert_eq!(noted.status, 303);
    let shown = admin.page(&page).await.text;
    assert!(shown.contains("Telefonda &lt;b&gt;kaba&lt;/b&gt; konuştu.") && shown.contains("yonetici Deneme"));
    let seen = support.page(&page).await;
    assert_eq!(seen.status, 200);
    assert!(!seen.text.contains("Telefonda") && !seen.text.contains("users/suspend"), "support reads, but no notes");
    assert_eq!(support.post("users/add_note", &[("user_id", &id), ("text", "x")]).await.status, 404);
    assert_eq!(admin.post("users/add_note", &[("user_id", &id), ("text", " ")]).await.fields(), ["text"]);
    let long = "x".repeat(2001);
    assert_eq!(admin.post("users/add_note", &[("user_id", &id), ("text", &long)]).await.fields(), ["text"]);
    assert_eq!(app.count("select count(*) from user_notes").await, 1);
    assert_eq!(app.count("select count(*) from audit_log where detail::text like '%Telefonda%'").await, 0);
    assert_eq!(app.count("select count(*) from audit_log where action = 'users.add_note'").await, 1);
}

#[tokio::test]
async fn looking_at_the_lists_leaves_a_line_with_the_filters_but_not_what_was_searched() {
    let app = TestApp::new().await;
    let (admin, support) = (app.admin().await, worker(&app, "destek", "support").await);
    assert_eq!(support.page("/yonetim/kullanicilar?ara=elif&rol=admin").await.status, 200);
    assert_eq!(admin.page("/yonetim/ustalar?durum=waiting").await.status, 200);
    assert_eq!(app.customer("elif").await.page("/yonetim/kullanicilar").await.status, 404);
    assert_eq!(admin.page("/yonetim").await.status, 200, "counting what waits is no look at the list");
    let lines: Vec<(String, String, String)> = sqlx::query_as(
        "select a.action, u.email, a.detail::text from audit_log a join users u on u.id = a.actor_user_id
         where a.action like '%.read_list' order by a.id",
    )
    .fetch_all(&app.pool)
    .await
    .unwrap();
    let [(people, reader, shape), (workshops, ..)] = lines.as_slice() else { panic!("{lines:?}") };
    assert_eq!((people.as_str(), reader.as_str()), ("users.read_list", "destek@ornek.test"));
    assert_eq!(workshops, "mechanic.read_list");
    assert!(shape.contains("ara") && shape.contains("rol") && !shape.contains("elif"), "{shape}");
    let log = admin.page("/yonetim/denetim?alan=users").await.text;
    assert!(log.contains("Kişi listesine bakıldı") && log.contains("Süzgeç"), "{log}");
}

#[tokio::test]
async fn attempts_to_come_in_are_leafed_through() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    app.customer("elif").await;
    let id = id_of(&app, "elif").await;
    change(
        &app,
        "elif",
        "insert into sign_in_events (at, user_id, account_hash, ip, user_agent, method, outcome)
         select s.at - make_interval(days => n), s.user_id, s.account_hash, '192.0.2.' || n, s.user_agent, 'password', 'wrong'
         from sign_in_events s join users u on u.id = s.user_id, generate_series(1, 60) n
         where u.email = $1 || '@ornek.test' and s.outcome = 'in'",
    )
    .await;
    let mut page = format!("/yonetim/kullanicilar/{id}");
    let mut seen = 0;
    for pages in 1.. {
        let text = admin.page(&page).await.text;
        let rows = text.matches("192.0.2.").count();
        assert!((1..=25).contains(&rows), "{rows}");
        seen += rows;
        let Some((_, rest)) = text.split_once("?giris_sonra=") else {
            assert_eq!(pages, 3);
            break;
        };
        page = format!("/yonetim/kullanicilar/{id}?giris_sonra={}", rest.split(['"', '#']).next().unwrap());
    }
    assert_eq!(seen, 60);
    let beyond = admin.page(&format!("/yonetim/kullanicilar/{id}?giris_sonra=%27")).await;
    assert_eq!(beyond.status, 200, "an odd cursor is the beginning");
}

#[tokio::test]
async fn a_lost_second_factor_is_taken_away_by_an_admin_with_a_reason_and_the_person_is_told() {
    let app = TestApp::new().await;
    let (admin, elif) = (app.admin().await, app.customer("elif").await);
    let id = id_of(&app, "elif").await;
    let page = format!("/yonetim/kullanicilar/{id}");
    let fields = [("user_id", id.as_str()), ("reason", "Telefonu çalındı, kimliği görüşüldü.")];
    assert!(!admin.page(&page).await.text.contains("auth/reset_factors"), "there is nothing to reset");
    assert_eq!(admin.post("auth/reset_factors", &fields).await.status, 200);
    assert_eq!(app.count("select count(*) from audit_log where action = 'auth.reset_factors'").await, 0);
    for sql in [
        "insert into user_totp (user_id, secret_sealed, confirmed_at, created_at)
         select id, 'x', now(), now() from users where email = $1 || '@ornek.test'",
        "insert into recovery_codes (user_id, code_hash, created_at)
         select id, sha256('x'), now() from users where email = $1 || '@ornek.test'",
    ] {
        change(&app, "elif", sql).await;
    }
    assert_eq!(admin.post("auth/reset_factors", &[fields[0]]).await.fields(), ["reason"]);
    let own = id_of(&app, "yonetici").await;
    assert_eq!(admin.post("auth/reset_factors", &[("user_id", &own), fields[1]]).await.status, 403);
    let unknown = "00000000-0000-7000-8000-000000000000";
    assert_eq!(admin.post("auth/reset_factors", &[("user_id", unknown), fields[1]]).await.status, 404);
    let support = worker(&app, "destek", "support").await;
    assert_eq!(support.post("auth/reset_factors", &fields).await.status, 404, "support looks");

    let done = admin.form(&page, "auth/reset_factors", &fields).await;
    assert_eq!((done.status, done.header("location")), (303, page.clone()));
    assert!(admin.page(&page).await.text.contains("İkinci adım sıfırlandı."));
    assert_eq!(app.count("select (select count(*) from user_totp) + (select count(*) from recovery_codes)").await, 0);
    assert_eq!(elif.get("auth/me").await.status, 401);
    let again = [("email", "elif@ornek.test"), ("password", PASSWORD)];
    assert_eq!(elif.post("auth/sign_in", &again).await.status, 200);
    assert_eq!(elif.get("auth/me").await.status, 200, "the first factor opens");
    app.run_jobs().await;
    let told = "select count(*) from mails where kind = 'user_factors_reset' and to_email = 'elif@ornek.test'
                and text_body like '%Telefonu çalındı%' and sent_at is not null";
    assert_eq!(app.count(told).await, 1);
    assert!(admin.page("/yonetim/denetim?alan=auth").await.text.contains("Kişinin ikinci adımı sıfırlandı"));
}
