//! Adverts from order to end: packages, prices, payment, decisions, pauses.

use super::{fine, opened, refused};
use crate::support::{Client, TestApp, ear};
use sanaiyiusta::modules::mechanics::adverts::{events::AdvertOver, jobs::tell};

const PAGE: &str = "/atolye/reklamlar";
const DESK: &str = "/yonetim/reklamlar";
const DAY: i64 = 24 * 60;
const PACKAGE: [(&str, &str); 7] = [
    ("name_tr", "İlçe vitrini"),
    ("name_en", "District showcase"),
    ("scope", "district"),
    ("day_price", "120,50"),
    ("min_days", "3"),
    ("max_days", "30"),
    ("active", "true"),
];

struct Site {
    app: TestApp,
    hasan: Client,
    admin: Client,
    package: String,
}

/// A verified workshop in Çankaya, and a package of ₺120,50 a day.
async fn site() -> Site {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1000")]).await;
    let (hasan, workshop) = opened(&app, "hasan").await;
    let admin = app.admin().await;
    fine(&admin, "verify", &[("mechanic_id", &workshop.to_string())]).await;
    fine(&admin, "save_advert_package", &PACKAGE).await;
    let package = sqlx::query_scalar("select id::text from advertisement_packages").fetch_one(&app.pool).await.unwrap();
    Site { app, hasan, admin, package }
}

impl Site {
    fn fields<'a>(&'a self, key: &'a str, first_on: &'a str, days: &'a str, total: &'a str) -> [(&'a str, &'a str); 6] {
        [
            ("package_id", &self.package),
            ("category", "fren"),
            ("first_on", first_on),
            ("days", days),
            ("total_kurus", total),
            ("idempotency_key", key),
        ]
    }

    async fn order(&self, key: &str, first_on: &str) -> String {
        let id = fine(&self.hasan, "order_advert", &self.fields(key, first_on, "4", "48200")).await;
        id.as_str().unwrap().to_owned()
    }

    async fn pay(&self, id: &str) {
        fine(&self.admin, "mark_advert_paid", &[("advert_id", id), ("note", "Havale, 24 Kasım")]).await;
    }

    async fn decide(&self, id: &str, decision: &str, reason: &str) -> u16 {
        let fields = [("advert_id", id), ("decision", decision), ("reason", reason)];
        self.admin.post("mechanics/decide_advert", &fields).await.status
    }

    async fn kept(&self, id: &str) -> (String, String, String) {
        sqlx::query_as("select state, first_on::text, last_on::text from advertisements where id = $1::text::uuid")
            .bind(id)
            .fetch_one(&self.app.pool)
            .await
            .unwrap()
    }

    async fn mails(&self, kind: &str) -> Vec<String> {
        self.app.run_jobs().await;
        sqlx::query_scalar("select coalesce(text_body, '') from mails where kind = $1 order by created_at, id")
            .bind(kind)
            .fetch_all(&self.app.pool)
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn a_workshop_sees_the_sum_orders_pays_and_is_approved() {
    let site = site().await;
    let empty = site.hasan.page(PAGE).await.text;
    assert!(empty.contains("İlçe vitrini · Çankaya, Ankara · günü ₺120,50 · 3–30 gün"), "{empty}");
    let asked = format!("{PAGE}?paket={}&kategori=fren&ilk=2026-12-01&gun=4", site.package);
    let page = site.hasan.page(&asked).await.text;
    assert!(page.contains("₺482") && page.contains("value=\"48200\"") && page.contains("KDV dahil"), "{page}");
    assert_eq!(site.app.count("select count(*) from advertisements").await, 0, "asking orders nothing");

    let fields = site.fields("anahtar", "2026-12-01", "4", "48200");
    let plain = site.hasan.form(&asked, "mechanics/order_advert", &fields).await;
    assert_eq!((plain.status, plain.header("location").as_str()), (303, PAGE), "{}", plain.text);
    let page = site.hasan.page(PAGE).await.text;
    assert!(page.contains("ödeme bekliyor") && page.contains("1 Aralık 2026 – 4 Aralık 2026"), "{page}");
    let id: String = sqlx::query_scalar("select id::text from advertisements").fetch_one(&site.app.pool).await.unwrap();

    assert!(site.admin.page("/yonetim").await.text.contains("1 reklam siparişi bekliyor"));
    assert!(site.admin.page(&format!("{DESK}?durum=awaiting_payment")).await.text.contains("Işık Oto Servis"));
    assert_eq!(site.decide(&id, "approve", "").await, 409, "nobody has paid");
    assert_eq!(refused(&site.admin, "mark_advert_paid", &[("advert_id", &id)]).await, ["note"]);
    site.pay(&id).await;
    site.pay(&id).await;
    assert_eq!(site.decide(&id, "approve", "").await, 200);
    assert_eq!(site.decide(&id, "approve", "").await, 200, "twice is once");
    assert!(site.hasan.page(PAGE).await.text.contains("Günü gelecek"));
    assert!(site.admin.page(&format!("{DESK}?durum=scheduled")).await.text.contains("Havale, 24 Kasım"));
    assert!(!site.admin.page(&format!("{DESK}?durum=awaiting_approval")).await.text.contains("Işık Oto Servis"));
    let mails = site.mails("advert_decided").await;
    assert!(mails.len() == 1 && mails[0].contains("1 Aralık 2026 – 4 Aralık 2026"), "{mails:?}");
    assert_eq!(site.app.count("select count(*) from audit_log where action like 'mechanic.%advert%'").await, 3);
}

#[tokio::test]
async fn the_same_key_orders_once_and_another_order_under_it_is_refused() {
    let site = site().await;
    let fields = site.fields("anahtar", "2026-12-01", "4", "48200");
    let (one, two) = tokio::join!(
        site.hasan.post("mechanics/order_advert", &fields),
        site.hasan.post("mechanics/order_advert", &fields)
    );
    assert_eq!((one.status, two.status), (200, 200), "{} {}", one.text, two.text);
    assert_eq!(one.json(), two.json());
    assert_eq!(site.app.count("select count(*) from advertisements").await, 1);
    let other = site.hasan.post("mechanics/order_advert", &site.fields("anahtar", "2026-12-20", "4", "48200")).await;
    assert_eq!((other.status, other.code().as_str()), (409, "key_reused"));
}

#[tokio::test]
async fn what_was_ordered_keeps_its_price_and_nobody_orders_at_another_than_was_shown() {
    let site = site().await;
    let id = site.order("bir", "2026-12-01").await;
    let mut dearer = PACKAGE.to_vec();
    dearer[3].1 = "200";
    dearer.push(("package_id", &site.package));
    fine(&site.admin, "save_advert_package", &dearer).await;
    assert_eq!(site.app.count("select total_kurus from advertisements").await, 48_200);
    assert_eq!(
        refused(&site.hasan, "order_advert", &site.fields("iki", "2026-12-20", "4", "48200")).await,
        ["total_kurus"]
    );
    let plain = site
        .hasan
        .form(
            &format!("{PAGE}?paket={}&kategori=fren&ilk=2026-12-20&gun=4", site.package),
            "mechanics/order_advert",
            &site.fields("iki", "2026-12-20", "4", "48200"),
        )
        .await;
    let back = site.hasan.page(&plain.header("location")).await.text;
    assert!(back.contains("Fiyat bu arada değişti") && back.contains("value=\"80000\""), "{back}");
    let mut gone = dearer.clone();
    gone.retain(|(name, _)| *name != "active");
    fine(&site.admin, "save_advert_package", &gone).await;
    assert_eq!(
        refused(&site.hasan, "order_advert", &site.fields("uc", "2026-12-20", "4", "80000")).await,
        ["package_id"]
    );
    site.pay(&id).await;
    assert_eq!(site.decide(&id, "approve", "").await, 200, "and what was ordered goes on");
}

#[tokio::test]
async fn bad_dates_days_places_and_workshops_are_refused_by_name() {
    let site = site().await;
    site.order("bir", "2026-12-01").await;
    for (fields, field) in [
        (site.fields("k", "2026-11-24", "4", "48200"), "first_on"),
        (site.fields("k", "2027-03-01", "4", "48200"), "first_on"),
        (site.fields("k", "yarın", "4", "48200"), "first_on"),
        (site.fields("k", "2026-12-04", "4", "48200"), "first_on"),
        (site.fields("k", "2026-12-20", "2", "24100"), "days"),
        (site.fields("k", "2026-12-20", "31", "1"), "days"),
        (site.fields("", "2026-12-20", "4", "48200"), "idempotency_key"),
    ] {
        assert_eq!(refused(&site.hasan, "order_advert", &fields).await, [field], "{fields:?}");
    }
    let mut elsewhere = site.fields("k", "2026-12-20", "4", "48200");
    elsewhere[1].1 = "yok";
    assert_eq!(refused(&site.hasan, "order_advert", &elsewhere).await, ["category"]);
    let page = site.hasan.page(&format!("{PAGE}?paket={}&ilk=2026-11-01&gun=iki", site.package)).await.text;
    assert!(page.contains("value=\"iki\"") && page.contains("f-gun-error") && page.contains("f-ilk-error"), "{page}");

    for n in 1..10 {
        let first_on = format!("2026-12-{:02}", 1 + n * 4);
        if n < 7 {
            site.order(&format!("k{n}"), &first_on).await;
        } else {
            site.order(&format!("k{n}"), &format!("2027-01-{:02}", 1 + (n - 7) * 5)).await;
        }
    }
    assert_eq!(
        refused(&site.hasan, "order_advert", &site.fields("fazla", "2027-02-10", "4", "48200")).await,
        ["package_id"],
        "ten at a time"
    );

    sqlx::query("update mechanics set score = 3.9, review_count = 9").execute(&site.app.pool).await.unwrap();
    let answer = site.hasan.post("mechanics/order_advert", &site.fields("k", "2027-02-10", "4", "48200")).await;
    assert_eq!((answer.status, answer.code().as_str()), (409, "wrong_status"));
    assert!(site.hasan.page(PAGE).await.text.contains("Şu anda reklam veremezsiniz"));
}

#[tokio::test]
async fn an_order_approved_late_begins_tomorrow_and_ends_by_itself_with_a_mail() {
    let site = site().await;
    let id = site.order("bir", "2026-11-25").await;
    site.pay(&id).await;
    site.app.clock.advance_minutes(3 * DAY);
    let admin = site.app.visitor();
    let fields = [("email", "yonetici@ornek.test"), ("password", crate::support::PASSWORD)];
    assert_eq!(admin.post("auth/sign_in", &fields).await.status, 200);
    site.app.prove_two_factors("yonetici").await;
    fine(&admin, "decide_advert", &[("advert_id", &id), ("decision", "approve")]).await;
    assert_eq!(site.kept(&id).await, ("approved".to_owned(), "2026-11-28".to_owned(), "2026-12-01".to_owned()));

    let hasan = site.app.visitor();
    let fields = [("email", "hasan@ornek.test"), ("password", crate::support::PASSWORD)];
    assert_eq!(hasan.post("auth/sign_in", &fields).await.status, 200);
    site.app.clock.advance_minutes(DAY);
    assert!(hasan.page(PAGE).await.text.contains("kalan gün: 4"));
    fine(&hasan, "pause_advert", &[("advert_id", &id)]).await;
    assert!(hasan.page(PAGE).await.text.contains("Duraklatıldı"));
    site.app.clock.advance_minutes(2 * DAY);
    fine(&hasan, "resume_advert", &[("advert_id", &id)]).await;
    assert!(hasan.page(PAGE).await.text.contains("kalan gün: 2"), "a pause does not stop time");
    assert_eq!(tell(&site.app.wires).await, Ok(0));
    site.app.clock.advance_minutes(2 * DAY);
    sqlx::query("insert into advertisement_days values ($1::text::uuid, '2026-11-29', 41, 3, 1), ($1::text::uuid, '2026-11-30', 9, 1, 0)")
        .bind(&id)
        .execute(&site.app.pool)
        .await
        .unwrap();
    let page = hasan.page(PAGE).await.text;
    assert!(page.contains("Sona erdi") && page.contains("50 gösterim · 4 tıklama · 1 randevu"), "{page}");
    assert!(page.contains("<svg") && page.contains("29 Kasım Pazar: 41 gösterim"), "{page}");
    assert_eq!(hasan.post("mechanics/pause_advert", &[("advert_id", &id)]).await.status, 409, "it is over");
    assert_eq!((tell(&site.app.wires).await, tell(&site.app.wires).await), (Ok(1), Ok(0)));
    let mails = site.mails("advert_over").await;
    assert!(mails.len() == 1 && mails[0].contains("50 gösterim, 4 tıklama ve 1 randevu"), "{mails:?}");
}

#[tokio::test]
async fn the_end_of_an_advert_is_announced_and_mail_is_one_listener() {
    let site = site().await;
    let id = site.order("biten-reklam", "2026-11-25").await;
    site.pay(&id).await;
    assert_eq!(site.decide(&id, "approve", "").await, 200);
    assert_eq!(site.mails("advert_decided").await.len(), 1, "a decision is announced too, and mailed");
    site.app.clock.advance_minutes(5 * DAY);
    let (wires, heard) =
        ear::<AdvertOver>(&site.app.wires, |AdvertOver(over)| format!("{} {}", over.last_on, over.impressions));
    assert_eq!((tell(&wires).await, tell(&site.app.wires).await), (Ok(1), Ok(0)));
    assert_eq!(*heard.lock().unwrap(), ["2026-11-28 0"]);
    assert!(site.mails("advert_over").await.is_empty(), "no mail without it");
}

#[tokio::test]
async fn orders_are_taken_back_unpaid_refused_and_stopped_with_a_reason() {
    let site = site().await;
    let (cancelled, declined, stopped) =
        (site.order("a", "2026-12-01").await, site.order("b", "2026-12-10").await, site.order("c", "2026-12-20").await);
    fine(&site.hasan, "cancel_advert", &[("advert_id", &cancelled)]).await;
    fine(&site.hasan, "cancel_advert", &[("advert_id", &cancelled)]).await;
    assert_eq!(site.kept(&cancelled).await.0, "cancelled");
    assert_eq!(site.decide(&cancelled, "refuse", "Yer kalmadı").await, 409);

    site.pay(&declined).await;
    assert_eq!(
        site.hasan.post("mechanics/cancel_advert", &[("advert_id", &declined)]).await.status,
        409,
        "it was paid"
    );
    assert_eq!(site.decide(&declined, "refuse", "").await, 422);
    assert_eq!(site.decide(&declined, "sil", "").await, 422);
    assert_eq!(site.decide(&declined, "refuse", "Yer kalmadı").await, 200);

    assert_eq!(site.decide(&stopped, "stop", "Şikayet var").await, 409, "it never ran");
    site.pay(&stopped).await;
    assert_eq!(site.decide(&stopped, "approve", "").await, 200);
    assert_eq!(site.decide(&stopped, "stop", "Şikayet var").await, 200);
    let page = site.hasan.page(PAGE).await.text;
    assert!(page.contains("Durduruldu") && page.contains("Şikayet var") && page.contains("Yer kalmadı"), "{page}");
    let mails = site.mails("advert_decided").await;
    assert_eq!(mails.len(), 3);
    assert!(mails[0].contains("Yer kalmadı") && mails[0].contains("₺482 size geri ödenecek"), "{mails:?}");
    assert!(mails[2].contains("kullanılmayan günlere düşen kısmı"), "{mails:?}");
}

#[tokio::test]
async fn strangers_find_no_advert_and_prices_are_the_desks() {
    let site = site().await;
    let id = site.order("bir", "2026-12-01").await;
    let (sinan, _) = opened(&site.app, "sinan").await;
    let customer = site.app.customer("ayse").await;
    for endpoint in ["pause_advert", "resume_advert", "cancel_advert"] {
        let endpoint = format!("mechanics/{endpoint}");
        assert_eq!(sinan.post(&endpoint, &[("advert_id", &id)]).await.status, 404, "{endpoint}");
        assert_eq!(customer.post(&endpoint, &[("advert_id", &id)]).await.status, 404, "{endpoint}");
        assert_eq!(site.app.visitor().post(&endpoint, &[("advert_id", &id)]).await.status, 401, "{endpoint}");
    }
    assert!(!sinan.page(PAGE).await.text.contains("1 Aralık 2026"));
    assert!(sinan.page(PAGE).await.text.contains("Şu anda reklam veremezsiniz"), "nobody has verified it");
    assert_eq!(site.hasan.post("mechanics/save_advert_package", &PACKAGE).await.status, 404);
    assert_eq!(site.hasan.post("mechanics/mark_advert_paid", &[("advert_id", &id), ("note", "ben")]).await.status, 404);
    let mut unknown = PACKAGE.to_vec();
    unknown.push(("package_id", &id));
    assert_eq!(site.admin.post("mechanics/save_advert_package", &unknown).await.status, 404);
    let wrong = [("name_tr", "Vitrin"), ("scope", "ülke"), ("day_price", "az"), ("min_days", "9"), ("max_days", "3")];
    let plain = site.admin.form(&format!("{DESK}?paket=yeni"), "mechanics/save_advert_package", &wrong).await;
    let back = site.admin.page(&plain.header("location")).await.text;
    assert!(back.contains("value=\"az\"") && back.contains("f-name-en-error"), "{back}");
}

#[tokio::test]
async fn finance_sees_the_orders_and_notes_payments_and_decides_nothing() {
    let site = site().await;
    let id = site.order("anahtar", "2026-12-01").await;
    let finance = site.app.customer("finans").await;
    sqlx::query("insert into user_roles (user_id, role, granted_at) select id, 'finance', now() from users where email = 'finans@ornek.test'")
        .execute(&site.app.pool)
        .await
        .unwrap();
    assert_eq!(finance.page(DESK).await.status, 403, "not before a second factor");
    site.app.prove_two_factors("finans").await;
    let desk = finance.page("/yonetim").await.text;
    assert!(desk.contains("1 reklam siparişi bekliyor") && !desk.contains("href=\"/yonetim/ustalar\""), "{desk}");
    assert!(finance.page("/hesap").await.text.contains("href=\"/yonetim\""), "a hat of their own");
    let page = finance.page(DESK).await.text;
    assert!(page.contains("Işık Oto Servis") && page.contains("mechanics/mark_advert_paid"), "{page}");
    assert!(!page.contains("mechanics/decide_advert") && !page.contains("mechanics/save_advert_package"), "{page}");
    fine(&finance, "mark_advert_paid", &[("advert_id", &id), ("note", "Havale, 24 Kasım")]).await;
    let decision = [("advert_id", id.as_str()), ("decision", "approve")];
    assert_eq!(finance.post("mechanics/decide_advert", &decision).await.status, 404);
    assert_eq!(finance.post("mechanics/save_advert_package", &PACKAGE).await.status, 404);
    assert_eq!(site.decide(&id, "approve", "").await, 200);
}
