//! A workshop's customers: who has come, what they did, and what was noted about them.

use super::{Place, car, rule, workshop};
use crate::support::{BALATA_ID, TestApp};

pub const PAGE: &str = "/atolye/musteriler";

/// A visit by a car, as it was left.
pub async fn visit(app: &TestApp, mechanic: &str, car: &str, name: &str, status: &str, at: &str, lira: i64) {
    let sql = "with made as (
            insert into appointments (id, mechanic_id, customer_id, vehicle_id, bay_id, status, awaits, start_at, end_at, busy_until,
                mechanic_name, mechanic_address, customer_name, customer_phone, plate, vehicle_label, km, total_kurus, idempotency_key,
                idempotency_hash, created_at, confirmed_at)
            select gen_random_uuid(), b.mechanic_id, v.customer_id, v.id, b.id, $4, case when $4 = 'requested' then 'mechanic' end,
                $5::timestamptz, $5::timestamptz + interval '1 hour', $5::timestamptz + interval '1 hour', 'Usta', 'Ankara', $3, '+905320000009',
                v.plate, 'Fiat Egea', 84250, $6 * 100, gen_random_uuid()::text, '\\x00', $5::timestamptz - interval '2 days',
                case when $4 not in ('requested', 'declined') then $5::timestamptz - interval '1 day' end
            from bays b, customer_vehicles v where b.mechanic_id = $1::text::uuid and v.id = $2::text::uuid
            returning id)
        insert into appointment_services (appointment_id, position, service_id, name_tr, name_en, price_kurus, price_kind, minutes)
        select id, 0, $7::text::uuid, 'Ön fren balatası', 'Front brake pads', $6 * 100, 'fixed', 60 from made";
    sqlx::query(sql)
        .bind(mechanic)
        .bind(car)
        .bind(name)
        .bind(status)
        .bind(at)
        .bind(lira)
        .bind(BALATA_ID)
        .execute(&app.pool)
        .await
        .unwrap();
}

async fn customer_of(app: &TestApp, car: &str) -> String {
    sqlx::query_scalar("select customer_id::text from customer_vehicles where id = $1::text::uuid")
        .bind(car)
        .fetch_one(&app.pool)
        .await
        .unwrap()
}

fn place_of(text: &str, words: &str) -> usize {
    text.find(words).unwrap_or_else(|| panic!("{words}: {text}"))
}

#[tokio::test]
async fn a_workshop_sees_who_has_come_and_what_they_did_there() {
    let place = Place::new().await;
    let (app, mechanic) = (&place.app, place.mechanic.as_str());
    assert!(place.usta.page(PAGE).await.text.contains("Henüz müşteri yok"));
    let fatma = app.customer("fatma").await;
    let (clio, other) = (car(&fatma, "06 AB 123").await, workshop(app, "baska", "false").await.1);
    for (car, name, status, at, lira) in [
        (&place.car, "Ayşe Işık", "completed", "2026-10-01T10:00+03:00", 1000),
        (&place.car, "Ayşe Işık", "completed", "2026-11-01T10:00+03:00", 250),
        (&place.car, "Ayşe Işık", "no_show", "2026-11-02T10:00+03:00", 9000),
        (&place.car, "Ayşe Işık", "confirmed", "2026-12-02T10:00+03:00", 7000),
        (&clio, "Fatma Çelik", "completed", "2026-11-20T10:00+03:00", 900),
    ] {
        visit(app, mechanic, car, name, status, at, lira).await;
    }
    // Neither what another workshop did, nor what was never agreed.
    visit(app, &other, &place.car, "Ayşe Işık", "completed", "2026-11-10T10:00+03:00", 4444).await;
    let ali = app.customer("ali").await;
    let asked = car(&ali, "34 AL 1234").await;
    visit(app, mechanic, &asked, "Ali Soran", "requested", "2026-12-03T10:00+03:00", 10).await;
    visit(app, mechanic, &asked, "Ali Soran", "declined", "2026-12-04T10:00+03:00", 10).await;

    let text = place.usta.page(PAGE).await.text;
    for words in ["34 ABC 123", "06 AB 123", "₺1.250", "₺900", "1 Kasım 2026", "2 Aralık 2026", "0532 000 00 09"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("4.444") && !text.contains("Ali Soran") && !text.contains("₺9.000"), "{text}");
    assert!(place_of(&text, "Fatma Çelik") < place_of(&text, "Ayşe Işık"), "the last one who came is first");
    for order in ["harcama", "ziyaret"] {
        let text = place.usta.page(&format!("{PAGE}?sirala={order}")).await.text;
        assert!(place_of(&text, "Ayşe Işık") < place_of(&text, "Fatma Çelik"), "{order}");
    }
    for (words, name) in
        [("isik", "Ayşe Işık"), ("ÇELİK", "Fatma Çelik"), ("06ab123", "Fatma Çelik"), ("abc", "Ayşe Işık")]
    {
        let text =
            place.usta.page(&format!("{PAGE}?ara={}", words.replace('Ç', "%C3%87").replace('İ', "%C4%B0"))).await.text;
        assert_eq!(text.matches("/atolye/musteriler/").count(), 1, "{words}: {text}");
        assert!(text.contains(name), "{words}");
    }
    assert!(place.usta.page(&format!("{PAGE}?ara=boyle+biri+yok")).await.text.contains("Böyle bir müşteri yok"));

    let ayse = format!("{PAGE}/{}", customer_of(app, &place.car).await);
    let text = place.usta.page(&ayse).await.text;
    for words in ["Ayşe Işık", "₺1.250", "34 ABC 123", "Tamamlandı", "Gelinmedi", "Onaylı", "2 Aralık 2026"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("4.444"));
    let english = place.usta.page(&format!("{ayse}?lang=en")).await.text;
    assert!(english.contains("Spent at your workshop") && english.contains("₺1,250"), "{english}");
    let never = format!("{PAGE}/{}", customer_of(app, &asked).await);
    for path in [never.as_str(), "/atolye/musteriler/x", "/atolye/musteriler/0190b1a0-0000-7000-8000-000000000001"] {
        assert_eq!(place.usta.page(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn the_list_goes_on_from_page_to_page_without_losing_anybody() {
    let place = Place::new().await;
    sqlx::query(
        "with people as (
             insert into users (id, email, full_name, kind, terms_accepted_at, terms_version, created_at)
             select gen_random_uuid(), 'm' || n || '@ornek.test', 'Müşteri ' || n, 'customer', now(), '1', now() from generate_series(1, 64) n
             returning id, full_name),
         made as (insert into customers (id, user_id, created_at) select gen_random_uuid(), id, now() from people returning id, user_id)
         insert into appointments (id, mechanic_id, customer_id, vehicle_id, bay_id, status, start_at, end_at, busy_until, mechanic_name,
             mechanic_address, customer_name, plate, vehicle_label, km, total_kurus, idempotency_key, idempotency_hash, created_at, confirmed_at)
         select gen_random_uuid(), b.mechanic_id, c.id, v.id, b.id, case when n % 5 = 0 then 'no_show' else 'completed' end,
             at - n % 7 * interval '1 day', at + interval '1 hour', at + interval '1 hour', 'Usta', 'Ankara', p.full_name, '34 ABC 123',
             'Fiat Egea', 1, 100000, gen_random_uuid()::text, '\\x00', at, at
         from made c join people p on p.id = c.user_id cross join lateral (select substr(p.full_name, 9)::int as n) k, bays b,
              customer_vehicles v, (values (timestamptz '2026-11-01 10:00+03'), ('2026-11-01 10:00+03'), ('2026-10-01 10:00+03')) t (at)",
    )
    .execute(&place.app.pool)
    .await
    .unwrap();
    // With words that everybody answers to, the last visits are added up instead of walked along.
    let mut lists = Vec::new();
    for asked in ["sirala=son", "sirala=son&ara=musteri", "sirala=ziyaret", "sirala=harcama"] {
        let (mut path, mut seen) = (format!("{PAGE}?{asked}"), Vec::new());
        let mut pages = 0;
        loop {
            pages += 1;
            let text = place.usta.page(&path).await.text;
            let found = text.match_indices("/atolye/musteriler/").map(|(at, _)| text[at + 19..at + 55].to_owned());
            seen.extend(found);
            let Some(next) = text.split("rel=\"next\"").next().filter(|before| before.len() < text.len()) else {
                break;
            };
            let href = next.rsplit("href=\"").next().unwrap().split('"').next().unwrap();
            path = href.replace("&amp;", "&");
        }
        let each: std::collections::BTreeSet<&String> = seen.iter().collect();
        assert_eq!((pages, seen.len(), each.len()), (3, 64, 64), "{asked}");
        lists.push(seen);
    }
    assert_eq!(lists[0], lists[1], "both ways lead along the same order");
    let again = place.usta.page(&format!("{PAGE}?once=sacma")).await;
    assert_eq!(again.status, 200, "a cursor that is none begins anew");
}

#[tokio::test]
async fn what_is_noted_about_a_customer_is_the_workshops_own() {
    let place = Place::new().await;
    let (app, mechanic) = (&place.app, place.mechanic.as_str());
    visit(app, mechanic, &place.car, "Ayşe Işık", "completed", "2026-11-01T10:00+03:00", 250).await;
    let id = customer_of(app, &place.car).await;
    let page = format!("{PAGE}/{id}");
    let note = async |client: &crate::support::Client, text: &str| {
        client.post("appointments/note_customer", &[("customer_id", &id), ("text", text)]).await
    };
    let plain = [("customer_id", id.as_str()), ("text", "Pazarlık sever\nKahve içer")];
    let saved = place.usta.form(&page, "appointments/note_customer", &plain).await;
    assert_eq!((saved.status, saved.header("location")), (303, page.clone()), "{}", saved.text);
    assert!(place.usta.page(&page).await.text.contains("Pazarlık sever"));
    let long = "x".repeat(1001);
    let refused = note(&place.usta, &long).await;
    assert_eq!((refused.status, rule(&refused, "text")), (422, "too_long".to_owned()));
    let plain = [("customer_id", id.as_str()), ("text", long.as_str())];
    place.usta.form(&page, "appointments/note_customer", &plain).await;
    assert!(place.usta.page(&page).await.text.contains(&long), "what was typed comes back");
    assert_eq!(note(&place.usta, &"ş".repeat(1000)).await.status, 200);

    let (rival, _) = workshop(app, "rakip", "false").await;
    assert_eq!(note(&rival, "Bizim müşterimiz değil").await.status, 404);
    assert_eq!(note(&place.ayse, "Ben yazdım").await.status, 404);
    assert_eq!(note(&app.visitor(), "Kim").await.status, 401);
    assert!(!place.ayse.page("/hesap/randevular").await.text.contains("şşş"));
    assert_eq!(app.count("select count(*) from mechanic_customer_notes").await, 1);
    assert_eq!(note(&place.usta, "  ").await.status, 200);
    assert_eq!(app.count("select count(*) from mechanic_customer_notes").await, 0, "an empty note is none");
}
