//! Times of the year with hours of their own, and everybody who reads working hours.

use super::{day, fine, mine, opened, refused};
use crate::support::{BALATA_ID, Client, TestApp};
use sanaiyiusta::{kernel::ids::MechanicId, modules::mechanics, platform::Scope};
use serde_json::Value;

/// Holds on the day of the tests' clock, Tuesday 24 November 2026.
const WINTER: [(&str, &str); 4] =
    [("name", "Kış mesaisi"), ("first_on", "2026-11-20"), ("last_on", "2027-02-28"), ("every_year", "true")];

async fn season(owner: &Client, fields: &[(&str, &str)]) -> String {
    fine(owner, "save_season", fields).await.as_str().unwrap().to_owned()
}

/// Public, with an offer, so that it has free times.
async fn public(app: &TestApp) -> (Client, MechanicId) {
    let (hasan, id) = opened(app, "hasan").await;
    sqlx::query("update mechanics set verified_at = created_at").execute(&app.pool).await.unwrap();
    let offer = [
        ("rows[0][service_id]", BALATA_ID),
        ("rows[0][price]", "1250"),
        ("rows[0][minutes]", "60"),
        ("rows[0][active]", "true"),
    ];
    fine(&hasan, "save_services", &offer).await;
    (hasan, id)
}

#[tokio::test]
async fn a_season_starts_as_a_copy_of_the_usual_week_and_replaces_it_while_it_lasts() {
    let app = TestApp::new().await;
    let (hasan, id) = opened(&app, "hasan").await;
    let id_of = season(&hasan, &WINTER).await;
    let own = mine(&hasan).await;
    assert_eq!(own["seasons"][0]["hours"], own["hours"], "a copy");
    let changed = [
        ("season_id", id_of.as_str()),
        ("days[0][weekday]", "1"),
        ("days[0][opens]", "07:00"),
        ("days[0][closes]", "15:00"),
        ("days[1][weekday]", "2"),
        ("days[1][closed]", "true"),
    ];
    fine(&hasan, "save_season", &[&WINTER[..], &changed[..]].concat()).await;
    fine(&hasan, "add_exception", &[("from_on", "2026-12-07"), ("opens", "10:00"), ("closes", "11:00")]).await;

    let mut scope = Scope::system(&app.wires).await.unwrap();
    let schedule = mechanics::schedule(&mut scope, id, day("2026-11-24"), day("2027-12-31")).await.unwrap();
    let reference = app.wires.reference.get();
    let on = |text: &str| schedule.hours_on(day(text), &reference).map(|hours| (hours.opens_min, hours.closes_min));
    assert_eq!(on("2026-11-30"), Some((420, 900)), "a Monday of the season");
    assert_eq!(on("2026-12-01"), None, "a Tuesday of the season");
    assert_eq!(on("2026-12-02"), Some((540, 1080)), "Wednesday is still the copy");
    assert_eq!(on("2026-12-07"), Some((600, 660)), "an exception comes first");
    assert_eq!(on("2027-01-01"), None, "a holiday comes before a season");
    assert_eq!(on("2027-03-02"), Some((540, 1080)), "a Tuesday after it");
    assert_eq!(on("2027-11-22"), Some((420, 900)), "a Monday when it comes again");
    assert_eq!(schedule.seasons.len(), 2, "once for every time it comes");
    assert_eq!(schedule.seasons[1].from_on, day("2027-11-20"));

    let weekly = [("days[0][weekday]", "1"), ("days[0][opens]", "11:00"), ("days[0][closes]", "12:00")];
    fine(&hasan, "save_hours", &weekly).await;
    assert_eq!(mine(&hasan).await["seasons"][0]["hours"][0]["opens"], "07:00", "the usual week is another one");
    fine(&hasan, "remove_season", &[("season_id", &id_of)]).await;
    assert_eq!(mine(&hasan).await["seasons"], Value::Array(Vec::new()));
    assert_eq!(app.count("select count(*) from working_season_hours").await, 0);
}

#[tokio::test]
async fn seasons_of_a_workshop_never_overlap_also_in_later_years() {
    let app = TestApp::new().await;
    let (hasan, _) = opened(&app, "hasan").await;
    let (nuri, _) = opened(&app, "nuri").await;
    let winter = season(&hasan, &WINTER).await;
    let typed = |first: &'static str, last: &'static str, yearly: &'static str| {
        [("name", "Başka"), ("first_on", first), ("last_on", last), ("every_year", yearly)]
    };
    for (first, last, yearly) in [
        ("2027-02-28", "2027-03-10", ""),
        ("2028-01-05", "2028-01-06", ""),
        ("2027-11-19", "2027-11-20", "true"),
        // It meets the next winter only.
        ("2027-09-01", "2027-12-01", ""),
    ] {
        assert_eq!(refused(&hasan, "save_season", &typed(first, last, yearly)).await, ["first_on"], "{first}");
    }
    assert_eq!(fine(&nuri, "save_season", &WINTER).await.as_str().map(str::len), Some(36), "of another workshop");
    let spring = season(&hasan, &typed("2027-03-01", "2027-05-31", "true")).await;
    let moved = [("season_id", spring.as_str())];
    let wrong = [&typed("2027-02-01", "2027-05-31", "true")[..], &moved].concat();
    assert_eq!(refused(&hasan, "save_season", &wrong).await, ["first_on"]);
    let foreign = [&typed("2027-06-01", "2027-06-30", "")[..], &[("season_id", winter.as_str())]].concat();
    assert_eq!(nuri.post("mechanics/save_season", &foreign).await.status, 404);
    assert_eq!(nuri.post("mechanics/remove_season", &[("season_id", &winter)]).await.status, 404);

    let twice = "insert into working_seasons (id, mechanic_id, name, from_on, to_on) select gen_random_uuid(), mechanic_id, name, to_on, to_on
                 from working_seasons";
    let error = sqlx::query(twice).execute(&app.pool).await.unwrap_err();
    assert_eq!(error.as_database_error().and_then(|e| e.constraint()), Some("working_seasons_do_not_overlap"));
}

#[tokio::test]
async fn eight_seasons_are_enough_and_those_that_are_over_do_not_count() {
    let app = TestApp::new().await;
    let (hasan, id) = opened(&app, "hasan").await;
    sqlx::query("insert into working_seasons (id, mechanic_id, name, from_on, to_on) values (gen_random_uuid(), $1, 'Eski', '2026-01-01', '2026-02-01')")
        .bind(*id)
        .execute(&app.pool)
        .await
        .unwrap();
    for month in 1..=9 {
        let (first, last) = (format!("2027-0{month}-01"), format!("2027-0{month}-28"));
        let fields = [("name", "Ay"), ("first_on", first.as_str()), ("last_on", last.as_str())];
        if month <= 8 {
            season(&hasan, &fields).await;
        } else {
            assert_eq!(refused(&hasan, "save_season", &fields).await, ["name"]);
        }
    }
    assert_eq!(mine(&hasan).await["seasons"].as_array().map(Vec::len), Some(8));
}

#[tokio::test]
async fn free_times_and_the_next_slot_follow_a_season() {
    let app = TestApp::new().await;
    let (hasan, id) = public(&app).await;
    let next =
        "select (extract(epoch from next_slot_at - timestamptz '2026-11-25T00:00+03') / 60)::bigint from mechanics";
    let visitor = app.visitor();
    let free = async |on: &str| {
        let call = format!("appointments/free_slots?mechanic={id}&services={BALATA_ID}&from={on}&days=1");
        let answer = visitor.get(&call).await.json();
        answer
            .as_array()
            .unwrap()
            .iter()
            .map(|slot| slot["start"].as_str().unwrap()[11..16].to_owned())
            .collect::<Vec<String>>()
    };
    let winter = season(&hasan, &WINTER).await;
    let before = app.count(next).await;
    assert!(before < 0, "the clock stands on Tuesday morning");
    let days: Vec<[(String, &str); 2]> = (0..7)
        .map(|n| {
            [
                (format!("days[{n}][weekday]"), ["1", "2", "3", "4", "5", "6", "7"][n]),
                (format!("days[{n}][closed]"), "true"),
            ]
        })
        .collect();
    let closed: Vec<(&str, &str)> = days.iter().flatten().map(|(name, value)| (name.as_str(), *value)).collect();
    // Wednesdays from six to seven, and nothing else.
    let mut fields = [&WINTER[..], &closed[..], &[("season_id", winter.as_str())]].concat();
    fields.retain(|(name, _)| *name != "days[2][closed]");
    fields.extend([("days[2][opens]", "06:00"), ("days[2][closes]", "07:00")]);
    fine(&hasan, "save_season", &fields).await;
    assert_eq!(app.count(next).await, 6 * 60, "Wednesday at six");
    assert_eq!(free("2026-11-25").await, ["06:00"]);
    assert_eq!(free("2026-11-26").await, [""; 0]);
    fine(&hasan, "remove_season", &[("season_id", &winter)]).await;
    assert_eq!(app.count(next).await, before, "as it was");
}

#[tokio::test]
async fn the_profile_tells_the_season_in_force_and_the_one_that_comes() {
    let app = TestApp::new().await;
    let (hasan, _) = public(&app).await;
    let slug = mine(&hasan).await["slug"].as_str().unwrap().to_owned();
    let page = async || app.visitor().page(&format!("/usta/{slug}")).await.text;
    assert!(!page().await.contains("validFrom"));
    let winter = season(&hasan, &WINTER).await;
    let tuesday = [
        ("season_id", winter.as_str()),
        ("days[0][weekday]", "2"),
        ("days[0][opens]", "07:00"),
        ("days[0][closes]", "08:00"),
        ("days[1][weekday]", "6"),
        ("days[1][closed]", "true"),
    ];
    fine(&hasan, "save_season", &[&WINTER[..], &tuesday[..]].concat()).await;
    let text = page().await;
    assert!(text.contains("Kış mesaisi: 28 Şubat 2027 tarihine kadar bu saatler geçerli."), "{text}");
    assert!(text.contains("07.00–08.00") && text.contains("Şimdi kapalı"), "today by the season: {text}");
    assert!(!text.contains("Bugün saatler her zamankinden farklı"));
    assert!(text.contains(r#""validFrom":"2026-11-20""#) && text.contains(r#""validThrough":"2027-02-28""#), "{text}");
    let told = app.visitor().get(&format!("mechanics/profile?slug={slug}")).await.json();
    assert_eq!(told["seasons"][0]["hours"][1]["opens_min"], 420);
    assert_eq!(told["seasons"][0]["hours"].as_array().map(Vec::len), Some(5), "Saturday is closed");
    assert_eq!(told["hours"][1]["opens_min"], 540, "the usual week");

    fine(&hasan, "remove_season", &[("season_id", &winter)]).await;
    let soon = [("name", "Yılbaşı"), ("first_on", "2026-12-24"), ("last_on", "2026-12-31")];
    let soon = season(&hasan, &soon).await;
    assert!(page().await.contains("Yılbaşı: 24 Aralık 2026 – 31 Aralık 2026 arasında saatler değişiyor."));
    let later =
        [("name", "Yılbaşı"), ("first_on", "2026-12-25"), ("last_on", "2026-12-31"), ("season_id", soon.as_str())];
    fine(&hasan, "save_season", &later).await;
    assert!(!page().await.contains("saatler değişiyor"), "thirty-one days ahead");
}

#[tokio::test]
async fn a_plain_form_adds_a_season_opens_its_hours_and_keeps_what_was_typed() {
    let app = TestApp::new().await;
    let (hasan, _) = opened(&app, "hasan").await;
    let page = "/atolye/calisma-saatleri";
    let wrong = [("name", "Lastik sezonu"), ("first_on", "2027-04-15"), ("last_on", "2027-04-01")];
    assert_eq!(hasan.form(page, "mechanics/save_season", &wrong).await.status, 303);
    let text = hasan.page(page).await.text;
    assert!(text.contains("value=\"Lastik sezonu\"") && text.contains("id=\"f-last-on-error\""), "{text}");
    let answer = hasan.form(page, "mechanics/save_season", &WINTER).await;
    let place = answer.header("location");
    assert!(answer.status == 303 && place.starts_with("/atolye/calisma-saatleri?sezon="), "{place}");
    let place = place.split('#').next().unwrap();
    let open = hasan.page(place).await.text;
    assert!(open.contains("Kış mesaisi saatleri") && open.contains("value=\"12:30\""), "{open}");
    assert!(!open.contains("mechanics/save_hours"), "one week at a time");
    let id = place.split('=').nth(1).unwrap();
    let late = [
        &WINTER[..],
        &[("season_id", id), ("days[0][weekday]", "1"), ("days[0][opens]", "19:00"), ("days[0][closes]", "07:15")],
    ];
    assert_eq!(hasan.form(place, "mechanics/save_season", &late.concat()).await.status, 303);
    let text = hasan.page(place).await.text;
    assert!(text.contains("value=\"07:15\"") && text.contains("id=\"f-days-0-opens-error\""), "{text}");
    let list = hasan.page(page).await.text;
    assert!(list.contains("20 Kasım 2026 – 28 Şubat 2027") && list.contains("Her yıl"), "{list}");
    let remove = hasan.form(page, "mechanics/remove_season", &[("season_id", id)]).await;
    assert_eq!((remove.status, remove.header("location")), (303, page.to_owned()));
    assert!(hasan.page(place).await.text.contains("mechanics/save_hours"), "a season that is gone is the usual page");
}
