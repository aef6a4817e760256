//! A mechanic's own desk: opening a workshop, editing it, and the admin's decisions about it.

use crate::support::{BALATA_ID, Client, EGEA_VARIANT_ID, PERIODIC_ID, TestApp};
use sanaiyiusta::{
    kernel::{ids::MechanicId, money::Money, time::Day},
    modules::{
        mechanics::{self, PriceKind},
        vehicles,
    },
    platform::Scope,
};
use serde_json::{Value, json};
use sqlx::PgPool;

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

async fn opened(app: &TestApp, name: &str) -> (Client, MechanicId) {
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

async fn mine(owner: &Client) -> Value {
    owner.get("mechanics/mine").await.json()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn a_mechanic_opens_a_workshop_that_waits_for_verification(pool: PgPool) {
    let app = TestApp::new(pool).await;
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

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn opening_twice_is_opening_once_and_names_may_repeat(pool: PgPool) {
    let app = TestApp::new(pool).await;
    let (hasan, id) = opened(&app, "hasan").await;
    assert_eq!(fine(&hasan, "open", &OPEN).await["id"], json!(id));
    let (_, other) = opened(&app, "sinan").await;
    assert_ne!(id, other);
    assert_eq!(app.count("select count(*) from mechanics").await, 2);
    assert_eq!(app.count("select count(*) from mechanics where slug = 'isik-oto-servis-cankaya-2'").await, 1);
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn strangers_find_no_desk(pool: PgPool) {
    let app = TestApp::new(pool).await;
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

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn foreign_rows_are_not_found_and_stay(pool: PgPool) {
    let app = TestApp::new(pool).await;
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

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn a_profile_is_edited_and_hostile_text_stays_text(pool: PgPool) {
    let app = TestApp::new(pool).await;
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
    ];
    fine(&hasan, "save_profile", &input).await;
    let own = mine(&hasan).await;
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
    assert_eq!(
        refused(&hasan, "save_profile", &[("name", "A\u{7}B")]).await,
        ["address", "il", "ilce", "name", "phone"]
    );
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn services_are_added_changed_paused_and_removed(pool: PgPool) {
    let app = TestApp::new(pool).await;
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

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn wrong_services_name_their_row_and_change_nothing(pool: PgPool) {
    let app = TestApp::new(pool).await;
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

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn a_refused_plain_form_keeps_what_was_typed(pool: PgPool) {
    let app = TestApp::new(pool).await;
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

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn hours_and_exceptions_make_the_schedule(pool: PgPool) {
    let app = TestApp::new(pool).await;
    let (hasan, id) = opened(&app, "hasan").await;
    let week = [
        ("days[0][weekday]", "1"),
        ("days[0][opens]", "08:30"),
        ("days[0][closes]", "19.00"),
        ("days[1][weekday]", "6"),
        ("days[1][closed]", "true"),
    ];
    fine(&hasan, "save_hours", &week).await;
    fine(&hasan, "add_exception", &[("from_on", "2026-12-01"), ("to_on", "2026-12-03"), ("reason", "Tadilat")]).await;
    fine(&hasan, "add_exception", &[("from_on", "2026-12-02"), ("opens", "10:00"), ("closes", "14:00")]).await;
    fine(&hasan, "add_exception", &[("from_on", "2027-06-01")]).await;

    let mut scope = Scope::system(&app.wires).await.unwrap();
    let schedule = mechanics::schedule(&mut scope, id, day("2026-11-24"), day("2026-12-24")).await.unwrap();
    let reference = app.wires.reference.get();
    let on = |text: &str| {
        schedule.hours_on(day(text), &reference).map(|hours| (hours.opens_min, hours.closes_min, hours.pause))
    };
    assert_eq!(schedule.workshop.address, "Sanayi Sitesi 12. Blok No: 5, Çankaya, Ankara");
    assert_eq!((schedule.exceptions.len(), schedule.bays.len(), schedule.workshop.is_public), (2, 1, false));
    assert_eq!(on("2026-11-30"), Some((510, 1140, None)), "Monday was changed");
    assert_eq!(on("2026-12-08"), Some((540, 1080, Some((750, 810)))), "Tuesday was not");
    assert_eq!(on("2026-12-05"), None, "Saturday was closed");
    assert_eq!((on("2026-12-01"), on("2026-12-02"), on("2026-12-03")), (None, Some((600, 840, None)), None));
    assert_eq!(on("2027-01-01"), None, "a holiday");

    assert_eq!(refused(&hasan, "add_exception", &[("from_on", "2026-11-23")]).await, ["from_on"]);
    assert_eq!(refused(&hasan, "save_hours", &[("days[0][weekday]", "9")]).await, ["days.0.opens"]);
    let exception = mine(&hasan).await["exceptions"][0]["id"].as_str().unwrap().to_owned();
    fine(&hasan, "remove_exception", &[("exception_id", &exception)]).await;
    assert_eq!(mine(&hasan).await["exceptions"].as_array().map(Vec::len), Some(2));
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn a_lift_with_visits_is_only_switched_off_and_comes_back_by_its_name(pool: PgPool) {
    let app = TestApp::new(pool).await;
    let (hasan, id) = opened(&app, "hasan").await;
    let settings = |bays: &[(&'static str, String)]| {
        let fixed =
            [("books_instantly", "true"), ("lead_minutes", "30"), ("window_days", "14"), ("buffer_minutes", "15")];
        let mut fields: Vec<(&str, String)> = fixed.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        fields.extend_from_slice(bays);
        fields
    };
    let save = async |bays: &[(&'static str, String)]| {
        let fields = settings(bays);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fine(&hasan, "save_booking_settings", &fields).await;
    };
    let first = mine(&hasan).await["bays"][0]["id"].as_str().unwrap().to_owned();
    save(&[("bays[0][id]", first.clone()), ("bays[0][name]", "Lift 1".into()), ("bays[1][name]", "Çukur".into())])
        .await;
    let own = mine(&hasan).await;
    assert_eq!(
        (own["books_instantly"].as_bool(), own["lead_minutes"].as_i64(), own["window_days"].as_i64()),
        (Some(true), Some(30), Some(14))
    );
    let second = own["bays"][1]["id"].as_str().unwrap().to_owned();
    book(&app, id, &second).await;

    save(&[
        ("bays[0][id]", first.clone()),
        ("bays[0][name]", "Ön lift".into()),
        ("bays[1][id]", second.clone()),
        ("bays[1][name]", "".into()),
    ])
    .await;
    let own = mine(&hasan).await;
    assert_eq!(own["bays"], json!([{ "id": first, "name": "Ön lift" }]));
    assert_eq!(app.count("select count(*) from appointments").await, 1);
    assert_eq!(app.count("select count(*) from bays where not is_active").await, 1);

    save(&[("bays[0][id]", first.clone()), ("bays[0][name]", "Ön lift".into()), ("bays[1][name]", "Çukur".into())])
        .await;
    assert_eq!(mine(&hasan).await["bays"][1]["id"], second.as_str());
    save(&[]).await;
    assert_eq!(mine(&hasan).await["bays"].as_array().map(Vec::len), Some(2), "an empty list changes no lift");
}

/// A confirmed visit tomorrow on a lift.
async fn book(app: &TestApp, mechanic: MechanicId, bay: &str) {
    let ayse = app.customer("ayse").await;
    let car = [("plate", "06 ABC 123"), ("variant_id", EGEA_VARIANT_ID), ("model_year", "2019"), ("km", "1")];
    assert_eq!(ayse.post("vehicles/add", &car).await.status, 200);
    sqlx::query(
        "insert into appointments (id, mechanic_id, customer_id, vehicle_id, bay_id, status, start_at, end_at, busy_until, mechanic_name,
            mechanic_address, customer_name, plate, vehicle_label, km, total_kurus, idempotency_key, idempotency_hash, created_at)
         select gen_random_uuid(), $1, v.customer_id, v.id, $2::uuid, 'confirmed', '2026-11-25T10:00+03', '2026-11-25T11:00+03',
            '2026-11-25T11:00+03', '', '', '', '', '', 1, 0, 'k', '', now() from customer_vehicles v",
    )
    .bind(*mechanic)
    .bind(bay)
    .execute(&app.pool)
    .await
    .unwrap();
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn rules_say_which_cars_are_taken(pool: PgPool) {
    let app = TestApp::new(pool).await;
    let (hasan, id) = opened(&app, "hasan").await;
    let mut scope = Scope::system(&app.wires).await.unwrap();
    let egea = vehicles::spec_of(&mut scope, EGEA_VARIANT_ID.parse().unwrap(), 2019).await.unwrap().unwrap();
    let clio = vehicles::spec_of(&mut scope, "00000000-0000-5000-8000-000000000042".parse().unwrap(), 2019)
        .await
        .unwrap()
        .unwrap();
    assert!(mechanics::takes(&mut scope, id, &clio).await.unwrap(), "without rules every car");

    let fiat = [("brand_id", "fiat"), ("includes", "true"), ("year_from", "2018")];
    fine(&hasan, "add_vehicle_rule", &fiat).await;
    fine(&hasan, "add_vehicle_rule", &fiat).await;
    assert_eq!(mine(&hasan).await["vehicle_rules"].as_array().map(Vec::len), Some(1), "the same rule twice is one");
    assert!(mechanics::takes(&mut scope, id, &egea).await.unwrap());
    assert!(!mechanics::takes(&mut scope, id, &clio).await.unwrap());

    let model = egea.model_id.to_string();
    fine(&hasan, "add_vehicle_rule", &[("brand_id", "fiat"), ("model_id", &model), ("includes", "false")]).await;
    assert!(!mechanics::takes(&mut scope, id, &egea).await.unwrap(), "an excluding rule wins");
    let rules = mine(&hasan).await["vehicle_rules"].clone();
    assert_eq!((rules[0]["includes"].as_bool(), rules[1]["model"].as_str()), (Some(true), Some("Egea")));
    assert!(hasan.page("/atolye/araclar?marka=fiat").await.text.contains(&model));

    let foreign = clio.model_id.to_string();
    assert_eq!(
        refused(&hasan, "add_vehicle_rule", &[("brand_id", "fiat"), ("model_id", &foreign), ("includes", "true")])
            .await,
        ["model_id"]
    );
    assert_eq!(refused(&hasan, "add_vehicle_rule", &[]).await, ["brand_id", "includes"]);
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn an_admin_verifies_suspends_and_reinstates_with_audit_and_mail(pool: PgPool) {
    let app = TestApp::new(pool).await;
    let (hasan, id) = opened(&app, "hasan").await;
    let (admin, id_text) = (app.admin().await, id.to_string());
    let input = [("mechanic_id", id_text.as_str()), ("reason", "Adres doğrulanamadı")];
    for endpoint in ["verify", "suspend", "reinstate"] {
        let endpoint = format!("mechanics/{endpoint}");
        assert_eq!(app.visitor().post(&endpoint, &input).await.status, 401);
        assert_eq!(hasan.post(&endpoint, &input).await.status, 404);
        assert_eq!(admin.post(&endpoint, &[("mechanic_id", BALATA_ID), ("reason", "Adres yanlış")]).await.status, 404);
    }
    let public = async || app.visitor().get("mechanics/profile?slug=isik-oto-servis-cankaya").await.status;
    for (endpoint, status) in [("verify", 200), ("suspend", 404), ("reinstate", 200)] {
        fine(&admin, endpoint, &input).await;
        fine(&admin, endpoint, &input).await;
        assert_eq!(public().await, status, "after {endpoint}");
    }
    assert_eq!(refused(&admin, "suspend", &[("mechanic_id", &id_text)]).await, ["reason"]);
    let acts: Vec<String> =
        sqlx::query_scalar("select action from audit_log where subject_kind = 'mechanic' order by id")
            .fetch_all(&app.pool)
            .await
            .unwrap();
    assert_eq!(acts, ["mechanic.verify", "mechanic.suspend", "mechanic.reinstate"], "deciding twice is deciding once");

    app.run_jobs().await;
    let mails: Vec<(String, String)> =
        sqlx::query_as("select kind, coalesce(text_body, '') from mails where kind like 'mechanic_%' order by kind")
            .fetch_all(&app.pool)
            .await
            .unwrap();
    let kinds: Vec<&str> = mails.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["mechanic_reinstated", "mechanic_suspended", "mechanic_verified"]);
    assert!(mails[1].1.contains("Adres doğrulanamadı"), "{}", mails[1].1);
    assert!(mails[2].1.contains("/usta/isik-oto-servis-cankaya"), "{}", mails[2].1);
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn the_desk_is_searched_in_folded_turkish_and_by_state(pool: PgPool) {
    let app = TestApp::new(pool).await;
    let (_, id) = opened(&app, "hasan").await;
    opened(&app, "sinan").await;
    let admin = app.admin().await;
    fine(&admin, "verify", &[("mechanic_id", &id.to_string())]).await;
    let person = sqlx::query_scalar::<_, uuid::Uuid>("select id from users where email = 'yonetici@ornek.test'")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    let mut scope = Scope::system(&app.wires).await.unwrap();
    scope.actor = desk_actor(person);
    let mut found = async |text: &str, state: &str| {
        let filter = mechanics::MechanicFilter { text: text.into(), state: state.into(), after: String::new() };
        mechanics::admin_list(&mut scope, &filter).await.unwrap().items.len()
    };
    assert_eq!(found("isik oto", "").await, 2);
    assert_eq!((found("", "waiting").await, found("", "verified").await, found("", "suspended").await), (1, 1, 0));
    assert_eq!((found("hasan", "all").await, found("sinan", "verified").await), (1, 0));
}

fn desk_actor(user: uuid::Uuid) -> sanaiyiusta::kernel::actor::Actor {
    use sanaiyiusta::kernel::{
        actor::{Actor, Kind, Person, Role},
        ids::SessionId,
        lang::Lang,
    };
    Actor::Person(Box::new(Person {
        user_id: user.into(),
        session_id: SessionId(user),
        kind: Kind::Admin,
        full_name: String::new(),
        email: String::new(),
        lang: Lang::Tr,
        theme: String::new(),
        roles: vec![Role::Admin],
        customer_id: None,
        mechanic_id: None,
    }))
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn next_slots_are_due_until_told_and_again_when_too_close(pool: PgPool) {
    let app = TestApp::new(pool).await;
    let (_, id) = opened(&app, "hasan").await;
    let due = async |app: &TestApp| {
        let mut scope = Scope::system(&app.wires).await.unwrap();
        mechanics::due_for_next_slot(&mut scope, 10).await.unwrap()
    };
    assert_eq!(due(&app).await, [], "not public");
    sqlx::query("update mechanics set verified_at = now()").execute(&app.pool).await.unwrap();
    assert_eq!(due(&app).await, [id], "never computed");

    let tell = async |minutes: Option<i64>| {
        let mut scope = Scope::system(&app.wires).await.unwrap();
        let next = minutes.map(|minutes| scope.now.plus_minutes(minutes));
        mechanics::set_next_slot(&mut scope, id, next).await.unwrap();
        scope.finish(Ok(())).await.unwrap();
    };
    // The workshop wants two hours' notice.
    tell(Some(180)).await;
    assert_eq!(due(&app).await, []);
    app.clock.advance_minutes(60);
    assert_eq!(due(&app).await, [], "just bookable");
    app.clock.advance_minutes(1);
    assert_eq!(due(&app).await, [id], "too close");
    tell(Some(10)).await;
    assert_eq!(due(&app).await, [], "what was told leaves the list, so batches end");
    app.clock.advance_minutes(1);
    tell(None).await;
    app.clock.advance_minutes(6 * 60 - 1);
    assert_eq!(due(&app).await, [], "a full calendar rests");
    app.clock.advance_minutes(1);
    assert_eq!(due(&app).await, [id]);
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn score_and_rank_follow_the_one_formula(pool: PgPool) {
    let app = TestApp::new(pool).await;
    let (_, id) = opened(&app, "hasan").await;
    let mut scope = Scope::system(&app.wires).await.unwrap();
    mechanics::note_completed(&mut scope, id).await.unwrap();
    mechanics::save_score(&mut scope, id, 9.4, 2).await.unwrap();
    mechanics::note_completed(&mut scope, id).await.unwrap();
    scope.finish(Ok(())).await.unwrap();
    let held = "select count(*) from mechanics where review_count = 2 and completed_count = 2 and score = mechanic_score(9.4, 2)
        and rank_score = mechanic_rank(mechanic_score(9.4, 2), 2, 2)";
    assert_eq!(app.count(held).await, 1);
}
