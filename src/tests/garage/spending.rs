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
    assert!(text.contains("En çok harcanan 500 araç") && text.contains("₺60.100"), "601 cars of ₺100: {text}");
    let (mut plates, mut here) = (std::collections::HashSet::new(), Some(PAGE.to_owned()));
    while let Some(address) = here {
        let text = ayse.page(&address).await.text;
        assert!(text.contains("₺60.100"), "the sums stay: {address}");
        let lines = text.split("<table").nth(1).unwrap().split("</table>").next().unwrap();
        let new = lines.split("06 A ").skip(1).map(|line| line.chars().take(5).collect::<String>());
        let before = plates.len();
        plates.extend(new);
        assert!(plates.len() > before && plates.len() <= before + 100, "{address}");
        let on = text.split("href=\"").find(|link| link.starts_with(&format!("{PAGE}?son=")));
        here = on.map(|link| link.split('"').next().unwrap().to_owned());
    }
    assert_eq!(plates.len(), 601, "every line can be reached");
    assert_eq!(ayse.page(&format!("{PAGE}?son=yok")).await.status, 200);
}

#[tokio::test]
async fn fuel_insurance_and_tax_are_noted_and_add_up_for_each_car() {
    let app = TestApp::new().await;
    let (ayse, fatma) = (app.customer("ayse").await, app.customer("fatma").await);
    let (one, two) = (add(&ayse, "34 ABC 123").await, add(&ayse, "06 AB 123").await);
    let record = [("vehicle_id", one.as_str()), ("done_on", "2026-03-01"), ("items", "Bakım"), ("parts", "1.000")];
    done(&ayse.post("vehicles/save_record", &record).await);
    let here = format!("{PAGE}?arac={one}");
    let cost = |car: &str, kind: &str, on: &str, amount: &str| {
        [("vehicle_id", car), ("kind", kind), ("spent_on", on), ("amount", amount), ("note", "<b>Opet</b>")]
            .map(|(name, value)| (name, value.to_owned()))
    };
    let post = async |fields: &[(&str, String)]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        ayse.form(&here, "vehicles/add_cost", &fields).await
    };
    for (car, kind, on, amount) in [
        (&one, "fuel", "2026-04-01", "1.500,50"),
        (&one, "tax", "2025-01-31", "2.000"),
        (&two, "insurance", "2026-05-01", "9.000"),
    ] {
        let answer = post(&cost(car, kind, on, amount)).await;
        assert_eq!((answer.status, answer.header("location")), (303, format!("{PAGE}?arac={car}")), "{}", answer.text);
    }
    let all = ayse.page(PAGE).await.text;
    for part in ["₺2.500,50", "₺4.500,50", "₺9.000", "₺11.500,50", "₺2.000", "Diğer giderler"] {
        assert!(all.contains(part), "{part}: {all}");
    }
    let text = ayse.page(&here).await.text;
    for part in ["Yakıt", "Vergi", "1 Nisan 2026", "&lt;b&gt;Opet", "₺2.500,50"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("₺9.000") && !text.contains("₺11.500,50"), "one car alone: {text}");

    assert_eq!(post(&cost(&one, "fuel", "2026-12-01", "0")).await.status, 303);
    let back = ayse.page(&here).await.text;
    assert!(back.contains("value=\"2026-12-01\"") && back.matches("aria-invalid").count() >= 2, "{back}");
    assert_eq!(fatma.page(&here).await.status, 404);
    let id: String = sqlx::query_scalar("select id::text from vehicle_costs where kind = 'fuel'")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    assert_eq!(fatma.post("vehicles/remove_cost", &[("cost_id", &id)]).await.status, 404);
    done(&ayse.post("vehicles/remove_cost", &[("cost_id", &id)]).await);
    assert!(!ayse.page(&here).await.text.contains("1 Nisan 2026"));
    sqlx::query(
        "insert into vehicle_costs (id, vehicle_id, kind, spent_on, amount_kurus, created_at)
         select gen_random_uuid(), $1::text::uuid, 'parking', date '2026-01-01' + (n % 300), 1000, now() from generate_series(1, 1999) n",
    )
    .bind(&one)
    .execute(&app.pool)
    .await
    .unwrap();
    let fields = cost(&one, "fuel", "2026-04-01", "1");
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(ayse.post("vehicles/add_cost", &fields).await.json()["fields"]["amount"]["limit"], 2_000);
    assert!(ayse.page(&here).await.text.contains("&amp;son="), "page after page");
}
