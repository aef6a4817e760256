//! Staff of a workshop: asked by mail, given a post, moving visits under their own name, let go at once.

use crate::{
    authz::world::World,
    support::{Client, PASSWORD, TestApp},
};

const TEAM: &str = "/atolye/ekip";

async fn invite(owner: &Client, email: &str, post: &str) {
    let answer = owner.form(TEAM, "mechanics/invite_staff", &[("email", email), ("post", post)]).await;
    assert_eq!((answer.status, answer.header("location").as_str()), (303, TEAM));
}

/// The link of the newest invitation, as its mail says it, for one's own site.
async fn link(app: &TestApp, email: &str) -> String {
    app.run_jobs().await;
    app.run_jobs().await;
    let admin = app.visitor();
    let page = admin.page("/gelistirme/posta").await.text;
    let newest = page.split(email).nth(1).unwrap_or_else(|| panic!("no mail to {email}"));
    let token = newest.split("/atolye-daveti?belirtec=").nth(1).unwrap();
    let token: String = token.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    format!("/atolye-daveti?belirtec={token}")
}

async fn accept(client: &Client, link: &str) -> crate::support::Answer {
    let token = link.rsplit('=').next().unwrap();
    client.post("mechanics/accept_invitation", &[("token", token)]).await
}

/// Somebody who works for the first workshop.
async fn hire(world: &World, name: &str, post: &str) -> (Client, String) {
    let client = world.app.customer(name).await;
    invite(&world.actors[3], &format!("{name}@ornek.test"), post).await;
    let link = link(&world.app, &format!("{name}@ornek.test")).await;
    assert_eq!(accept(&client, &link).await.status, 200);
    let id = client.get("auth/me").await.json()["id"].as_str().unwrap().to_owned();
    (client, id)
}

#[tokio::test]
async fn somebody_without_an_account_is_invited_registers_and_works() {
    let mut world = World::build().await;
    assert!(world.actors[3].page(TEAM).await.text.contains("Henüz çalışan eklemediniz"));
    invite(&world.actors[3], "Kalfa@Ornek.Test", "mechanic").await;
    let page = world.actors[3].page(TEAM).await.text;
    assert!(page.contains("kalfa@ornek.test") && page.contains("1 Aralık 2026 gününe kadar geçerli"));
    let link = link(&world.app, "kalfa@ornek.test").await;
    let token = link.rsplit('=').next().unwrap();
    let clear: i64 = sqlx::query_scalar("select count(*) from mails where payload::text like '%' || $1 || '%' or coalesce(text_body, '') like '%' || $1 || '%' or coalesce(html_body, '') like '%' || $1 || '%'")
        .bind(token)
        .fetch_one(&world.app.pool)
        .await
        .unwrap();
    assert_eq!(clear, 0, "the link lies sealed");

    let kalfa = world.app.visitor();
    let page = kalfa.page(&link).await.text;
    assert!(page.contains("Işık Oto sizi ekibine çağırıyor"), "{page}");
    assert!(page.contains("/kayit?next=%2Fatolye-daveti%3Fbelirtec%3D"), "{page}");
    assert!(!page.contains("mechanics/accept_invitation"), "first sign in");
    let person = [
        ("email", "kalfa@ornek.test"),
        ("password", PASSWORD),
        ("full_name", "Kadir Kalfa"),
        ("kind", "customer"),
        ("accept_terms", "true"),
        ("next", &*link),
    ];
    let registered = kalfa.form("/kayit", "auth/register", &person).await;
    assert!(
        registered.header("location").contains("atolye-daveti"),
        "the way leads back: {}",
        registered.header("location")
    );
    kalfa.post("auth/sign_in", &[("email", "kalfa@ornek.test"), ("password", PASSWORD)]).await;
    assert_eq!(kalfa.page("/atolye").await.status, 404);
    assert!(kalfa.page(&link).await.text.contains("mechanics/accept_invitation"));
    let joined = kalfa.form(&link, "mechanics/accept_invitation", &[("token", token)]).await;
    assert_eq!((joined.status, joined.header("location").as_str()), (303, "/atolye"));

    assert_eq!(kalfa.get("auth/me").await.json()["roles"], serde_json::json!(["customer", "mechanic_staff"]));
    let today = kalfa.page("/atolye").await;
    assert_eq!(today.status, 200);
    assert!(
        today.text.contains("Ekibe katıldınız.")
            && today.text.contains(TEAM)
            && !today.text.contains("/atolye/hizmetler")
    );
    let requested = world.fill("{requested}").await;
    let seen = kalfa.page(&format!("/atolye/randevular/{requested}")).await.text;
    assert!(seen.contains("06 SIR 123") && seen.contains("yalnizca-ustaya"));
    assert_eq!(kalfa.post("appointments/confirm", &[("appointment_id", &requested)]).await.status, 200);
    let seen = world.actors[3].page(&format!("/atolye/randevular/{requested}")).await.text;
    assert!(seen.contains("· Kadir Kalfa"), "the workshop sees who did it");
    let customer = world.actors[1].page(&format!("/hesap/randevular/{requested}")).await.text;
    assert!(!customer.contains("Kadir Kalfa"), "the customer deals with the workshop");

    world.app.run_jobs().await;
    assert_eq!(world.app.count("select count(*) from mails where kind = 'staff_joined' and to_email = 'usta@ornek.test' and sent_at is not null").await, 1);
    assert_eq!(
        world
            .app
            .count("select count(*) from audit_log where action in ('mechanic.invite_staff', 'mechanic.join_staff')")
            .await,
        2
    );
    let page = world.actors[3].page(TEAM).await.text;
    assert!(
        page.contains("Kadir Kalfa") && page.contains("mechanics/remove_staff") && !page.contains("Bekleyen davetler")
    );
    assert_eq!(accept(&kalfa, &link).await.status, 410, "once");
    assert_eq!(world.app.visitor().page(&link).await.status, 410);
}

#[tokio::test]
async fn a_link_counts_for_its_address_for_seven_days_and_only_the_newest() {
    let world = World::build().await;
    let (owner, stranger) = (&world.actors[3], &world.actors[2]);
    let kalfa = world.app.customer("kalfa").await;
    invite(owner, "kalfa@ornek.test", "mechanic").await;
    let first = link(&world.app, "kalfa@ornek.test").await;
    assert_eq!(accept(stranger, &first).await.status, 404, "somebody else's");
    let page = stranger.page(&first).await.text;
    assert!(page.contains("baskasi@ornek.test") && page.contains("auth/sign_out"));
    assert_eq!(accept(&world.app.visitor(), &first).await.status, 401);

    let id: String =
        sqlx::query_scalar("select id::text from mechanic_staff_invitations").fetch_one(&world.app.pool).await.unwrap();
    world.app.clock.advance_minutes(5);
    assert_eq!(owner.post("mechanics/resend_invitation", &[("invitation_id", &id)]).await.status, 200);
    assert_eq!(accept(&kalfa, &first).await.status, 410, "the newer one counts");
    let second = link(&world.app, "kalfa@ornek.test").await;
    assert_ne!(first, second);
    world.app.clock.advance_minutes(7 * 24 * 60);
    assert_eq!(accept(&kalfa, &second).await.status, 410);
    assert!(owner.page(TEAM).await.text.contains("Süresi doldu"));
    assert_eq!(owner.post("mechanics/resend_invitation", &[("invitation_id", &id)]).await.code(), "step_up");
    assert_eq!(owner.post("auth/step_up", &[("password", PASSWORD)]).await.status, 200);
    assert_eq!(owner.post("mechanics/resend_invitation", &[("invitation_id", &id)]).await.status, 200);
    let third = link(&world.app, "kalfa@ornek.test").await;
    assert_eq!(owner.post("mechanics/withdraw_invitation", &[("invitation_id", &id)]).await.status, 200);
    assert_eq!(accept(&kalfa, &third).await.status, 410, "taken back");
    assert_eq!(world.app.count("select count(*) from mechanic_staff").await, 0);
}

#[tokio::test]
async fn one_person_belongs_to_one_workshop() {
    let world = World::build().await;
    let (kalfa, _) = hire(&world, "kalfa", "mechanic").await;
    for own in ["usta@ornek.test", "kalfa@ornek.test"] {
        let again = world.actors[3].post("mechanics/invite_staff", &[("email", own), ("post", "manager")]).await;
        assert_eq!(again.code(), "in_use", "{own} belongs to it");
    }
    // Another workshop may ask whom it likes; nobody is there twice.
    for email in ["usta@ornek.test", "kalfa@ornek.test"] {
        assert_eq!(
            world.actors[4].post("mechanics/invite_staff", &[("email", email), ("post", "manager")]).await.status,
            200
        );
    }
    let link_of_owner = link(&world.app, "usta@ornek.test").await;
    assert_eq!(accept(&world.actors[3], &link_of_owner).await.code(), "in_use");
    assert!(world.actors[3].page(&link_of_owner).await.text.contains("zaten bir atölyeye bağlı"));
    let link_of_kalfa = link(&world.app, "kalfa@ornek.test").await;
    assert_eq!(accept(&kalfa, &link_of_kalfa).await.code(), "in_use");
    assert_eq!(kalfa.form(TEAM, "mechanics/leave_staff", &[]).await.header("location"), "/hesap");
    assert_eq!(kalfa.page("/atolye").await.status, 404);
    assert_eq!(accept(&kalfa, &link_of_kalfa).await.status, 200, "a refused link was not used up");
    assert_eq!(kalfa.get("mechanics/mine").await.json()["name"], "Rakip Oto");
}

#[tokio::test]
async fn posts_change_and_people_go_with_their_next_request() {
    let world = World::build().await;
    let owner = &world.actors[3];
    let (kalfa, id) = hire(&world, "kalfa", "mechanic").await;
    let set = async |post: &str| owner.post("mechanics/set_post", &[("user_id", &*id), ("post", post)]).await;
    assert_eq!(kalfa.page("/atolye/hizmetler").await.status, 404);
    assert_eq!(set("owner").await.fields(), ["post"]);
    assert_eq!(set("manager").await.status, 200);
    assert_eq!(kalfa.page("/atolye/hizmetler").await.status, 200);
    for closed in ["/atolye/profil", "/yonetim"] {
        assert_eq!(kalfa.page(closed).await.status, 404, "{closed}");
    }
    let team = kalfa.page(TEAM).await.text;
    assert!(team.contains("Işık Oto") && team.contains("mechanics/leave_staff") && !team.contains("usta@ornek.test"));
    assert_eq!(set("mechanic").await.status, 200);
    assert_eq!(kalfa.page("/atolye/hizmetler").await.status, 404);

    world.app.clock.advance_minutes(16);
    let remove = async || owner.post("mechanics/remove_staff", &[("user_id", &*id)]).await;
    assert_eq!(remove().await.code(), "step_up");
    assert_eq!(owner.post("auth/step_up", &[("password", PASSWORD)]).await.status, 200);
    assert_eq!(remove().await.status, 200);
    assert_eq!(kalfa.page("/atolye").await.status, 404, "with the next request");
    assert_eq!(kalfa.page("/hesap").await.status, 200, "their own account goes on");
    assert_eq!(kalfa.get("auth/me").await.json()["roles"], serde_json::json!(["customer"]));
    assert_eq!(remove().await.status, 404);
    world.app.run_jobs().await;
    assert_eq!(world.app.count("select count(*) from mails where kind = 'staff_removed' and to_email = 'kalfa@ornek.test' and sent_at is not null").await, 1);
}

#[tokio::test]
async fn refused_invitations_name_their_field_and_the_team_has_an_end() {
    let mut world = World::build().await;
    let wrong = world.actors[3].post("mechanics/invite_staff", &[("email", "kalfa"), ("post", "boss")]).await;
    assert_eq!(wrong.fields(), ["email", "post"]);
    let typed = [("email", "kalfa@"), ("post", "manager")];
    assert_eq!(world.actors[3].form(TEAM, "mechanics/invite_staff", &typed).await.status, 303);
    let page = world.actors[3].page(TEAM).await.text;
    assert!(page.contains("value=\"kalfa@\"") && page.contains("id=\"f-email-error\""), "what was typed comes back");
    for _ in 0..30 {
        world.fill("{invitation}").await;
    }
    let full =
        world.actors[3].post("mechanics/invite_staff", &[("email", "otuzbir@ornek.test"), ("post", "mechanic")]).await;
    assert_eq!(full.fields(), ["email"]);
    assert_eq!(world.app.count("select count(*) from mechanic_staff_invitations").await, 30);
}

#[tokio::test]
async fn with_its_owner_a_workshop_loses_its_staff() {
    let world = World::build().await;
    let (kalfa, _) = hire(&world, "kalfa", "manager").await;
    invite(&world.actors[3], "baska@ornek.test", "mechanic").await;
    let leave = world.actors[3].post("users/request_deletion", &[("confirm", "usta@ornek.test")]).await;
    assert_eq!(leave.status, 200, "{}", leave.text);
    assert_eq!(kalfa.page("/atolye").await.status, 200, "until it happens");
    world.app.clock.advance_minutes(31 * 24 * 60);
    sanaiyiusta::modules::users::retain(&world.app.wires).await.unwrap();
    for table in [
        "select count(*) from mechanic_staff",
        "select count(*) from mechanic_staff_invitations",
        "select count(*) from user_roles where role = 'mechanic_staff'",
    ] {
        assert_eq!(world.app.count(table).await, 0, "{table}");
    }
}
