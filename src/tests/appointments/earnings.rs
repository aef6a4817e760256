//! What a workshop has earned: the bills of its done visits, on a page and in a file.

use super::{Place, clients::visit, workshop};

const PAGE: &str = "/atolye/kazanc";
const FILE: &str = "/atolye/kazanc.csv";

async fn filled() -> Place {
    let place = Place::new().await;
    let (app, mechanic) = (&place.app, place.mechanic.as_str());
    for (status, at, lira) in [
        ("completed", "2026-11-03T10:00+03:00", 1000),
        ("completed", "2026-11-04T10:00+03:00", 500),
        // Already October in Istanbul's evening, still September by the clock of Greenwich.
        ("completed", "2026-10-01T00:30+03:00", 700),
        ("completed", "2025-03-04T10:00+03:00", 111),
        ("no_show", "2026-11-05T10:00+03:00", 9000),
        ("cancelled", "2026-11-06T10:00+03:00", 8000),
        ("confirmed", "2026-11-27T10:00+03:00", 7000),
    ] {
        visit(app, mechanic, &place.car, "Ayşe Işık", status, at, lira).await;
    }
    sqlx::query("update appointments set final_kurus = 60050 where total_kurus = 50000")
        .execute(&app.pool)
        .await
        .unwrap();
    let (_, other) = workshop(app, "baska", "false").await;
    visit(app, &other, &place.car, "Ayşe Işık", "completed", "2026-11-10T10:00+03:00", 4444).await;
    place
}

#[tokio::test]
async fn earnings_are_the_bills_of_done_visits_by_month_and_service() {
    let place = Place::new().await;
    let empty = place.usta.page(PAGE).await.text;
    assert!(empty.contains("Bu yıl iş yok") && empty.contains("Site henüz ödeme almaz"), "{empty}");
    let place = filled().await;
    let text = place.usta.page(PAGE).await.text;
    // This month, last month, the year, its average visit, and what the services were agreed for.
    for words in ["₺1.600,50", "₺700", "₺2.300,50", "₺766,83", "₺2.200", "Eki 2026", "Kas 2026", "Ön fren balatası"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    for words in ["₺111", "4.444", "₺9.000", "₺8.000", "₺7.000", "Eyl 2026"] {
        assert!(!text.contains(words), "{words}: {text}");
    }
    assert!(text.contains("<svg viewBox=\"0 0 300 336\""), "twelve bars: {text}");
    assert!(text.contains("href=\"/atolye/kazanc?yil=2025\""), "{text}");
    let month = place.usta.page(&format!("{PAGE}?yil=2026&ay=11")).await.text;
    assert!(month.contains("₺800,25") && month.contains("₺1.500") && !month.contains("₺2.200"), "{month}");
    let before = place.usta.page(&format!("{PAGE}?yil=2025&lang=en")).await.text;
    assert!(before.contains("₺111") && before.contains("Average visit") && before.contains("Mar 2025"), "{before}");
    assert_eq!(place.usta.page(&format!("{PAGE}?yil=yok&ay=13")).await.status, 200);
}

#[tokio::test]
async fn an_accountant_gets_every_done_visit_of_the_period_and_nobodys_name() {
    let place = filled().await;
    sqlx::query("update appointments set vehicle_label = '=1+1' where total_kurus = 100000")
        .execute(&place.app.pool)
        .await
        .unwrap();
    let file = place.usta.page(&format!("{FILE}?yil=2026")).await;
    assert_eq!((file.status, file.header("content-type").as_str()), (200, "text/csv; charset=utf-8"));
    assert!(file.header("content-disposition").contains("kazanc-2026.csv"));
    assert!(file.header("cache-control").contains("no-store"));
    let lines: Vec<&str> = file.text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines,
        [
            "\"Gün\",\"Plaka\",\"Araç\",\"Hizmetler\",\"Anlaşılan tutar\",\"Son tutar\"",
            "\"2026-10-01\",\"34 ABC 123\",\"Fiat Egea\",\"Ön fren balatası\",\"700\",\"700\"",
            "\"2026-11-03\",\"34 ABC 123\",\"'=1+1\",\"Ön fren balatası\",\"1000\",\"1000\"",
            "\"2026-11-04\",\"34 ABC 123\",\"Fiat Egea\",\"Ön fren balatası\",\"500\",\"600,50\"",
        ]
    );
    assert!(!file.text.contains("Ayşe"));
    let month = place.usta.page(&format!("{FILE}?yil=2026&ay=10&lang=en")).await;
    assert!(month.header("content-disposition").contains("kazanc-2026-10.csv"));
    assert_eq!(month.text.lines().count(), 2, "{}", month.text);
    assert_eq!(place.ayse.page(FILE).await.status, 404);
    assert_eq!(place.app.visitor().page(FILE).await.status, 401);
}

#[tokio::test]
async fn a_file_of_many_visits_comes_in_batches_and_names_each_once() {
    let place = Place::new().await;
    sqlx::query(
        "insert into appointments (id, mechanic_id, customer_id, vehicle_id, bay_id, status, start_at, end_at, busy_until, mechanic_name,
             mechanic_address, customer_name, plate, vehicle_label, km, total_kurus, idempotency_key, idempotency_hash, created_at, confirmed_at)
         select gen_random_uuid(), b.mechanic_id, v.customer_id, v.id, b.id, 'completed', at, at + interval '1 hour', at + interval '1 hour',
             'Usta', 'Ankara', 'Ayşe', v.plate, 'Fiat Egea', 1, n * 100, gen_random_uuid()::text, '\\x00', at, at
         from bays b, customer_vehicles v, generate_series(1, 1203) n, lateral (select timestamptz '2026-01-01 10:00+03' + make_interval(hours => n / 7) as at) t",
    )
    .execute(&place.app.pool)
    .await
    .unwrap();
    let file = place.usta.page(FILE).await.text;
    let bills: std::collections::BTreeSet<&str> =
        file.lines().skip(1).filter_map(|line| line.rsplit(',').next()).collect();
    assert_eq!((file.lines().count(), bills.len()), (1204, 1203));
}
