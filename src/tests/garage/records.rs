//! The service book: declarations, their versions, the chain, and what a code shows.

use super::{add, done, page};
use crate::support::{Client, TestApp};

fn book(id: &str) -> String {
    format!("{}/defter", page(id))
}

async fn newest(app: &TestApp, column: &str) -> String {
    let sql = format!("select {column}::text from vehicle_maintenance_records order by seq desc limit 1");
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&app.pool).await.unwrap()
}

async fn declare(owner: &Client, id: &str, changed: &[(&str, &str)]) -> u16 {
    let mut fields = vec![
        ("vehicle_id", id),
        ("done_on", "2026-03-01"),
        ("items", "Yağ değişimi\nYağ filtresi"),
        ("parts", "1.250,50"),
    ];
    for (name, value) in changed {
        match fields.iter_mut().find(|(known, _)| known == name) {
            Some(field) => field.1 = value,
            None => fields.push((name, value)),
        }
    }
    owner.post("vehicles/save_record", &fields).await.status
}

#[tokio::test]
async fn a_declaration_stands_in_the_book_with_all_it_ever_said() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    assert!(ayse.page(&book(&id)).await.text.contains("Defterde kayıt yok"));
    let refused = ayse
        .form(
            &book(&id),
            "vehicles/save_record",
            &[("vehicle_id", &id), ("items", "<b>Yağ</b>"), ("done_on", "2026-12-01")],
        )
        .await;
    assert_eq!((refused.status, refused.header("location")), (303, book(&id)));
    let text = ayse.page(&book(&id)).await.text;
    assert!(text.contains("&lt;b&gt;Yağ") && text.contains("aria-invalid=\"true\""), "{text}");

    assert_eq!(declare(&ayse, &id, &[("workshop", "Işık Oto"), ("km", "80.000"), ("labour", "500")]).await, 200);
    let text = ayse.page(&book(&id)).await.text;
    for part in ["1 Mart 2026", "Beyan", "Yağ filtresi", "Işık Oto · 80.000 km · ₺1.750,50", "Yıllara göre harcama"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    let record = newest(&app, "record_id").await;
    assert_eq!(declare(&ayse, &id, &[("record_id", &record), ("items", "Yağ değişimi")]).await, 200);
    let text = ayse.page(&book(&id)).await.text;
    assert!(text.contains("2. sürüm") && !text.contains("Yağ filtresi"), "{text}");
    let history = ayse.page(&format!("{}/{record}", book(&id))).await.text;
    assert!(history.contains("1. sürüm") && history.contains("Yağ filtresi"), "{history}");
    assert_eq!(app.count("select km::bigint from customer_vehicles").await, 84_250, "a declaration moves no odometer");

    done(&ayse.post("vehicles/withdraw_record", &[("record_id", &record)]).await);
    assert!(ayse.page(&book(&id)).await.text.contains("Defterde kayıt yok"));
    assert_eq!(ayse.page(&format!("{}/{record}", book(&id))).await.status, 404);
    assert_eq!(ayse.post("vehicles/withdraw_record", &[("record_id", &record)]).await.status, 404);
    assert_eq!(app.count("select count(*) from vehicle_maintenance_records").await, 3, "the chain keeps everything");
}

#[tokio::test]
async fn the_book_is_nobody_elses_and_is_read_in_pages_and_by_filter() {
    let app = TestApp::new().await;
    let (ayse, fatma) = (app.customer("ayse").await, app.customer("fatma").await);
    let (id, others) = (add(&ayse, "34 ABC 123").await, add(&fatma, "06 AB 123").await);
    for month in 1..=11 {
        for year in [2024, 2025] {
            assert_eq!(
                declare(&ayse, &id, &[("done_on", &format!("{year}-{month:02}-05")), ("parts", "100")]).await,
                200
            );
        }
    }
    let first = ayse.page(&book(&id)).await.text;
    assert!(first.contains("5 Kasım 2025") && !first.contains("5 Ocak 2024"), "{first}");
    let next = first
        .split("href=\"")
        .find(|part| part.contains("&amp;son="))
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .replace("&amp;", "&");
    let second = ayse.page(&next).await.text;
    assert!(second.contains("5 Ocak 2024") && !second.contains("5 Kasım 2025"), "{second}");
    let filtered = ayse.page(&format!("{}?yil=2024", book(&id))).await.text;
    assert!(filtered.contains("5 Kasım 2024") && !filtered.contains("5 Kasım 2025"));
    assert!(ayse.page(&format!("{}?kaynak=visit", book(&id))).await.text.contains("Defterde kayıt yok"));
    assert_eq!(ayse.page(&format!("{}?kaynak=%27&yil=x&son=y", book(&id))).await.status, 200);

    let record = newest(&app, "record_id").await;
    assert_eq!(fatma.page(&book(&id)).await.status, 404);
    assert_eq!(fatma.page(&format!("{}/{record}", book(&others))).await.status, 404);
    assert_eq!(declare(&fatma, &id, &[]).await, 404);
    assert_eq!(declare(&fatma, &others, &[("record_id", &record)]).await, 404);
    assert_eq!(fatma.post("vehicles/withdraw_record", &[("record_id", &record)]).await.status, 404);
}

#[tokio::test]
async fn whoever_knows_a_code_sees_the_line_and_whether_the_chain_holds() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    assert_eq!(declare(&ayse, &id, &[("note", "yalnizca-bana"), ("km", "80000")]).await, 200);
    let (code, record) = (newest(&app, "code").await, newest(&app, "record_id").await);
    assert_eq!(declare(&ayse, &id, &[("items", "Balata")]).await, 200);
    let visitor = app.visitor();
    let spoken = format!("/defter-dogrula/{}-{}", code[..6].to_lowercase(), &code[6..]);
    let answer = visitor.page(&spoken).await;
    assert_eq!(answer.status, 200);
    for part in
        ["34 A** **3", "Fiat Egea", "1 Mart 2026", "80.000 km", "Yağ filtresi", "Beyan", "yazıldığı gibi duruyor"]
    {
        assert!(answer.text.contains(part), "{part}: {}", answer.text);
    }
    for secret in ["34 ABC 123", "yalnizca-bana", "1.250", "ayse", &id, "Balata"] {
        assert!(!answer.text.contains(secret), "{secret}");
    }
    assert_eq!(declare(&ayse, &id, &[("record_id", &record)]).await, 200);
    assert!(visitor.page(&spoken).await.text.contains("daha yeni bir sürümü"));
    assert_eq!(visitor.page("/defter-dogrula/000000000000").await.status, 404);
    let typed = visitor.page(&format!("/defter-dogrula?kod={}%20{}", &code[..6].to_lowercase(), &code[6..])).await.text;
    assert!(typed.contains("34 A** **3") && typed.contains("href=\"/defter-dogrula\""), "a code from paper: {typed}");
    let wrong = visitor.page("/defter-dogrula?kod=%3Cb%3Eyok").await;
    assert_eq!(wrong.status, 200);
    assert!(wrong.text.contains("Bu kodla bir kayıt yok") && wrong.text.contains("&lt;b&gt;yok"), "{}", wrong.text);
    assert!(visitor.page("/").await.text.contains("href=\"/defter-dogrula\""), "the foot of every page leads there");

    let change = "update vehicle_maintenance_records set km = 30000 where seq = 1";
    assert!(sqlx::query(change).execute(&app.pool).await.is_err(), "the database refuses");
    sqlx::query("alter table vehicle_maintenance_records disable trigger user").execute(&app.pool).await.unwrap();
    sqlx::query(
        "update vehicle_maintenance_records set items = '[{\"tr\": \"Motor\", \"en\": \"Engine\"}]' where seq = 2",
    )
    .execute(&app.pool)
    .await
    .unwrap();
    assert!(visitor.page(&spoken).await.text.contains("zinciri tutmuyor"), "whoever gets around it is found out");
    assert!(ayse.page(&book(&id)).await.text.contains("zinciri tutmuyor"));
}

#[tokio::test]
async fn many_declarations_at_once_make_one_line() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    let answers = futures::future::join_all((0..8).map(|_| declare(&ayse, &id, &[]))).await;
    assert!(answers.iter().all(|status| *status == 200), "{answers:?}");
    assert_eq!(app.count("select max(seq)::bigint from vehicle_maintenance_records").await, 8);
    assert!(!ayse.page(&book(&id)).await.text.contains("zinciri tutmuyor"));
}
