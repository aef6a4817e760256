//! What comes due: by rule, by day, by kilometres; told in steps, each once.

use super::{add, done, page};
use crate::support::{Client, PASSWORD, TestApp, ear};
use sanaiyiusta::modules::vehicles::reminders::{events::ReminderDue, jobs};

fn list(id: &str) -> String {
    format!("{}/hatirlatmalar", page(id))
}

/// The open reminders: kind, the day that counts, kilometres.
async fn open(app: &TestApp) -> Vec<(String, Option<String>, Option<i32>)> {
    sqlx::query_as("select kind, next_on::text, due_km from vehicle_reminders where closed_at is null order by kind")
        .fetch_all(&app.pool)
        .await
        .unwrap()
}

fn due(kind: &str, on: &str, km: Option<i32>) -> (String, Option<String>, Option<i32>) {
    (kind.to_owned(), Some(on.to_owned()), km)
}

async fn id_of(app: &TestApp, kind: &str) -> String {
    sqlx::query_scalar(
        "select id::text from vehicle_reminders where kind = $1 and closed_at is null order by created_at desc limit 1",
    )
    .bind(kind)
    .fetch_one(&app.pool)
    .await
    .unwrap()
}

/// Days go by; whoever was away for two weeks signs in again.
async fn days_later(app: &TestApp, owner: &Client, days: i64) {
    app.clock.advance_minutes(days * 24 * 60);
    done(&owner.post("auth/sign_in", &[("email", "ayse@ornek.test"), ("password", PASSWORD)]).await);
}

async fn save_papers(owner: &Client, id: &str, fields: &[(&str, &str)]) {
    let mut all = vec![("vehicle_id", id)];
    all.extend(fields);
    done(&owner.post("vehicles/save_papers", &all).await);
}

#[tokio::test]
async fn a_new_car_is_reminded_by_rule_and_papers_say_the_rest() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    assert_eq!(open(&app).await, [due("mtv", "2027-01-31", None), due("oil", "2027-11-24", Some(94_250))]);
    save_papers(&ayse, &id, &[("first_registered_on", "2019-03-10"), ("traffic_insurance_ends_on", "2026-12-20")])
        .await;
    let expected = [
        due("inspection", "2028-03-10", None),
        due("mtv", "2027-01-31", None),
        due("oil", "2027-11-24", Some(94_250)),
        due("traffic_insurance", "2026-12-20", None),
    ];
    assert_eq!(open(&app).await, expected);
    save_papers(&ayse, &id, &[("inspection_due_on", "2026-12-01"), ("is_commercial", "true")]).await;
    let open = open(&app).await;
    assert!(open.contains(&due("inspection", "2026-12-01", None)), "the papers know better: {open:?}");
    assert!(open.contains(&due("winter_tyres", "2027-11-15", None)), "a duty of commercial vehicles: {open:?}");
    for (lang, words) in [
        ("tr", ["Aralık 2026", "7 gün kaldı", "Trafik sigortası", "197 sayılı"]),
        ("en", ["December 2026", "7 days left", "Traffic insurance", "197 sayılı"]),
    ] {
        ayse.page(&format!("/dil?lang={lang}&next=/")).await;
        let text = ayse.page(&list(&id)).await.text;
        for word in words {
            assert!(text.contains(word), "{lang}: {word} is not in {text}");
        }
    }
}

#[tokio::test]
async fn what_is_done_comes_again_and_the_papers_follow() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    save_papers(&ayse, &id, &[("kasko_ends_on", "2026-12-20")]).await;
    let finish = async |kind: &str, fields: &[(&str, &str)]| {
        let reminder = id_of(&app, kind).await;
        let mut all = vec![("reminder_id", reminder.as_str())];
        all.extend(fields);
        ayse.post("vehicles/finish_reminder", &all).await
    };
    done(&finish("kasko", &[]).await);
    done(&finish("oil", &[("km", "90.000")]).await);
    done(&finish("mtv", &[]).await);
    assert_eq!(
        open(&app).await,
        [due("kasko", "2027-12-20", None), due("mtv", "2027-07-31", None), due("oil", "2027-11-24", Some(100_000))]
    );
    assert!(ayse.page(&page(&id)).await.text.contains("2027-12-20"), "the papers say the same");
    assert_eq!(app.count("select km::bigint from customer_vehicles").await, 90_000, "and the odometer");
    assert_eq!(finish("oil", &[("km", "80000")]).await.fields(), ["km"]);
    assert_eq!(
        finish("oil", &[("done_on", "2026-11-20"), ("km", "900000")]).await.fields(),
        ["km"],
        "nor had it run so far"
    );
    // Pressed twice, it was done once: the page says which time it means.
    done(&finish("kasko", &[("occurrence", "1")]).await);
    assert!(ayse.page(&list(&id)).await.text.contains("name=\"input[occurrence]\" value=\"2\""));
    assert_eq!(open(&app).await[0], due("kasko", "2027-12-20", None));
    assert_eq!(finish("oil", &[("done_on", "2026-11-25")]).await.fields(), ["done_on"], "not yet");
    assert_eq!(app.count("select count(*) from vehicle_reminder_times").await, 3);
}

#[tokio::test]
async fn own_reminders_are_checked_bounded_and_nobody_elses() {
    let app = TestApp::new().await;
    let (ayse, fatma) = (app.customer("ayse").await, app.customer("fatma").await);
    let id = add(&ayse, "34 ABC 123").await;
    let refused = ayse.form(&list(&id), "vehicles/add_reminder", &[("vehicle_id", &id), ("title", "Triger <i>")]).await;
    assert_eq!((refused.status, refused.header("location")), (303, list(&id)));
    let text = ayse.page(&list(&id)).await.text;
    assert!(text.contains("Triger &lt;i&gt;") && text.contains("aria-invalid=\"true\""), "{text}");
    let reached = [("vehicle_id", id.as_str()), ("title", "Triger"), ("due_km", "84000")];
    assert_eq!(ayse.post("vehicles/add_reminder", &reached).await.fields(), ["due_km"]);
    let own = [("vehicle_id", id.as_str()), ("title", "Triger"), ("due_on", "2027-02-01")];
    for _ in 0..30 {
        done(&ayse.post("vehicles/add_reminder", &own).await);
    }
    assert_eq!(
        ayse.post("vehicles/add_reminder", &own).await.json()["fields"]["title"]["rule"].as_str(),
        Some("too_many")
    );

    let reminder = id_of(&app, "own").await;
    for verb in ["finish_reminder", "snooze_reminder", "close_reminder"] {
        let answer =
            fatma.post(&format!("vehicles/{verb}"), &[("reminder_id", &reminder), ("days", "8"), ("km", "x")]).await;
        assert_eq!(answer.status, 404, "{verb}");
    }
    done(&ayse.post("vehicles/finish_reminder", &[("reminder_id", &reminder)]).await);
    assert_eq!(ayse.post("vehicles/close_reminder", &[("reminder_id", &reminder)]).await.status, 404, "it came once");
}

#[tokio::test]
async fn kilometres_come_due_at_the_cars_own_pace() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    let own = [("vehicle_id", id.as_str()), ("title", "Triger"), ("due_km", "88.250")];
    done(&ayse.post("vehicles/add_reminder", &own).await);
    let next = async || -> Option<String> {
        sqlx::query_scalar("select next_on::text from vehicle_reminders where kind = 'own'")
            .fetch_one(&app.pool)
            .await
            .unwrap()
    };
    assert_eq!(next().await, None, "one reading tells no pace");
    assert!(ayse.page(&list(&id)).await.text.contains("Günü henüz belli değil"));
    let drive = async |km: &str| {
        done(&ayse.post("vehicles/edit", &[("vehicle_id", &id), ("plate", "34 ABC 123"), ("km", km)]).await);
    };
    days_later(&app, &ayse, 10).await;
    drive("84.750").await;
    assert_eq!(next().await, None, "ten days tell none either");
    days_later(&app, &ayse, 30).await;
    drive("86.250").await;
    assert_eq!(next().await.as_deref(), Some("2027-02-12"), "2000 km in 40 days, 2000 more in 40");
    days_later(&app, &ayse, 1).await;
    drive("88.300").await;
    assert_eq!(next().await.as_deref(), Some("2027-01-04"), "reached today");
    assert!(ayse.page(&list(&id)).await.text.contains("Gecikti"));
}

#[tokio::test]
async fn a_car_that_hardly_moves_is_told_no_day_instead_of_one_beyond_the_calendar() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    let far = [("vehicle_id", id.as_str()), ("title", "Motor"), ("due_km", "2.900.000")];
    done(&ayse.post("vehicles/add_reminder", &far).await);
    days_later(&app, &ayse, 500).await;
    let drive = async |km: &str| {
        done(&ayse.post("vehicles/edit", &[("vehicle_id", &id), ("plate", "34 ABC 123"), ("km", km)]).await);
        sqlx::query_scalar::<_, Option<String>>("select next_on::text from vehicle_reminders where kind = 'own'")
            .fetch_one(&app.pool)
            .await
            .unwrap()
    };
    assert_eq!(drive("84.251").await, None, "one kilometre in 500 days: no day that a calendar knows");
    assert_eq!(ayse.page(&list(&id)).await.status, 200);
    done(&ayse.post("vehicles/close_reminder", &[("reminder_id", &id_of(&app, "own").await)]).await);

    let near = [("vehicle_id", id.as_str()), ("title", "Triger"), ("due_km", "84.252")];
    done(&ayse.post("vehicles/add_reminder", &near).await);
    let next: Option<String> =
        sqlx::query_scalar("select next_on::text from vehicle_reminders where kind = 'own' and closed_at is null")
            .fetch_one(&app.pool)
            .await
            .unwrap();
    assert_eq!(next.as_deref(), Some("2029-08-20"), "another 500 days are foreseen");
}

#[tokio::test]
async fn each_step_is_told_once_per_occurrence() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    // Sixty-two days ahead of the clock of the tests.
    save_papers(&ayse, &id, &[("inspection_due_on", "2027-01-25")]).await;
    sqlx::query("delete from vehicle_reminders where kind <> 'inspection'").execute(&app.pool).await.unwrap();
    let mut told = Vec::new();
    for day in 0..70 {
        let (one, other) = tokio::join!(jobs::announce(&app.wires), jobs::announce(&app.wires));
        if one.unwrap() + other.unwrap() > 0 {
            told.push(62 - day);
        }
        assert_eq!(jobs::announce(&app.wires).await.unwrap(), 0, "twice a day tells nothing new");
        app.clock.advance_minutes(24 * 60);
    }
    assert_eq!(told, [60, 30, 14, 7, 1]);
    let keys = "select count(distinct dedupe_key) from mails where kind = 'reminder_due'";
    assert_eq!(app.count(keys).await, 5);
    app.run_jobs().await;
    let text: String =
        sqlx::query_scalar("select text_body from mails where kind = 'reminder_due' order by created_at limit 1")
            .fetch_one(&app.pool)
            .await
            .unwrap();
    for part in ["Muayene", "25 Ocak 2027", "34 ABC 123", &list(&id)] {
        assert!(text.contains(part), "{part}: {text}");
    }
    days_later(&app, &ayse, 0).await;
    let reminder = id_of(&app, "inspection").await;
    done(&ayse.post("vehicles/finish_reminder", &[("reminder_id", &reminder)]).await);
    assert_eq!(jobs::announce(&app.wires).await.unwrap(), 0, "two years of peace");
}

#[tokio::test]
async fn what_comes_due_is_announced_and_mail_is_one_listener() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    save_papers(&ayse, &id, &[("inspection_due_on", "2026-12-04")]).await;
    sqlx::query("delete from vehicle_reminders where kind <> 'inspection'").execute(&app.pool).await.unwrap();
    let (wires, heard) =
        ear::<ReminderDue>(&app.wires, |due| format!("{} {} {}", due.reminder.plate, due.on, due.step));
    assert_eq!((jobs::announce(&wires).await.unwrap(), jobs::announce(&app.wires).await.unwrap()), (1, 0));
    assert_eq!(*heard.lock().unwrap(), ["34 ABC 123 2026-12-04 14"]);
    assert_eq!(app.count("select count(*) from mails where kind = 'reminder_due'").await, 0, "no mail without it");
}

#[tokio::test]
async fn a_snoozed_reminder_is_quiet_until_its_day_and_a_late_start_tells_the_last_step_only() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    save_papers(&ayse, &id, &[("inspection_due_on", "2026-12-04")]).await;
    sqlx::query("delete from vehicle_reminders where kind <> 'inspection'").execute(&app.pool).await.unwrap();
    let home = async || ayse.page("/hesap").await.text;
    let text = home().await;
    assert!(
        text.contains("30 gün içinde yapılacaklar")
            && text.contains("Muayene · 34 ABC 123")
            && text.contains("10 gün kaldı"),
        "{text}"
    );
    let reminder = id_of(&app, "inspection").await;
    done(&ayse.post("vehicles/snooze_reminder", &[("reminder_id", &reminder), ("days", "7")]).await);
    assert_eq!(jobs::announce(&app.wires).await.unwrap(), 0);
    assert!(!home().await.contains("yapılacaklar"));
    assert!(ayse.page(&list(&id)).await.text.contains("Ertelendi"));
    days_later(&app, &ayse, 7).await;
    assert_eq!(jobs::announce(&app.wires).await.unwrap(), 1);
    let key = "select count(*) from mails where kind = 'reminder_due' and dedupe_key like '%:7'";
    assert_eq!(app.count(key).await, 1, "three days are left: neither 14 nor 60 is told late");
    days_later(&app, &ayse, 5).await;
    assert_eq!(jobs::announce(&app.wires).await.unwrap(), 0, "what is late is not told again");
    assert!(home().await.contains("2 gün geçti"));

    done(&ayse.post("vehicles/close_reminder", &[("reminder_id", &reminder)]).await);
    assert!(!home().await.contains("yapılacaklar"));
    save_papers(&ayse, &id, &[("inspection_due_on", "2026-12-04")]).await;
    assert!(!home().await.contains("yapılacaklar"), "removed stays removed");
    save_papers(&ayse, &id, &[("inspection_due_on", "2026-12-20")]).await;
    assert!(home().await.contains("Muayene"), "a new date starts it again");
}

#[tokio::test]
async fn the_account_shows_the_first_of_what_is_due_and_leads_to_all_of_it() {
    let app = TestApp::new().await;
    let (ayse, fatma) = (app.customer("ayse").await, app.customer("fatma").await);
    let all = "/hesap/hatirlatmalar";
    assert!(ayse.page(all).await.text.contains("Yakında yapılacak bir şey yok"));
    let id = add(&ayse, "34 ABC 123").await;
    add(&fatma, "06 AB 123").await;
    let insert = async |count: i32| {
        sqlx::query(
            "insert into vehicle_reminders (id, vehicle_id, kind, title, due_on, next_on, created_at)
             select gen_random_uuid(), $1::text::uuid, 'own', 'İş ' || n, date '2026-12-01', date '2026-12-01', now()
             from generate_series(1, $2) n",
        )
        .bind(&id)
        .bind(count)
        .execute(&app.pool)
        .await
        .unwrap();
    };
    let lines = |text: &str| text.matches("· 34 ABC 123").count();
    insert(5).await;
    assert!(!ayse.page("/hesap").await.text.contains(all), "five are all there are");
    insert(55).await;
    let home = ayse.page("/hesap").await.text;
    assert!(home.contains(all) && home.contains("Hepsini gör"), "{home}");
    let first = ayse.page(all).await.text;
    let next = first.split("href=\"").find(|part| part.contains("?son=")).unwrap().split('"').next().unwrap();
    let second = ayse.page(next).await.text;
    assert_eq!((lines(&first), lines(&second)), (50, 10), "{second}");
    assert_eq!(ayse.page(&format!("{all}?son=yok")).await.status, 200);
    assert!(!fatma.page(all).await.text.contains("34 ABC 123"));
}

#[tokio::test]
async fn a_car_without_reminders_gets_them_by_a_button_and_as_a_calendar() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    sqlx::query("delete from vehicle_reminders").execute(&app.pool).await.unwrap();
    assert!(ayse.page(&list(&id)).await.text.contains("Hatırlatmaları kur"));
    let set = ayse.form(&list(&id), "vehicles/set_reminders", &[("vehicle_id", &id)]).await;
    assert_eq!((set.status, set.header("location")), (303, list(&id)));
    assert_eq!(open(&app).await.len(), 2);
    let file = ayse.page(&format!("{}/takvim.ics", page(&id))).await;
    assert_eq!((file.status, file.header("content-type").as_str()), (200, "text/calendar; charset=utf-8"));
    for line in ["DTSTART;VALUE=DATE:20270131", "SUMMARY:MTV taksiti · 34 ABC 123"] {
        assert!(file.text.contains(line), "{line}: {}", file.text);
    }
    assert_eq!(app.customer("fatma").await.page(&format!("{}/takvim.ics", page(&id))).await.status, 404);
}
