//! A car changes hands: both sides agree, history moves, personal data does not.

use super::{VIN, add, done, mark, marks, page};
use crate::support::{Answer, Client, TestApp};

const DAY: i64 = 24 * 60;

async fn offer(owner: &Client, id: &str, email: &str) -> Answer {
    owner.post("vehicles/offer_car", &[("vehicle_id", id), ("email", email), ("agreed", "true")]).await
}

/// The link of the newest offer, as its mail says it.
async fn link(app: &TestApp, email: &str) -> String {
    app.run_jobs().await;
    app.run_jobs().await;
    let mails = app.visitor().page("/gelistirme/posta").await.text;
    let newest = mails.split(email).nth(1).unwrap_or_else(|| panic!("no mail to {email}"));
    let token = newest.split("/arac-devri?belirtec=").nth(1).unwrap();
    let token: String = token.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    format!("/arac-devri?belirtec={token}")
}

async fn take(client: &Client, link: &str) -> Answer {
    client.post("vehicles/accept_car", &[("token", link.rsplit('=').next().unwrap())]).await
}

async fn declare(owner: &Client, id: &str, items: &str, parts: &str) {
    let fields =
        [("vehicle_id", id), ("done_on", "2026-03-01"), ("items", items), ("parts", parts), ("note", "gizli-notum")];
    done(&owner.post("vehicles/save_record", &fields).await);
}

/// A car with a past.
async fn car(app: &TestApp, owner: &Client) -> String {
    let id = add(owner, "34 ABC 123").await;
    let papers = [
        ("vehicle_id", id.as_str()),
        ("vin", VIN),
        ("inspection_due_on", "2027-05-01"),
        ("kasko_ends_on", "2027-03-01"),
        ("notes", "Sol far çatlak"),
    ];
    done(&owner.post("vehicles/save_papers", &papers).await);
    declare(owner, &id, "Triger kayışı", "7.777").await;
    done(
        &owner.post("vehicles/add_reminder", &[("vehicle_id", &id), ("title", "Eşime sor"), ("due_km", "99000")]).await,
    );
    done(&owner.post("vehicles/share_book", &[("vehicle_id", &id), ("days", "90")]).await);
    let cost = [("vehicle_id", id.as_str()), ("kind", "fuel"), ("spent_on", "2026-03-01"), ("amount", "1500")];
    done(&owner.post("vehicles/add_cost", &cost).await);
    app.clock.advance_minutes(DAY);
    id
}

#[tokio::test]
async fn a_car_moves_with_its_history_and_without_its_owners_secrets() {
    let app = TestApp::new().await;
    let (ayse, fatma) = (app.customer("ayse").await, app.customer("fatma").await);
    let id = car(&app, &ayse).await;
    let other = add(&ayse, "06 AB 123").await;
    sqlx::query("insert into vehicle_odometer (vehicle_id, km, at, source, reason) values ($1::uuid, 83123, $2, 'correction', 'gizli-sebep')")
        .bind(&id)
        .bind(app.clock.now())
        .execute(&app.pool)
        .await
        .unwrap();
    assert!(ayse.page(&page(&id)).await.text.contains("gizli-sebep"));
    app.clock.advance_minutes(1);
    let own = format!("{}/devret", page(&id));
    let refused = ayse.form(&own, "vehicles/offer_car", &[("vehicle_id", &id), ("email", "Fatma@Ornek.Test")]).await;
    assert_eq!((refused.status, refused.header("location")), (303, own.clone()));
    let text = ayse.page(&own).await.text;
    assert!(text.contains("Devam etmek için bunu kabul edin.") && text.contains("Fatma@Ornek.Test"), "{text}");
    done(&offer(&ayse, &id, "Fatma@Ornek.Test").await);
    let text = ayse.page(&own).await.text;
    assert!(text.contains("fatma@ornek.test") && text.contains("2 Aralık 2026 gününe kadar"), "{text}");

    let link = link(&app, "fatma@ornek.test").await;
    let page_of = app.visitor().page(&link).await.text;
    assert!(page_of.contains("34 A** **3") && !page_of.contains("34 ABC 123") && !page_of.contains("accept_car"));
    assert!(ayse.page(&link).await.text.contains("başka bir e-posta adresine"));
    let text = fatma.page(&link).await.text;
    assert!(text.contains("34 ABC 123") && text.contains("vehicles/accept_car"), "{text}");
    assert!(!text.contains("ayse") && !text.contains("gizli-notum"));
    assert_eq!(app.count("select count(*) from vehicle_handovers").await, 1, "looking changes nothing");
    assert_eq!(take(&ayse, &link).await.status, 404);
    assert_eq!(take(&app.customer("veli").await, &link).await.status, 404);

    let token = link.rsplit('=').next().unwrap();
    let taken = fatma.form(&link, "vehicles/accept_car", &[("token", token)]).await;
    assert_eq!((taken.status, taken.header("location")), (303, page(&id)));
    assert_eq!(take(&fatma, &link).await.status, 410);
    assert_eq!(ayse.page(&page(&id)).await.status, 404);
    let mine = ayse.get("vehicles/mine").await.json();
    assert_eq!((mine[0]["id"].as_str(), mine[0]["is_default"].as_bool()), (Some(other.as_str()), Some(true)));
    assert_eq!(fatma.get("vehicles/mine").await.json()[0]["is_default"].as_bool(), Some(true));
    for (kind, value) in [("plate", "34 ABC 123"), ("vin", VIN)] {
        let held: Vec<_> = marks(&app, &id).await.into_iter().filter(|(known, ..)| known == kind).collect();
        assert_eq!(held, [mark(kind, value, false), mark(kind, value, true)], "one range ends, the next begins");
    }

    let text = fatma.page(&page(&id)).await.text;
    assert!(text.contains(VIN) && text.contains("2027-05-01"), "{text}");
    assert!(text.contains("83.123"), "a correction stays visible: {text}");
    for secret in ["Sol far çatlak", "2027-03-01", "ayse", "gizli-sebep"] {
        assert!(!text.contains(secret), "{secret}");
    }
    let book = fatma.page(&format!("{}/defter", page(&id))).await.text;
    assert!(book.contains("Triger kayışı") && book.contains("Önceki sahip"), "{book}");
    for secret in ["gizli-notum", "7.777", "Yıllara göre harcama", "ayse", "zinciri tutmuyor"] {
        assert!(!book.contains(secret), "{secret}: {book}");
    }
    let due = fatma.page(&format!("{}/hatirlatmalar", page(&id))).await.text;
    assert!(due.contains("Muayene") && !due.contains("Eşime sor"), "{due}");
    assert_eq!(app.count("select count(*) from vehicle_book_shares").await, 0, "links of the owner before are closed");
    assert_eq!(app.count("select count(*) from vehicle_costs").await, 0, "nor what it has cost them");
    assert_eq!(app.count("select count(*) from audit_log where action = 'vehicles.hand_over'").await, 1);
    told(&app).await;
}

async fn told(app: &TestApp) {
    app.run_jobs().await;
    let mails: Vec<(String, String, String)> = sqlx::query_as(
        "select kind, to_email, text_body from mails where kind in ('car_given', 'car_taken') order by kind",
    )
    .fetch_all(&app.pool)
    .await
    .unwrap();
    let to: Vec<(&str, &str)> = mails.iter().map(|(kind, to, _)| (kind.as_str(), to.as_str())).collect();
    assert_eq!(to, [("car_given", "ayse@ornek.test"), ("car_taken", "fatma@ornek.test")]);
    assert!(!mails[1].2.contains("ayse") && mails[1].2.contains("34 ABC 123"), "{}", mails[1].2);
}

#[tokio::test]
async fn the_new_owner_writes_on_and_leaves_what_was_there() {
    let app = TestApp::new().await;
    let (ayse, fatma) = (app.customer("ayse").await, app.customer("fatma").await);
    let id = car(&app, &ayse).await;
    done(&offer(&ayse, &id, "fatma@ornek.test").await);
    let link = link(&app, "fatma@ornek.test").await;
    assert_eq!(take(&fatma, &link).await.status, 200);
    let record: String = sqlx::query_scalar("select record_id::text from vehicle_maintenance_records")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    let fields = [("vehicle_id", id.as_str()), ("record_id", &record), ("done_on", "2026-03-01"), ("items", "Motor")];
    assert_eq!(fatma.post("vehicles/save_record", &fields).await.code(), "wrong_status");
    assert_eq!(fatma.post("vehicles/withdraw_record", &[("record_id", &record)]).await.code(), "wrong_status");
    assert_eq!(ayse.post("vehicles/withdraw_record", &[("record_id", &record)]).await.status, 404);
    let history = fatma.page(&format!("{}/defter/{record}", page(&id))).await.text;
    assert!(!history.contains("7.777") && !history.contains("vehicles/save_record"), "{history}");

    declare(&fatma, &id, "Yağ değişimi", "500").await;
    let book = fatma.page(&format!("{}/defter", page(&id))).await.text;
    assert!(book.contains("₺500") && !book.contains("₺8.277") && !book.contains("zinciri tutmuyor"), "{book}");
    let shared = fatma.post("vehicles/share_book", &[("vehicle_id", &id), ("days", "1"), ("prices", "true")]).await;
    let shared = format!("/defter/{}", shared.json()["token"].as_str().unwrap());
    let text = app.visitor().page(&shared).await.text;
    assert!(text.contains("₺500") && text.contains("Triger kayışı") && !text.contains("7.777"), "{text}");

    let holding = app.wires.personal.holdings.iter().find(|holding| holding.table == "vehicle_maintenance_records");
    let rows = holding.unwrap().copied.rows().unwrap();
    let user: uuid::Uuid =
        sqlx::query_scalar("select id from users where email = 'fatma@ornek.test'").fetch_one(&app.pool).await.unwrap();
    let mut scope = sanaiyiusta::platform::Scope::bare(&app.wires);
    let copy = serde_json::to_string(&rows(&mut scope, user.into()).await.unwrap()).unwrap();
    assert!(copy.contains("Triger") && copy.contains("50000") && !copy.contains("777700"), "{copy}");
    assert_eq!(copy.matches("gizli-notum").count(), 1, "one's own note alone");
}

#[tokio::test]
async fn an_offer_is_taken_back_replaced_runs_out_and_needs_room() {
    let app = TestApp::new().await;
    let (ayse, fatma) = (app.customer("ayse").await, app.customer("fatma").await);
    let id = car(&app, &ayse).await;
    assert_eq!(offer(&ayse, &id, "ayse@ornek.test").await.fields(), ["email"]);
    assert_eq!(offer(&ayse, &id, "kimse").await.fields(), ["email"]);
    assert_eq!(offer(&fatma, &id, "veli@ornek.test").await.status, 404);
    assert_eq!(ayse.post("vehicles/withdraw_offer", &[("vehicle_id", &id)]).await.status, 404, "there is none");

    done(&offer(&ayse, &id, "fatma@ornek.test").await);
    let first = link(&app, "fatma@ornek.test").await;
    assert_eq!(fatma.post("vehicles/withdraw_offer", &[("vehicle_id", &id)]).await.status, 404);
    done(&ayse.post("vehicles/withdraw_offer", &[("vehicle_id", &id)]).await);
    assert_eq!((take(&fatma, &first).await.status, fatma.page(&first).await.status), (410, 410));

    app.clock.advance_minutes(10);
    done(&offer(&ayse, &id, "fatma@ornek.test").await);
    let second = link(&app, "fatma@ornek.test").await;
    assert_ne!(first, second);
    let hers = add(&fatma, "34 ABC 123").await;
    assert_eq!(take(&fatma, &second).await.code(), "plate_taken");
    let refused = fatma.form(&second, "vehicles/accept_car", &[("token", second.rsplit('=').next().unwrap())]).await;
    assert_eq!(refused.header("location"), second);
    assert!(fatma.page(&second).await.text.contains("Bu plaka araçlarınızda zaten var."));
    done(&fatma.post("vehicles/remove", &[("vehicle_id", &hers)]).await);
    app.clock.advance_minutes(7 * DAY);
    assert_eq!(take(&fatma, &second).await.status, 410);

    done(&offer(&ayse, &id, "fatma@ornek.test").await);
    let third = link(&app, "fatma@ornek.test").await;
    let answers = futures::future::join_all((0..6).map(|_| take(&fatma, &third))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1, "{answers:?}");
    assert_eq!(marks(&app, &id).await.last(), Some(&mark("vin", VIN, true)));
}

#[tokio::test]
async fn two_who_give_each_other_a_car_do_not_wait_for_ever() {
    let app = TestApp::new().await;
    let (ayse, fatma) = (app.customer("ayse").await, app.customer("fatma").await);
    let (one, two) = (add(&ayse, "34 ABC 123").await, add(&fatma, "06 AB 123").await);
    app.clock.advance_minutes(1);
    done(&offer(&ayse, &one, "fatma@ornek.test").await);
    done(&offer(&fatma, &two, "ayse@ornek.test").await);
    let (to_fatma, to_ayse) = (link(&app, "fatma@ornek.test").await, link(&app, "ayse@ornek.test").await);
    let (first, second) = tokio::join!(take(&fatma, &to_fatma), take(&ayse, &to_ayse));
    assert_eq!((first.status, second.status), (200, 200), "{} {}", first.text, second.text);
    assert_eq!(app.count("select count(*) from customer_vehicles where is_default").await, 2);
}

/// A car goes from one to another.
pub async fn moved(app: &TestApp, from: &Client, to: &Client, id: &str, email: &str) {
    done(&offer(from, id, email).await);
    let link = link(app, email).await;
    done(&take(to, &link).await);
}
