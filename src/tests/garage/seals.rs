//! The end of a service book is sealed under a key that is not in the database: whoever gets at the rows is found out.

use super::{add, done, page};
use crate::support::{Client, TestApp};
use sanaiyiusta::{
    kernel::{
        ids::{RecordId, VehicleId},
        money::Money,
        time::{Day, Instant},
    },
    modules::vehicles::{
        records::{
            chain::{START, Said},
            model::Item,
        },
        seal_books,
    },
};
use uuid::Uuid;

const WHOLE: &str = "24 Kasım 2026 tarihinden beri mühürlü";
const OPEN: &str = "defterin sonu mühürlü değil";
const BROKEN: &str = "zinciri tutmuyor";

async fn run(app: &TestApp, sql: &'static str) {
    sqlx::query(sql).execute(&app.pool).await.unwrap();
}

async fn declare(owner: &Client, id: &str, on: &str) {
    done(&owner.post("vehicles/save_record", &[("vehicle_id", id), ("done_on", on), ("items", "Yağ")]).await);
}

/// A car with three lines; the code of the first.
async fn book(app: &TestApp, owner: &Client, plate: &str) -> (String, String) {
    let id = add(owner, plate).await;
    for on in ["2026-03-01", "2026-04-01", "2026-05-01"] {
        declare(owner, &id, on).await;
    }
    let code = sqlx::query_scalar(
        "select code from vehicle_maintenance_records where vehicle_id = $1::text::uuid and seq = 1",
    )
    .bind(&id)
    .fetch_one(&app.pool)
    .await
    .unwrap();
    (id, code)
}

/// What whoever knows a code is told, and whether the owner is told that the book is broken.
async fn told(app: &TestApp, owner: &Client, (id, code): &(String, String)) -> (&'static str, bool) {
    let proof = app.visitor().page(&format!("/defter-dogrula/{code}")).await;
    assert_eq!(proof.status, 200);
    let said = [WHOLE, OPEN, BROKEN].into_iter().filter(|words| proof.text.contains(words)).collect::<Vec<_>>();
    assert_eq!(said.len(), 1, "{said:?}: {}", proof.text);
    (said[0], owner.page(&format!("{}/defter", page(id))).await.text.contains(BROKEN))
}

#[tokio::test]
async fn a_book_that_lost_its_end_is_found_out_and_stays_so() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let (one, other) = (book(&app, &ayse, "34 ABC 123").await, book(&app, &ayse, "06 AB 123").await);
    assert_eq!(told(&app, &ayse, &one).await, (WHOLE, false));
    run(&app, "delete from vehicle_maintenance_records where seq = 3 and vehicle_id = (select vehicle_id from vehicle_maintenance_records order by created_at, seq limit 1)").await;
    let cut = if told(&app, &ayse, &one).await.1 { (&one, &other) } else { (&other, &one) };
    assert_eq!(told(&app, &ayse, cut.0).await, (BROKEN, true));
    assert_eq!(told(&app, &ayse, cut.1).await, (WHOLE, false), "another book is another chain");
    declare(&ayse, &cut.0.0, "2026-06-01").await;
    assert_eq!(told(&app, &ayse, cut.0).await, (BROKEN, true), "a new line does not heal it");
    let paper = ayse.page(&format!("{}/defter.pdf", page(&cut.0.0))).await;
    assert_eq!(paper.status, 200);
    declare(&ayse, &cut.1.0, "2026-06-01").await;
    assert_eq!(told(&app, &ayse, cut.1).await, (WHOLE, false));
    // A seal that is taken away is missed.
    run(&app, "update customer_vehicles set book_seal = null, book_sealed_at = null, book_rows = 0").await;
    assert_eq!(told(&app, &ayse, cut.1).await, (OPEN, false));
    declare(&ayse, &cut.1.0, "2026-07-01").await;
    assert_eq!(told(&app, &ayse, cut.1).await, (OPEN, false), "no seal is made over what had one");
}

#[tokio::test]
async fn a_book_that_was_written_anew_as_a_whole_is_found_out() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    declare(&ayse, &id, "2026-03-01").await;
    let code: String =
        sqlx::query_scalar("select code from vehicle_maintenance_records").fetch_one(&app.pool).await.unwrap();
    let said = Said {
        vehicle_id: VehicleId(id.parse().unwrap()),
        seq: 1,
        record_id: RecordId(Uuid::from_u128(7)),
        version: 1,
        origin: "owner".into(),
        appointment_id: None,
        is_withdrawn: false,
        done_on: Day::parse("2026-03-01").unwrap(),
        km: Some(30_000),
        workshop: String::new(),
        items: vec![Item { tr: "Yağ".into(), en: "Yağ".into(), ..Item::default() }],
        parts_kurus: Money(0),
        labour_kurus: Money(0),
        total_kurus: Money(0),
        note: String::new(),
        created_at: Instant::parse("2026-11-24T07:00:00Z").unwrap(),
        files: Vec::new(),
    };
    run(&app, "delete from vehicle_maintenance_records").await;
    sqlx::query(
        "insert into vehicle_maintenance_records (id, vehicle_id, seq, record_id, version, origin, done_on, km, items, total_kurus,
             created_at, code, previous_hash, hash)
         values (gen_random_uuid(), $1, 1, $2, 1, 'owner', '2026-03-01', 30000, '[{\"tr\": \"Yağ\", \"en\": \"Yağ\"}]', 0,
             '2026-11-24T07:00:00Z', $3, $4, $5)",
    )
    .bind(*said.vehicle_id)
    .bind(*said.record_id)
    .bind(&code)
    .bind(START.to_vec())
    .bind(said.hash(&START))
    .execute(&app.pool)
    .await
    .unwrap();
    let book = (id, code);
    assert_eq!(told(&app, &ayse, &book).await, (BROKEN, true));
    run(&app, "update customer_vehicles set book_seal = null, book_sealed_at = null, book_rows = 0").await;
    assert_eq!(told(&app, &ayse, &book).await, (OPEN, false), "the chain alone holds: only the seal has told");
}

#[tokio::test]
async fn books_from_before_there_were_seals_are_sealed_once_and_say_since_when() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let one = book(&app, &ayse, "34 ABC 123").await;
    add(&ayse, "06 AB 123").await;
    run(&app, "update customer_vehicles set book_seal = null, book_sealed_at = null, book_rows = 0").await;
    app.clock.advance_minutes(2 * 24 * 60);
    assert_eq!(told(&app, &ayse, &one).await, (OPEN, false));
    seal_books(&app.wires).await.unwrap();
    let proof = app.visitor().page(&format!("/defter-dogrula/{}", one.1)).await.text;
    assert!(proof.contains("26 Kasım 2026 tarihinden beri mühürlü"), "{proof}");
    assert_eq!(app.count("select count(*) from customer_vehicles where book_seal is not null").await, 1);
    declare(&ayse, &one.0, "2026-06-01").await;
    let proof = app.visitor().page(&format!("/defter-dogrula/{}", one.1)).await.text;
    assert!(proof.contains("26 Kasım 2026 tarihinden beri mühürlü"), "it goes on from there: {proof}");
    let elsewhere = TestApp::over(app.pool.clone(), &[("SECRET_KEY", "another-key-of-thirty-two-letters!")]).await;
    let proof = elsewhere.visitor().page(&format!("/defter-dogrula/{}", one.1)).await.text;
    assert!(proof.contains(BROKEN), "another key knows no seal of this one: {proof}");

    // From now on nothing is sealed that was touched from outside.
    let other = book(&app, &ayse, "35 AB 123").await;
    run(&app, "delete from vehicle_maintenance_records where seq = 4").await;
    run(
        &app,
        "update customer_vehicles set book_seal = null, book_sealed_at = null, book_rows = 0 where plate = '35 AB 123'",
    )
    .await;
    seal_books(&app.wires).await.unwrap();
    assert_eq!(told(&app, &ayse, &one).await, (BROKEN, true));
    assert_eq!(told(&app, &ayse, &other).await, (OPEN, false));
}
