//! A mechanic's own desk: opening a workshop, editing it, and the admin's decisions about it.

mod adverts;
pub mod application;
mod certificates;
mod changes;
mod complete;
mod desk;
mod gallery;
mod payout;
mod preview;
mod prices;
mod prices_table;
mod schedule;
mod seasons;

use crate::support::{BALATA_ID, Client, PERIODIC_ID, TestApp};
use sanaiyiusta::{
    kernel::{ids::MechanicId, money::Money, time::Day},
    modules::mechanics::{self, PriceKind},
    platform::Scope,
};
use serde_json::{Value, json};

const OPEN: [(&str, &str); 6] = [
    ("name", "Işık Oto Servis"),
    ("phone", "0532 000 00 01"),
    ("story", "Yirmi yıldır fren yapıyoruz."),
    ("address", "Sanayi Sitesi 12. Blok No: 5"),
    ("il", "ankara"),
    ("ilce", "ankara-cankaya"),
];

/// Every endpoint of the desk with an input that would be fine.
const OWNERS: [(&str, &[(&str, &str)]); 9] = [
    ("save_profile", &OPEN),
    ("save_booking_settings", &[("lead_minutes", "60"), ("window_days", "30"), ("buffer_minutes", "0")]),
    ("save_services", &[("rows[0][service_id]", BALATA_ID), ("rows[0][price]", "1250"), ("rows[0][active]", "true")]),
    ("remove_service", &[("service_id", BALATA_ID)]),
    ("save_hours", &[("days[0][weekday]", "1"), ("days[0][opens]", "09:00"), ("days[0][closes]", "17:00")]),
    ("add_exception", &[("from_on", "2026-12-31")]),
    ("remove_exception", &[("exception_id", BALATA_ID)]),
    ("add_vehicle_rule", &[("brand_id", "fiat"), ("includes", "true")]),
    ("remove_vehicle_rule", &[("rule_id", BALATA_ID)]),
];

pub async fn opened(app: &TestApp, name: &str) -> (Client, MechanicId) {
    let owner = app.mechanic(name).await;
    let answer = owner.post("mechanics/open", &OPEN).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let id = answer.json()["id"].as_str().unwrap().parse().unwrap();
    (owner, id)
}

async fn fine(client: &Client, endpoint: &str, fields: &[(&str, &str)]) -> Value {
    let answer = client.post(&format!("mechanics/{endpoint}"), fields).await;
    assert_eq!(answer.status, 200, "{endpoint}: {}", answer.text);
    answer.json()
}

async fn refused(client: &Client, endpoint: &str, fields: &[(&str, &str)]) -> Vec<String> {
    let answer = client.post(&format!("mechanics/{endpoint}"), fields).await;
    assert_eq!(answer.status, 422, "{endpoint}: {}", answer.text);
    answer.fields()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

async fn mine(owner: &Client) -> Value {
    owner.get("mechanics/mine").await.json()
}

#[tokio::test]
async fn a_mechanic_opens_a_workshop_that_waits_for_verification() {
    let app = TestApp::new().await;
    let hasan = app.mechanic("hasan").await;
    assert_eq!(hasan.get("mechanics/mine").await.status, 404);
    assert!(hasan.page("/atolye/hizmetler").await.text.contains("href=\"/atolye/profil\""));
    let first = hasan.page("/atolye/profil").await.text;
    assert!(first.contains("value=\"ankara\"") && !first.contains("api/mechanics/open"), "the province comes first");
    assert!(hasan.page("/atolye/profil?il=ankara").await.text.contains("value=\"ankara-cankaya\""));

    let answer = hasan.form("/atolye/profil?il=ankara", "mechanics/open", &OPEN).await;
    assert_eq!((answer.status, answer.header("location")), (303, "/atolye/hizmetler".to_owned()), "{}", answer.text);
    let own = mine(&hasan).await;
    assert_eq!((own["slug"].as_str(), own["verified"].as_bool()), (Some("isik-oto-servis-cankaya"), Some(false)));
    assert_eq!((own["phone"].as_str(), own["ilce"].as_str()), (Some("+905320000001"), Some("ankara-cankaya")));
    assert_eq!(
        (own["lat"].as_f64(), own["lon"].as_f64()),
        (Some(39.9179), Some(32.8626)),
        "the centre of the district"
    );
    assert_eq!(own["bays"].as_array().map(Vec::len), Some(1));
    assert_eq!(own["hours"].as_array().map(Vec::len), Some(6));
    assert_eq!(
        own["hours"][0],
        json!({ "weekday": 1, "opens": "09:00", "closes": "18:00", "break_from": "12:30", "break_to": "13:30" })
    );
    for page in ["/atolye/profil", "/atolye/hizmetler", "/atolye/calisma-saatleri", "/atolye/araclar"] {
        let shown = hasan.page(page).await;
        assert_eq!(shown.status, 200, "{page}");
        assert!(shown.text.contains("Doğrulama bekleniyor"), "{page}");
    }
    assert_eq!(app.visitor().get("mechanics/profile?slug=isik-oto-servis-cankaya").await.status, 404, "not public yet");
}

#[tokio::test]
async fn opening_twice_is_opening_once_and_names_may_repeat() {
    let app = TestApp::new().await;
    let (hasan, id) = opened(&app, "hasan").await;
    assert_eq!(fine(&hasan, "open", &OPEN).await["id"], json!(id));
    let (_, other) = opened(&app, "sinan").await;
    assert_ne!(id, other);
    assert_eq!(app.count("select count(*) from mechanics").await, 2);
    assert_eq!(app.count("select count(*) from mechanics where slug = 'isik-oto-servis-cankaya-2'").await, 1);
}

#[tokio::test]
async fn strangers_find_no_desk() {
    let app = TestApp::new().await;
    let (customer, mechanic) = (app.customer("ayse").await, app.mechanic("hasan").await);
    for (endpoint, input) in OWNERS {
        let endpoint = format!("mechanics/{endpoint}");
        assert_eq!(app.visitor().post(&endpoint, input).await.status, 401, "{endpoint}");
        assert_eq!(customer.post(&endpoint, input).await.status, 404, "{endpoint}");
        assert_eq!(mechanic.post(&endpoint, input).await.status, 404, "{endpoint}, before there is a workshop");
    }
    assert_eq!(app.visitor().post("mechanics/open", &OPEN).await.status, 401);
    assert_eq!(customer.post("mechanics/open", &OPEN).await.status, 404);
    assert_eq!(app.visitor().get("mechanics/mine").await.status, 401);
    assert_eq!(customer.get("mechanics/mine").await.status, 404);
    assert_eq!(app.count("select count(*) from mechanics").await, 0);
    for page in ["/atolye/profil", "/atolye/hizmetler", "/atolye/calisma-saatleri", "/atolye/araclar"] {
        assert_eq!(customer.page(page).await.status, 404, "{page}");
    }
}

#[tokio::test]
async fn foreign_rows_are_not_found_and_stay() {
    let app = TestApp::new().await;
    let ((hasan, _), (sinan, _)) = (opened(&app, "hasan").await, opened(&app, "sinan").await);
    let exception = fine(&hasan, "add_exception", &[("from_on", "2026-12-31")]).await;
    fine(&hasan, "add_vehicle_rule", &[("brand_id", "fiat"), ("includes", "true")]).await;
    fine(
        &hasan,
        "save_services",
        &[("rows[0][service_id]", BALATA_ID), ("rows[0][price]", "1250"), ("rows[0][active]", "true")],
    )
    .await;
    let before = mine(&hasan).await;
    let rule = before["vehicle_rules"][0]["id"].as_str().unwrap();
    let bay = before["bays"][0]["id"].as_str().unwrap();
    for (endpoint, input) in [
        ("remove_exception", ("exception_id", exception.as_str().unwrap())),
        ("remove_vehicle_rule", ("rule_id", rule)),
        ("remove_service", ("service_id", BALATA_ID)),
        ("remove_service", ("service_id", "x")),
    ] {
        assert_eq!(sinan.post(&format!("mechanics/{endpoint}"), &[input]).await.status, 404, "{endpoint}");
    }
    let settings = [
        ("lead_minutes", "0"),
        ("window_days", "30"),
        ("buffer_minutes", "0"),
        ("bays[0][id]", bay),
        ("bays[0][name]", "Benim"),
    ];
    assert_eq!(refused(&sinan, "save_booking_settings", &settings).await, ["bays.0.name"]);
    assert_eq!(mine(&hasan).await, before);
}

#[tokio::test]
async fn a_profile_is_edited_and_hostile_text_stays_text() {
    let app = TestApp::new().await;
    let (hasan, _) = opened(&app, "hasan").await;
    let hostile = "<script>alert(1)</script> '; drop table mechanics;-- 🚗 عربي";
    let input = [
        ("name", hostile),
        ("phone", "532 000 00 02"),
        ("story", hostile),
        ("address", "Başka Sokak 7"),
        ("il", "34"),
        ("ilce", "istanbul-kadikoy"),
        ("lat", "40,99"),
        ("lon", "29.03"),
        ("estate", "Dudullu Sanayi Sitesi"),
        ("estate_unit", "12. Blok No: 34"),
        ("visits_within_km", " 30 "),
    ];
    fine(&hasan, "save_profile", &input).await;
    let own = mine(&hasan).await;
    assert_eq!(
        (own["estate"].as_str(), own["estate_unit"].as_str(), own["visits_within_km"].as_i64()),
        (Some("Dudullu Sanayi Sitesi"), Some("12. Blok No: 34"), Some(30))
    );
    sqlx::query("update mechanics set verified_at = now()").execute(&app.pool).await.unwrap();
    let page = app.visitor().page("/usta/isik-oto-servis-cankaya").await.text;
    assert!(
        page.contains("Dudullu Sanayi Sitesi, 12. Blok No: 34") && page.contains("30 km içinde yerinize gelir"),
        "{page}"
    );
    assert_eq!((own["name"].as_str(), own["story"].as_str()), (Some(hostile), Some(hostile)));
    assert_eq!((own["il"].as_str(), own["lat"].as_f64()), (Some("istanbul"), Some(40.99)));
    assert_eq!(own["slug"], "isik-oto-servis-cankaya", "links keep working");
    assert!(!hasan.page("/atolye/profil").await.text.contains("<script>alert"));

    let mut wrong = input;
    wrong[1].1 = "0312 000 00 00";
    wrong[6].1 = "39,9";
    assert_eq!(refused(&hasan, "save_profile", &wrong).await, ["lat", "phone"]);
    let long = "x".repeat(10_000);
    wrong = input;
    wrong[2].1 = &long;
    assert_eq!(refused(&hasan, "save_profile", &wrong).await, ["story"]);
    for (estate, unit, km, names) in [
        ("", "12. Blok", "", vec!["estate"]),
        (long.as_str(), long.as_str(), "201", vec!["estate", "estate_unit", "visits_within_km"]),
        ("", "", "uzak", vec!["visits_within_km"]),
        ("", "", "0", vec!["visits_within_km"]),
    ] {
        wrong = input;
        (wrong[8].1, wrong[9].1, wrong[10].1) = (estate, unit, km);
        assert_eq!(refused(&hasan, "save_profile", &wrong).await, names, "{unit} {km}");
    }
    assert_eq!(
        refused(&hasan, "save_profile", &[("name", "A\u{7}B")]).await,
        ["address", "il", "ilce", "name", "phone"]
    );
}

#[tokio::test]
async fn services_are_added_changed_paused_and_removed() {
    let app = TestApp::new().await;
    let (hasan, id) = opened(&app, "hasan").await;
    let two = [
        ("rows[0][service_id]", BALATA_ID),
        ("rows[0][price]", "1.250,50"),
        ("rows[0][active]", "true"),
        ("rows[1][service_id]", PERIODIC_ID),
        ("rows[1][price]", ""),
        ("rows[1][active]", "true"),
    ];
    fine(&hasan, "save_services", &two).await;
    let mut scope = Scope::system(&app.wires).await.unwrap();
    let offers = mechanics::offers(&mut scope, id).await.unwrap();
    assert_eq!(offers.len(), 1, "a new row without a price is left out");
    assert_eq!(
        (offers[0].price, offers[0].minutes, offers[0].price_kind),
        (Money(125_050), 60, PriceKind::Fixed),
        "typical minutes"
    );

    let change = [
        ("rows[0][service_id]", BALATA_ID),
        ("rows[0][price]", "900"),
        ("rows[0][price_kind]", "from"),
        ("rows[0][minutes]", "75"),
    ];
    fine(&hasan, "save_services", &change).await;
    assert_eq!(mechanics::offers(&mut scope, id).await.unwrap(), [], "a paused one is not offered");
    let own = mine(&hasan).await;
    assert_eq!(own["services"][0]["active"], false);
    assert_eq!(
        (own["services"][0]["price_kurus"].as_i64(), own["services"][0]["minutes"].as_i64()),
        (Some(90_000), Some(75))
    );
    assert_eq!(own["services"][0]["price_kind"], "from");

    assert!(
        hasan
            .page(&format!("/atolye/hizmetler?kaldir={BALATA_ID}"))
            .await
            .text
            .contains("api/mechanics/remove_service")
    );
    fine(&hasan, "remove_service", &[("service_id", BALATA_ID)]).await;
    assert_eq!(mine(&hasan).await["services"], json!([]));
}

#[tokio::test]
async fn wrong_services_name_their_row_and_change_nothing() {
    let app = TestApp::new().await;
    let (hasan, _) = opened(&app, "hasan").await;
    let wrong = [
        ("rows[0][service_id]", BALATA_ID),
        ("rows[0][price]", "1250"),
        ("rows[1][service_id]", BALATA_ID),
        ("rows[1][price]", "1300"),
        ("rows[2][service_id]", "00000000-0000-5000-8000-0000000000ff"),
        ("rows[2][price]", "1"),
        ("rows[3][service_id]", PERIODIC_ID),
        ("rows[3][price]", "bin lira"),
        ("rows[3][price_kind]", "bedava"),
        ("rows[3][minutes]", "3"),
    ];
    let fields = refused(&hasan, "save_services", &wrong).await;
    assert_eq!(
        fields,
        ["rows.1.service_id", "rows.2.service_id", "rows.3.minutes", "rows.3.price", "rows.3.price_kind"]
    );
    assert_eq!(mine(&hasan).await["services"], json!([]));
}

#[tokio::test]
async fn a_refused_plain_form_keeps_what_was_typed() {
    let app = TestApp::new().await;
    let (hasan, _) = opened(&app, "hasan").await;
    fine(
        &hasan,
        "save_services",
        &[("rows[0][service_id]", BALATA_ID), ("rows[0][price]", "1250"), ("rows[0][active]", "true")],
    )
    .await;
    let page = "/atolye/hizmetler";
    // The adding form is numbered behind the one row that is offered already.
    let typed = [("rows[1][service_id]", PERIODIC_ID), ("rows[1][price]", "iki bin"), ("rows[1][minutes]", "95")];
    let answer = hasan.form(page, "mechanics/save_services", &typed).await;
    assert_eq!((answer.status, answer.header("location")), (303, page.to_owned()));
    let text = hasan.page(page).await.text;
    assert!(text.contains("value=\"iki bin\"") && text.contains("value=\"95\""), "typed values");
    assert!(
        text.contains("href=\"#f-rows-1-price\"") && text.contains("id=\"f-rows-1-price-error\""),
        "the complaint stands at its field"
    );

    let page = "/atolye/calisma-saatleri";
    let typed = [("days[0][weekday]", "1"), ("days[0][opens]", "19:00"), ("days[0][closes]", "07:15")];
    assert_eq!(hasan.form(page, "mechanics/save_hours", &typed).await.status, 303);
    let text = hasan.page(page).await.text;
    assert!(text.contains("value=\"07:15\"") && text.contains("id=\"f-days-0-opens-error\""));
    assert!(!hasan.page(page).await.text.contains("07:15"), "shown once");
}
