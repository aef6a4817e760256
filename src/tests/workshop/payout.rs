//! The account that a workshop's money goes to.

use super::{opened, refused};
use crate::support::{Client, TestApp};

const ACCOUNT: [(&str, &str); 2] = [("iban", "tr18 0006 2001 1900 0006 6723 15"), ("holder", "Işık Oto Ltd")];
const PAGE: &str = "/atolye/odeme-hesabi";

async fn save(owner: &Client, account: &[(&str, &str)]) -> u16 {
    owner.post("mechanics/save_payout_account", account).await.status
}

#[tokio::test]
async fn an_account_is_set_with_two_factors_shown_masked_and_told_by_mail() {
    let app = TestApp::new().await;
    let (hasan, _) = opened(&app, "hasan").await;
    let page = hasan.page(PAGE).await.text;
    assert!(page.contains("Önce iki adımlı doğrulama") && !page.contains("name=\"input[iban]\""), "{page}");
    let answer = hasan.form(PAGE, "mechanics/save_payout_account", &ACCOUNT).await;
    assert_eq!(answer.header("location"), PAGE);
    assert!(hasan.page(PAGE).await.text.contains("yalnız iki adımlı doğrulamayla"), "a password alone is not enough");
    assert_eq!(app.count("select count(*) from mechanic_payout_accounts").await, 0);

    app.prove_two_factors("hasan").await;
    for (account, names) in [
        ([("iban", "TR180006200119000006672316"), ("holder", "Işık")], vec!["iban"]),
        ([("iban", "DE89370400440532013000"), ("holder", "I")], vec!["holder", "iban"]),
        ([("iban", " "), ("holder", "Işık")], vec!["iban"]),
    ] {
        assert_eq!(refused(&hasan, "save_payout_account", &account).await, names, "{account:?}");
    }
    assert_eq!((save(&hasan, &ACCOUNT).await, save(&hasan, &ACCOUNT).await), (200, 200));
    let page = hasan.page(PAGE).await.text;
    assert!(page.contains("TR18 •••• •••• •••• •••• ••23 15") && page.contains("Işık Oto Ltd"), "{page}");
    assert!(!page.contains("6200") && !page.contains("0006672315"), "never whole: {page}");
    app.run_jobs().await;
    let mails = "select count(*) from mails where kind = 'payout_changed' and to_email = 'hasan@ornek.test' and sent_at is not null";
    assert_eq!(app.count(mails).await, 1, "setting it twice is setting it once");
    let whole = "select count(*) from mails where kind = 'payout_changed' and payload::text like '%6200%'";
    let logged =
        "select count(*) from audit_log where action = 'mechanic.save_payout' and detail::text not like '%6200%'";
    assert_eq!((app.count(whole).await, app.count(logged).await), (0, 1));

    assert_eq!(hasan.post("mechanics/remove_payout_account", &[]).await.status, 200);
    assert_eq!(app.count("select count(*) from mechanic_payout_accounts").await, 0);
    app.clock.advance_minutes(16);
    assert_eq!(hasan.post("mechanics/save_payout_account", &ACCOUNT).await.code(), "step_up", "the proof is too old");
    assert_eq!(hasan.post("mechanics/remove_payout_account", &[]).await.code(), "step_up");
}

#[tokio::test]
async fn accounts_are_their_owners_alone() {
    let app = TestApp::new().await;
    let ((hasan, _), (sinan, _)) = (opened(&app, "hasan").await, opened(&app, "sinan").await);
    app.prove_two_factors("hasan").await;
    app.prove_two_factors("sinan").await;
    assert_eq!(save(&hasan, &ACCOUNT).await, 200);
    assert!(!sinan.page(PAGE).await.text.contains("••23 15"));
    let customer = app.customer("ayse").await;
    assert_eq!((save(&customer, &ACCOUNT).await, customer.page(PAGE).await.status), (404, 404));
    assert_eq!(save(&app.visitor(), &ACCOUNT).await, 401);
    let public = app.visitor().get("mechanics/profile?slug=isik-oto-servis-cankaya").await.text;
    assert!(!public.contains("iban"), "{public}");
}
