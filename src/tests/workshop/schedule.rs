//! What bookings are computed from: hours, exceptions, lifts, rules about cars; and what is told back.

use super::{day, fine, mine, opened, refused};
use crate::support::{EGEA_VARIANT_ID, TestApp};
use sanaiyiusta::{
    kernel::ids::MechanicId,
    modules::{mechanics, vehicles},
    platform::Scope,
};
use serde_json::json;

#[tokio::test]
async fn hours_and_exceptions_make_the_schedule() {
    let app = TestApp::new().await;
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

#[tokio::test]
async fn a_lift_with_visits_is_only_switched_off_and_comes_back_by_its_name() {
    let app = TestApp::new().await;
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
        ("bays[1][name]", String::new()),
    ])
    .await;
    let own = mine(&hasan).await;
    assert_eq!(own["bays"], json!([{ "id": first, "name": "Ön lift", "skills": [] }]));
    assert_eq!(app.count("select count(*) from appointments").await, 1);
    assert_eq!(app.count("select count(*) from bays where not is_active").await, 1);

    for page in ["/atolye/takvim?gun=2026-11-25&gorunum=gun", "/atolye/takvim?gun=2026-11-25&gorunum=hafta"] {
        let shown = hasan.page(page).await.text;
        assert!(shown.contains("Ön lift") && shown.contains("Kapatılan yer"), "its visit is still to be seen: {page}");
    }

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

#[tokio::test]
async fn rules_say_which_cars_are_taken() {
    let app = TestApp::new().await;
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

    fine(&hasan, "add_vehicle_rule", &[("fuel", "diesel"), ("includes", "true"), ("year_to", "2020")]).await;
    assert!(mechanics::takes(&mut scope, id, &clio).await.unwrap(), "a diesel, of whatever brand");
    let any = mine(&hasan).await["vehicle_rules"].clone();
    let diesel = any.as_array().unwrap().iter().find(|rule| rule["fuel"] == "diesel").unwrap();
    assert!(diesel["brand_id"].is_null());
    let page = hasan.page("/atolye/araclar?marka=hepsi").await.text;
    assert!(page.contains("Her marka, dizel") && page.contains("name=\"input[fuel]\""), "{page}");
    let rule = diesel["id"].as_str().unwrap().to_owned();
    fine(&hasan, "remove_vehicle_rule", &[("rule_id", &rule)]).await;
    for wrong in [vec![("includes", "true")], vec![("fuel", "su"), ("includes", "true")]] {
        let field = if wrong.len() == 1 { "brand_id" } else { "fuel" };
        assert_eq!(refused(&hasan, "add_vehicle_rule", &wrong).await, [field]);
    }

    let model = egea.model_id.to_string();
    fine(&hasan, "add_vehicle_rule", &[("brand_id", "fiat"), ("model_id", &model), ("includes", "false")]).await;
    assert!(!mechanics::takes(&mut scope, id, &egea).await.unwrap(), "an excluding rule wins");
    let rules = mine(&hasan).await["vehicle_rules"].clone();
    assert_eq!((rules[0]["includes"].as_bool(), rules[1]["model"].as_str()), (Some(true), Some("Egea")));
    assert!(hasan.page("/atolye/araclar?marka=fiat").await.text.contains(&model));

    let tried = async |car: &str| hasan.page(&format!("/atolye/araclar?dene={car}")).await.text;
    let clio_page = tried("2019+clio").await;
    assert!(clio_page.contains("Almazsınız") && clio_page.contains("Aldığınız araçlar arasında yok."), "{clio_page}");
    let egea_page = tried("fiat+egea+2019").await;
    assert!(egea_page.contains("Karar veren kural: Fiat Egea, ") && egea_page.contains("alınmaz."), "{egea_page}");
    assert!(tried("boyle-bir-arac-yok").await.contains("Katalogda böyle bir araç bulunamadı"));
    let rule = rules[1]["id"].as_str().unwrap();
    fine(&hasan, "remove_vehicle_rule", &[("rule_id", rule)]).await;
    let egea_page = tried("egea").await;
    assert!(egea_page.contains("Bazı yılları") && egea_page.contains("Yalnız 2018–"), "{egea_page}");
    assert!(tried("egea+2019").await.contains("Alırsınız"));

    let foreign = clio.model_id.to_string();
    assert_eq!(
        refused(&hasan, "add_vehicle_rule", &[("brand_id", "fiat"), ("model_id", &foreign), ("includes", "true")])
            .await,
        ["model_id"]
    );
    assert_eq!(refused(&hasan, "add_vehicle_rule", &[("brand_id", "")]).await, ["brand_id", "includes"]);
}

#[tokio::test]
async fn next_slots_are_due_until_told_and_again_when_too_close() {
    let app = TestApp::new().await;
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
        let next = minutes.map(|minutes| scope.now.plus_minutes(minutes)).into_iter().collect();
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

#[tokio::test]
async fn score_and_rank_follow_the_one_formula() {
    let app = TestApp::new().await;
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
