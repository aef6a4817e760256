//! What people miss in the catalogue and propose for it.

use super::catalogue::{DESK, id_of, ok};
use crate::support::TestApp;

#[tokio::test]
async fn a_proposal_is_accepted_into_the_catalogue_and_told_by_mail() {
    let app = TestApp::new().await;
    let (ayse, admin) = (app.customer("ayse").await, app.admin().await);
    let place = "/hesap/araclar/oner";
    let car = [
        ("brand", "Togg"),
        ("model", "T10X"),
        ("variant", "V2"),
        ("year", "2024"),
        ("fuel", "electric"),
        ("note", "beyaz"),
    ];
    let empty = ayse.form(place, "vehicles/propose", &[("brand", "Togg"), ("year", "1900")]).await;
    assert_eq!((empty.status, empty.header("location").as_str()), (303, place));
    let again = ayse.page(place).await;
    assert!(again.text.contains("value=\"Togg\"") && again.text.contains("aria-invalid=\"true\""), "{}", again.text);
    let sent = ayse.form(place, "vehicles/propose", &car).await;
    assert_eq!((sent.status, sent.header("location").as_str()), (303, place));
    let mine = ayse.page(place).await;
    assert!(mine.text.contains("Togg T10X V2 (2024)") && mine.text.contains("İnceleniyor"));
    assert!(!app.customer("fatma").await.page(place).await.text.contains("T10X"));

    assert!(admin.page("/yonetim").await.text.contains("Bekleyen araç önerisi: 1"));
    let id = id_of(&app, "select id::text from variant_proposals").await;
    let queue = admin.page("/yonetim/katalog/oneriler").await;
    let form = format!("{DESK}?yeni=arac&oneri={id}");
    assert!(queue.text.contains(&form.replace('&', "&amp;")) && queue.text.contains("beyaz"), "{}", queue.text);
    let page = admin.page(&form).await;
    assert!(page.text.contains("value=\"T10X\"") && page.text.contains("value=\"V2\""));
    let fields = [
        ("proposal_id", id.as_str()),
        ("brand", "Togg"),
        ("model", "T10X"),
        ("name", "V2"),
        ("year_from", "2023"),
        ("fuel", "electric"),
        ("active", "on"),
    ];
    ok(&admin.post("vehicles/save_variant", &fields).await);
    let variant = id_of(&app, "select variant_id::text from variant_proposals where state = 'accepted'").await;
    assert!(ayse.page(place).await.text.contains(&format!("/hesap/araclar/yeni?arac={variant}")));
    let mail = id_of(
        &app,
        "select payload ->> 'car' from mails where kind = 'variant_accepted' and to_email = 'ayse@ornek.test'",
    )
    .await;
    assert_eq!(mail, "Togg T10X V2");
    app.run_jobs().await;
    assert_eq!(app.count("select count(*) from mails where kind = 'variant_accepted' and sent_at is null").await, 0);

    let twice = admin.post("vehicles/refuse_proposal", &[("proposal_id", &id), ("reason", "Zaten var")]).await;
    assert_eq!((twice.status, twice.code().as_str()), (409, "wrong_status"));
    assert!(admin.page("/yonetim/katalog/oneriler?durum=kapali").await.text.contains("Kataloğa eklendi"));
}

#[tokio::test]
async fn a_refused_proposal_says_why_and_five_a_day_are_enough() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let car = [("brand", "Togg"), ("model", "T10X"), ("variant", "V2"), ("year", "2024")];
    for _ in 0..5 {
        ok(&ayse.post("vehicles/propose", &car).await);
    }
    let sixth = ayse.post("vehicles/propose", &car).await;
    assert_eq!((sixth.status, sixth.code().as_str()), (429, "too_many"));
    ok(&app.customer("fatma").await.post("vehicles/propose", &car).await);
    app.clock.advance_minutes(24 * 60);
    ok(&ayse.post("vehicles/propose", &car).await);

    // Admins sign in every day.
    let admin = app.admin().await;
    let id = id_of(&app, "select id::text from variant_proposals order by id limit 1").await;
    assert_eq!(
        admin.post("vehicles/refuse_proposal", &[("proposal_id", &id), ("reason", " ")]).await.fields(),
        ["reason"]
    );
    ok(&admin.post("vehicles/refuse_proposal", &[("proposal_id", &id), ("reason", "Katalogda T10X olarak var")]).await);
    let mine = ayse.page("/hesap/araclar/oner").await;
    assert!(mine.text.contains("Katalogda T10X olarak var") && mine.text.contains("Eklenmedi"));
    assert_eq!(app.count("select count(*) from mails where kind = 'variant_refused'").await, 1);
    assert_eq!(app.count("select count(*) from audit_log where action = 'vehicles.refuse_proposal'").await, 1);
    app.run_jobs().await;
}
