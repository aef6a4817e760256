//! Who does the work: lifts and people with skills, races for one person, days off, and what becomes of visits when somebody goes.

use super::{DAY, Place, car, id_of, rule};
use crate::support::{Answer, BALATA_ID};
use serde_json::Value;
use std::collections::BTreeMap;

/// As many lifts as named, so that people are what is scarce.
async fn lifts(place: &Place, names: &[&str]) {
    let mut fields: Vec<(String, &str)> =
        [("lead_minutes", "60"), ("window_days", "30"), ("buffer_minutes", "0"), ("books_instantly", "true")]
            .map(|(name, value)| (name.to_owned(), value))
            .to_vec();
    fields.extend(names.iter().enumerate().map(|(n, name)| (format!("bays[{n}][name]"), *name)));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    assert_eq!(place.usta.post("mechanics/save_booking_settings", &fields).await.status, 200);
}

async fn worker(place: &Place, name: &str, skills: &[&str]) -> String {
    let mut fields = vec![("person_name", name)];
    let names: Vec<String> = (0..skills.len()).map(|n| format!("skills[{n}]")).collect();
    fields.extend(names.iter().map(String::as_str).zip(skills.iter().copied()));
    let answer = place.usta.post("mechanics/save_person", &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json().as_str().unwrap().to_owned()
}

/// Who does the visits, by start and name.
async fn done_by(place: &Place) -> Vec<Option<String>> {
    sqlx::query_scalar("select p.name from appointments a left join mechanic_people p on p.id = a.person_id order by a.created_at, a.id")
        .fetch_all(&place.app.pool)
        .await
        .unwrap()
}

/// The top category of a service.
async fn category(place: &Place, service: &str) -> String {
    let sql = "with recursive up as (
                   select c.id, c.parent_id from services s join services_categories c on c.id = s.category_id where s.id = $1::text::uuid
                   union all select c.id, c.parent_id from up join services_categories c on c.id = up.parent_id)
               select id::text from up where parent_id is null";
    sqlx::query_scalar(sql).bind(service).fetch_one(&place.app.pool).await.unwrap()
}

/// A top category that no offer of these tests belongs to.
async fn other_category(place: &Place) -> String {
    let sql = "insert into services_categories (id, slug, name_tr, name_en, updated_at) values (gen_random_uuid(), 'cam', 'Cam', 'Glass', now())
               returning id::text";
    let id = sqlx::query_scalar(sql).fetch_one(&place.app.pool).await.unwrap();
    place.app.wires.reference.reload(&place.app.pool).await.unwrap();
    id
}

#[tokio::test]
async fn a_booking_takes_a_lift_and_a_person_and_a_time_needs_both() {
    let place = Place::new().await;
    lifts(&place, &["Lift A", "Lift B", "Lift C"]).await;
    worker(&place, "Ali", &[]).await;
    worker(&place, "Veli", &[]).await;
    place.booked("10:00", "key-00000001").await;
    place.booked_apart("10:00", "key-00000002").await;
    assert_eq!(place.book("10:00", "key-00000003").await.code(), "slot_taken", "a lift is free, and nobody for it");
    assert!(!place.free(DAY).await.contains(&"10:00".to_owned()));
    assert_eq!(done_by(&place).await, [Some("Ali".to_owned()), Some("Veli".to_owned())]);
    let forced =
        "update appointments a set person_id = (select b.person_id from appointments b where b.id <> a.id limit 1)";
    let error = sqlx::query(forced).execute(&place.app.pool).await.unwrap_err();
    assert_eq!(error.as_database_error().and_then(|e| e.constraint()), Some("appointments_person_is_free"));
    let mine = place.ayse.get("appointments/mine").await;
    assert!(!mine.text.contains("Ali"), "customers are not told: {}", mine.text);
    let shown = place.ayse.page(&format!("/hesap/randevular/{}", mine.json()[0]["id"].as_str().unwrap())).await.text;
    assert!(!shown.contains("Veli") && !shown.contains(">Ali<"), "{shown}");
}

#[tokio::test]
async fn of_many_who_want_the_same_hour_as_many_get_it_as_there_are_people() {
    let place = Place::new().await;
    lifts(&place, &["A", "B", "C", "D", "E", "F"]).await;
    for name in ["Ali", "Veli", "Deli"] {
        worker(&place, name, &[]).await;
    }
    let keys: Vec<String> = (0..60).map(|n| format!("key-{n:08}")).collect();
    let cars = place.cars(30).await;
    let mut codes: BTreeMap<(u16, String), usize> = BTreeMap::new();
    for some in keys.chunks(30) {
        let ask = |(key, car): (&String, &String)| {
            let (place, key, car) = (&place, key.clone(), car.clone());
            async move { place.book_with("10:00", &key, &[("vehicle_id", &car)]).await }
        };
        let answers: Vec<Answer> = futures::future::join_all(some.iter().zip(&cars).map(ask)).await;
        for answer in &answers {
            *codes.entry((answer.status, answer.code())).or_default() += 1;
        }
    }
    let expected = BTreeMap::from([((200, String::new()), 3), ((409, "slot_taken".to_owned()), 57)]);
    assert_eq!(codes, expected);
    assert_eq!(place.app.count("select count(distinct person_id) from appointments").await, 3);
    assert_eq!(place.app.count("select count(distinct bay_id) from appointments").await, 3);
}

#[tokio::test]
async fn specialists_are_kept_for_the_work_that_needs_them() {
    let place = Place::new().await;
    lifts(&place, &["Lift A", "Lift B", "Lift C", "Lift D"]).await;
    let brakes = category(&place, BALATA_ID).await;
    let glass = other_category(&place).await;
    worker(&place, "Her işin ustası", &[]).await;
    worker(&place, "Fren ve cam", &[&brakes, &glass]).await;
    worker(&place, "Yalnız fren", &[&brakes]).await;
    worker(&place, "Yalnız cam", &[&glass]).await;
    for n in 1..=3 {
        place.booked_apart("10:00", &format!("key-0000000{n}")).await;
    }
    let names: Vec<String> = done_by(&place).await.into_iter().flatten().collect();
    assert_eq!(names, ["Yalnız fren", "Fren ve cam", "Her işin ustası"], "the narrowest first");
    assert_eq!(place.book("10:00", "key-00000004").await.code(), "slot_taken", "who is left does glass only");
}

#[tokio::test]
async fn a_lift_takes_only_what_it_is_fit_for() {
    let place = Place::new().await;
    let brakes = category(&place, BALATA_ID).await;
    let glass = other_category(&place).await;
    let bay = place.usta.get("mechanics/mine").await.json()["bays"][0]["id"].as_str().unwrap().to_owned();
    let fit = async |skill: &str| {
        let answer = place.usta.post("mechanics/save_bay_skills", &[("bay_id", &bay), ("skills[0]", skill)]).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
    };
    fit(&glass).await;
    assert_eq!(place.free(DAY).await, [""; 0]);
    assert_eq!(place.book("10:00", "key-00000001").await.code(), "slot_taken");
    let next = "select count(*) from mechanics where next_slot_at is not null";
    assert_eq!(place.app.count(next).await, 1, "for other work it has times");
    fit(&brakes).await;
    assert_eq!(place.free(DAY).await.len(), 14);
    place.booked("10:00", "key-00000001").await;
    let shown = place.usta.page("/atolye/calisma-saatleri").await.text;
    assert!(shown.contains(&format!("lift={bay}")), "{shown}");
    let open = place.usta.page(&format!("/atolye/calisma-saatleri?lift={bay}")).await.text;
    assert!(open.contains("hangi işlere uygun?") && open.contains("checked"), "{open}");
    let wrong = place.usta.post("mechanics/save_bay_skills", &[("bay_id", &bay), ("skills[0]", "fren")]).await;
    assert_eq!(rule(&wrong, "skills"), "unknown_choice");
}

#[tokio::test]
async fn days_off_close_the_calendar_of_one_and_move_the_next_slot() {
    let place = Place::new().await;
    let next =
        "select (extract(epoch from next_slot_at - timestamptz '2026-11-24T00:00+03') / 86400)::bigint from mechanics";
    let ali = worker(&place, "Ali", &[]).await;
    let days = [("person_id", ali.as_str()), ("from_on", "2026-11-24"), ("to_on", "2026-11-27")];
    assert_eq!(place.usta.post("mechanics/add_absence", &days).await.status, 200);
    assert_eq!(place.free(DAY).await, [""; 0]);
    assert_eq!(place.app.count(next).await, 4, "Saturday");
    let veli = worker(&place, "Veli", &[]).await;
    assert_eq!(place.free(DAY).await.len(), 14);
    place.booked("10:00", "key-00000001").await;
    assert_eq!(done_by(&place).await, [Some("Veli".to_owned())]);
    let own: Value = place.usta.get("mechanics/mine").await.json();
    let absence = own["people"][0]["absences"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(place.usta.post("mechanics/remove_absence", &[("absence_id", &absence)]).await.status, 200);
    assert!(place.free(DAY).await.contains(&"11:00".to_owned()));
    // The only lift is what is scarce now.
    assert!(!place.free(DAY).await.contains(&"10:00".to_owned()));
    let late = [("person_id", veli.as_str()), ("from_on", "2026-11-20"), ("to_on", "2026-11-21")];
    assert_eq!(place.usta.post("mechanics/add_absence", &late).await.fields(), ["to_on"]);
}

#[tokio::test]
async fn who_leaves_hands_visits_over_and_may_not_leave_while_nobody_else_can_do_them() {
    let place = Place::new().await;
    lifts(&place, &["Lift A", "Lift B", "Lift C"]).await;
    let ali = worker(&place, "Ali", &[]).await;
    let veli = worker(&place, "Veli", &[]).await;
    place.booked("10:00", "key-00000001").await;
    let second = place.booked_apart("10:00", "key-00000002").await;
    place.booked("14:00", "key-00000003").await;
    let remove = async |id: &str| place.usta.post("mechanics/remove_person", &[("person_id", id)]).await;
    let refused = remove(&ali).await;
    assert_eq!((refused.status, rule(&refused, "person_id").as_str()), (422, "nobody_else"), "{}", refused.text);
    assert_eq!(refused.json()["fields"]["person_id"]["limit"], 1, "one of the two");
    assert_eq!(place.app.count("select count(*) from mechanic_people where is_active").await, 2);
    let cancel = [("appointment_id", second.as_str()), ("reason", "Usta hasta")];
    assert_eq!(place.usta.post("appointments/cancel", &cancel).await.status, 200);
    assert_eq!(remove(&ali).await.status, 200);
    let live = "select count(*) from appointments a join mechanic_people p on p.id = a.person_id where p.name = 'Veli' and a.status = 'confirmed'";
    assert_eq!(place.app.count(live).await, 2);
    assert_eq!(worker(&place, "Ali", &[]).await, ali, "the same name comes back as who they were");
    assert_eq!(remove(&ali).await.status, 200);
    assert_eq!(remove(&ali).await.status, 404, "gone already");

    assert_eq!(remove(&veli).await.status, 200, "nobody is left, so nobody is needed");
    assert_eq!(
        place.app.count("select count(*) from appointments where status = 'confirmed' and person_id is null").await,
        2
    );
    place.booked_apart("10:00", "key-00000004").await;
    place.booked_apart("10:00", "key-00000005").await;
    assert_eq!(place.book("10:00", "key-00000006").await.code(), "slot_taken", "as before anybody was named: by lifts");
}

#[tokio::test]
async fn visits_from_before_anybody_was_named_get_somebody() {
    let place = Place::new().await;
    lifts(&place, &["Lift A", "Lift B"]).await;
    place.booked("10:00", "key-00000001").await;
    place.booked("15:00", "key-00000002").await;
    assert_eq!(done_by(&place).await, [None, None]);
    worker(&place, "Ali", &[]).await;
    assert_eq!(done_by(&place).await, [Some("Ali".to_owned()), Some("Ali".to_owned())]);
    assert_eq!(place.book("10:00", "key-00000003").await.code(), "slot_taken", "a lift is free, and Ali is not");
}

#[tokio::test]
async fn the_workshop_sees_who_does_a_visit_and_gives_it_to_another_who_is_free_and_fit() {
    let place = Place::new().await;
    lifts(&place, &["Lift A", "Lift B"]).await;
    let glass = other_category(&place).await;
    let ali = worker(&place, "Ali Kalfa", &[]).await;
    let veli = worker(&place, "Veli Kalfa", &[]).await;
    let camci = worker(&place, "Camcı", &[&glass]).await;
    let id = place.booked("10:00", "key-00000001").await;
    let page = format!("/atolye/randevular/{id}");
    let text = place.usta.page(&page).await.text;
    assert!(text.contains("İşi yapan") && text.contains("Ali Kalfa") && text.contains("Veli Kalfa"), "{text}");
    assert!(!text.contains("Camcı"), "who is not fit is not offered");
    let give = async |person: &str| {
        place.usta.post("appointments/change_person", &[("appointment_id", &id), ("person_id", person)]).await
    };
    let answer =
        place.usta.form(&page, "appointments/change_person", &[("appointment_id", &id), ("person_id", &veli)]).await;
    assert_eq!((answer.status, answer.header("location")), (303, page.clone()));
    assert_eq!(done_by(&place).await, [Some("Veli Kalfa".to_owned())]);
    for wrong in [camci.as_str(), "kimse", "00000000-0000-5000-8000-0000000000ff"] {
        assert_eq!(rule(&give(wrong).await, "person_id"), "unknown_choice", "{wrong}");
    }
    place.booked_apart("10:00", "key-00000002").await;
    assert_eq!(rule(&give(&ali).await, "person_id"), "unknown_choice", "busy by then");
    let week = place.usta.page(&format!("/atolye/takvim?gun={DAY}&gorunum=hafta")).await.text;
    assert!(week.contains("Veli Kalfa") && week.contains("Ali Kalfa"), "{week}");
    assert_eq!(
        place.usta.post("appointments/cancel", &[("appointment_id", &id), ("reason", "Olmadı")]).await.status,
        200
    );
    assert_eq!(give(&veli).await.code(), "wrong_status");
}

#[tokio::test]
async fn an_offered_time_takes_a_person_who_is_free_then() {
    let place = Place::new().await;
    lifts(&place, &["Lift A", "Lift B"]).await;
    worker(&place, "Ali", &[]).await;
    worker(&place, "Veli", &[]).await;
    sqlx::query("update mechanics set books_instantly = false").execute(&place.app.pool).await.unwrap();
    let first = place.book("10:00", "key-00000001").await;
    let second = place.book("14:00", "key-00000002").await;
    assert_eq!(done_by(&place).await, [Some("Ali".to_owned()), Some("Ali".to_owned())]);
    let start = super::at("14:00");
    let offer = [("appointment_id", id_of(&first)), ("start", start)];
    let offer: Vec<(&str, &str)> = offer.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(place.usta.post("appointments/propose", &offer).await.status, 200, "{}", second.text);
    assert_eq!(done_by(&place).await, [Some("Veli".to_owned()), Some("Ali".to_owned())]);
}

#[tokio::test]
async fn names_accounts_and_numbers_of_people_have_bounds() {
    let place = Place::new().await;
    let ali = worker(&place, "Ali", &[]).await;
    let save = async |fields: &[(&str, &str)]| place.usta.post("mechanics/save_person", fields).await;
    assert_eq!(rule(&save(&[("person_name", " Ali ")]).await, "person_name"), "taken");
    assert_eq!(rule(&save(&[("person_name", "")]).await, "person_name"), "required");
    let long = "a".repeat(61);
    assert_eq!(rule(&save(&[("person_name", &long)]).await, "person_name"), "too_long");
    let ayse: String = sqlx::query_scalar("select id::text from users where email like 'ayse%'")
        .fetch_one(&place.app.pool)
        .await
        .unwrap();
    let own: String = sqlx::query_scalar("select id::text from users where email like 'usta%'")
        .fetch_one(&place.app.pool)
        .await
        .unwrap();
    assert_eq!(rule(&save(&[("person_name", "Veli"), ("user_id", &ayse)]).await, "user_id"), "unknown_choice");
    assert_eq!(save(&[("person_id", &ali), ("person_name", "Ali Usta"), ("user_id", &own)]).await.status, 200);
    assert_eq!(rule(&save(&[("person_name", "Veli"), ("user_id", &own)]).await, "user_id"), "taken");
    let open = place.usta.page(&format!("/atolye/calisma-saatleri?usta={ali}")).await.text;
    assert!(open.contains("value=\"Ali Usta\"") && open.contains("İzin günleri"), "{open}");
    sqlx::query("insert into mechanic_people (id, mechanic_id, name) select gen_random_uuid(), id, 'Usta ' || n from mechanics, generate_series(2, 30) n")
        .execute(&place.app.pool)
        .await
        .unwrap();
    assert_eq!(rule(&save(&[("person_name", "Bir fazla")]).await, "person_name"), "too_many");
    let stranger = place.app.customer("veli").await;
    car(&stranger, "06 VEL 06").await;
    assert_eq!(stranger.post("mechanics/save_person", &[("person_name", "Ben")]).await.status, 404);
}
