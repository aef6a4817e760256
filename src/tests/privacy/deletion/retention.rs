//! The nightly job: what runs out, what does not yet, and its report.

use super::{DAY, leave};
use crate::{authz::world::World, privacy::site};
use sanaiyiusta::modules::users::retain;

/// Each class with the SQL that puts one row just past its time and one just within it, and how many must be left.
const CLASSES: &[(&str, &str, &str)] = &[
    (
        "sign_in_events",
        "insert into sign_in_events (at, account_hash, ip, method, outcome)
         select $1 - make_interval(days => d), decode(repeat('ab', 32), 'hex'), '10.9.8.7', 'password', 'wrong' from unnest(array[364, 366]) d",
        "select count(*) from sign_in_events where ip = '10.9.8.7'",
    ),
    (
        "sign_in_tickets",
        "insert into sign_in_tickets (token_hash, user_id, methods, created_at, expires_at)
         select sha256(d::text::bytea), u.id, '{password}', $1, $1 - make_interval(hours => d) from unnest(array[23, 25]) d, users u
         where u.email = 'ayse@ornek.test'",
        "select count(*) from sign_in_tickets",
    ),
    (
        "guest_requests",
        "insert into guest_requests (id, token_hash, sealed, code_hash, code_expires_at, created_at, expires_at)
         select gen_random_uuid(), sha256(d::text::bytea), 'sealed', sha256('x'), $1, $1 - make_interval(hours => d), $1 + make_interval(hours => 1)
         from unnest(array[23, 25]) d",
        "select count(*) from guest_requests",
    ),
    (
        "mails",
        "insert into mails (id, kind, to_email, to_name, lang, payload, dedupe_key, created_at)
         select gen_random_uuid(), 'old', 'x@ornek.test', '', 'tr', '{}', 'old:' || d, $1 - make_interval(days => d) from unnest(array[364, 366]) d",
        "select count(*) from mails where kind = 'old'",
    ),
    (
        "mail_bodies",
        "insert into mails (id, kind, to_email, to_name, lang, payload, dedupe_key, created_at, sent_at, text_body)
         select gen_random_uuid(), 'body', 'x@ornek.test', '', 'tr', '{}', 'body:' || d, $1 - make_interval(days => d),
                $1 - make_interval(days => d), 'text' from unnest(array[29, 31]) d",
        "select count(*) from mails where kind = 'body' and text_body is not null",
    ),
    (
        "farewell_mails",
        "insert into mails (id, kind, to_email, to_name, lang, payload, dedupe_key, created_at, sent_at)
         select gen_random_uuid(), 'deletion_done', 'x@ornek.test', '', 'tr', '{}', 'bye:' || h, $1, $1 - make_interval(hours => h)
         from unnest(array[23, 25]) h",
        "select count(*) from mails where kind = 'deletion_done'",
    ),
    (
        "advertisement_clicks",
        "with owner as (
             insert into users (id, email, full_name, kind, terms_accepted_at, terms_version, created_at)
             values (gen_random_uuid(), 'reklamli@ornek.test', 'Reklamlı Usta', 'mechanic', $1, '1', $1) returning id),
         place as (
             insert into mechanics (id, owner_user_id, slug, name, province_id, district_id, lat, lon, created_at, updated_at)
             select gen_random_uuid(), u.id, 'reklamli', 'Oto', 6, d.id, 39.9, 32.8, $1, $1
             from owner u, districts d where d.slug = 'ankara-cankaya' returning id),
         pack as (
             insert into advertisement_packages (id, name_tr, name_en, scope, day_price_kurus, min_days, max_days, created_at)
             values (gen_random_uuid(), 'Vitrin', 'Showcase', 'province', 10000, 1, 90, $1) returning id),
         advert as (
             insert into advertisements (id, mechanic_id, package_id, package_tr, package_en, province_id, first_on, last_on,
                                         day_price_kurus, total_kurus, idempotency_key, created_at)
             select gen_random_uuid(), place.id, pack.id, 'Vitrin', 'Showcase', 6, '2026-11-20', '2026-11-20', 100, 100, 'k', $1
             from place, pack returning id)
         insert into advertisement_clicks (advertisement_id, visitor_hash, at)
         select advert.id, sha256(h::text::bytea), $1 - make_interval(hours => h) from advert, unnest(array[47, 49]) h",
        "select count(*) from advertisement_clicks",
    ),
    (
        "mechanic_staff_invitations",
        "with place as (
             insert into mechanics (id, owner_user_id, slug, name, province_id, district_id, lat, lon, created_at, updated_at)
             select gen_random_uuid(), u.id, 'oto', 'Oto', 6, d.id, 39.9, 32.8, $1, $1 from users u, districts d
             where u.email = 'ayse@ornek.test' and d.slug = 'ankara-cankaya' returning id)
         insert into mechanic_staff_invitations (id, mechanic_id, email, post, token_hash, created_at, expires_at)
         select gen_random_uuid(), place.id, d || '@ornek.test', 'mechanic', sha256(d::text::bytea), $1, $1 - make_interval(days => d)
         from place, unnest(array[29, 31]) d",
        "select count(*) from mechanic_staff_invitations",
    ),
    (
        "seen_mechanics",
        "with people as (
             insert into users (id, email, full_name, kind, terms_accepted_at, terms_version, created_at)
             select gen_random_uuid(), 'bakan' || d || '@ornek.test', 'Bakan', 'mechanic', $1, '1', $1 - make_interval(days => d)
             from unnest(array[89, 91]) d returning id, created_at),
         places as (
             insert into mechanics (id, owner_user_id, slug, name, province_id, district_id, lat, lon, created_at, updated_at)
             select gen_random_uuid(), p.id, 'bakilan-' || p.id, 'Oto', 6, d.id, 39.9, 32.8, p.created_at, p.created_at
             from people p, districts d where d.slug = 'ankara-cankaya' returning id, created_at)
         insert into seen_mechanics (customer_id, mechanic_id, seen_at)
         select c.id, places.id, places.created_at from places, customers c join users u on u.id = c.user_id where u.email = 'ayse@ornek.test'",
        "select count(*) from seen_mechanics",
    ),
    (
        "refused_documents",
        "with people as (
             insert into users (id, email, full_name, kind, terms_accepted_at, terms_version, created_at)
             select gen_random_uuid(), 'basvuran' || d || '@ornek.test', 'Başvuran', 'mechanic', $1, '1', $1 - make_interval(days => d)
             from unnest(array[179, 181]) d returning id, created_at),
         places as (
             insert into mechanics (id, owner_user_id, slug, name, province_id, district_id, lat, lon, created_at, updated_at)
             select gen_random_uuid(), p.id, 'basvuran-' || p.id, 'Oto', 6, d.id, 39.9, 32.8, p.created_at, p.created_at
             from people p, districts d where d.slug = 'ankara-cankaya' returning id, created_at),
         refusals as (
             insert into mechanic_applications (mechanic_id, state, sent_at, decided_at)
             select id, 'refused', created_at, created_at from places)
         insert into mechanic_documents (id, mechanic_id, kind, medium, bytes, created_at)
         select gen_random_uuid(), id, 'tax_plate', 'pdf', '%PDF', created_at from places",
        "select count(*) from mechanic_documents",
    ),
    (
        "vehicle_book_shares",
        "with car as (
             insert into customer_vehicles (id, customer_id, plate, variant_id, model_year, km, created_at, updated_at)
             select gen_random_uuid(), c.id, '34 AA 001', t.id, 2020, 1, $1, $1 from customers c join users u on u.id = c.user_id, variants t
             where u.email = 'ayse@ornek.test' limit 1 returning id)
         insert into vehicle_book_shares (id, vehicle_id, token_hash, shows_prices, created_at, expires_at)
         select gen_random_uuid(), car.id, sha256(d::text::bytea), false, $1 - make_interval(days => 60), $1 - make_interval(days => d)
         from car, unnest(array[29, 31]) d",
        "select count(*) from vehicle_book_shares",
    ),
    (
        "catalogue_imports",
        "insert into catalogue_imports (id, file_name, new_lines, changed_lines, same_lines, refused_lines, other_rows, created_at)
         select gen_random_uuid(), 'katalog.csv', 0, 0, 1, 0, 0, $1 - make_interval(days => d) from unnest(array[6, 8]) d",
        "select count(*) from catalogue_imports",
    ),
    (
        "vehicle_handovers",
        "with cars as (
             insert into customer_vehicles (id, customer_id, plate, variant_id, model_year, km, created_at, updated_at)
             select gen_random_uuid(), c.id, '34 AB 0' || d, t.id, 2020, d, $1, $1
             from customers c join users u on u.id = c.user_id, (select id from variants limit 1) t, unnest(array[29, 31]) d
             where u.email = 'ayse@ornek.test' returning id, km)
         insert into vehicle_handovers (vehicle_id, email, token_hash, created_at, expires_at)
         select id, 'alici@ornek.test', sha256(km::text::bytea), $1 - make_interval(days => 60), $1 - make_interval(days => km) from cars",
        "select count(*) from vehicle_handovers",
    ),
    (
        "household_members",
        "insert into household_members (id, owner_id, email, token_hash, expires_at, may_book, may_pay, all_cars, created_at)
         select gen_random_uuid(), c.id, d || '@ornek.test', sha256(d::text::bytea), $1 - make_interval(days => d), false, false, true,
                $1 - make_interval(days => 60)
         from customers c join users u on u.id = c.user_id, unnest(array[29, 31]) d where u.email = 'ayse@ornek.test'",
        "select count(*) from household_members",
    ),
    (
        "audit_log",
        "insert into audit_log (at, action, subject_kind, subject_id, request_id)
         select $1 - make_interval(days => d), 'old.act', 'x', 'x', 'r' from unnest(array[1824, 1826]) d",
        "select count(*) from audit_log where action = 'old.act'",
    ),
    (
        "privacy_requests",
        "insert into privacy_requests (id, user_id, kind, body, state, created_at, due_at, answered_at)
         select gen_random_uuid(), u.id, 'other', 'x', 'answered', $1, $1, $1 - make_interval(days => d) from unnest(array[1094, 1096]) d, users u
         where u.email = 'ayse@ornek.test'",
        "select count(*) from privacy_requests",
    ),
    (
        "data_exports",
        "insert into data_exports (id, user_id, state, lang, parts_all, requested_at, expires_at)
         select gen_random_uuid(), u.id, 'ready', 'tr', 1, $1, $1 + make_interval(hours => h) from unnest(array[-1, 1]) h, users u
         where u.email = 'ayse@ornek.test'",
        "select count(*) from data_exports where state = 'ready'",
    ),
];

#[tokio::test]
async fn each_class_runs_out_after_its_time_and_not_before() {
    let app = site().await;
    app.customer("ayse").await;
    for (class, sql, left) in CLASSES {
        sqlx::query(*sql)
            .bind(app.clock.now())
            .execute(&app.pool)
            .await
            .unwrap_or_else(|error| panic!("{class}: {error}"));
        assert_eq!(app.count(left).await, 2, "{class}");
    }
    sqlx::query("insert into data_export_chunks (export_id, position, bytes) select id, 0, 'zip' from data_exports")
        .execute(&app.pool)
        .await
        .unwrap();
    let run = retain(&app.wires).await.unwrap();
    for (class, _, left) in CLASSES {
        assert_eq!(app.count(left).await, 1, "{class}");
        assert_eq!(run.counts[class], 1, "{class}: {}", run.counts);
    }
    let again = retain(&app.wires).await.unwrap();
    assert!(again.counts.as_object().unwrap().values().all(|count| count == 0), "{}", again.counts);
    let swept: Vec<&str> = app.wires.personal.sweeps.iter().map(|sweep| sweep.class).collect();
    let elsewhere = ["user_consents", "appointment_contacts", "mechanic_customer_notes"];
    let tested = |class: &&str| CLASSES.iter().any(|(name, ..)| name == class) || elsewhere.contains(class);
    assert!(swept.iter().all(tested), "a class without a test: {swept:?}");
}

#[tokio::test]
async fn phone_and_note_of_a_visit_run_out_after_three_years_and_consents_three_years_after_leaving() {
    let mut world = World::build().await;
    world.fill("{completed} {confirmed}").await;
    let regular = world.fill("{regular}").await;
    let note = [("customer_id", regular.as_str()), ("text", "Uzun boylu")];
    assert_eq!(world.actors[3].post("appointments/note_customer", &note).await.status, 200);
    let kept = "select count(*) from mechanic_customer_notes";
    let notes = "select count(*) from appointments where note <> '' and customer_phone is not null";
    world.app.clock.advance_minutes(1090 * DAY);
    retain(&world.app.wires).await.unwrap();
    assert_eq!(world.app.count(notes).await, 3);
    assert_eq!(world.app.count(kept).await, 1);
    world.app.clock.advance_minutes(10 * DAY);
    assert_eq!(retain(&world.app.wires).await.unwrap().counts["appointment_contacts"], 2);
    assert_eq!(world.app.count(kept).await, 0, "what is noted about somebody goes with their number");
    assert_eq!(world.app.count(notes).await, 1, "what was never closed is not touched");

    let bora = world.app.customer("bora").await;
    leave(&bora, "bora").await;
    world.app.clock.advance_minutes(30 * DAY);
    assert_eq!(retain(&world.app.wires).await.unwrap().people_erased, 1);
    let consents =
        "select count(*) from user_consents c join users u on u.id = c.user_id where u.deleted_at is not null";
    assert_eq!(world.app.count(consents).await, 2);
    world.app.clock.advance_minutes(1094 * DAY);
    retain(&world.app.wires).await.unwrap();
    assert_eq!(world.app.count(consents).await, 2);
    world.app.clock.advance_minutes(2 * DAY);
    assert_eq!(retain(&world.app.wires).await.unwrap().counts["user_consents"], 2);
    assert_eq!(world.app.count(consents).await, 0);
}

#[tokio::test]
async fn admins_read_the_report_the_table_and_who_is_about_to_go() {
    let app = site().await;
    let admin = app.admin().await;
    let empty = admin.page("/yonetim/kvkk").await.text;
    for words in ["Henüz rapor yok", "Silinecek hesap yok", "Başvuru yok", "Saklama tablosu", "365 gün sonra silinir"]
    {
        assert!(empty.contains(words), "{words}");
    }
    leave(&app.customer("ayse").await, "ayse").await;
    sqlx::query("insert into audit_log (at, action, subject_kind, subject_id, request_id) values ('2001-01-01', 'old.act', 'x', 'x', 'r')")
        .execute(&app.pool)
        .await
        .unwrap();
    retain(&app.wires).await.unwrap();
    let page = admin.page("/yonetim/kvkk").await.text;
    for words in ["ayse@ornek.test", "24 Aralık 2026", "Denetim kaydı: 1"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(
        app.count("select count(*) from audit_log where action = 'privacy.read_desk'").await,
        1,
        "who was seen is noted"
    );
}
