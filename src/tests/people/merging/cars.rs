//! Cars that both accounts had, and with whom either shares.

use super::{done, id_of, merge, scalar};
use crate::{
    garage::household::share,
    support::{Client, EGEA_VARIANT_ID, TestApp},
};

const PLATE: &str = "34 ABC 123";
const VIN: &str = "NM435600006A12345";

async fn add(owner: &Client, plate: &str, km: &str) -> String {
    let fields = [("plate", plate), ("variant_id", EGEA_VARIANT_ID), ("model_year", "2019"), ("km", km)];
    done(owner.post("vehicles/add", &fields).await).json()["id"].as_str().unwrap().to_owned()
}

async fn declare(owner: &Client, car: &str, day: &str, items: &str, parts: &str) {
    let fields = [("vehicle_id", car), ("done_on", day), ("items", items), ("parts", parts)];
    done(owner.post("vehicles/save_record", &fields).await);
}

/// One car in two accounts of one person: the older account, the newer one, and the car in each.
async fn twins(app: &TestApp) -> (Client, Client, String, String) {
    let (old, new) = (app.customer("elif").await, app.customer("elif.yeni").await);
    let mine = add(&old, PLATE, "50000").await;
    let papers =
        [("vehicle_id", mine.as_str()), ("vin", VIN), ("inspection_due_on", "2027-05-01"), ("notes", "Eski not")];
    done(old.post("vehicles/save_papers", &papers).await);
    declare(&old, &mine, "2026-03-01", "Triger", "7.777").await;
    done(old.post("vehicles/add_reminder", &[("vehicle_id", &mine), ("title", "Lastik"), ("due_km", "99000")]).await);
    done(old.post("vehicles/share_book", &[("vehicle_id", &mine), ("days", "90")]).await);
    app.clock.advance_minutes(60);
    let twin = add(&new, PLATE, "48000").await;
    declare(&new, &twin, "2026-05-01", "Balata", "1.111").await;
    app.clock.advance_minutes(60);
    (old, new, mine, twin)
}

#[tokio::test]
async fn a_car_of_both_goes_on_as_one_with_both_books_and_the_higher_kilometres() {
    let app = TestApp::new().await;
    let (_, new, mine, twin) = twins(&app).await;
    let admin = app.admin().await;
    let readings = app.count("select count(*) from vehicle_odometer").await;
    let records = app.count("select count(*) from vehicle_maintenance_records").await;
    done(merge(&app, &admin, "elif", "elif.yeni").await);

    let cars = new.get("vehicles/mine").await.json();
    assert_eq!(cars.as_array().unwrap().len(), 1, "{cars}");
    assert_eq!((cars[0]["id"].as_str(), cars[0]["km"].as_i64()), (Some(twin.as_str()), Some(50_000)));
    let book = new.page(&format!("/hesap/araclar/{twin}/defter")).await.text;
    assert!(book.contains("Triger") && book.contains("Balata"), "{book}");
    assert!(new.page(&format!("/hesap/araclar/{mine}")).await.status == 404, "the other one is out of sight");
    assert_eq!(app.count("select count(*) from vehicle_maintenance_records").await, records);
    assert_eq!(
        scalar(&app, format!("select count(*) from vehicle_odometer where vehicle_id = '{twin}'")).await,
        readings
    );
    for (table, rows) in [("vehicle_reminders where kind = 'own' and", 1), ("vehicle_book_shares where", 1)] {
        assert_eq!(scalar(&app, format!("select count(*) from {table} vehicle_id = '{twin}'")).await, rows, "{table}");
    }
    let kept = format!(
        "select count(*) from customer_vehicles where id = '{twin}' and vin = '{VIN}' and notes = 'Eski not'
                        and inspection_due_on = '2027-05-01' and is_default"
    );
    assert_eq!(scalar(&app, kept).await, 1);
    // Its marks are held once, by the car that goes on.
    let held = format!("select count(*) from vehicle_marks where upper_inf(during) and vehicle_id = '{twin}'");
    assert_eq!(
        (scalar(&app, held).await, app.count("select count(*) from vehicle_marks where upper_inf(during)").await),
        (2, 2)
    );

    // Every line still proves itself, and what was declared in the emptied account can be said anew.
    let codes: Vec<String> =
        sqlx::query_scalar("select code from vehicle_maintenance_records").fetch_all(&app.pool).await.unwrap();
    for code in codes {
        assert_eq!(app.visitor().page(&format!("/defter-dogrula/{code}")).await.status, 200);
    }
    let record: String =
        sqlx::query_scalar("select record_id::text from vehicle_maintenance_records where vehicle_id = $1::text::uuid")
            .bind(&mine)
            .fetch_one(&app.pool)
            .await
            .unwrap();
    assert_eq!(new.page(&format!("/hesap/araclar/{twin}/defter/{record}")).await.status, 200);
    let again = [
        ("vehicle_id", twin.as_str()),
        ("record_id", record.as_str()),
        ("done_on", "2026-03-01"),
        ("items", "Triger seti"),
    ];
    done(new.post("vehicles/save_record", &again).await);
    let book = new.page(&format!("/hesap/araclar/{twin}/defter")).await.text;
    assert!(book.contains("Triger seti") && !book.contains("7.777"), "{book}");
}

#[tokio::test]
async fn a_joined_car_that_is_handed_over_takes_its_whole_book_along_and_tells_no_prices() {
    let app = TestApp::new().await;
    let (_, new, _, twin) = twins(&app).await;
    let admin = app.admin().await;
    done(merge(&app, &admin, "elif", "elif.yeni").await);
    let buyer = app.customer("alici").await;
    let offer = [("vehicle_id", twin.as_str()), ("email", "alici@ornek.test"), ("agreed", "true")];
    done(new.post("vehicles/offer_car", &offer).await);
    app.run_jobs().await;
    app.run_jobs().await;
    let mails = app.visitor().page("/gelistirme/posta").await.text;
    let token = mails.split("/arac-devri?belirtec=").nth(1).unwrap();
    let token: String = token.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    done(buyer.post("vehicles/accept_car", &[("token", &token)]).await);
    let book = buyer.page(&format!("/hesap/araclar/{twin}/defter")).await.text;
    assert!(book.contains("Triger") && book.contains("Balata"), "{book}");
    assert!(!book.contains("7.777") && !book.contains("1.111"), "{book}");
    assert_eq!(new.get("vehicles/mine").await.json().as_array().unwrap().len(), 0);
    let left = "select count(*) from customer_vehicles v join customers c on c.id = v.customer_id join users u on u.id = c.user_id
                where u.email = 'elif.yeni@ornek.test'";
    assert_eq!(app.count(left).await, 0);
}

#[tokio::test]
async fn a_second_merge_joins_what_was_joined_before() {
    let app = TestApp::new().await;
    let (_, _, _, twin) = twins(&app).await;
    let third = app.customer("elif.son").await;
    let last = add(&third, PLATE, "60000").await;
    app.clock.advance_minutes(5);
    let admin = app.admin().await;
    done(merge(&app, &admin, "elif", "elif.yeni").await);
    done(merge(&app, &admin, "elif.yeni", "elif.son").await);
    let book = third.page(&format!("/hesap/araclar/{last}/defter")).await.text;
    assert!(book.contains("Triger") && book.contains("Balata"), "{book}");
    let pointing = format!("select count(*) from customer_vehicles where joined_to = '{last}'");
    assert_eq!(scalar(&app, pointing).await, 2, "{twin} and what pointed at it");
    let into = id_of(&app, "elif.son").await;
    assert_eq!(scalar(&app, format!("select count(*) from users where merged_into = '{into}'")).await, 2);
}

#[tokio::test]
async fn families_see_what_was_shared_with_them_and_nobody_shares_with_themselves() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "100")]).await;
    let admin = app.admin().await;
    let (old, new) = (app.customer("elif").await, app.customer("elif.yeni").await);
    let (es, kardes) = (app.customer("es").await, app.customer("kardes").await);
    let (shared, own) = (add(&old, "34 ABC 123", "1").await, add(&new, "06 AB 123", "1").await);
    let theirs = add(&kardes, "35 AB 123", "1").await;
    share(&app, &old, &es, "es", &[("all_cars", "true"), ("book", "true")]).await;
    share(&app, &old, &new, "elif.yeni", &[("all_cars", "true")]).await;
    share(&app, &kardes, &old, "elif", &[("all_cars", "true"), ("book", "true")]).await;
    share(&app, &kardes, &new, "elif.yeni", &[("vehicle_ids[0]", theirs.as_str())]).await;
    done(merge(&app, &admin, "elif", "elif.yeni").await);

    let plates = async |client: &Client| client.get("vehicles/shared").await.text;
    let seen = plates(&es).await;
    assert!(seen.contains("34 ABC 123") && !seen.contains("06 AB 123"), "no more than before: {seen}");
    let seen = plates(&new).await;
    assert!(seen.contains("35 AB 123") && !seen.contains("34 ABC 123"), "{seen}");
    assert_eq!(app.count("select count(*) from household_members").await, 2);
    assert_eq!(app.count("select count(*) from household_members where may_book and all_cars").await, 1);
    assert_eq!(new.page(&format!("/hesap/araclar/{shared}")).await.status, 200);
    assert_eq!(new.page(&format!("/hesap/araclar/{own}")).await.status, 200);
}
