//! The admin's decisions about workshops.

use super::{fine, opened, refused};
use crate::support::{BALATA_ID, TestApp};
use sanaiyiusta::{modules::mechanics, platform::Scope};

#[tokio::test]
async fn an_admin_verifies_suspends_and_reinstates_with_audit_and_mail() {
    let app = TestApp::new().await;
    let (hasan, id) = opened(&app, "hasan").await;
    let (admin, id_text) = (app.admin().await, id.to_string());
    let input = [("mechanic_id", id_text.as_str()), ("reason", "Adres doğrulanamadı")];
    for endpoint in ["verify", "suspend", "reinstate"] {
        let endpoint = format!("mechanics/{endpoint}");
        assert_eq!(app.visitor().post(&endpoint, &input).await.status, 401);
        assert_eq!(hasan.post(&endpoint, &input).await.status, 404);
        assert_eq!(admin.post(&endpoint, &[("mechanic_id", BALATA_ID), ("reason", "Adres yanlış")]).await.status, 404);
    }
    let public = async || app.visitor().get("mechanics/profile?slug=isik-oto-servis-cankaya").await.status;
    for (endpoint, status) in [("verify", 200), ("suspend", 404), ("reinstate", 200)] {
        fine(&admin, endpoint, &input).await;
        fine(&admin, endpoint, &input).await;
        assert_eq!(public().await, status, "after {endpoint}");
    }
    assert_eq!(refused(&admin, "suspend", &[("mechanic_id", &id_text)]).await, ["reason"]);
    let acts: Vec<String> =
        sqlx::query_scalar("select action from audit_log where subject_kind = 'mechanic' order by id")
            .fetch_all(&app.pool)
            .await
            .unwrap();
    assert_eq!(acts, ["mechanic.verify", "mechanic.suspend", "mechanic.reinstate"], "deciding twice is deciding once");

    app.run_jobs().await;
    let mails: Vec<(String, String)> =
        sqlx::query_as("select kind, coalesce(text_body, '') from mails where kind like 'mechanic_%' order by kind")
            .fetch_all(&app.pool)
            .await
            .unwrap();
    let kinds: Vec<&str> = mails.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["mechanic_reinstated", "mechanic_suspended", "mechanic_verified"]);
    assert!(mails[1].1.contains("Adres doğrulanamadı"), "{}", mails[1].1);
    assert!(mails[2].1.contains("/usta/isik-oto-servis-cankaya"), "{}", mails[2].1);
}

#[tokio::test]
async fn what_was_not_handed_in_is_verified_only_after_a_question_that_says_what_is_missing() {
    let app = TestApp::new().await;
    let (hasan, id) = opened(&app, "hasan").await;
    let admin = app.admin().await;
    let list = "/yonetim/ustalar?durum=waiting";
    let page = admin.page(list).await.text;
    assert!(page.contains(&format!("/yonetim/ustalar/{id}")) && !page.contains("mechanics/verify"), "{page}");
    let here = format!("/yonetim/ustalar/{id}");
    let page = admin.page(&here).await.text;
    assert!(page.contains("Başvurunun durumu: Hazırlanıyor. Eksik adımlar: Kimlik, Hizmet, Belge."), "{page}");
    assert!(page.contains("Yine de doğrula"), "{page}");
    let id_text = id.to_string();
    let fields = [("mechanic_id", id_text.as_str()), ("next", here.as_str())];
    assert_eq!(admin.form(&here, "mechanics/verify", &fields).await.header("location"), here);
    let kept: String = sqlx::query_scalar("select detail->>'missing' from audit_log where action = 'mechanic.verify'")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    assert_eq!(kept, "identity, services, documents");
    assert!(admin.page("/yonetim/denetim").await.text.contains(">Kimlik, Hizmet, Belge</b>"), "in words");

    let before = hasan.page("/atolye/basvuru").await.text;
    assert!(before.contains("5 adımın 2 tanesi tamam"), "{before}");
    fine(&hasan, "save_identity", &super::changes::NEW).await;
    let after = hasan.page("/atolye/basvuru").await.text;
    assert!(after.contains("5 adımın 3 tanesi tamam"), "what waits for the desk is there: {after}");
}

#[tokio::test]
async fn the_desk_is_searched_in_folded_turkish_and_by_state() {
    let app = TestApp::new().await;
    let (_, id) = opened(&app, "hasan").await;
    opened(&app, "sinan").await;
    let admin = app.admin().await;
    fine(&admin, "verify", &[("mechanic_id", &id.to_string())]).await;
    let person = sqlx::query_scalar::<_, uuid::Uuid>("select id from users where email = 'yonetici@ornek.test'")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    let mut scope = Scope::system(&app.wires).await.unwrap();
    scope.actor = desk_actor(person);
    let mut found = async |text: &str, state: &str| {
        let filter = mechanics::MechanicFilter { text: text.into(), state: state.into(), after: String::new() };
        mechanics::admin_list(&mut scope, &filter).await.unwrap().items.len()
    };
    assert_eq!(found("isik oto", "").await, 2);
    assert_eq!((found("", "waiting").await, found("", "verified").await, found("", "suspended").await), (1, 1, 0));
    assert_eq!((found("hasan", "all").await, found("sinan", "verified").await), (1, 0));
}

fn desk_actor(user: uuid::Uuid) -> sanaiyiusta::kernel::actor::Actor {
    use sanaiyiusta::kernel::{
        actor::{Actor, Kind, Person, Proof, Role},
        ids::SessionId,
        lang::Lang,
    };
    Actor::Person(Box::new(Person {
        user_id: user.into(),
        session_id: SessionId(user),
        kind: Kind::Admin,
        full_name: String::new(),
        email: String::new(),
        email_verified: true,
        lang: Lang::Tr,
        theme: String::new(),
        terms_version: String::new(),
        roles: vec![Role::Admin],
        customer_id: None,
        mechanic_id: None,
        proof: Proof::default(),
        employment: None,
        locked_roles: Vec::new(),
        photo: None,
    }))
}
