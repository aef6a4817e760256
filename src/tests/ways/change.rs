//! A new address takes the place of the old one.

use crate::support::{PASSWORD, TestApp};

const OLD: &str = "ayse@ornek.test";
const NEW: &str = "ayse.yeni@ornek.test";

#[tokio::test]
async fn the_new_address_proves_itself_first_and_the_old_one_is_told_twice() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    // A reset that was asked for before goes to the old mailbox: it must not outlive it.
    app.visitor().post("auth/begin_reset", &[("email", OLD)]).await;
    let reset = app.letter(OLD).await;
    let asked = ayse.form("/hesap/ayarlar/guvenlik", "auth/change_email", &[("email", NEW)]).await;
    assert_eq!((asked.status, asked.header("location").as_str()), (303, "/hesap/ayarlar/guvenlik"));
    assert_eq!(app.notices_of("email_change_asked", OLD).await, 1);
    assert_eq!(ayse.page("/hesap/ayarlar/guvenlik").await.text.matches(NEW).count(), 1, "it waits for its code");
    assert_eq!(app.count("select count(*) from users where email = 'ayse@ornek.test'").await, 1);

    let letter = app.letter(NEW).await;
    let fields = [("purpose", "change"), ("code", letter.code.as_str())];
    assert_eq!(ayse.post("auth/verify_email", &fields).await.status, 200);
    assert!(app.is_verified(NEW).await);
    for address in [OLD, NEW] {
        assert_eq!(app.notices_of("email_changed", address).await, 1, "{address}");
    }
    for (email, status) in [(OLD, 401), (NEW, 200)] {
        let answer = app.visitor().post("auth/sign_in", &[("email", email), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, status, "{email}");
    }
    let stale = [("token", reset.token.as_str()), ("password", "bambaska-parola-7")];
    assert_eq!(app.visitor().post("auth/reset_password", &stale).await.code(), "expired");
}

#[tokio::test]
async fn changing_the_address_wants_a_recent_proof() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    app.clock.advance_minutes(16);
    let answer = ayse.post("auth/change_email", &[("email", NEW)]).await;
    assert_eq!((answer.status, answer.code().as_str()), (403, "step_up"));
    assert_eq!(app.count("select count(*) from email_verifications where purpose = 'change'").await, 0);
}

#[tokio::test]
async fn only_the_owner_of_the_account_finishes_a_change() {
    let app = TestApp::new().await;
    let (ayse, fatma) = (app.customer("ayse").await, app.customer("fatma").await);
    ayse.post("auth/change_email", &[("email", NEW)]).await;
    let letter = app.letter(NEW).await;
    // A slip of the pen: somebody else reads the new mailbox.
    let visitor = app.visitor();
    assert_eq!(visitor.post("auth/verify_email", &[("token", &letter.token)]).await.status, 401);
    assert_eq!(fatma.post("auth/verify_email", &[("token", &letter.token)]).await.status, 410);
    assert_eq!(ayse.post("auth/verify_email", &[("token", &letter.token)]).await.status, 200);
}

#[tokio::test]
async fn a_taken_address_gets_the_same_answer_and_its_owner_a_mail() {
    let app = TestApp::new().await;
    let (ayse, _fatma) = (app.customer("ayse").await, app.customer("fatma").await);
    let free = ayse.post("auth/change_email", &[("email", NEW)]).await;
    let taken = ayse.post("auth/change_email", &[("email", "fatma@ornek.test")]).await;
    assert_eq!((free.status, free.text), (taken.status, taken.text));
    assert_eq!(app.mails_of("already_here", "fatma@ornek.test").await, 1);
    assert_eq!(app.mails_of("change_email", "fatma@ornek.test").await, 0);
}
