//! Support that acts for somebody.

use super::{change, id_of, worker};
use crate::support::TestApp;

const REASON: (&str, &str) = ("reason", "Randevu sayfası açılmıyor");

#[tokio::test]
async fn support_acts_only_with_permission_under_a_banner_and_with_every_step_logged() {
    let app = TestApp::new().await;
    let (support, elif) = (worker(&app, "destek", "support").await, app.customer("elif").await);
    let id = id_of(&app, "elif").await;
    let enter = async || support.post("users/impersonate", &[("user_id", id.as_str()), REASON]).await;
    assert_eq!(enter().await.status, 403, "nobody allowed it");

    let allowed = elif.form("/hesap/ayarlar/guvenlik", "users/allow_support", &[]).await;
    assert_eq!((allowed.status, allowed.header("location").as_str()), (303, "/hesap/ayarlar/guvenlik"));
    assert!(elif.page("/hesap/ayarlar/guvenlik").await.text.contains("İzni geri al"));
    assert!(support.page(&format!("/yonetim/kullanicilar/{id}")).await.text.contains("users/impersonate"));
    assert_eq!(support.post("users/impersonate", &[("user_id", &id), ("reason", "")]).await.fields(), ["reason"]);
    assert_eq!(enter().await.status, 200);

    assert_eq!(support.get("auth/me").await.json()["full_name"], "elif Deneme");
    for page in ["/", "/hesap", "/hesap/ayarlar", "/boyle-bir-sayfa-yok"] {
        let page = support.page(page).await.text;
        assert!(page.contains("Destek olarak elif Deneme hesabındasınız") && page.contains("users/end_impersonation"));
    }
    assert_eq!(support.page("/yonetim/kullanicilar").await.status, 404, "the desk is closed meanwhile");
    let settings = [("full_name", "Elif Yıldız"), ("phone", ""), ("lang", "tr"), ("theme", "system")];
    assert_eq!(support.post("users/save_settings", &settings).await.status, 200);
    let both = "select count(*) from audit_log a join users p on p.id = a.actor_user_id join users s on s.id = a.impersonator_user_id
                where p.email = 'elif@ornek.test' and s.email = 'destek@ornek.test'";
    assert_eq!(app.count(both).await, 7, "six looks and a change");
    let acted =
        "select count(*) from audit_log where action = 'support.act' and subject_id = '/api/users/save_settings'";
    assert_eq!(app.count(acted).await, 1);

    let left = support.form("/hesap", "users/end_impersonation", &[]).await;
    assert_eq!(left.header("location"), "/yonetim/kullanicilar");
    assert_eq!(support.get("auth/me").await.json()["full_name"], "destek Deneme");
    assert_eq!(support.page("/yonetim/kullanicilar").await.status, 200);
    app.run_jobs().await;
    let told = "select count(*) from mails where kind = 'support_entered' and to_email = 'elif@ornek.test' and sent_at is not null";
    assert_eq!(app.count(told).await, 1);
    let admin = app.admin().await;
    assert!(admin.page("/yonetim/denetim?alan=support").await.text.contains("destek Deneme (Elif Yıldız adına)"));
}

#[tokio::test]
async fn support_sees_no_photos_of_cars_and_leaves_no_traces_of_looking() {
    let app = TestApp::new().await;
    let (support, elif) = (worker(&app, "destek", "support").await, app.customer("elif").await);
    let id = id_of(&app, "elif").await;
    let car: String = sqlx::query_scalar(
        "insert into customer_vehicles (id, customer_id, plate, variant_id, model_year, km, created_at, updated_at)
         select gen_random_uuid(), c.id, '06 ELF 06', v.id, 2020, 1, now(), now() from customers c join users u on u.id = c.user_id, variants v
         where u.email = 'elif@ornek.test' limit 1 returning id::text",
    )
    .fetch_one(&app.pool)
    .await
    .unwrap();
    elif.post("users/allow_support", &[]).await;
    assert_eq!(support.post("users/impersonate", &[("user_id", &id), REASON]).await.status, 200);
    let photos = format!("/hesap/araclar/{car}/fotograflar");
    assert_eq!((elif.page(&photos).await.status, support.page(&photos).await.status), (200, 403));
    assert_eq!(support.page("/hesap/araclar").await.status, 200, "the car itself may be looked at");
    sqlx::query(
        "insert into mechanics (id, owner_user_id, slug, name, province_id, district_id, lat, lon, verified_at, created_at, updated_at)
         select gen_random_uuid(), u.id, 'oto', 'Oto', d.province_id, d.id, d.lat, d.lon, now(), now(), now()
         from users u, districts d where u.email = 'destek@ornek.test' and d.slug = 'ankara-cankaya'",
    )
    .execute(&app.pool)
    .await
    .unwrap();
    assert_eq!(support.page("/usta/oto").await.status, 200);
    assert_eq!(app.count("select count(*) from seen_mechanics").await, 0);
    assert_eq!(elif.page("/usta/oto").await.status, 200);
    assert_eq!(app.count("select count(*) from seen_mechanics").await, 1);
}

#[tokio::test]
async fn acting_ends_by_itself_and_with_the_permission() {
    let app = TestApp::new().await;
    let (support, elif) = (worker(&app, "destek", "support").await, app.customer("elif").await);
    let id = id_of(&app, "elif").await;
    let who = async || support.get("auth/me").await.json()["full_name"].as_str().unwrap().to_owned();
    let enter = async || support.post("users/impersonate", &[("user_id", id.as_str()), REASON]).await;
    elif.post("users/allow_support", &[]).await;
    assert_eq!(enter().await.status, 200);
    app.clock.advance_minutes(29);
    assert_eq!(who().await, "elif Deneme");
    app.clock.advance_minutes(2);
    assert_eq!(who().await, "destek Deneme", "half an hour is over");

    change(&app, "destek", "update user_sessions set auth_time = '2026-11-24T10:31+03:00' where user_id = (select id from users where email = $1 || '@ornek.test')").await;
    assert_eq!(enter().await.status, 200);
    assert_eq!(who().await, "elif Deneme");
    assert_eq!(elif.post("users/withdraw_support", &[]).await.status, 200);
    assert_eq!(who().await, "destek Deneme", "taken back, it ends with the next request");
    assert_eq!(enter().await.status, 403);
    assert_eq!(elif.post("users/allow_support", &[]).await.code(), "step_up", "permission needs a fresh proof");
    app.clock.advance_minutes(24 * 60);
    assert!(elif.page("/hesap/ayarlar/guvenlik").await.text.contains("24 saat izin ver"), "a day is over");
}

#[tokio::test]
async fn who_acts_for_another_does_nothing_sensitive() {
    let app = TestApp::new().await;
    let (support, elif) = (worker(&app, "destek", "support").await, app.customer("elif").await);
    let id = id_of(&app, "elif").await;
    elif.post("users/allow_support", &[]).await;
    assert_eq!(support.post("users/impersonate", &[("user_id", id.as_str()), REASON]).await.status, 200);
    let refused = support.post("users/allow_support", &[]).await;
    assert_eq!((refused.status, refused.code().as_str()), (403, "forbidden"), "support does not lengthen its own stay");
    let consents =
        [("tailored_offers", "true"), ("marketing_email", "true"), ("marketing_sms", "true"), ("marketing_push", "")];
    let request = [("kind", "access"), ("text", "Hakkımda neler tutuyorsunuz, öğrenmek istiyorum.")];
    for (act, fields) in [
        ("users/save_consents", &consents[..]),
        ("users/accept_terms", &[("version", "2026-11-24")]),
        ("users/send_request", &request),
    ] {
        let refused = support.post(act, fields).await;
        assert_eq!((refused.status, refused.code().as_str()), (403, "forbidden"), "{act}: {}", refused.text);
    }
    change(&app, "elif", "update users set terms_version = 'eski' where email = $1 || '@ornek.test'").await;
    assert!(elif.page("/hesap").await.text.contains("users/accept_terms"));
    assert!(!support.page("/hesap").await.text.contains("users/accept_terms"), "nor is it asked to");
    // Acting leaves no session of the person behind, and the person's own goes on.
    assert_eq!(
        app.count(
            "select count(*) from user_sessions s join users u on u.id = s.user_id where u.email = 'elif@ornek.test'"
        )
        .await,
        1
    );
    assert_eq!(elif.get("auth/me").await.status, 200);
    // Whoever ends support's session ends this, too.
    change(&app, "destek", "update user_sessions set ended_at = now(), ended_why = 'role_lost' where user_id = (select id from users where email = $1 || '@ornek.test')").await;
    assert_eq!(support.get("auth/me").await.status, 401);
}

#[tokio::test]
async fn people_of_the_desk_and_suspended_people_are_nobodys_to_enter() {
    let app = TestApp::new().await;
    let (support, moderator) = (worker(&app, "destek", "support").await, worker(&app, "moderator", "moderator").await);
    let elif = app.customer("elif").await;
    for person in [&moderator, &elif] {
        assert_eq!(person.post("users/allow_support", &[]).await.status, 200);
    }
    let enter = async |name: &str| {
        support.post("users/impersonate", &[("user_id", id_of(&app, name).await.as_str()), REASON]).await.status
    };
    assert_eq!(enter("moderator").await, 403);
    assert_eq!(enter("elif").await, 200);
    // A role that comes later closes the door, too.
    change(&app, "elif", "insert into user_roles (user_id, role, granted_at) select id, 'finance', now() from users where email = $1 || '@ornek.test'").await;
    assert_eq!(support.get("auth/me").await.json()["full_name"], "destek Deneme");
    change(&app, "elif", "delete from user_roles where role = 'finance' and user_id = (select id from users where email = $1 || '@ornek.test')").await;
    change(
        &app,
        "elif",
        "update users set disabled_at = now(), disabled_reason = 'x' where email = $1 || '@ornek.test'",
    )
    .await;
    assert_eq!(support.get("auth/me").await.json()["full_name"], "destek Deneme");
    assert_eq!(enter("elif").await, 403);
}
