//! Roles: who sees what, who gives and takes them, and that somebody always can.

use super::{change, id_of, worker};
use crate::support::{Client, PASSWORD, TestApp};
use sanaiyiusta::{kernel::error::Code, modules::users::make_admin};

const PAGES: [&str; 7] = [
    "/yonetim",
    "/yonetim/yorumlar",
    "/yonetim/ustalar",
    "/yonetim/kullanicilar",
    "/yonetim/kategoriler",
    "/yonetim/denetim",
    "/yonetim/reklamlar",
];

async fn seen(person: &Client) -> Vec<u16> {
    let mut seen = Vec::new();
    for page in PAGES {
        seen.push(person.page(page).await.status);
    }
    seen
}

#[tokio::test]
async fn each_role_of_the_desk_sees_its_own_pages() {
    let app = TestApp::new().await;
    assert_eq!(seen(&app.admin().await).await, [200; 7]);
    assert_eq!(seen(&worker(&app, "moderator", "moderator").await).await, [200, 200, 404, 404, 404, 404, 404]);
    assert_eq!(seen(&worker(&app, "destek", "support").await).await, [200, 404, 404, 200, 404, 404, 404]);
    assert_eq!(seen(&worker(&app, "finans", "finance").await).await, [200, 404, 404, 404, 404, 404, 200]);
    assert_eq!(seen(&worker(&app, "calisan", "mechanic_staff").await).await, [404; 7]);
    assert_eq!(app.visitor().page("/yonetim/kullanicilar.csv").await.status, 401);
    let support = worker(&app, "ikinci", "support").await;
    assert_eq!(support.page("/yonetim/kullanicilar.csv").await.status, 404, "the list as a file is for admins");
}

#[tokio::test]
async fn one_person_switches_between_all_their_hats_without_script() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let id = id_of(&app, "yonetici").await;
    assert_eq!(admin.post("users/grant_role", &[("user_id", &id), ("role", "mechanic_owner")]).await.status, 200);
    for page in ["/", "/hesap", "/yonetim"] {
        let page = admin.page(page).await.text;
        for place in ["href=\"/yonetim\"", "href=\"/atolye\"", "href=\"/hesap\""] {
            assert!(page.contains(place), "{place}");
        }
    }
    let elif = app.customer("elif").await.page("/hesap").await.text;
    assert!(!elif.contains("href=\"/yonetim\"") && !elif.contains("href=\"/atolye\""));
}

#[tokio::test]
async fn a_role_is_given_and_taken_with_a_line_in_the_log_and_a_new_sign_in() {
    let app = TestApp::new().await;
    let (admin, elif) = (app.admin().await, app.customer("elif").await);
    let id = id_of(&app, "elif").await;
    let act = async |endpoint: &str, role: &str| admin.post(endpoint, &[("user_id", &id), ("role", role)]).await;
    assert_eq!(act("users/grant_role", "mechanic_owner").await.status, 200);
    assert_eq!(elif.get("auth/me").await.json()["roles"], serde_json::json!(["customer", "mechanic_owner"]));
    assert_eq!(act("users/grant_role", "moderator").await.status, 200);
    assert_eq!(elif.get("auth/me").await.status, 401, "a place at the desk begins with a new sign-in");
    assert_eq!(act("users/grant_role", "moderator").await.status, 200, "twice is once");
    let given = "select count(*) from user_roles r join users g on g.id = r.granted_by
                 where r.role = 'moderator' and g.email = 'yonetici@ornek.test'";
    assert_eq!(app.count(given).await, 1);

    let again = worker(&app, "zeynep", "moderator").await;
    let zeynep = id_of(&app, "zeynep").await;
    assert_eq!(again.page("/yonetim/yorumlar").await.status, 200);
    assert_eq!(admin.post("users/revoke_role", &[("user_id", &zeynep), ("role", "moderator")]).await.status, 200);
    assert_eq!(again.get("auth/me").await.status, 401, "what is open does not go on with a role that is gone");
    assert_eq!(app.count("select count(*) from user_sessions where ended_why = 'role_lost'").await, 1);
    let logged =
        "select count(*) from audit_log where action in ('users.grant_role', 'users.revoke_role') and detail ? 'role'";
    assert_eq!(app.count(logged).await, 3);
    assert_eq!(act("users/grant_role", "padisah").await.fields(), ["role"]);
    assert_eq!(act("users/revoke_role", "").await.fields(), ["role"]);
}

#[tokio::test]
async fn the_last_admin_can_neither_be_removed_nor_suspended() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let own = id_of(&app, "yonetici").await;
    let refused = admin.post("users/revoke_role", &[("user_id", &own), ("role", "admin")]).await;
    assert_eq!((refused.status, refused.code().as_str()), (409, "last_admin"));
    let refused = admin.post("users/suspend", &[("user_id", &own), ("reason", "Kendimi kapatıyorum")]).await;
    assert_eq!(refused.status, 403, "nobody suspends themselves");

    let second = worker(&app, "ikinci", "admin").await;
    let other = id_of(&app, "ikinci").await;
    let revoke = [("user_id", other.as_str()), ("role", "admin")];
    let suspend = [("user_id", own.as_str()), ("reason", "İkimiz aynı anda")];
    let (one, two) = tokio::join!(admin.post("users/revoke_role", &revoke), second.post("users/suspend", &suspend));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert!(statuses == [200, 409] || statuses == [200, 401] || statuses == [200, 404], "{statuses:?}");
    let left = "select count(*) from user_roles r join users u on u.id = r.user_id where r.role = 'admin' and u.disabled_at is null";
    assert_eq!(app.count(left).await, 1, "two who remove each other leave one");
}

#[tokio::test]
async fn a_suspended_admin_does_not_count_as_one() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    worker(&app, "ikinci", "admin").await;
    let other = id_of(&app, "ikinci").await;
    assert_eq!(admin.post("users/suspend", &[("user_id", &other), ("reason", "İşten ayrıldı")]).await.status, 200);
    let own = id_of(&app, "yonetici").await;
    let refused = admin.post("users/revoke_role", &[("user_id", &own), ("role", "admin")]).await;
    assert_eq!(refused.code(), "last_admin");
}

#[tokio::test]
async fn roles_that_follow_from_facts_are_neither_given_nor_taken() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let (elif, usta) = (app.customer("elif").await, app.mechanic("usta").await);
    let (id, owner) = (id_of(&app, "elif").await, id_of(&app, "usta").await);
    for (endpoint, role) in [
        ("users/grant_role", "mechanic_staff"),
        ("users/revoke_role", "mechanic_staff"),
        ("users/grant_role", "customer"),
        ("users/revoke_role", "customer"),
    ] {
        let refused = admin.post(endpoint, &[("user_id", &id), ("role", role)]).await;
        assert_eq!((refused.status, refused.fields()), (422, vec!["role".to_owned()]), "{endpoint} {role}");
        assert_eq!(refused.json()["fields"]["role"]["rule"], "unknown_choice");
    }
    assert_eq!(elif.get("auth/me").await.status, 200, "nothing was ended");
    let page = admin.page(&format!("/yonetim/kullanicilar/{id}")).await.text;
    assert!(page.contains("Hesapla birlikte gelir") && !page.contains("value=\"mechanic_staff\""), "{page}");
    assert!(!page.contains("rolünü al"), "a car owner has nothing to take");

    // The right to open a workshop can be taken while there is none.
    let place = [
        ("name", "Işık Oto"),
        ("phone", "0532 000 00 01"),
        ("address", "Sanayi Sitesi No: 5"),
        ("il", "ankara"),
        ("ilce", "ankara-cankaya"),
    ];
    let role = [("user_id", owner.as_str()), ("role", "mechanic_owner")];
    assert_eq!(admin.post("users/revoke_role", &role).await.status, 200);
    let again = [("email", "usta@ornek.test"), ("password", PASSWORD)];
    assert_eq!(usta.post("auth/sign_in", &again).await.status, 200);
    assert_eq!(usta.post("mechanics/open", &place).await.status, 404);
    assert_eq!(admin.post("users/grant_role", &role).await.status, 200);
    assert_eq!(usta.post("mechanics/open", &place).await.status, 200);
    let refused = admin.post("users/revoke_role", &role).await;
    assert_eq!((refused.status, refused.code().as_str()), (409, "in_use"), "what they own is not taken by a word");
    let page = admin.page(&format!("/yonetim/kullanicilar/{owner}")).await.text;
    assert!(page.contains("Şu işletmeyle gelir:") && page.contains("Işık Oto"), "{page}");
}

#[tokio::test]
async fn people_are_told_what_the_desk_does_with_their_roles_and_sessions() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    app.customer("elif").await;
    let id = id_of(&app, "elif").await;
    let person = ("user_id", id.as_str());
    for (endpoint, role) in [("grant_role", "support"), ("grant_role", "support"), ("revoke_role", "support")] {
        assert_eq!(admin.post(&format!("users/{endpoint}"), &[person, ("role", role)]).await.status, 200);
    }
    assert_eq!(admin.post("users/end_sessions", &[person]).await.status, 200);
    app.run_jobs().await;
    let told: Vec<(String, String)> = sqlx::query_as(
        "select kind, text_body from mails where to_email = 'elif@ornek.test' and kind like 'user_%' and sent_at is not null
         order by created_at, id",
    )
    .fetch_all(&app.pool)
    .await
    .unwrap();
    let kinds: Vec<&str> = told.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["user_role_given", "user_role_taken"], "no open session, no mail; twice is once");
    assert!(told[0].1.contains("“Destek” rolü verildi") && told[0].1.contains("ikinci adımı"), "{}", told[0].1);
    assert!(told[1].1.contains("“Destek” rolü alındı"), "{}", told[1].1);

    let hasan = app.customer("hasan").await;
    let other = id_of(&app, "hasan").await;
    assert_eq!(admin.post("users/end_sessions", &[("user_id", &other)]).await.status, 200);
    assert_eq!(hasan.get("auth/me").await.status, 401);
    app.run_jobs().await;
    let ended = "select count(*) from mails where kind = 'user_sessions_ended' and to_email = 'hasan@ornek.test' and sent_at is not null";
    assert_eq!(app.count(ended).await, 1);
}

#[tokio::test]
async fn the_command_line_makes_an_admin_of_who_has_proved_the_address() {
    let app = TestApp::new().await;
    let elif = app.newcomer("elif").await;
    let refused = async |email: &str| make_admin(&app.wires, email).await.map_err(|error| error.code);
    assert_eq!(refused("kimse@ornek.test").await, Err(Code::NotFound));
    assert_eq!(refused("").await, Err(Code::NotFound));
    assert_eq!(refused("elif@ornek.test").await, Err(Code::NotFound), "an address that has proved nothing");
    let id = id_of(&app, "elif").await;
    change(&app, "elif", "update users set email_verified_at = now() where email = $1 || '@ornek.test'").await;
    assert_eq!(make_admin(&app.wires, " Elif@ornek.test ").await, Ok("elif Deneme".to_owned()));
    assert_eq!(elif.get("auth/me").await.status, 401, "they sign in anew");
    assert_eq!(make_admin(&app.wires, "elif@ornek.test").await, Ok("elif Deneme".to_owned()), "twice is once");
    let again = [("email", "elif@ornek.test"), ("password", PASSWORD)];
    assert_eq!(elif.post("auth/sign_in", &again).await.status, 200);
    assert_eq!(elif.page("/yonetim").await.status, 403, "without a second factor nothing opens");
    app.prove_two_factors("elif").await;
    let log = elif.page(&format!("/yonetim/denetim?ara={id}")).await.text;
    assert!(log.contains("Sunucudan yönetici atandı") && log.contains("Sistem"), "{log}");
    change(
        &app,
        "elif",
        "update users set disabled_at = now(), disabled_reason = 'x' where email = $1 || '@ornek.test'",
    )
    .await;
    assert_eq!(refused("elif@ornek.test").await, Err(Code::NotFound));
}
