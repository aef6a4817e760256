//! What a visit leaves behind when it is done: a line of the service book and one of the odometer.

use super::{Place, workshop};

async fn complete(place: &Place, id: &str, km: &str) -> crate::support::Answer {
    place.usta.post("appointments/complete", &[("appointment_id", id), ("km", km)]).await
}

#[tokio::test]
async fn a_done_visit_is_written_down_by_the_house() {
    let place = Place::instant().await;
    let id = place.booked("09:00", "key-00000001").await;
    place.app.clock.advance_minutes(23 * 60);
    let form = place.usta.page(&format!("/atolye/randevular/{id}")).await.text;
    assert!(form.matches("İş tamam").count() == 1, "{form}");
    assert_eq!(complete(&place, &id, "çok").await.fields(), ["km"]);
    assert_eq!(complete(&place, &id, "10").await.json()["fields"]["km"]["rule"].as_str(), Some("km_rollback"));
    assert_eq!(
        place.app.count("select count(*) from appointments where status = 'completed'").await,
        0,
        "nothing is half done"
    );
    assert_eq!(complete(&place, &id, "2.345.678").await.status, 200);
    let (km, source): (i32, String) =
        sqlx::query_as("select km, source from vehicle_odometer order by id desc limit 1")
            .fetch_one(&place.app.pool)
            .await
            .unwrap();
    assert_eq!((km, source.as_str()), (2_345_678, "workshop"));
    let book = format!("/hesap/araclar/{}/defter", place.car);
    let text = place.ayse.page(&book).await.text;
    for part in ["25 Kasım 2026", "Usta kaydı", "Ön fren balatası değişimi", "2.345.678 km"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let record: String = sqlx::query_scalar("select record_id::text from vehicle_maintenance_records")
        .fetch_one(&place.app.pool)
        .await
        .unwrap();
    let again =
        [("vehicle_id", place.car.as_str()), ("record_id", &record), ("done_on", "2026-11-25"), ("items", "Bedava")];
    let refused = place.ayse.post("vehicles/save_record", &again).await;
    assert_eq!((refused.status, refused.code().as_str()), (409, "wrong_status"), "what the house wrote stays");
    assert_eq!(place.ayse.post("vehicles/withdraw_record", &[("record_id", &record)]).await.status, 409);
}

#[tokio::test]
async fn without_a_reading_the_kilometres_of_the_booking_are_kept_as_such() {
    let place = Place::instant().await;
    let first = place.booked("09:00", "key-00000001").await;
    let second = place.booked("11:00", "key-00000002").await;
    place.app.clock.advance_minutes(27 * 60);
    assert_eq!(complete(&place, &first, "").await.status, 200);
    let sources = "select count(*) from vehicle_odometer where source = 'appointment'";
    assert_eq!(place.app.count(sources).await, 1);
    let edit = [("vehicle_id", place.car.as_str()), ("plate", "34 ABC 123"), ("km", "2000000")];
    assert_eq!(place.ayse.post("vehicles/edit", &edit).await.status, 200);
    assert_eq!(complete(&place, &second, "").await.status, 200);
    assert_eq!(place.app.count(sources).await, 1, "more is known by now");
    assert_eq!(place.app.count("select count(*) from vehicle_maintenance_records").await, 2);
    let (other, _) = workshop(&place.app, "diger", "true").await;
    assert_eq!(other.post("appointments/complete", &[("appointment_id", &first), ("km", "3000000")]).await.status, 404);
}

#[tokio::test]
async fn a_done_visit_finishes_the_reminders_that_its_services_name() {
    let place = Place::instant().await;
    sqlx::query("insert into reminder_services values ('on-fren-balatasi-degisimi', 'oil'), ('on-fren-balatasi-degisimi', 'brake_fluid')")
        .execute(&place.app.pool)
        .await
        .unwrap();
    let id = place.booked("09:00", "key-00000001").await;
    place.app.clock.advance_minutes(23 * 60);
    assert_eq!(complete(&place, &id, "2.345.678").await.status, 200);
    let due: Vec<(String, Option<String>, Option<i32>, i32)> = sqlx::query_as(
        "select kind, due_on::text, due_km, occurrence from vehicle_reminders where kind in ('oil', 'brake_fluid') order by kind",
    )
    .fetch_all(&place.app.pool)
    .await
    .unwrap();
    let expected = [("brake_fluid", "2028-11-25", None), ("oil", "2027-11-25", Some(2_355_678))]
        .map(|(kind, on, km)| (kind.to_owned(), Some(on.to_owned()), km, 2));
    assert_eq!(due, expected, "one began, one came again");
    assert_eq!(place.app.count("select count(*) from vehicle_reminder_times where done_on = '2026-11-25'").await, 2);
}

#[tokio::test]
async fn a_car_whose_book_a_workshop_has_written_into_stays_of_its_model() {
    const CLIO_DCI: &str = "00000000-0000-5000-8000-000000000042";
    let place = Place::instant().await;
    let id = place.booked("09:00", "key-00000001").await;
    place.app.clock.advance_minutes(23 * 60);
    assert_eq!(complete(&place, &id, "").await.status, 200);
    let page = place.ayse.page(&format!("/hesap/araclar/{}/model?arac={CLIO_DCI}&yil=2018", place.car)).await.text;
    assert!(page.contains("marka ve model bu yüzden artık değişmez") && !page.contains("Böyle düzelt"), "{page}");
    let change = async |variant: &str| {
        let fields = [("vehicle_id", place.car.as_str()), ("variant_id", variant), ("model_year", "2018")];
        place.ayse.post("vehicles/change_variant", &fields).await
    };
    assert_eq!(change(CLIO_DCI).await.code(), "wrong_status");
    assert_eq!(change(crate::support::EGEA_VARIANT_ID).await.status, 200, "the year may be mended");
    assert_eq!(place.app.count("select model_year::bigint from customer_vehicles").await, 2018);
}

#[tokio::test]
async fn visits_of_before_go_into_the_book_by_a_button() {
    let place = Place::instant().await;
    let id = place.booked("09:00", "key-00000001").await;
    place.app.clock.advance_minutes(23 * 60);
    assert_eq!(complete(&place, &id, "").await.status, 200);
    sqlx::query("delete from vehicle_maintenance_records").execute(&place.app.pool).await.unwrap();
    let book = format!("/hesap/araclar/{}/defter", place.car);
    assert!(place.ayse.page(&book).await.text.contains("appointments/file_visits"));
    for _ in 0..2 {
        let filed = place.ayse.form(&book, "appointments/file_visits", &[("vehicle_id", &place.car)]).await;
        assert_eq!((filed.status, filed.header("location")), (303, book.clone()));
    }
    let text = place.ayse.page(&book).await.text;
    assert!(text.contains("Usta kaydı") && !text.contains("appointments/file_visits"), "{text}");
    assert_eq!(place.app.count("select count(*) from vehicle_maintenance_records").await, 1, "once");
}

#[tokio::test]
async fn a_bill_above_a_fixed_price_says_why_and_stands_in_the_book() {
    let place = Place::instant().await;
    let id = place.booked("09:00", "key-00000001").await;
    let (cheaper, plain) = (place.booked("11:00", "key-00000002").await, place.booked("15:00", "key-00000003").await);
    place.app.clock.advance_minutes(23 * 60);
    let agreed = place.app.count("select max(total_kurus) from appointments").await / 100;
    let (dearer, long) = ((agreed + 150).to_string(), "ş".repeat(301));
    for (amount, reason, field) in [
        ("çok", "", "amount"),
        ("10000001", "Neden", "amount"),
        (dearer.as_str(), " ", "amount_reason"),
        (&dearer, &long, "amount_reason"),
    ] {
        let fields = [("appointment_id", id.as_str()), ("amount", amount), ("amount_reason", reason)];
        assert_eq!(place.usta.post("appointments/complete", &fields).await.fields(), [field], "{amount} {reason}");
    }
    let page = format!("/atolye/randevular/{id}");
    let refused =
        place.usta.form(&page, "appointments/complete", &[("appointment_id", &id), ("amount", &dearer)]).await;
    assert_eq!(refused.status, 303);
    let kept = place.usta.page(&page).await.text;
    assert!(kept.contains(&format!("value=\"{dearer}\"")) && kept.contains("Bu alan gerekli."), "{kept}");
    // What was typed for one visit is on no other one's page.
    place.usta.form(&page, "appointments/complete", &[("appointment_id", &id), ("amount", &dearer)]).await;
    let other = place.usta.page(&format!("/atolye/randevular/{cheaper}")).await.text;
    assert!(!other.contains(&format!("value=\"{dearer}\"")), "{other}");
    let fields = [("appointment_id", id.as_str()), ("amount", &dearer), ("amount_reason", "<b>Disk</b> de değişti")];
    assert_eq!(place.usta.post("appointments/complete", &fields).await.status, 200);
    let bill = format!("₺1.{}", dearer.trim_start_matches('1'));
    for (reader, page) in [(&place.usta, page), (&place.ayse, format!("/hesap/randevular/{id}"))] {
        let text = reader.page(&page).await.text;
        for part in ["Anlaşılan tutar", "Ödenecek tutar", &bill, "Fark: &lt;b&gt;Disk&lt;/b&gt; de değişti"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
    assert_eq!(
        place.app.count("select total_kurus from vehicle_maintenance_records").await,
        (agreed + 150) * 100,
        "the book says what was paid"
    );
    place.app.run_jobs().await;
    let mails = place.app.visitor().page("/gelistirme/posta").await.text;
    assert!(mails.contains("Ödenecek tutar") && mails.contains("&lt;b&gt;Disk&lt;/b&gt; de değişti"), "{mails}");

    place.app.clock.advance_minutes(26 * 60);
    let fields = [("appointment_id", cheaper.as_str()), ("amount", "900"), ("amount_reason", "")];
    assert_eq!(place.usta.post("appointments/complete", &fields).await.status, 200, "less needs no reason");
    assert_eq!(complete(&place, &plain, "").await.status, 200);
    let bills: Vec<(i64, i64)> = sqlx::query_as("select total_kurus, final_kurus from appointments order by start_at")
        .fetch_all(&place.app.pool)
        .await
        .unwrap();
    let total = agreed * 100;
    assert_eq!(bills, [(total, total + 15_000), (total, 90_000), (total, total)]);
}

#[tokio::test]
async fn what_was_no_promise_has_no_bill_until_one_is_told() {
    let place = Place::instant().await;
    sqlx::query("update mechanic_services set price_kind = 'from'").execute(&place.app.pool).await.unwrap();
    let (open, told) = (place.booked("09:00", "key-00000001").await, place.booked("11:00", "key-00000002").await);
    place.app.clock.advance_minutes(27 * 60);
    assert_eq!(complete(&place, &open, "").await.status, 200);
    let fields = [("appointment_id", told.as_str()), ("amount", "5.000")];
    assert_eq!(place.usta.post("appointments/complete", &fields).await.status, 200, "an estimate may be passed");
    assert_eq!(place.app.count("select count(*) from appointments where final_kurus is null").await, 1);
    assert_eq!(place.app.count("select max(final_kurus) from appointments").await, 500_000);
}
