//! Leaving: thirty days to think again, then nothing is left that names the person.

mod retention;

use super::{come_in, done, mail, site};
use crate::{
    authz::world::World,
    support::{Client, PASSWORD, TestApp},
};
use sanaiyiusta::{kernel::error::Code, modules::users::retain, platform::personal::Fate};
use sqlx::AssertSqlSafe;
use std::sync::Arc;

const DAY: i64 = 24 * 60;

async fn leave(client: &Client, name: &str) {
    done(client.post("users/request_deletion", &[("confirm", &format!("{name}@ornek.test"))]).await);
}

/// Tables of ours with a row that holds one of the words.
async fn tables_with(app: &TestApp, words: &[&str]) -> Vec<String> {
    let tables: Vec<String> =
        sqlx::query_scalar("select tablename::text from pg_tables where schemaname = 'public' order by 1")
            .fetch_all(&app.pool)
            .await
            .unwrap();
    let mut found = Vec::new();
    for table in tables {
        let sql = format!(
            "select count(*) from {table} t where exists (select from unnest($1::text[]) w where strpos(t::text, w) > 0)"
        );
        let rows: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).bind(words).fetch_one(&app.pool).await.unwrap();
        if rows > 0 {
            found.push(table);
        }
    }
    found
}

/// Moves the visits of everybody into the spring, so that they are still to come when somebody is gone.
async fn postpone(app: &TestApp) {
    sqlx::query(
        "update appointments set start_at = start_at + interval '90 days', end_at = end_at + interval '90 days',
             busy_until = busy_until + interval '90 days' where status in ('requested', 'confirmed')",
    )
    .execute(&app.pool)
    .await
    .unwrap();
}

#[tokio::test]
async fn leaving_wants_ones_own_address_and_a_fresh_proof_and_ends_every_session() {
    let app = site().await;
    let ayse = app.customer("ayse").await;
    let wrong = ayse.post("users/request_deletion", &[("confirm", "baska@ornek.test")]).await;
    assert_eq!((wrong.status, wrong.fields()), (422, vec!["confirm".to_owned()]));
    app.clock.advance_minutes(16);
    let fields = [("confirm", "ayse@ornek.test")];
    assert_eq!(ayse.post("users/request_deletion", &fields).await.code(), "step_up");
    let plain = ayse.form("/hesap/ayarlar/gizlilik", "users/request_deletion", &fields).await;
    assert!(plain.header("location").starts_with("/onay?next="), "{plain:?}");
    assert_eq!(app.count("select count(*) from deletion_requests").await, 0);
    assert_eq!(ayse.get("auth/me").await.status, 200);

    let other = app.visitor();
    come_in(&other, "ayse").await;
    come_in(&ayse, "ayse").await;
    let plain = ayse.form("/hesap/ayarlar/gizlilik", "users/request_deletion", &fields).await;
    assert_eq!((plain.status, plain.header("location").as_str()), (303, "/hesap-silme"), "{plain:?}");
    for client in [&ayse, &other] {
        assert_eq!(client.get("auth/me").await.status, 401);
    }
    assert!(ayse.page("/hesap-silme").await.text.contains("30 gün sonra silinir"));
}

#[tokio::test]
async fn staff_cannot_leave_before_their_role_is_taken() {
    let app = site().await;
    let admin = app.admin().await;
    let refused = admin.post("users/request_deletion", &[("confirm", "yonetici@ornek.test")]).await;
    assert_eq!((refused.status, refused.code().as_str()), (409, "in_use"));
    assert_eq!(admin.get("auth/me").await.status, 200);
}

#[tokio::test]
async fn the_mailed_link_takes_it_back_once_and_looking_at_it_changes_nothing() {
    let app = site().await;
    let ayse = app.customer("ayse").await;
    leave(&ayse, "ayse").await;
    let (to, text) = mail(&app, "deletion_planned").await;
    assert_eq!(to, "ayse@ornek.test");
    assert!(text.contains("24 Aralık 2026"), "{text}");
    let code = text.split("?kod=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    let kept: String = sqlx::query_scalar("select payload::text from mails where kind = 'deletion_planned'")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    assert!(!kept.contains(&code), "the code lies sealed in the outbox");

    let visitor = app.visitor();
    let page = visitor.page(&format!("/hesap-silme?kod={code}")).await.text;
    assert!(page.contains("Silmeyi geri al") && page.contains(&code));
    let open = "select count(*) from deletion_requests where cancelled_at is null";
    assert_eq!(app.count(open).await, 1, "a scanner of mails that looks at the link changes nothing");
    let back = visitor.form(&format!("/hesap-silme?kod={code}"), "users/cancel_deletion", &[("code", &code)]).await;
    assert_eq!((back.status, back.header("location").as_str()), (303, "/giris"), "{back:?}");
    assert_eq!(app.count(open).await, 0);
    let again = visitor.post("users/cancel_deletion", &[("code", &code)]).await;
    assert_eq!((again.status, again.code().as_str()), (410, "expired"));
    assert!(mail(&app, "deletion_cancelled").await.1.contains("geri alındı"));
    app.clock.advance_minutes(40 * DAY);
    assert_eq!(retain(&app.wires).await.unwrap().people_erased, 0);
}

#[tokio::test]
async fn signing_in_takes_it_back() {
    let app = site().await;
    let ayse = app.customer("ayse").await;
    leave(&ayse, "ayse").await;
    app.clock.advance_minutes(29 * DAY);
    let wrong = ayse.post("auth/sign_in", &[("email", "ayse@ornek.test"), ("password", "yanlis-parola-1")]).await;
    assert_eq!(wrong.status, 401);
    let by = "select count(*) from deletion_requests where cancelled_by = 'sign_in'";
    assert_eq!(app.count(by).await, 0, "a wrong password takes nothing back");
    come_in(&ayse, "ayse").await;
    assert_eq!(app.count(by).await, 1);
    app.clock.advance_minutes(10 * DAY);
    assert_eq!(retain(&app.wires).await.unwrap().people_erased, 0);
    assert_eq!(ayse.get("auth/me").await.status, 200);
    // Who has thought again may think again.
    come_in(&ayse, "ayse").await;
    leave(&ayse, "ayse").await;
    assert_eq!(app.count("select count(*) from deletion_requests where cancelled_at is null").await, 1);
    // A program that comes in for them is them, too.
    let program = [("email", "ayse@ornek.test"), ("password", PASSWORD)];
    assert_eq!(app.visitor().post("auth/token", &program).await.status, 200);
    assert_eq!(app.count("select count(*) from deletion_requests where cancelled_at is null").await, 0);
}

/// Traces of the first customer that no form of theirs leaves at once.
const TRACES: &[&str] = &[
    "insert into passkeys (id, user_id, credential_id, credential, name, created_at)
     select gen_random_uuid(), id, 'kimlik', '{}', 'Canarya telefonu', now() from users where email = 'ayse@ornek.test'",
    "insert into recovery_codes (user_id, code_hash, created_at) select id, 'kod', now() from users where email = 'ayse@ornek.test'",
    "insert into sign_in_tickets (token_hash, user_id, methods, created_at, expires_at)
     select decode(repeat('ab', 32), 'hex'), id, '{password}', now(), '2099-01-01' from users where email = 'ayse@ornek.test'",
    "insert into appointment_moves (appointment_id, at, by_user_id, by_role, to_status, start_at, reason)
     select a.id, now(), u.id, 'customer', 'requested', a.start_at, 'Canarya hastalandı' from appointments a join customers c on c.id = a.customer_id
     join users u on u.id = c.user_id where u.email = 'ayse@ornek.test' limit 1",
    "update appointments set reason = 'Canarya gelemedi' where status = 'completed'",
    "insert into mechanic_customer_notes (mechanic_id, customer_id, text, updated_at)
     select mechanic_id, customer_id, 'Canarya hep geç gelir', now() from appointments where status = 'completed' limit 1",
];

#[tokio::test]
async fn after_thirty_days_no_table_names_the_customer_any_more() {
    let mut world = World::build().await;
    world.fill("{confirmed} {published review} {completed}").await;
    postpone(&world.app).await;
    for sql in TRACES {
        sqlx::query(*sql).execute(&world.app.pool).await.unwrap();
    }
    let ayse = &world.actors[1];
    done(ayse.post("users/save_consents", &[("shown", "true"), ("marketing_sms", "true")]).await);
    done(ayse.post("users/send_request", &[("kind", "other"), ("text", "Canarya sorusu: neler tutuyorsunuz?")]).await);
    done(ayse.post("users/request_export", &[]).await);
    world.app.run_jobs().await;
    let user: uuid::Uuid = sqlx::query_scalar("select id from users where email = 'ayse@ornek.test'")
        .fetch_one(&world.app.pool)
        .await
        .unwrap();
    let words =
        ["ayse@ornek.test", "Ayşe Sahibi", "ayse deneme", "06 SIR 123", "+905320000001", "yalnizca-ustaya", "Canarya"];
    assert!(tables_with(&world.app, &words).await.len() >= 7, "the words must be there before they can be gone");

    leave(ayse, "ayse").await;
    world.app.clock.advance_minutes(29 * DAY);
    assert_eq!(retain(&world.app.wires).await.unwrap().people_erased, 0, "not a day too early");
    assert_eq!(world.app.count("select count(*) from users where email = 'ayse@ornek.test'").await, 1);
    world.app.clock.advance_minutes(DAY);
    let run = retain(&world.app.wires).await.unwrap();
    assert_eq!((run.people_erased, run.people_failed), (1, 0));
    assert_eq!(tables_with(&world.app, &words).await, ["mails"], "the farewell, and what others were told");
    for holding in &world.app.wires.personal.holdings {
        let (Fate::Deleted(_), Some(rows)) = (holding.fate, holding.copied.rows()) else { continue };
        let mut scope = sanaiyiusta::platform::Scope::system(&world.app.wires).await.unwrap();
        assert_eq!(
            rows(&mut scope, sanaiyiusta::kernel::ids::UserId(user)).await.unwrap().len(),
            0,
            "{}",
            holding.table
        );
    }

    // What others rely on stays, without the name.
    let page = world.app.visitor().page(&world.fill("/usta/{slug}").await).await.text;
    assert!(page.contains("Silinmiş kullanıcı") && page.contains("Güzel iş"), "{page}");
    assert_eq!(
        world.app.count("select count(*) from appointments where customer_name = 'Silinmiş kullanıcı'").await,
        3
    );
    assert_eq!(
        world
            .app
            .count("select count(*) from appointments where status = 'cancelled' and closed_by = 'customer'")
            .await,
        1
    );
    assert_eq!(world.app.count("select count(*) from appointment_services").await, 3);
    assert_eq!(world.app.count("select count(*) from privacy_requests where state = 'closed' and body = ''").await, 1);
    assert_eq!(world.app.count("select count(*) from user_consents where ip = ''").await, 3);
    let (to, _) = mail(&world.app, "appointment_cancelled").await;
    assert_eq!(to, "usta@ornek.test");
    assert_eq!(mail(&world.app, "deletion_done").await.0, "ayse@ornek.test");

    // The account is gone; the address is free.
    let sign_in = [("email", "ayse@ornek.test"), ("password", PASSWORD)];
    assert_eq!(world.app.visitor().post("auth/sign_in", &sign_in).await.code(), "wrong_credentials");
    world.app.clock.advance_minutes(31 * DAY);
    let run = retain(&world.app.wires).await.unwrap();
    assert_eq!(run.people_erased, 0, "nobody is erased twice");
    assert_eq!(tables_with(&world.app, &words).await, Vec::<String>::new());
    world.app.customer("ayse").await;
}

#[tokio::test]
async fn a_workshop_is_out_of_sight_at_once_comes_back_with_its_owner_and_is_closed_in_the_end() {
    let mut world = World::build().await;
    world.fill("{completed}").await;
    sqlx::query("update mechanics set story = 'Kanarya usta otuz yıldır burada' where name = 'Işık Oto'")
        .execute(&world.app.pool)
        .await
        .unwrap();
    let page = world.fill("/usta/{slug}").await;
    let status = async |world: &World| world.app.visitor().page(&page).await.status;
    assert_eq!(status(&world).await, 200);
    leave(&world.actors[3], "usta").await;
    assert_eq!(status(&world).await, 404);
    come_in(&world.actors[3], "usta").await;
    assert_eq!(status(&world).await, 200, "who stays is found again");

    // A suspension by the desk is no pause: coming back does not end it.
    let id = world.fill("{workshop}").await;
    done(
        world.actors[5].post("mechanics/suspend", &[("mechanic_id", &id), ("reason", "Şikayetler inceleniyor")]).await,
    );
    world.app.clock.advance_minutes(1);
    leave(&world.actors[3], "usta").await;
    come_in(&world.actors[3], "usta").await;
    assert_eq!(status(&world).await, 404);
    done(world.actors[5].post("mechanics/reinstate", &[("mechanic_id", &id)]).await);
    world.fill("{confirmed}").await;
    postpone(&world.app).await;

    leave(&world.actors[3], "usta").await;
    world.app.clock.advance_minutes(30 * DAY);
    assert_eq!(retain(&world.app.wires).await.unwrap().people_erased, 1);
    assert_eq!(status(&world).await, 404);
    let words = ["usta@ornek.test", "usta Deneme", "Kanarya"];
    let left = tables_with(&world.app, &words).await;
    assert!(left.iter().all(|table| table == "mails"), "{left:?}");
    let own = "select count(*) from mechanic_services s join mechanics m on m.id = s.mechanic_id where m.name = 'Kapanmış işletme'";
    assert_eq!(world.app.count(own).await, 0);
    assert_eq!(world.app.count("select count(*) from working_hours h join mechanics m on m.id = h.mechanic_id where m.name = 'Kapanmış işletme'").await, 0);
    // Customers keep what they were told, and hear that nobody waits for them.
    assert_eq!(world.app.count("select count(*) from appointments where mechanic_name = 'Işık Oto'").await, 2);
    assert_eq!(
        world
            .app
            .count("select count(*) from appointments where status = 'cancelled' and closed_by = 'mechanic'")
            .await,
        1
    );
    assert_eq!(mail(&world.app, "appointment_cancelled").await.0, "ayse@ornek.test");
    // The other workshop is untouched.
    assert_eq!(world.app.count("select count(*) from mechanics where name = 'Rakip Oto' and verified_at is not null and suspended_at is null").await, 1);
}

#[tokio::test]
async fn a_sweep_that_fails_keeps_no_other_and_stands_in_the_report() {
    let app = site().await;
    let admin = app.admin().await;
    let mut wires = app.wires.clone();
    let mut personal = (*wires.personal).clone();
    let first = personal.sweeps.first_mut().expect("a sweep");
    first.run = |_, _| Box::pin(async { Err(Code::Internal.into()) });
    let (failing, all) = (first.class, personal.sweeps.len());
    wires.personal = Arc::new(personal);
    let run = retain(&wires).await.unwrap();
    let counts = run.counts.as_object().unwrap();
    assert_eq!((counts.len(), counts.values().filter(|count| count.is_u64()).count()), (all, all - 1));
    assert!(counts[failing].is_null());
    let report = admin.page("/yonetim/kvkk").await.text;
    assert!(report.contains(": silinemedi"), "{report}");
}

#[tokio::test]
async fn who_was_erased_is_not_reinstated() {
    let app = site().await;
    leave(&app.customer("ayse").await, "ayse").await;
    app.clock.advance_minutes(30 * DAY);
    assert_eq!(retain(&app.wires).await.unwrap().people_erased, 1);
    let admin = app.admin().await;
    let id: String = sqlx::query_scalar("select id::text from users where deleted_at is not null")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    for (act, more) in [("users/reinstate", ("reason", "Yanlışlıkla olmuş")), ("users/grant_role", ("role", "support"))]
    {
        let refused = admin.post(act, &[("user_id", &id), more]).await;
        assert_eq!((refused.status, refused.code().as_str()), (409, "wrong_status"), "{act}: {}", refused.text);
    }
    let page = admin.page(&format!("/yonetim/kullanicilar/{id}")).await.text;
    assert!(
        page.contains(">Silindi<") && !page.contains("users/reinstate") && !page.contains("users/grant_role"),
        "{page}"
    );
}

#[tokio::test]
async fn one_persons_trouble_does_not_keep_the_others() {
    let app = site().await;
    for name in ["ayse", "bora"] {
        leave(&app.customer(name).await, name).await;
    }
    for sql in [
        "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$",
        "create trigger refuse before update on users for each row when (old.email = 'ayse@ornek.test') execute function refuse()",
    ] {
        sqlx::query(sql).execute(&app.pool).await.unwrap();
    }
    app.clock.advance_minutes(30 * DAY);
    let run = retain(&app.wires).await.unwrap();
    assert_eq!((run.people_erased, run.people_failed), (1, 1));
    assert_eq!(app.count("select count(*) from users where email = 'ayse@ornek.test' and deleted_at is null").await, 1);
    assert_eq!(
        app.count(
            "select count(*) from user_auth a join users u on u.id = a.user_id where u.email = 'ayse@ornek.test'"
        )
        .await,
        1
    );
    sqlx::query("drop trigger refuse on users").execute(&app.pool).await.unwrap();
    assert_eq!(retain(&app.wires).await.unwrap().people_erased, 1, "the next night takes up what was left");
}
