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
