//! People without an address: a number is their only way in, and no mail goes to them.

use super::{
    at,
    guests::{SLUG, SPOKEN, through},
    workshop,
};
use crate::support::TestApp;

#[tokio::test]
async fn whoever_has_no_address_gets_no_mail_and_nothing_breaks() {
    let app = TestApp::new().await;
    let (usta, _) = workshop(&app, "usta", "false").await;
    let guest = app.visitor();
    let start = at("09:00");
    let came = through(&app, &guest, &[("mechanic", SLUG), ("start", &start)]).await;
    let id = came.header("location").rsplit('/').next().unwrap().to_owned();
    assert_eq!(usta.post("appointments/confirm", &[("appointment_id", &id)]).await.status, 200);
    app.clock.advance_minutes(25 * 60);
    app.run_jobs().await;
    assert_eq!(usta.post("appointments/complete", &[("appointment_id", &id)]).await.status, 200);
    app.run_jobs().await;
    assert_eq!(app.count("select count(*) from mails where to_email = ''").await, 0);
    assert_eq!(app.count("select count(*) from mails where sent_at is null").await, 0);
    assert!(app.count("select count(*) from mails where kind = 'appointment_requested'").await == 1, "the workshop's");
    for page in ["/hesap", "/hesap/ayarlar", "/hesap/ayarlar/guvenlik", "/hesap/ayarlar/gizlilik", "/e-posta-dogrula"] {
        let page = guest.page(page).await;
        assert_eq!(page.status, 200);
        assert!(
            page.text.contains("E-posta ekle") || page.text.contains("e-posta adresi yok"),
            "an address can be added"
        );
    }
    assert_eq!(guest.post("auth/resend_verification", &[]).await.code(), "wrong_status");
    assert_eq!(guest.post("auth/begin_step_up", &[("next", "/hesap")]).await.code(), "wrong_status");
    assert!(
        guest.page("/onay?next=/hesap").await.text.contains("/giris?yol=telefon"),
        "the number proves it once more"
    );
}

#[tokio::test]
async fn the_number_is_kept_until_an_address_has_proved_itself() {
    let app = TestApp::new().await;
    let guest = app.visitor();
    through(&app, &guest, &[("il", "ankara")]).await;
    let save = async |phone: &str| {
        let fields = [("full_name", "Mehmet Misafir"), ("phone", phone), ("lang", "tr"), ("theme", "system")];
        guest.post("users/save_settings", &fields).await
    };
    assert_eq!(save(SPOKEN).await.status, 200);
    for phone in ["", "0533 000 00 01"] {
        let refused = save(phone).await;
        assert_eq!((refused.status, refused.code().as_str()), (409, "last_way_in"), "{phone}");
    }
    assert_eq!(guest.post("users/request_deletion", &[("confirm", "")]).await.fields(), ["confirm"]);
    assert_eq!(guest.post("auth/change_email", &[("email", "mehmet@ornek.test")]).await.status, 200);
    let letter = app.letter("mehmet@ornek.test").await;
    let proof = [("purpose", "change"), ("code", letter.code.as_str())];
    assert_eq!(guest.post("auth/verify_email", &proof).await.status, 200);
    assert_eq!(save("0533 000 00 01").await.status, 200);
    let other = app.visitor();
    through(&app, &other, &[("il", "ankara")]).await;
    assert_eq!(other.post("users/request_deletion", &[("confirm", "Mehmet Misafir")]).await.status, 200);
    assert_eq!(app.count("select count(*) from deletion_requests").await, 1);
}
