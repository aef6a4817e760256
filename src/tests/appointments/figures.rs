//! Figures that the house computes from visits: only from enough of them, and only from what happened.

use super::{Place, workshop};
use crate::support::BALATA_ID;
use sanaiyiusta::{modules::appointments::jobs, platform::Scope};

impl Place {
    /// A visit of Ayşe's car at a workshop that ended so, with its price in lira. Answered after so many minutes where it was asked for.
    async fn ended(
        &self,
        mechanic: &str,
        status: &str,
        closed_by: Option<&str>,
        lira: i64,
        answered_after: Option<i32>,
    ) {
        let nth = i32::try_from(self.rows().await).unwrap();
        let sql = "
            with visit as (
                insert into appointments (id, mechanic_id, customer_id, vehicle_id, bay_id, status, closed_by, start_at, end_at, busy_until,
                    mechanic_name, mechanic_address, customer_name, plate, vehicle_label, km, total_kurus, idempotency_key, idempotency_hash,
                    created_at, confirmed_at)
                select gen_random_uuid(), b.mechanic_id, v.customer_id, v.id, b.id, $2, $3, at, at + interval '1 hour', at + interval '1 hour',
                    'Usta', 'Ankara', 'Ayşe', v.plate, 'Fiat Egea', 84250, $4 * 100, gen_random_uuid()::text, '\\x00', at - interval '2 days', at
                from bays b, customer_vehicles v, lateral (select timestamptz '2026-11-20 10:00+03' - make_interval(days => $5) as at) t
                where b.mechanic_id = $1::text::uuid and v.id = $6::text::uuid
                returning id, created_at),
            asked as (
                insert into appointment_moves (appointment_id, at, by_role, to_status, start_at)
                select id, created_at, 'customer', case when $7::int is null then 'confirmed' else 'requested' end, now() from visit),
            answered as (
                insert into appointment_moves (appointment_id, at, by_role, from_status, to_status, start_at)
                select id, created_at + make_interval(mins => $7), 'mechanic', 'requested', 'confirmed', now() from visit where $7 is not null)
            insert into appointment_services (appointment_id, position, service_id, name_tr, name_en, price_kurus, price_kind, minutes)
            select id, 0, $8::text::uuid, 'Ön fren balatası', 'Front brake pads', $4 * 100, 'fixed', 60 from visit";
        sqlx::query(sql)
            .bind(mechanic)
            .bind(status)
            .bind(closed_by)
            .bind(lira)
            .bind(nth)
            .bind(&self.car)
            .bind(answered_after)
            .bind(BALATA_ID)
            .execute(&self.app.pool)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn usual_prices_need_five_visits_of_three_workshops() {
    let place = Place::new().await;
    sqlx::query("update variants set body = 'sedan'").execute(&place.app.pool).await.unwrap();
    let (second, third) =
        (workshop(&place.app, "ikinci", "true").await.1, workshop(&place.app, "ucuncu", "true").await.1);
    let own = place.mechanic.clone();
    for (mechanic, lira) in [(&own, 1000), (&own, 1100), (&second, 1200), (&second, 1300)] {
        place.ended(mechanic, "completed", None, lira, None).await;
    }
    let wires = &place.app.wires;
    jobs::compute_figures(wires).await.unwrap();
    assert_eq!(place.app.count("select count(*) from fair_prices").await, 0, "four visits");
    place.ended(&second, "completed", None, 1400, None).await;
    place.ended(&third, "cancelled", Some("customer"), 9000, None).await;
    place.app.clock.advance_minutes(24 * 60);
    jobs::compute_figures(wires).await.unwrap();
    assert_eq!(
        place.app.count("select count(*) from fair_prices").await,
        0,
        "two workshops: a visit called off does not count"
    );
    place.ended(&third, "completed", None, 1500, None).await;
    assert_eq!(jobs::compute_figures(wires).await.unwrap(), 0, "not again on the same day");
    let mut scope = Scope::system(wires).await.unwrap();
    let computed = sanaiyiusta::modules::appointments::figures::compute(&mut scope).await;
    let patience = sqlx::query_scalar("select current_setting('statement_timeout')");
    let patience: String = patience.fetch_one(scope.conn().await.unwrap()).await.unwrap();
    assert_eq!(patience, "2min", "everybody's visits take longer than a page may");
    scope.finish(computed).await.unwrap();
    let bands: Vec<(String, i64, i64, i32, i32)> =
        sqlx::query_as("select body, low_kurus, high_kurus, jobs, workshops from fair_prices order by body")
            .fetch_all(&place.app.pool)
            .await
            .unwrap();
    assert_eq!(bands, [(String::new(), 110_000, 140_000, 6, 3), ("sedan".into(), 110_000, 140_000, 6, 3)]);

    let profile = place.app.visitor().page("/usta/usta-oto-servis-cankaya").await;
    assert!(profile.text.contains("Ankara ilinde olağan ₺1.100–₺1.400 (6 iş)"), "{}", profile.text);
    let english = place.app.visitor().page("/usta/usta-oto-servis-cankaya?lang=en").await;
    assert!(english.text.contains("usual in Ankara: ₺1,100–₺1,400 (6 jobs)"));
    let booking = place.ayse.page("/usta/usta-oto-servis-cankaya/randevu").await;
    assert!(booking.text.contains("olağan ₺1.100–₺1.400 (6 iş)"), "{}", booking.text);
}

#[tokio::test]
async fn answers_and_kept_visits_are_told_from_five_on() {
    let place = Place::new().await;
    let own = place.mechanic.clone();
    let page = "/usta/usta-oto-servis-cankaya";
    for minutes in [20, 90, 130, 10_000] {
        place.ended(&own, "completed", None, 1000, Some(minutes)).await;
    }
    let wires = &place.app.wires;
    jobs::compute_figures(wires).await.unwrap();
    assert!(!place.app.visitor().page(page).await.text.contains("id=\"sayilar\""), "four are too few");
    place.ended(&own, "cancelled", Some("mechanic"), 1000, Some(45)).await;
    place.ended(&own, "cancelled", Some("customer"), 1000, None).await;
    place.ended(&own, "no_show", None, 1000, None).await;
    place.app.clock.advance_minutes(24 * 60);
    jobs::compute_figures(wires).await.unwrap();
    let told = place.app.visitor().page(page).await.text;
    assert!(told.contains("Talepleri genelde 2 saat içinde yanıtlar (5 talebin 5 tanesi yanıtlandı)"), "{told}");
    assert!(told.contains("Onayladığı 6 randevudan 1 tanesini kendisi iptal etti (%16,7)"), "{told}");
    assert!(!told.contains("karşılaştırın"), "one workshop makes no usual price");
}

#[tokio::test]
async fn how_often_a_bill_is_as_agreed_is_told_from_five_on() {
    let place = Place::new().await;
    let own = place.mechanic.clone();
    let page = "/usta/usta-oto-servis-cankaya";
    for _ in 0..6 {
        place.ended(&own, "completed", None, 1000, None).await;
    }
    let settle = async |count: i64, kurus: i64| {
        let sql = "update appointments set final_kurus = $2 where id in
                   (select id from appointments where final_kurus is null order by start_at limit $1)";
        sqlx::query(sql).bind(count).bind(kurus).execute(&place.app.pool).await.unwrap();
        place.app.clock.advance_minutes(24 * 60);
        jobs::compute_figures(&place.app.wires).await.unwrap();
        place.app.visitor().page(page).await.text
    };
    let four = settle(4, 100_000).await;
    assert!(!four.contains("Sabit fiyatlı"), "four are too few");
    let five = settle(1, 90_000).await;
    assert!(five.contains("Sabit fiyatlı 5 işin hiçbirinde anlaşılandan fazlasını istemedi"), "{five}");
    let six = settle(1, 100_001).await;
    assert!(six.contains("Sabit fiyatlı 6 işin 5 tanesinde anlaşılandan fazlasını istemedi (%83,3; ortadaki tutar ÷ anlaşılan: %100,0)"), "{six}");
    sqlx::query("update appointment_services set price_kind = 'from'").execute(&place.app.pool).await.unwrap();
    let none = settle(0, 0).await;
    assert!(!none.contains("Sabit fiyatlı"), "an estimate is no promise");
}

#[tokio::test]
async fn finishing_in_time_and_work_done_twice_are_told_from_five_on() {
    let place = Place::new().await;
    let own = place.mechanic.clone();
    let page = "/usta/usta-oto-servis-cankaya";
    let told = async || {
        place.app.clock.advance_minutes(24 * 60);
        jobs::compute_figures(&place.app.wires).await.unwrap();
        place.app.visitor().page(page).await.text
    };
    let run = async |sql: &'static str| sqlx::query(sql).execute(&place.app.pool).await.unwrap();
    // One a day back from 20 November: the newest are too young to tell whether the car comes back.
    for _ in 0..6 {
        place.ended(&own, "completed", Some("mechanic"), 1000, None).await;
    }
    run("update appointments set closed_at = end_at + interval '60 minutes'").await;
    run("update appointments set closed_at = end_at + interval '61 minutes' where start_at = (select min(start_at) from appointments)").await;
    let young = told().await;
    assert!(
        young.contains("Bitirdiği 6 işin 5 tanesi söylediği saatte ya da en çok bir saat sonra bitti (%83,3)"),
        "{young}"
    );
    assert!(!young.contains("aynı iş için"), "none is old enough");

    // A quarter of a year ago, far apart: only the last two stand within sixty days of each other.
    run("update appointments a set start_at = t.at, end_at = t.at + interval '1 hour', busy_until = t.at + interval '1 hour', closed_at = t.at
         from (select id, timestamptz '2026-09-10 10:00+03' - make_interval(days => (row_number() over (order by start_at desc) * 61)::int - 61) as at
               from appointments) t where t.id = a.id").await;
    let apart = told().await;
    assert!(apart.contains("5 işten sonra hiçbir araç 60 gün içinde aynı iş için geri gelmedi"), "{apart}");
    run("update appointments set start_at = start_at - interval '1 day', end_at = end_at - interval '1 day', busy_until = busy_until - interval '1 day'
         where start_at = (select max(start_at) from appointments)").await;
    let back = told().await;
    assert!(back.contains("5 işten 1 tanesinde araç 60 gün içinde aynı iş için geri geldi (%20,0)"), "{back}");
    run("update services_categories set slug = 'yikama-detay' where id = (select category_id from services where slug = 'on-fren-balatasi-degisimi')").await;
    assert!(told().await.contains("5 işten sonra hiçbir araç"), "a car that is washed again was not washed badly");
}
