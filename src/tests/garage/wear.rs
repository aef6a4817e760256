//! What wears: advices that are switched on, narrower rules, and work that finishes reminders.

use super::{add, done, page};
use crate::support::{EGEA_VARIANT_ID, TestApp};

fn list(id: &str) -> String {
    format!("{}/hatirlatmalar", page(id))
}

/// The day and the kilometres at which an open reminder is due.
async fn due(app: &TestApp, kind: &str) -> Option<(Option<String>, Option<i32>)> {
    sqlx::query_as("select due_on::text, due_km from vehicle_reminders where kind = $1 and closed_at is null")
        .bind(kind)
        .fetch_optional(&app.pool)
        .await
        .unwrap()
}

fn at(on: &str, km: Option<i32>) -> (Option<String>, Option<i32>) {
    (Some(on.to_owned()), km)
}

#[tokio::test]
async fn advices_wait_until_they_are_switched_on_and_count_from_when_it_was_done_last() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    assert_eq!(app.count("select count(*) from vehicle_reminders").await, 2, "oil and tax come unasked, as before");
    let text = ayse.page(&list(&id)).await.text;
    for words in ["Bunları da hatırlatalım mı?", "Fren hidroliği", "36 ayda bir ya da 40.000 kilometrede bir"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(text.contains("Hususi araçta zorunlu değildir"), "winter tyres are an advice for a private car: {text}");
    let switch = async |fields: &[(&str, &str)]| {
        ayse.form(&list(&id), "vehicles/switch_on_reminder", &[&[("vehicle_id", id.as_str())], fields].concat()).await
    };
    for fields in [
        &[("kind", "brake_fluid")][..],
        &[("kind", "tyres"), ("done_on", "2023-05-01"), ("km", "50.000")],
        &[("kind", "winter_tyres")],
    ] {
        let answer = switch(fields).await;
        assert_eq!((answer.status, answer.header("location")), (303, list(&id)), "{}", answer.text);
    }
    assert_eq!(due(&app, "brake_fluid").await, Some(at("2028-11-24", None)));
    assert_eq!(due(&app, "tyres").await, Some(at("2028-05-01", Some(100_000))));
    assert_eq!(due(&app, "winter_tyres").await, Some(at("2027-11-15", None)));
    assert!(!ayse.page(&list(&id)).await.text.contains("hatirlat-brake_fluid"), "it is no offer any more");

    for (fields, wrong) in [
        (&[("kind", "own")][..], "kind"),
        (&[("kind", "kasko")], "kind"),
        (&[("kind", "coolant"), ("km", "90.000")], "km"),
        (&[("kind", "coolant"), ("done_on", "2026-11-25")], "done_on"),
    ] {
        let answer = ayse.post("vehicles/switch_on_reminder", &[&[("vehicle_id", id.as_str())], fields].concat()).await;
        assert_eq!(answer.fields(), [wrong], "{fields:?}");
    }
    assert_eq!(switch(&[("kind", "coolant"), ("km", "90.000")]).await.status, 303);
    let back = ayse.page(&list(&id)).await.text;
    assert!(back.contains("value=\"90.000\"") && back.contains("aria-invalid"), "what was typed comes back: {back}");

    let reminder: String = sqlx::query_scalar("select id::text from vehicle_reminders where kind = 'brake_fluid'")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    done(&ayse.post("vehicles/close_reminder", &[("reminder_id", &reminder)]).await);
    assert_eq!(due(&app, "brake_fluid").await, None);
    switch(&[("kind", "brake_fluid"), ("done_on", "2026-01-10")]).await;
    assert_eq!(due(&app, "brake_fluid").await, Some(at("2028-01-10", None)), "what was removed is switched on again");
}

#[tokio::test]
async fn the_narrowest_rule_counts_and_what_an_engine_lacks_is_not_spoken_of() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    for (fuel, variant, km) in [(Some("petrol"), None, 12_000), (None, Some(EGEA_VARIANT_ID), 15_000)] {
        sqlx::query(
            "insert into reminder_rules (kind, for_commercial, fuel, variant_id, valid_from_on, every_months, every_km, source, certainty)
             values ('oil', false, $1, $2::text::uuid, '2020-01-01', 24, $3, 'Kitapçık', 'K')",
        )
        .bind(fuel)
        .bind(variant)
        .bind(km)
        .execute(&app.pool)
        .await
        .unwrap();
    }
    let id = add(&ayse, "34 ABC 123").await;
    assert_eq!(
        due(&app, "oil").await,
        Some(at("2028-11-24", Some(99_250))),
        "the variant, not its fuel, not every car"
    );
    let fuelled = async |fuel: &str| {
        done(&ayse.post("vehicles/save_papers", &[("vehicle_id", &id), ("fuel", fuel)]).await);
        ayse.page(&list(&id)).await.text
    };
    let diesel = fuelled("diesel").await;
    assert!(!diesel.contains("Bujiler") && diesel.contains("24 ayda bir ya da 30.000 kilometrede bir"), "{diesel}");
    let electric = fuelled("electric").await;
    assert!(!electric.contains("hatirlat-timing_belt") && electric.contains("hatirlat-brake_fluid"), "{electric}");
}

#[tokio::test]
async fn a_declaration_finishes_what_it_says_and_older_work_changes_nothing() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    assert!(ayse.page(&format!("{}/defter", page(&id))).await.text.contains("Bu işle ne yenilendi?"));
    let declare = async |on: &str, km: &str, kinds: &[&str]| {
        let mut fields =
            vec![("vehicle_id", id.as_str()), ("done_on", on), ("km", km), ("items", "Yağ, filtre, triger")];
        fields.extend(kinds.iter().map(|kind| ("finishes[]", *kind)));
        ayse.post("vehicles/save_record", &fields).await
    };
    done(&declare("2026-10-01", "80.000", &["oil", "timing_belt"]).await);
    assert_eq!(due(&app, "oil").await, Some(at("2027-10-01", Some(90_000))));
    assert_eq!(
        due(&app, "timing_belt").await,
        Some(at("2031-10-01", Some(170_000))),
        "what nobody was reminded of begins"
    );
    done(&declare("2025-01-01", "60.000", &["oil"]).await);
    assert_eq!(due(&app, "oil").await, Some(at("2027-10-01", Some(90_000))), "newer work is known");
    done(&declare("2026-11-01", "", &["oil"]).await);
    assert_eq!(due(&app, "oil").await, Some(at("2027-11-01", None)), "at how many kilometres nobody said");
    assert_eq!(declare("2026-11-02", "", &["oil", "mtv"]).await.fields(), ["finishes"], "no work finishes a tax");

    let oil: String = sqlx::query_scalar("select id::text from vehicle_reminders where kind = 'oil'")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    done(&ayse.post("vehicles/close_reminder", &[("reminder_id", &oil)]).await);
    done(&declare("2026-11-20", "84.000", &["oil"]).await);
    assert_eq!(due(&app, "oil").await, None, "removed stays removed");
}
