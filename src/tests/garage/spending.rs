//! What one's cars have cost.

use super::{add, done};
use crate::support::TestApp;

const PAGE: &str = "/hesap/harcamalar";

#[tokio::test]
async fn spending_adds_up_by_car_and_year_and_is_ones_own() {
    let app = TestApp::new().await;
    let (ayse, fatma) = (app.customer("ayse").await, app.customer("fatma").await);
    assert!(ayse.page(PAGE).await.text.contains("Henüz harcama yok"));
    let (one, two) = (add(&ayse, "34 ABC 123").await, add(&ayse, "06 AB 123").await);
    for (car, on, parts, labour) in [
        (&one, "2026-03-01", "1.000", "250"),
        (&one, "2024-03-01", "300", ""),
        (&two, "2026-05-01", "40", ""),
        (&two, "2026-05-02", "", ""),
    ] {
        let fields =
            [("vehicle_id", car.as_str()), ("done_on", on), ("items", "Bakım"), ("parts", parts), ("labour", labour)];
        done(&ayse.post("vehicles/save_record", &fields).await);
    }
    sqlx::query(
        "insert into vehicle_maintenance_records (id, vehicle_id, seq, record_id, version, origin, done_on, workshop, items, total_kurus,
             created_at, code, previous_hash, hash)
         select gen_random_uuid(), vehicle_id, 99, record_id, 2, 'owner', done_on, '', items, 10000, created_at, 'ABCDEFGH1234',
                previous_hash, hash
         from vehicle_maintenance_records where total_kurus = 30000",
    )
    .execute(&app.pool)
    .await
    .unwrap();
    let text = ayse.page(PAGE).await.text;
    for part in ["34 ABC 123 · Fiat Egea", "06 AB 123 · Fiat Egea", "₺1.250", "₺100", "₺40", "₺1.290", "₺1.350", "2024"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("₺300"), "only the newest version counts: {text}");
    done(&ayse.post("vehicles/remove", &[("vehicle_id", &two)]).await);
    assert!(ayse.page(PAGE).await.text.contains("06 AB 123"), "what was paid was paid");
    assert!(!fatma.page(PAGE).await.text.contains("34 ABC 123"));
    assert!(app.mechanic("usta").await.page(PAGE).await.text.contains("Henüz harcama yok"));
}

#[tokio::test]
async fn sums_cover_what_the_list_leaves_out() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    add(&ayse, "34 ABC 123").await;
    sqlx::query(
        "with c as (
             insert into customer_vehicles (id, customer_id, plate, variant_id, model_year, km, is_default, created_at, updated_at)
             select gen_random_uuid(), v.customer_id, '06 A ' || n, v.variant_id, 2019, 1, false, now(), now()
             from customer_vehicles v, generate_series(10000, 10600) n returning id
         )
         insert into vehicle_maintenance_records (id, vehicle_id, seq, record_id, version, origin, done_on, workshop, items, total_kurus,
             created_at, code, previous_hash, hash)
         select gen_random_uuid(), c.id, 1, gen_random_uuid(), 1, 'owner', date '2026-01-01', '', '[\"Yag\"]', 10000, now(),
                lpad(row_number() over ()::text, 12, '0'), sha256('0'), sha256('1')
         from c",
    )
    .execute(&app.pool)
    .await
    .unwrap();
    let text = ayse.page(PAGE).await.text;
    assert!(text.contains("En son 500 satır gösteriliyor") && text.contains("₺60.100"), "601 cars of ₺100: {text}");
}
