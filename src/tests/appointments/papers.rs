//! Photos and papers that a workshop adds to a done visit: sealed by the chain of the book, opened by the owner of the car alone.

use super::{Place, at, id_of, workshop};
use crate::{
    garage::{handover::moved, household::share},
    people::photos::files::{jpeg, png},
    support::{Answer, BALATA_ID, Client, TestApp},
    workshop::application::pdf,
};

const DAY: i64 = 24 * 60;

/// A picture that no other one equals.
fn picture(shade: u8) -> Vec<u8> {
    jpeg(&image::RgbImage::from_pixel(64, 48, image::Rgb([shade, 90, 40])))
}

fn page(visit: &str) -> String {
    format!("/atolye/randevular/{visit}")
}

async fn hand_in(who: &Client, visit: &str, bytes: &[u8]) -> Answer {
    who.upload(&format!("{}/belge", page(visit)), false, ("parca.jpg", "image/jpeg", bytes), &[]).await
}

async fn added(place: &Place, visit: &str, bytes: &[u8]) -> String {
    let answer = hand_in(&place.usta, visit, bytes).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json().as_str().unwrap().to_owned()
}

async fn taken_back(place: &Place, file: &str) -> u16 {
    place.usta.post("appointments/remove_paper", &[("file_id", file)]).await.status
}

/// A workshop, and a visit that it has done.
async fn done() -> (Place, String) {
    done_at(Place::instant().await).await
}

pub async fn done_at(place: Place) -> (Place, String) {
    let visit = place.booked("09:00", "key-00000001").await;
    place.app.clock.advance_minutes(23 * 60);
    assert_eq!(hand_in(&place.usta, &visit, &picture(1)).await.code(), "wrong_status", "nothing is done yet");
    assert!(!place.usta.page(&page(&visit)).await.text.contains("Fotoğraflar ve belgeler"));
    let told = [("appointment_id", visit.as_str()), ("parts", "1.000"), ("labour", "250")];
    assert_eq!(place.usta.post("appointments/complete", &told).await.status, 200);
    (place, visit)
}

fn book(place: &Place) -> String {
    format!("/hesap/araclar/{}/defter", place.car)
}

/// The newest version's papers, and whether whoever knows its code sees a whole chain and their fingerprints.
async fn sealed(place: &Place) -> (usize, bool) {
    let (files, code): (Vec<String>, String) =
        sqlx::query_as("select files, code from vehicle_maintenance_records order by seq desc limit 1")
            .fetch_one(&place.app.pool)
            .await
            .unwrap();
    let proof = place.app.visitor().page(&format!("/defter-dogrula/{code}")).await.text;
    (files.len(), proof.contains("yazıldığı gibi duruyor") && files.iter().all(|digits| proof.contains(digits)))
}

#[tokio::test]
async fn a_workshop_adds_papers_that_the_owner_of_the_car_alone_opens() {
    let (place, visit) = done().await;
    let bill = pdf("");
    let upload = format!("{}/belge", page(&visit));
    let form = place.usta.page(&page(&visit)).await.text;
    assert!(form.contains("enctype=\"multipart/form-data\"") && form.contains("24 saat içinde"), "{form}");
    let plain = place.usta.upload(&upload, true, ("Fatura ş.pdf", "application/pdf", &bill), &[]).await;
    assert_eq!((plain.status, plain.header("location")), (303, page(&visit)), "{}", plain.text);
    let text = place.usta.page(&page(&visit)).await.text;
    assert!(text.contains("Fatura ş.pdf") && text.contains("Eklendi."), "{text}");
    let photo = added(&place, &visit, &png(300, 200)).await;
    assert_eq!(sealed(&place).await, (2, true));
    assert_eq!(place.app.count("select count(*) from vehicle_maintenance_records").await, 3, "each is a version");
    assert_eq!(
        place
            .app
            .count(
                "select count(distinct (items, km, total_kurus, parts_kurus, done_on)) from vehicle_maintenance_records"
            )
            .await,
        1,
        "which says the same"
    );

    let own = place.ayse.page(&format!("/hesap/randevular/{visit}")).await.text;
    assert!(own.contains("Fatura ş.pdf") && own.contains(&format!("/hesap/belgeler/{photo}")), "{own}");
    let text = place.ayse.page(&book(&place)).await.text;
    assert!(text.contains("2 belge") && text.contains("₺1.250 (parça ₺1.000, işçilik ₺250)"), "{text}");
    let record: String = sqlx::query_scalar("select record_id::text from vehicle_maintenance_records limit 1")
        .fetch_one(&place.app.pool)
        .await
        .unwrap();
    let line = place.ayse.page(&format!("{}/{record}", book(&place))).await.text;
    assert!(line.contains("Fatura ş.pdf") && line.contains("3. sürüm"), "{line}");
    assert!(!line.contains("vehicles/remove_record_file"), "what a workshop wrote stays: {line}");
    let opened = place.ayse.page(&format!("/hesap/belgeler/{photo}")).await;
    assert_eq!((opened.status, opened.header("content-type").as_str()), (200, "image/jpeg"), "drawn anew");
    let fatma = place.app.customer("fatma").await;
    let (other, _) = workshop(&place.app, "diger", "true").await;
    for stranger in [&place.usta, &other, &fatma, &place.app.admin().await] {
        assert_eq!(stranger.page(&format!("/hesap/belgeler/{photo}")).await.status, 404);
    }
    assert_eq!(place.app.visitor().page(&format!("/hesap/belgeler/{photo}")).await.status, 303);
    assert!(form.contains("data-upload"), "how far it is: {form}");
    assert_eq!(place.ayse.post("vehicles/remove_record_file", &[("file_id", &photo)]).await.status, 409);
    for (who, status) in [(&place.app.visitor(), 401), (&place.ayse, 403), (&fatma, 404), (&other, 404)] {
        assert_eq!(hand_in(who, &visit, &picture(9)).await.status, status);
        assert_eq!(who.post("appointments/remove_paper", &[("file_id", &photo)]).await.status, status);
    }
    assert_eq!(hand_in(&place.usta, "yok", &picture(9)).await.status, 404);
    let export = "select count(*) from vehicle_record_files where name in ('Fatura ş.pdf', 'parca.jpg')";
    assert_eq!(place.app.count(export).await, 2);
}

#[tokio::test]
async fn a_paper_goes_again_for_a_day_and_comes_for_fourteen() {
    let (place, visit) = done().await;
    let (wrong, right) = (added(&place, &visit, &picture(10)).await, added(&place, &visit, &picture(40)).await);
    place.app.clock.advance_minutes(DAY);
    assert_eq!(taken_back(&place, &wrong).await, 200, "to the minute");
    assert_eq!(sealed(&place).await, (1, true));
    assert_eq!(taken_back(&place, &wrong).await, 404);
    assert!(place.usta.page(&page(&visit)).await.text.contains("appointments/remove_paper"));
    place.app.clock.advance_minutes(1);
    assert_eq!(taken_back(&place, &right).await, 409);
    assert!(!place.usta.page(&page(&visit)).await.text.contains("appointments/remove_paper"));
    place.app.clock.advance_minutes(13 * DAY - 1);
    let last = added(&place, &visit, &picture(80)).await;
    place.app.clock.advance_minutes(1);
    assert_eq!(hand_in(&place.usta, &visit, &picture(120)).await.code(), "wrong_status");
    let text = place.usta.page(&page(&visit)).await.text;
    assert!(text.contains("bu süre doldu") && !text.contains("multipart/form-data"), "{text}");
    assert_eq!(taken_back(&place, &last).await, 200, "its own day goes on");
    assert_eq!(sealed(&place).await, (1, true));
}

#[tokio::test]
async fn five_papers_of_a_visit_are_enough_and_what_runs_is_refused() {
    let (place, visit) = done().await;
    let launching = pdf("/OpenAction << /S /Launch /F (cmd.exe) >>");
    for (bytes, rule) in
        [(b"".as_slice(), "required"), (b"<svg onload=alert(1)>", "file_type"), (&launching, "file_type")]
    {
        let answer = hand_in(&place.usta, &visit, bytes).await;
        assert_eq!((answer.status, super::rule(&answer, "file").as_str()), (422, rule), "{}", answer.text);
    }
    let upload = format!("{}/belge", page(&visit));
    let refused = place.usta.upload(&upload, true, ("a.pdf", "application/pdf", &launching), &[]).await;
    assert_eq!(refused.header("location"), page(&visit));
    let text = place.usta.page(&page(&visit)).await.text;
    assert!(text.contains("içinde program olan PDF"), "{text}");
    for shade in 0..4 {
        added(&place, &visit, &picture(shade * 40)).await;
    }
    assert_eq!(super::rule(&hand_in(&place.usta, &visit, &picture(0)).await, "file"), "taken");
    let (one, two) = (picture(201), picture(231));
    let both = tokio::join!(hand_in(&place.usta, &visit, &one), hand_in(&place.usta, &visit, &two));
    let mut both = [both.0.status, both.1.status];
    both.sort_unstable();
    assert_eq!(both, [200, 422], "of two at once the fifth place takes one");
    let sixth = hand_in(&place.usta, &visit, &picture(250)).await;
    assert_eq!(super::rule(&sixth, "file"), "too_many");
    assert!(sixth.text.contains("Bir işe en çok 5 belge"), "{}", sixth.text);
    assert!(!place.usta.page(&page(&visit)).await.text.contains("multipart/form-data"));
    assert_eq!(sealed(&place).await, (5, true));
}

#[tokio::test]
async fn the_line_of_a_visit_is_not_rewritten_without_end() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    let (place, visit) = done_at(Place::on(app, "true").await).await;
    for round in 0..7 {
        let file = added(&place, &visit, &picture(round)).await;
        assert_eq!(taken_back(&place, &file).await, 200);
        place.app.clock.advance_minutes(1);
    }
    added(&place, &visit, &picture(7)).await;
    let sixteenth = hand_in(&place.usta, &visit, &picture(8)).await;
    assert_eq!((sixteenth.status, sixteenth.code().as_str()), (429, "too_many"), "{}", sixteenth.text);
    place.app.clock.advance_minutes(DAY);
    added(&place, &visit, &picture(9)).await;
    assert_eq!(sealed(&place).await, (2, true));
}

#[tokio::test]
async fn the_database_lets_a_further_version_of_a_visit_say_nothing_else() {
    let (place, _) = done().await;
    let again = |columns: &str, values: &str| {
        format!(
            "insert into vehicle_maintenance_records (id, vehicle_id, seq, record_id, version, origin, appointment_id, done_on, km,
                 workshop, items, parts_kurus, labour_kurus, total_kurus, created_at, code, previous_hash, hash{columns})
             select gen_random_uuid(), vehicle_id, 2, record_id, {values}
             from vehicle_maintenance_records"
        )
    };
    let rest = "created_at, '00000000000A', hash, hash";
    for (sql, broken) in [
        (
            again("", &format!("2, origin, appointment_id, done_on, km, workshop, items, 0, 0, 1, {rest}")),
            "differs in its files alone",
        ),
        (
            again(
                "",
                &format!(
                    "3, origin, appointment_id, done_on, km, workshop, items, parts_kurus, labour_kurus, total_kurus, {rest}"
                ),
            ),
            "differs in its files alone",
        ),
        (
            again(
                ", is_withdrawn",
                &format!(
                    "2, origin, appointment_id, done_on, km, workshop, items, parts_kurus, labour_kurus, total_kurus, {rest}, true"
                ),
            ),
            "visits_stay",
        ),
        (
            again("", &format!("2, 'owner', null, done_on, km, workshop, items, 1, 0, 2, {rest}")),
            "parts_and_labour_are_the_total",
        ),
    ] {
        let error = sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&place.app.pool).await.unwrap_err();
        assert!(error.to_string().contains(broken), "{broken}: {error}");
    }
    let begins = "insert into vehicle_maintenance_records (id, vehicle_id, seq, record_id, version, origin, appointment_id, done_on, items,
                      total_kurus, created_at, code, previous_hash, hash, files)
                  select gen_random_uuid(), vehicle_id, 2, gen_random_uuid(), 1, 'visit', gen_random_uuid(), done_on, items, 0, created_at,
                      '00000000000A', hash, hash, array[repeat('de', 32)] from vehicle_maintenance_records";
    let error = sqlx::query(begins).execute(&place.app.pool).await.unwrap_err();
    assert!(error.to_string().contains("visits_begin_without_files"), "{error}");
}

#[tokio::test]
async fn a_car_with_a_new_owner_takes_no_more_papers_and_shows_none() {
    let (place, visit) = done().await;
    let file = added(&place, &visit, &picture(3)).await;
    let fatma = place.app.customer("fatma").await;
    place.app.clock.advance_minutes(60);
    moved(&place.app, &place.ayse, &fatma, &place.car, "fatma@ornek.test").await;
    assert_eq!(place.app.count("select count(*) from vehicle_record_files").await, 0, "they go with the owner");
    assert_eq!(hand_in(&place.usta, &visit, &picture(4)).await.code(), "wrong_status");
    assert_eq!(taken_back(&place, &file).await, 404);
    assert!(!place.usta.page(&page(&visit)).await.text.contains("Fotoğraflar ve belgeler"));
    for reader in [&place.ayse, &fatma] {
        assert_eq!(reader.page(&format!("/hesap/belgeler/{file}")).await.status, 404);
    }
    assert_eq!(place.ayse.page(&format!("/hesap/randevular/{visit}")).await.status, 200);
    let text = fatma.page(&book(&place)).await.text;
    assert!(text.contains("Önceki sahip") && !text.contains("1 belge") && !text.contains("₺1.250"), "{text}");
    assert_eq!(sealed(&place).await, (1, true), "the chain keeps what there was");
}

#[tokio::test]
async fn who_booked_with_a_shared_car_does_not_see_the_papers_of_its_owner() {
    let place = Place::instant().await;
    let fatma = place.app.customer("fatma").await;
    share(&place.app, &place.ayse, &fatma, "fatma", &[("all_cars", "true"), ("book", "true")]).await;
    let start = at("09:00");
    let fields = [
        ("mechanic_id", place.mechanic.as_str()),
        ("vehicle_id", place.car.as_str()),
        ("service_ids[0]", BALATA_ID),
        ("start", start.as_str()),
        ("idempotency_key", "key-00000001"),
    ];
    let visit = id_of(&fatma.post("appointments/book", &fields).await);
    place.app.clock.advance_minutes(26 * 60);
    assert_eq!(place.usta.post("appointments/complete", &[("appointment_id", &visit)]).await.status, 200);
    let file = added(&place, &visit, &picture(5)).await;
    let text = fatma.page(&format!("/hesap/randevular/{visit}")).await.text;
    assert!(text.contains("Ödenecek tutar") && !text.contains("parca.jpg"), "{text}");
    assert_eq!(fatma.page(&format!("/hesap/belgeler/{file}")).await.status, 404);
    assert_eq!(place.ayse.page(&format!("/hesap/belgeler/{file}")).await.status, 200);
    assert!(place.ayse.page(&book(&place)).await.text.contains("1 belge"));
}
