//! A car as its owner keeps it: plates over time, chassis number, odometer, papers, reminders.

mod files;
pub mod handover;
pub mod household;
mod model;
mod paper;
mod records;
mod reminders;
mod seals;
mod sharing;
mod spending;
mod wear;

use crate::support::{Answer, Client, EGEA_VARIANT_ID, TestApp};

const VIN: &str = "NM435600006A12345";

pub async fn add(owner: &Client, plate: &str) -> String {
    let fields = [("plate", plate), ("variant_id", EGEA_VARIANT_ID), ("model_year", "2019"), ("km", "84250")];
    let answer = owner.post("vehicles/add", &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["id"].as_str().unwrap().to_owned()
}

fn page(id: &str) -> String {
    format!("/hesap/araclar/{id}")
}

#[track_caller]
fn done(answer: &Answer) {
    assert_eq!(answer.status, 200, "{}", answer.text);
}

/// Kind, value and whether it still holds, oldest first.
async fn marks(app: &TestApp, id: &str) -> Vec<(String, String, bool)> {
    sqlx::query_as(
        "select kind, value, upper_inf(during) from vehicle_marks where vehicle_id = $1::text::uuid order by id",
    )
    .bind(id)
    .fetch_all(&app.pool)
    .await
    .unwrap()
}

fn mark(kind: &str, value: &str, holds: bool) -> (String, String, bool) {
    (kind.to_owned(), value.to_owned(), holds)
}

/// Kilometres and who said so, oldest first.
async fn readings(app: &TestApp) -> Vec<(i32, String)> {
    sqlx::query_as("select km, source from vehicle_odometer order by id").fetch_all(&app.pool).await.unwrap()
}

#[tokio::test]
async fn a_car_keeps_the_plates_it_had() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    app.clock.advance_minutes(60 * 24);
    done(&ayse.post("vehicles/edit", &[("vehicle_id", &id), ("plate", "06 AB 123"), ("km", "84250")]).await);
    assert_eq!(marks(&app, &id).await, [mark("plate", "34 ABC 123", false), mark("plate", "06 AB 123", true)]);
    let text = ayse.page(&page(&id)).await.text;
    for part in ["06 AB 123", "34 ABC 123", "24 Kasım 2026 – 25 Kasım 2026", "25 Kasım 2026 tarihinden beri"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    done(&ayse.post("vehicles/remove", &[("vehicle_id", &id)]).await);
    assert!(marks(&app, &id).await.iter().all(|(_, _, holds)| !holds));
}

#[tokio::test]
async fn a_plate_passes_to_who_adds_it_later_and_can_be_taken_back() {
    let app = TestApp::new().await;
    let (ayse, fatma) = (app.customer("ayse").await, app.customer("fatma").await);
    let hers = add(&ayse, "34 ABC 123").await;
    app.clock.advance_minutes(60);
    let others = add(&fatma, "34 ABC 123").await;
    assert_eq!(marks(&app, &hers).await, [mark("plate", "34 ABC 123", false)]);
    assert_eq!(marks(&app, &others).await, [mark("plate", "34 ABC 123", true)]);
    let text = ayse.page(&page(&hers)).await.text;
    assert!(text.contains("başka bir hesaba eklendi") && text.contains("vehicles/reclaim"), "{text}");
    assert!(!text.contains("fatma"), "by whom is not said");
    assert!(!fatma.page(&page(&others)).await.text.contains("vehicles/reclaim"));
    app.run_jobs().await;
    let mails: Vec<(String, String)> =
        sqlx::query_as("select to_email, text_body from mails where kind = 'plate_moved'")
            .fetch_all(&app.pool)
            .await
            .unwrap();
    assert_eq!((mails.len(), mails[0].0.as_str()), (1, "ayse@ornek.test"));
    assert!(mails[0].1.contains("34 ABC 123") && mails[0].1.contains(&page(&hers)) && !mails[0].1.contains("fatma"));

    app.clock.advance_minutes(60);
    assert_eq!(fatma.post("vehicles/reclaim", &[("vehicle_id", &hers)]).await.status, 404);
    let taken = ayse.form(&page(&hers), "vehicles/reclaim", &[("vehicle_id", &hers)]).await;
    assert_eq!((taken.status, taken.header("location")), (303, page(&hers)));
    assert_eq!(marks(&app, &hers).await.last(), Some(&mark("plate", "34 ABC 123", true)));
    assert_eq!(marks(&app, &others).await, [mark("plate", "34 ABC 123", false)]);
    assert!(!ayse.page(&page(&hers)).await.text.contains("vehicles/reclaim"));
    assert!(fatma.page(&page(&others)).await.text.contains("vehicles/reclaim"));
}

#[tokio::test]
async fn of_many_claims_at_once_one_holds() {
    let app = TestApp::new().await;
    let (ayse, fatma) = (app.customer("ayse").await, app.customer("fatma").await);
    let (one, two) = (add(&ayse, "34 ABC 123").await, add(&fatma, "06 AB 123").await);
    app.clock.advance_minutes(1);
    let swap = [
        [("vehicle_id", one.as_str()), ("plate", "06 AB 123"), ("km", "84250")],
        [("vehicle_id", two.as_str()), ("plate", "34 ABC 123"), ("km", "84250")],
    ];
    let (first, second) = tokio::join!(ayse.post("vehicles/edit", &swap[0]), fatma.post("vehicles/edit", &swap[1]));
    assert_eq!((first.status, second.status), (200, 200), "{} {}", first.text, second.text);
    let claims = (0..8).map(|n| {
        if n % 2 == 0 {
            ayse.post("vehicles/reclaim", &swap[0][..1])
        } else {
            fatma.post("vehicles/reclaim", &swap[1][..1])
        }
    });
    let answers = futures::future::join_all(claims).await;
    assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
    let open = "select count(*) from vehicle_marks where upper_inf(during)";
    assert_eq!(app.count(open).await, 2);
}

#[tokio::test]
async fn papers_are_kept_and_a_chassis_number_is_read_as_it_is_typed() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let (id, second) = (add(&ayse, "34 ABC 123").await, add(&ayse, "06 AB 123").await);
    let save = async |id: &str, changed: &[(&str, &str)]| {
        let mut fields = vec![
            ("vehicle_id", id),
            ("fuel", "lpg"),
            ("is_commercial", "true"),
            ("kasko_ends_on", "2027-03-01"),
            ("notes", "Sol far <b>çatlak</b>"),
        ];
        fields.extend(changed);
        ayse.form(&page(id), "vehicles/save_papers", &fields).await
    };
    let refused = save(&id, &[("vin", "NM4356OOOO6A12345"), ("first_registered_on", "2027-01-01")]).await;
    assert_eq!((refused.status, refused.header("location")), (303, page(&id)));
    let text = ayse.page(&page(&id)).await.text;
    assert!(
        text.contains("NM4356OOOO6A12345") && text.contains("I, O ve Q bulunmaz") && text.contains("&lt;b&gt;"),
        "{text}"
    );

    assert_eq!(save(&id, &[("vin", "nm4-35600006a12345")]).await.header("location"), page(&id));
    let text = ayse.page(&page(&id)).await.text;
    for part in [VIN, "denetim hanesi tutmuyor", "2027-03-01", "24 Kasım 2026 tarihinden beri"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(ayse.page("/hesap/araclar").await.text.contains("LPG"), "the fuel it burns, not the one it was built for");
    let again = ayse.post("vehicles/save_papers", &[("vehicle_id", &second), ("vin", VIN)]).await;
    assert_eq!(again.json()["fields"]["vin"]["rule"].as_str(), Some("taken"));
    done(&ayse.post("vehicles/save_papers", &[("vehicle_id", &id), ("vin", "")]).await);
    assert!(!ayse.page(&page(&id)).await.text.contains("denetim hanesi"));
    done(&ayse.post("vehicles/save_papers", &[("vehicle_id", &second), ("vin", VIN)]).await);

    let fatma = app.customer("fatma").await;
    let others = add(&fatma, "01 A 1234").await;
    done(&fatma.post("vehicles/save_papers", &[("vehicle_id", &others), ("vin", VIN)]).await);
    assert!(ayse.page(&page(&second)).await.text.contains("başka bir hesaba eklendi"), "as with plates");
    assert_eq!(fatma.post("vehicles/save_papers", &[("vehicle_id", &id), ("vin", "kısa")]).await.status, 404);
    assert_eq!(app.count("select count(*) from mails where kind = 'plate_moved'").await, 0, "the plate stayed");
}

#[tokio::test]
async fn the_odometer_goes_back_only_with_a_reason_that_stays() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    done(&ayse.post("vehicles/edit", &[("vehicle_id", &id), ("plate", "34 ABC 123"), ("km", "900000")]).await);
    let back = [("vehicle_id", id.as_str()), ("plate", "34 ABC 123"), ("km", "90.000")];
    assert_eq!(ayse.form(&page(&id), "vehicles/edit", &back).await.status, 303);
    let text = ayse.page(&page(&id)).await.text;
    assert!(text.contains("Kilometre önceki kayıttan az olamaz."), "{text}");
    let offered = text.split("Önceki kayıt yanlış mıydı?").nth(1).unwrap().split("</details>").next().unwrap();
    assert!(offered.contains("value=\"90.000\""), "what was typed is carried over: {offered}");
    let correct = [("vehicle_id", id.as_str()), ("km", "90000")];
    assert_eq!(ayse.post("vehicles/correct_km", &correct).await.fields(), ["reason"]);
    let correct = [("vehicle_id", id.as_str()), ("km", "90000"), ("reason", "Bir sıfır fazla yazmışım")];
    done(&ayse.post("vehicles/correct_km", &correct).await);
    let said = |km, source: &str| (km, source.to_owned());
    assert_eq!(readings(&app).await, [said(84_250, "owner"), said(900_000, "owner"), said(90_000, "correction")]);
    let text = ayse.page(&page(&id)).await.text;
    assert!(text.contains("Bir sıfır fazla yazmışım") && text.contains("900.000 km"), "{text}");
    done(&ayse.post("vehicles/edit", &[("vehicle_id", &id), ("plate", "34 ABC 123"), ("km", "90000")]).await);
    assert_eq!(readings(&app).await.len(), 3, "the same number is no news");
    assert_eq!(app.customer("fatma").await.post("vehicles/correct_km", &correct).await.status, 404);
}

#[tokio::test]
async fn a_correction_stays_to_be_seen_however_much_was_read_since() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    let correct = [("vehicle_id", id.as_str()), ("km", "84000"), ("reason", "Yanlış okumuşum")];
    done(&ayse.post("vehicles/correct_km", &correct).await);
    sqlx::query(
        "insert into vehicle_odometer (vehicle_id, km, at, source)
         select v.id, 84000 + n, now(), 'owner' from customer_vehicles v, generate_series(1, 60) n",
    )
    .execute(&app.pool)
    .await
    .unwrap();
    let first = ayse.page(&page(&id)).await.text;
    assert!(first.contains("84.060 km") && !first.contains("Yanlış okumuşum"), "{first}");
    let older = first.split("href=\"").find(|part| part.contains("?gosterge=")).unwrap().split('"').next().unwrap();
    let second = ayse.page(older.split('#').next().unwrap()).await.text;
    assert!(second.contains("Yanlış okumuşum") && !second.contains("84.060 km</b>"), "{second}");
    assert!(second.contains("En yeniler"), "and the way back");
    assert_eq!(ayse.page(&format!("{}?gosterge=yok", page(&id))).await.status, 200);
}

#[tokio::test]
async fn nobody_claims_plates_without_end() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    let veli = app.customer("veli").await;
    for number in 100..120 {
        add(&veli, &format!("34 ABC {number}")).await;
    }
    let fields = [("plate", "34 ABC 120"), ("variant_id", EGEA_VARIANT_ID), ("model_year", "2019"), ("km", "84250")];
    let refused = veli.post("vehicles/add", &fields).await;
    assert_eq!((refused.status, refused.code().as_str()), (429, "too_many"), "{}", refused.text);
    add(&app.customer("ayse").await, "34 ABC 120").await;
    app.clock.advance_minutes(3 * 60);
    done(&veli.post("vehicles/add", &fields).await);
}
