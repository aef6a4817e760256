//! A verified workshop changes: another identity and newer papers wait for the desk, another name is looked at.

use super::{
    OPEN,
    application::{kept, pdf, sent},
    fine, opened, refused,
};
use crate::support::{Client, TestApp};
use sanaiyiusta::kernel::ids::MechanicId;

const PAGE: &str = "/atolye/basvuru";
pub const NEW: [(&str, &str); 4] =
    [("kind", "company"), ("title", "Işık Otomotiv A.Ş."), ("tax_number", "4540536920"), ("tax_office", "Yenimahalle")];

async fn verified(app: &TestApp) -> (Client, MechanicId, Client) {
    let (hasan, id) = opened(app, "hasan").await;
    sent(&hasan).await;
    let admin = app.admin().await;
    fine(&admin, "verify", &[("mechanic_id", &id.to_string())]).await;
    (hasan, id, admin)
}

async fn title(app: &TestApp) -> String {
    sqlx::query_scalar("select title from mechanic_identities").fetch_one(&app.pool).await.unwrap()
}

/// The value of the hidden field `seen` of the form that posts there.
fn seen(page: &str, endpoint: &str) -> String {
    let form = page.split(endpoint).nth(1).unwrap_or_else(|| panic!("{endpoint}: {page}"));
    let field = form.split("name=\"input[seen]\"").nth(1).unwrap();
    field.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn another_identity_waits_beside_the_checked_one_and_takes_its_place_once_it_is_approved() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1000")]).await;
    let (hasan, id, admin) = verified(&app).await;
    let (id, desk) = (id.to_string(), format!("/yonetim/ustalar/{id}"));
    let public = async || app.visitor().get("mechanics/profile?slug=isik-oto-servis-cankaya").await.status;
    assert_eq!(hasan.post("mechanics/send_application", &[]).await.code(), "wrong_status", "nothing to send");
    assert_eq!(hasan.post("mechanics/withdraw_change", &[]).await.code(), "wrong_status", "nothing to take back");

    fine(&hasan, "save_identity", &NEW).await;
    kept(&hasan, "tax_plate", &pdf("/Year 2027")).await;
    let page = hasan.page(PAGE).await.text;
    assert!(page.contains("Değişiklik hazırlanıyor") && page.contains("Gönderilecek yeni belgeler"), "{page}");
    let old: String = sqlx::query_scalar("select id::text from mechanic_documents where not is_change limit 1")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    let stays = hasan.post("mechanics/remove_document", &[("document_id", &old)]).await;
    assert_eq!(stays.code(), "wrong_status", "what was checked is not taken away");
    assert!(!admin.page(&desk).await.text.contains("Işık Otomotiv A.Ş."), "a draft is its owner's alone");

    let plain = hasan.form(PAGE, "mechanics/send_application", &[("text", "Şirketleştik")]).await;
    assert_eq!(plain.header("location"), PAGE);
    assert_eq!(hasan.post("mechanics/save_identity", &NEW).await.code(), "wrong_status", "it lies with the desk");
    let page = hasan.page(PAGE).await.text;
    assert!(page.contains("Gönderilen yeni belgeler") && !page.contains("Gönderilecek yeni belgeler"), "{page}");
    assert_eq!(public().await, 200, "what was checked stays in force");
    assert_eq!(title(&app).await, "Işık Oto Ltd. Şti.");
    assert!(admin.page("/yonetim").await.text.contains("Değişen atölye: 1"));
    assert!(admin.page("/yonetim/ustalar?durum=changed").await.text.contains(&desk));
    assert!(!admin.page("/yonetim/ustalar?durum=sent").await.text.contains(&desk), "it waits for no verification");

    let page = admin.page(&desk).await.text;
    for words in
        ["Işık Oto Ltd. Şti.", "Işık Otomotiv A.Ş.", "Şirketleştik", "Değişikliği onayla", "Gönderilen yeni belgeler"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let first = seen(&page, "mechanics/approve_change");
    let word = [("mechanic_id", id.as_str()), ("reason", "Sicil gazetesi eksik")];
    fine(&admin, "ask_more", &word).await;
    app.clock.advance_minutes(5);
    kept(&hasan, "registry", &pdf("")).await;
    fine(&hasan, "send_application", &[("text", "Ekledim.")]).await;
    let stale = admin.post("mechanics/approve_change", &[("mechanic_id", &id), ("seen", &first)]).await;
    assert_eq!(stale.code(), "wrong_status", "an admin approves what they have seen");
    let now = seen(&admin.page(&desk).await.text, "mechanics/approve_change");
    let fields = [("mechanic_id", id.as_str()), ("seen", now.as_str())];
    assert_eq!(hasan.post("mechanics/approve_change", &fields).await.status, 404);
    fine(&admin, "approve_change", &fields).await;
    assert_eq!(admin.post("mechanics/approve_change", &fields).await.code(), "wrong_status", "once");

    assert_eq!(title(&app).await, "Işık Otomotiv A.Ş.");
    let papers: Vec<String> =
        sqlx::query_scalar("select kind from mechanic_documents where not is_change order by kind")
            .fetch_all(&app.pool)
            .await
            .unwrap();
    assert_eq!(papers, ["licence", "mastery", "registry", "tax_plate"], "the newer paper took the place of the older");
    assert_eq!(app.count("select count(*) from mechanic_identity_changes").await, 0);
    let changed: String =
        sqlx::query_scalar("select detail->>'changed' from audit_log where action = 'mechanic.approve_change'")
            .fetch_one(&app.pool)
            .await
            .unwrap();
    assert_eq!(changed, r#"["title", "tax_office", "mersis", "tax_plate", "registry"]"#, "words and no numbers");
    app.run_jobs().await;
    let mails = "select count(*) from mails where kind in ('mechanic_asked', 'mechanic_change_approved') and sent_at is not null";
    assert_eq!(app.count(mails).await, 2);
}

#[tokio::test]
async fn a_change_is_refused_mended_and_taken_back_and_what_was_checked_stays() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1000")]).await;
    let (hasan, id, admin) = verified(&app).await;
    let id = id.to_string();
    fine(&hasan, "save_identity", &NEW).await;
    assert_eq!(refused(&hasan, "save_identity", &[("kind", "company")]).await, ["tax_number", "tax_office", "title"]);
    fine(&hasan, "send_application", &[]).await;
    fine(&admin, "refuse", &[("mechanic_id", &id), ("reason", "Unvan levhayla aynı değil")]).await;
    let page = hasan.page(PAGE).await.text;
    assert!(page.contains("Unvan levhayla aynı değil") && page.contains("Değişiklikten vazgeç"), "{page}");
    assert_eq!(app.visitor().get("mechanics/profile?slug=isik-oto-servis-cankaya").await.status, 200);
    kept(&hasan, "tax_plate", &pdf("")).await;
    fine(&hasan, "send_application", &[]).await;
    fine(&hasan, "withdraw_change", &[]).await;
    assert!(hasan.page(PAGE).await.text.contains("Atölyeniz doğrulandı"));
    assert_eq!(title(&app).await, "Işık Oto Ltd. Şti.");
    assert_eq!(app.count("select count(*) from mechanic_documents").await, 3);
    assert_eq!(app.count("select count(*) from mechanic_application_notes where act = 'withdrawn'").await, 1);

    fine(&hasan, "save_identity", &NEW).await;
    fine(&hasan, "save_identity", &super::application::IDENTITY).await;
    assert_eq!(app.count("select count(*) from mechanic_identity_changes").await, 0, "as it was is no change");
    let other = hasan.post("mechanics/withdraw_change", &[]).await;
    assert_eq!(other.code(), "wrong_status");
}

#[tokio::test]
async fn another_name_of_a_verified_workshop_is_written_down_and_looked_at() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1000")]).await;
    let (hasan, id) = opened(&app, "hasan").await;
    let (admin, id, desk) = (app.admin().await, id.to_string(), format!("/yonetim/ustalar/{id}"));
    let renamed = |name: &'static str, address: &'static str| {
        let mut fields = OPEN;
        fields[0].1 = name;
        fields[3].1 = address;
        fields
    };
    let written = "select count(*) from audit_log where action = 'mechanic.change_profile'";
    fine(&hasan, "save_profile", &renamed("Işık Oto", OPEN[3].1)).await;
    assert_eq!(app.count(written).await, 0, "nobody has checked anything yet");
    fine(&admin, "verify", &[("mechanic_id", &id)]).await;
    fine(&hasan, "save_profile", &renamed("Işık Oto", OPEN[3].1)).await;
    assert_eq!(app.count(written).await, 0, "nothing is another");

    fine(&hasan, "save_profile", &renamed("Işık Oto", "Ostim 1. Cadde No: 7")).await;
    let first = seen(&admin.page(&desk).await.text, "mechanics/acknowledge_change");
    app.clock.advance_minutes(1);
    fine(&hasan, "save_profile", &renamed("Yıldız Oto", "Ostim 1. Cadde No: 7")).await;
    assert_eq!(app.count(written).await, 2);
    let page = admin.page(&desk).await.text;
    assert!(
        page.contains("Işık Oto · Sanayi Sitesi 12. Blok No: 5, Çankaya, Ankara"),
        "as the desk saw it last: {page}"
    );
    assert!(page.contains("Yıldız Oto · Ostim 1. Cadde No: 7, Çankaya, Ankara"), "{page}");
    assert!(admin.page("/yonetim/ustalar?durum=changed").await.text.contains("Değişiklik bekliyor"));
    let stale = [("mechanic_id", id.as_str()), ("seen", first.as_str())];
    assert_eq!(admin.post("mechanics/acknowledge_change", &stale).await.code(), "wrong_status");
    let now = seen(&page, "mechanics/acknowledge_change");
    let fields = [("mechanic_id", id.as_str()), ("seen", now.as_str()), ("next", desk.as_str())];
    assert_eq!(admin.form(&desk, "mechanics/acknowledge_change", &fields).await.header("location"), desk);
    assert!(!admin.page(&desk).await.text.contains("mechanics/acknowledge_change"));
    fine(&admin, "acknowledge_change", &fields).await;
    let looked = "select count(*) from audit_log where action = 'mechanic.acknowledge_change'";
    assert_eq!(app.count(looked).await, 1, "looking twice is looking once");

    fine(&hasan, "save_profile", &renamed("Başka Oto", "Ostim 1. Cadde No: 7")).await;
    fine(&hasan, "save_profile", &renamed("Yıldız Oto", "Ostim 1. Cadde No: 7")).await;
    assert_eq!(app.count("select count(*) from mechanic_unseen_changes").await, 0, "it is again what the desk saw");
}
