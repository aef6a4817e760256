//! What is agreed to, in which version, and how it is taken back.

use super::{done, site};
use crate::support::{PASSWORD, TestApp};
use sanaiyiusta::modules::users::{
    consents::{Purpose, current},
    model::privacy::TERMS_VERSION,
};

type Line = (String, String, String, String, String);

/// Purpose, act, version, place and address of every act of somebody, in order.
async fn log(app: &TestApp, name: &str) -> Vec<Line> {
    sqlx::query_as(
        "select purpose, act, text_version, place, ip from user_consents c join users u on u.id = c.user_id where u.email = $1 order by c.id",
    )
    .bind(format!("{name}@ornek.test"))
    .fetch_all(&app.pool)
    .await
    .unwrap()
}

fn line(purpose: Purpose, act: &str, place: &str) -> Line {
    let text = |text: &str| text.to_owned();
    (text(purpose.word()), text(act), text(current(purpose).version), text(place), text("127.0.0.1"))
}

#[tokio::test]
async fn registering_accepts_the_terms_is_shown_the_notice_and_agrees_to_nothing_else() {
    let app = site().await;
    app.customer("ayse").await;
    let expected = [line(Purpose::Terms, "given", "register"), line(Purpose::Notice, "shown", "register")];
    assert_eq!(log(&app, "ayse").await, expected);
    let hash: Vec<u8> = sqlx::query_scalar("select text_sha256 from user_consents where purpose = 'terms'")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    assert_eq!(hash, current(Purpose::Terms).hash());
    let page = app.visitor().page("/kayit").await.text;
    for name in ["input[consents][marketing_email]", "input[consents][marketing_sms]"] {
        let tag = page.split("<input").find(|tag| tag.contains(name)).unwrap_or_else(|| panic!("{name} is not asked"));
        assert!(!tag.split('>').next().unwrap().contains("checked"), "{name} is ticked for people");
    }
}

#[tokio::test]
async fn boxes_ticked_at_registration_are_logged_one_by_one() {
    let app = site().await;
    let fields = [
        ("email", "bora@ornek.test"),
        ("password", PASSWORD),
        ("full_name", "Bora Deneme"),
        ("kind", "customer"),
        ("accept_terms", "true"),
        ("consents[marketing_email]", "true"),
    ];
    done(app.visitor().post("auth/register", &fields).await);
    let expected = [
        line(Purpose::Terms, "given", "register"),
        line(Purpose::Notice, "shown", "register"),
        line(Purpose::MarketingEmail, "given", "register"),
    ];
    assert_eq!(log(&app, "bora").await, expected);
    // Registering again with a known address agrees to nothing in its owner's name.
    let mut again = fields;
    again[5] = ("consents[marketing_sms]", "true");
    done(app.visitor().post("auth/register", &again).await);
    assert_eq!(log(&app, "bora").await.len(), 3);
}

#[tokio::test]
async fn each_channel_is_given_and_withdrawn_on_its_own_and_only_changes_are_logged() {
    let app = site().await;
    let ayse = app.customer("ayse").await;
    let save = async |fields: &[(&str, &str)]| {
        let answer = ayse.form("/hesap/ayarlar/gizlilik", "users/save_consents", fields).await;
        assert_eq!(
            (answer.status, answer.header("location").as_str()),
            (303, "/hesap/ayarlar/gizlilik"),
            "{}",
            answer.text
        );
    };
    save(&[("shown", "true"), ("marketing_email", "true"), ("marketing_sms", "true")]).await;
    save(&[("shown", "true"), ("marketing_email", "true"), ("marketing_sms", "true")]).await;
    save(&[("shown", "true"), ("marketing_sms", "true"), ("tailored_offers", "true")]).await;
    save(&[("shown", "true")]).await;
    let expected = [
        line(Purpose::MarketingEmail, "given", "privacy_page"),
        line(Purpose::MarketingSms, "given", "privacy_page"),
        line(Purpose::TailoredOffers, "given", "privacy_page"),
        line(Purpose::MarketingEmail, "withdrawn", "privacy_page"),
        line(Purpose::TailoredOffers, "withdrawn", "privacy_page"),
        line(Purpose::MarketingSms, "withdrawn", "privacy_page"),
    ];
    assert_eq!(log(&app, "ayse").await[2..], expected);
    let page = ayse.page("/hesap/ayarlar/gizlilik").await.text;
    assert!(page.contains("Geri alındı") && page.contains("/metinler/terms/2026-11-24"), "{page}");
}

#[tokio::test]
async fn new_terms_are_asked_about_above_every_page_until_they_are_accepted() {
    let app = site().await;
    let ayse = app.customer("ayse").await;
    let asks = async || ayse.page("/hesap/araclar").await.text.contains("Kullanım koşulları değişti");
    assert!(!asks().await);
    sqlx::query("update users set terms_version = '2026-01-01' where email = 'ayse@ornek.test'")
        .execute(&app.pool)
        .await
        .unwrap();
    assert!(asks().await, "the page is shown, with the question above it");
    let accept = async |version: &str| {
        ayse.post("users/accept_terms", &[("version", version), ("next", "/hesap/araclar")]).await
    };
    let old = accept("2026-01-01").await;
    assert_eq!((old.status, old.code().as_str()), (410, "expired"));
    assert!(asks().await);
    done(accept(TERMS_VERSION).await);
    assert!(!asks().await);
    assert_eq!(log(&app, "ayse").await.last(), Some(&line(Purpose::Terms, "given", "banner")));
}

#[tokio::test]
async fn public_texts_say_their_version_and_unknown_ones_are_not_found() {
    let visitor = site().await.visitor();
    for (path, purpose) in
        [("/kosullar", Purpose::Terms), ("/kvkk", Purpose::Notice), ("/gizlilik", Purpose::PrivacyPolicy)]
    {
        let page = visitor.page(path).await.text;
        assert!(page.contains(&format!("Sürüm {}", current(purpose).version)), "{path}");
        assert!(page.contains("tarihinden beri"), "{path}");
    }
    for purpose in Purpose::ALL {
        let text = current(purpose);
        assert_eq!(visitor.page(&format!("/metinler/{}/{}", purpose.word(), text.version)).await.status, 200);
    }
    for path in ["/metinler/terms/1999-01-01", "/metinler/else/2026-11-24"] {
        assert_eq!(visitor.page(path).await.status, 404, "{path}");
    }
}
