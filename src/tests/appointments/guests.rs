//! A visit that begins without an account: what it becomes, and that nothing typed is lost on the way.

use super::{at, car, workshop};
use crate::support::{Answer, BALATA, BALATA_ID, Client, EGEA_VARIANT_ID, PASSWORD, TestApp};
use sanaiyiusta::platform::{Scope, sms};

pub const NUMBER: &str = "+905321234567";
pub const SPOKEN: &str = "0532 123 45 67";
pub const PLATE: &str = "34 MSF 123";
pub const SLUG: &str = "usta-oto-servis-cankaya";
const BOOK: &str = "/usta/usta-oto-servis-cankaya/randevu";

/// What a newcomer says after the code.
pub const REST: [(&str, &str); 5] = [
    ("variant_id", EGEA_VARIANT_ID),
    ("model_year", "2019"),
    ("km", "61.500"),
    ("full_name", "Mehmet Misafir"),
    ("accept_terms", "true"),
];

/// What a guest begins with for a visit at the workshop; without it for the search.
pub fn wish<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("phone", SPOKEN),
        ("plate", "34msf123"),
        ("service_ids[0]", BALATA_ID),
        ("note", "Ön sağdan ses geliyor"),
    ];
    for (name, value) in changed {
        match fields.iter_mut().find(|(known, _)| known == name) {
            Some(field) => field.1 = value,
            None => fields.push((name, value)),
        }
    }
    fields
}

/// The code of the newest message, as its reader sees it.
pub async fn code(app: &TestApp) -> String {
    app.run_jobs().await;
    let messages = sms::newest(&mut Scope::bare(&app.wires), 1).await.unwrap();
    messages[0].text.split_once("kodunuz: ").unwrap().1.chars().take(6).collect()
}

/// Says what is missing after the code.
pub async fn finish(browser: &Client) -> Answer {
    browser.form("/misafir/devam", "appointments/go_on_as_guest", &REST).await
}

/// Types a wish, its code and, where it is asked for, the rest; the last answer.
pub async fn through(app: &TestApp, browser: &Client, changed: &[(&str, &str)]) -> Answer {
    let asked = browser.form("/misafir", "appointments/begin_as_guest", &wish(changed)).await;
    assert_eq!((asked.status, asked.header("location").as_str()), (303, "/misafir/kod"), "{}", asked.text);
    let right = code(app).await;
    let came = browser.form("/misafir/kod", "appointments/prove_guest", &[("code", &right)]).await;
    if came.header("location") == "/misafir/devam" { finish(browser).await } else { came }
}

/// An account whose number has proved itself.
pub async fn with_number(app: &TestApp, name: &str) -> Client {
    let client = app.customer(name).await;
    sqlx::query("update users set phone = $1, phone_verified_at = created_at where email = $2 || '@ornek.test'")
        .bind(NUMBER)
        .bind(name)
        .execute(&app.pool)
        .await
        .unwrap();
    client
}

#[tokio::test]
async fn a_guest_becomes_a_customer_whose_visit_is_booked() {
    let app = TestApp::new().await;
    workshop(&app, "usta", "true").await;
    let browser = app.visitor();
    let start = at("09:00");
    let chosen = format!("{BOOK}?hizmet={BALATA_ID}&saat={}&not=Ses+var&devam=1", start.replace('+', "%2B"));
    let page = browser.page(&chosen).await.text;
    assert!(page.contains(&format!("/misafir?usta={SLUG}&amp;hizmet={BALATA_ID}")), "the booking page leads there");
    let form = browser.page(&format!("/misafir?usta={SLUG}&hizmet={BALATA_ID}&not=Ses+var")).await.text;
    assert!(form.contains("usta Oto Servis") && form.contains("Ses var") && form.contains("Kod gönder"));
    for later in ["Ad soyad", "Kilometre", "accept_terms", "Egea"] {
        assert!(!form.contains(later), "{later} is asked after the code");
    }
    assert_eq!(browser.cookie_names(), Vec::<String>::new(), "looking leaves nothing behind");

    let before = app.count("select count(*) from users").await;
    let fields = wish(&[("mechanic", SLUG), ("start", &start)]);
    let asked = browser.form("/misafir", "appointments/begin_as_guest", &fields).await;
    assert_eq!((asked.status, asked.header("location").as_str()), (303, "/misafir/kod"));
    let page = browser.page("/misafir/kod").await.text;
    for said in [SPOKEN, "usta Oto Servis", PLATE, "Ön sağdan ses geliyor"] {
        assert!(page.contains(said), "{said}");
    }
    assert_eq!(browser.page("/misafir/devam").await.header("location"), "/misafir/kod", "the code comes first");
    let right = code(&app).await;
    let proved = browser.form("/misafir/kod", "appointments/prove_guest", &[("code", &right)]).await;
    assert_eq!(proved.header("location"), "/misafir/devam");
    assert_eq!(browser.page("/misafir/kod").await.header("location"), "/misafir/devam", "the code is behind them");
    let steps = browser.page("/misafir/devam?marka=fiat").await.text;
    assert!(steps.contains("Egea") && steps.contains("usta Oto Servis"), "the car is named by links");
    let form = browser.page(&format!("/misafir/devam?tip={EGEA_VARIANT_ID}&yil=2019")).await.text;
    for said in ["Fiat Egea 2019", "Ön sağdan ses geliyor", "Ad soyad", "Kilometre"] {
        assert!(form.contains(said), "{said}");
    }
    assert_eq!(app.count("select count(*) from users").await, before, "nobody is born before they say who they are");
    let consents = app.count("select count(*) from user_consents").await;
    assert_eq!(consents, 2 * before, "nor is anything agreed to");
    let rest = [&REST[..], &[("consents[marketing_sms]", "true")][..]].concat();
    let came = browser.form("/misafir/devam", "appointments/go_on_as_guest", &rest).await;
    assert!(came.header("location").starts_with("/hesap/randevular/"), "{} {}", came.header("location"), came.text);
    let visit = browser.page(&came.header("location")).await.text;
    for said in ["usta Oto Servis", PLATE, "Ön sağdan ses geliyor"] {
        assert!(visit.contains(said), "{said}");
    }
    let me = browser.get("auth/me").await.json();
    assert_eq!((me["full_name"].as_str(), me["kind"].as_str()), (Some("Mehmet Misafir"), Some("customer")));
    for (sql, expected) in [
        (
            "select count(*) from users where email = '' and phone = '+905321234567' and phone_verified_at is not null",
            1,
        ),
        ("select count(*) from user_auth a join users u on u.id = a.user_id where u.email = ''", 0),
        ("select count(*) from user_consents c join users u on u.id = c.user_id where u.email = ''", 3),
        ("select count(*) from customer_vehicles where plate = '34 MSF 123' and model_year = 2019", 1),
        ("select count(*) from appointments where status = 'confirmed' and plate = '34 MSF 123'", 1),
        ("select count(*) from user_sessions where methods = '{sms}'", 1),
        ("select count(*) from guest_requests where sealed is null and user_id is not null", 1),
    ] {
        assert_eq!(app.count(sql).await, expected, "{sql}");
    }
    let again = browser.page("/misafir/kod").await;
    assert_eq!(again.header("location"), "/misafir/devam");
    assert!(browser.page("/misafir/devam").await.text.contains("tamamladınız"), "a second click finds it done");
}

#[tokio::test]
async fn the_number_opens_the_new_account_later_too() {
    let app = TestApp::new().await;
    assert_eq!(through(&app, &app.visitor(), &[("il", "ankara")]).await.status, 303);
    let later = app.visitor();
    later.post("auth/begin_phone_sign_in", &[("phone", SPOKEN)]).await;
    let right = code(&app).await;
    assert_eq!(later.post("auth/phone_sign_in", &[("phone", SPOKEN), ("code", &right)]).await.status, 200);
    assert_eq!(later.get("vehicles/mine").await.json()[0]["plate"], PLATE);
}

#[tokio::test]
async fn without_a_workshop_the_search_goes_on_with_car_work_and_place() {
    let app = TestApp::new().await;
    let browser = app.visitor();
    let came = through(&app, &browser, &[("il", "ankara"), ("ilce", "ankara-cankaya")]).await;
    let car = browser.get("vehicles/mine").await.json()[0]["id"].as_str().unwrap().to_owned();
    let expected = format!("/usta-bul?hizmet={BALATA}&il=ankara&ilce=ankara-cankaya&arac={car}");
    assert_eq!(came.header("location"), expected);
    assert_eq!(browser.page(&expected).await.status, 200);
    for page in ["/", "/usta-bul?q=boyle-bir-usta-yok"] {
        assert!(app.visitor().page(page).await.text.contains("Üye olmadan devam et"), "{page} leads there");
        assert!(!browser.page(page).await.text.contains("Üye olmadan devam et"), "{page} for members");
    }
}

#[tokio::test]
async fn without_a_time_the_booking_page_waits_with_everything_filled_in() {
    let app = TestApp::new().await;
    workshop(&app, "usta", "false").await;
    let browser = app.visitor();
    let long = "ş".repeat(1000);
    let came = through(&app, &browser, &[("mechanic", SLUG), ("note", &long)]).await;
    assert_eq!(came.header("location"), BOOK);
    let page = browser.page(BOOK).await.text;
    assert!(page.contains(&long) && page.contains(PLATE) && page.contains("Yazdıklarınız duruyor"));
    assert_eq!(app.count("select count(*) from appointments").await, 0);
}

#[tokio::test]
async fn a_time_that_is_gone_meanwhile_loses_nothing_else() {
    let app = TestApp::new().await;
    let (_, mechanic) = workshop(&app, "usta", "true").await;
    let browser = app.visitor();
    let start = at("09:00");
    let long = "ş".repeat(1000);
    browser
        .form(
            "/misafir",
            "appointments/begin_as_guest",
            &wish(&[("mechanic", SLUG), ("start", &start), ("note", &long)]),
        )
        .await;
    let right = code(&app).await;
    let ayse = app.customer("ayse").await;
    let own = car(&ayse, "34 ABC 123").await;
    let fields = [
        ("mechanic_id", mechanic.as_str()),
        ("vehicle_id", own.as_str()),
        ("service_ids[0]", BALATA_ID),
        ("start", start.as_str()),
        ("idempotency_key", "key-00000001"),
    ];
    assert_eq!(ayse.post("appointments/book", &fields).await.status, 200);
    browser.form("/misafir/kod", "appointments/prove_guest", &[("code", &right)]).await;
    let came = finish(&browser).await;
    assert_eq!((came.status, came.header("location").as_str()), (303, BOOK));
    let page = browser.page(BOOK).await.text;
    assert!(page.contains(&long) && page.contains(PLATE), "car and note are there");
    assert!(page.contains("10.00") && page.contains("role=\"alert\""), "it says so, with the nearest free times");
    assert_eq!(browser.get("vehicles/mine").await.json().as_array().unwrap().len(), 1, "the car stays");
}

#[tokio::test]
async fn a_workshop_that_closed_meanwhile_leads_to_others() {
    let app = TestApp::new().await;
    workshop(&app, "usta", "true").await;
    let browser = app.visitor();
    let start = at("09:00");
    browser.form("/misafir", "appointments/begin_as_guest", &wish(&[("mechanic", SLUG), ("start", &start)])).await;
    let right = code(&app).await;
    sqlx::query("update mechanics set suspended_at = created_at").execute(&app.pool).await.unwrap();
    assert_eq!(browser.page("/misafir/kod").await.status, 200);
    browser.form("/misafir/kod", "appointments/prove_guest", &[("code", &right)]).await;
    assert_eq!(browser.page("/misafir/devam").await.status, 200);
    let came = finish(&browser).await;
    assert!(came.header("location").starts_with(&format!("/usta-bul?hizmet={BALATA}")), "{}", came.header("location"));
    assert_eq!(app.visitor().post("appointments/begin_as_guest", &wish(&[("mechanic", SLUG)])).await.status, 404);
}

#[tokio::test]
async fn a_known_number_comes_into_its_account_and_its_car_is_added_once() {
    let app = TestApp::new().await;
    workshop(&app, "usta", "true").await;
    let ayse = with_number(&app, "ayse").await;
    let own = car(&ayse, PLATE).await;
    let before = app.count("select count(*) from users").await;
    let consents = app.count("select count(*) from user_consents").await;
    let browser = app.visitor();
    let start = at("09:00");
    let came = through(&app, &browser, &[("mechanic", SLUG), ("start", &start)]).await;
    assert!(came.header("location").starts_with("/hesap/randevular/"));
    assert_eq!(
        browser.get("auth/me").await.json()["full_name"],
        "ayse Deneme",
        "what a guest is called changes nobody"
    );
    let cars = browser.get("vehicles/mine").await.json();
    assert_eq!((cars.as_array().unwrap().len(), cars[0]["id"].as_str()), (1, Some(own.as_str())));
    assert_eq!(app.count("select count(*) from users").await, before);
    assert_eq!(app.count("select count(*) from user_consents").await, consents, "nothing is agreed to in their name");
    let other = app.visitor();
    through(&app, &other, &[("plate", "06 BB 456"), ("il", "ankara")]).await;
    assert_eq!(other.get("vehicles/mine").await.json().as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_plate_of_another_garage_is_held_by_who_adds_it_last() {
    let app = TestApp::new().await;
    let fatma = app.customer("fatma").await;
    let hers = car(&fatma, PLATE).await;
    through(&app, &app.visitor(), &[("il", "ankara")]).await;
    assert_eq!(
        app.count("select count(*) from customer_vehicles where plate = '34 MSF 123' and removed_at is null").await,
        2
    );
    assert!(
        fatma.page(&format!("/hesap/araclar/{hers}")).await.status == 200,
        "she keeps her car and can take the plate back"
    );
    assert_eq!(fatma.post("vehicles/reclaim", &[("vehicle_id", &hers)]).await.status, 200);
}

#[tokio::test]
async fn a_second_factor_is_asked_first_and_then_it_goes_on() {
    let app = TestApp::new().await;
    workshop(&app, "usta", "true").await;
    with_number(&app, "ayse").await;
    sqlx::query("insert into user_totp (user_id, secret_sealed, confirmed_at, created_at) select id, 'x', now(), now() from users where email = 'ayse@ornek.test'")
        .execute(&app.pool)
        .await
        .unwrap();
    let browser = app.visitor();
    let start = at("09:00");
    let came = through(&app, &browser, &[("mechanic", SLUG), ("start", &start)]).await;
    assert_eq!(came.header("location"), "/iki-adim");
    assert_eq!(browser.get("auth/me").await.status, 401);
    assert_eq!(app.count("select count(*) from customer_vehicles").await, 0);
    assert_eq!(app.count("select count(*) from sign_in_tickets where next = '/misafir/devam'").await, 1);
    // In by another way: it is the same person in the same browser.
    sqlx::query("delete from user_totp").execute(&app.pool).await.unwrap();
    browser.post("auth/sign_in", &[("email", "ayse@ornek.test"), ("password", PASSWORD)]).await;
    let page = browser.page(&format!("/misafir/devam?tip={EGEA_VARIANT_ID}&yil=2019")).await.text;
    assert!(page.contains("usta Oto Servis") && page.contains(PLATE) && page.contains("Ön sağdan ses geliyor"));
    assert!(!page.contains("Ad soyad"), "who is known is not asked again");
    let went = finish(&browser).await;
    assert!(went.header("location").starts_with("/hesap/randevular/"));
    assert_eq!(browser.post("appointments/go_on_as_guest", &[]).await.code(), "expired", "once");
    assert_eq!(app.count("select count(*) from appointments").await, 1);
}

#[tokio::test]
async fn a_closed_account_stays_closed() {
    let app = TestApp::new().await;
    with_number(&app, "ayse").await;
    sqlx::query("update users set disabled_at = created_at, disabled_reason = 'x' where email = 'ayse@ornek.test'")
        .execute(&app.pool)
        .await
        .unwrap();
    let browser = app.visitor();
    let came = through(&app, &browser, &[]).await;
    assert_eq!(came.header("location"), "/misafir/kod");
    let page = browser.page("/misafir/kod").await.text;
    assert!(page.contains("Bu numaranın hesabı kapalı") && page.contains(PLATE));
    assert_eq!(browser.get("auth/me").await.status, 401);
    assert_eq!(
        app.count("select count(*) from users where phone = '+905321234567'").await,
        1,
        "nor is there a second one"
    );
}

#[tokio::test]
async fn nothing_typed_is_lost_when_the_form_or_the_number_is_wrong() {
    let app = TestApp::new().await;
    let browser = app.visitor();
    let page = "/misafir?il=ankara&not=Ses+var";
    let wrong = wish(&[("phone", "0312 000 00 00"), ("plate", "34 34 34")]);
    let refused = browser.form(page, "appointments/begin_as_guest", &wrong).await;
    assert_eq!(refused.header("location"), page);
    let form = browser.page(page).await.text;
    for typed in ["0312 000 00 00", "34 34 34", "Ses var"] {
        assert!(form.contains(typed), "{typed}");
    }
    let answer = app.visitor().post("appointments/begin_as_guest", &[("start", "yarin")]).await;
    assert_eq!(answer.fields(), ["phone", "plate", "start"]);
    let long = "ş".repeat(1001);
    let answer = app.visitor().post("appointments/begin_as_guest", &wish(&[("note", &long)])).await;
    assert_eq!(answer.fields(), ["note"]);
    assert_eq!(app.count("select count(*) from guest_requests").await, 0);
    assert_eq!(app.count("select count(*) from sms_messages").await, 0);

    browser.form(page, "appointments/begin_as_guest", &wish(&[("il", "ankara")])).await;
    let old = code(&app).await;
    let form = browser.page("/misafir?duzelt=1").await.text;
    for typed in [SPOKEN, "34msf123", "Ön sağdan ses geliyor"] {
        assert!(form.contains(typed), "{typed}");
    }
    browser.form("/misafir?duzelt=1", "appointments/begin_as_guest", &wish(&[("phone", "0533 000 00 01")])).await;
    let stale = browser.post("appointments/prove_guest", &[("code", &old)]).await;
    assert_eq!(stale.status, 422, "the code of the first number opens nothing");
    let right = code(&app).await;
    assert_eq!(browser.post("appointments/prove_guest", &[("code", &right)]).await.status, 200);
    let last = format!("/misafir/devam?tip={EGEA_VARIANT_ID}&yil=2019");
    let wrong = [("full_name", "Mehmet Misafir"), ("km", "çok"), ("consents[marketing_sms]", "true")];
    let refused = browser.form(&last, "appointments/go_on_as_guest", &[&REST[..2], &wrong[..]].concat()).await;
    assert_eq!(refused.header("location"), last);
    let form = browser.page(&last).await.text;
    for typed in ["Mehmet Misafir", "çok", "Fiat Egea 2019", "checked"] {
        assert!(form.contains(typed), "{typed}");
    }
    let answer = browser.post("appointments/go_on_as_guest", &[]).await;
    assert_eq!(answer.fields(), ["accept_terms", "full_name", "km", "model_year", "variant_id"]);
    let mut unknown = REST;
    unknown[0].1 = "00000000-0000-5000-8000-0000000000ff";
    assert_eq!(browser.post("appointments/go_on_as_guest", &unknown).await.fields(), ["variant_id"]);
    assert_eq!(app.count("select count(*) from users where email = ''").await, 0);
    assert_eq!(browser.post("appointments/go_on_as_guest", &REST).await.status, 200);
    assert_eq!(app.count("select count(*) from users where phone = '+905330000001' and email = ''").await, 1);
    assert_eq!(app.count("select count(*) from guest_requests").await, 1, "the first one made place");
}

#[tokio::test]
async fn members_are_no_guests() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    assert_eq!(ayse.post("appointments/begin_as_guest", &wish(&[])).await.code(), "wrong_status");
    assert!(ayse.page("/misafir").await.text.contains("Zaten giriş yapmışsınız"));
}
