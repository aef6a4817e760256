//! Cars that a family shares: asked by mail, joined, seen without what the owner alone knows, ended at once.

mod asking;

use super::{VIN, add, done, page};
use crate::support::{Answer, Client, PASSWORD, TestApp};
use sanaiyiusta::{kernel::ids::UserId, platform::Scope};

const FAMILY: &str = "/hesap/aile";
const DAY: i64 = 24 * 60;

pub async fn invite(owner: &Client, email: &str, fields: &[(&str, &str)]) -> Answer {
    let mut all = vec![("email", email)];
    all.extend(fields);
    owner.post("vehicles/invite_member", &all).await
}

/// The link of the newest invitation, as its mail says it.
pub async fn link(app: &TestApp) -> String {
    app.run_jobs().await;
    app.run_jobs().await;
    let mails = app.visitor().page("/gelistirme/posta").await.text;
    let token = mails.split("/aile-daveti?belirtec=").nth(1).unwrap_or_else(|| panic!("no invitation: {mails}"));
    let token: String = token.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    format!("/aile-daveti?belirtec={token}")
}

fn token(link: &str) -> &str {
    link.rsplit('=').next().unwrap()
}

async fn join(client: &Client, link: &str) -> Answer {
    client.post("vehicles/join_household", &[("token", token(link))]).await
}

/// Asks a customer of this name, who joins; gives the membership.
pub async fn share(app: &TestApp, owner: &Client, member: &Client, name: &str, fields: &[(&str, &str)]) -> String {
    done(&invite(owner, &format!("{name}@ornek.test"), fields).await);
    done(&join(member, &link(app).await).await);
    sqlx::query_scalar("select id::text from household_members order by joined_at desc nulls last, id desc limit 1")
        .fetch_one(&app.pool)
        .await
        .unwrap()
}

fn lent(id: &str) -> String {
    format!("{FAMILY}/{id}")
}

async fn shared(client: &Client) -> Vec<String> {
    let cars = client.get("vehicles/shared").await.json();
    cars.as_array().unwrap().iter().map(|car| car["plate"].as_str().unwrap().to_owned()).collect()
}

/// A car about which its owner knows more than the family needs.
async fn car(owner: &Client, plate: &str) -> String {
    let id = add(owner, plate).await;
    let papers =
        [("vehicle_id", id.as_str()), ("vin", VIN), ("inspection_due_on", "2027-05-01"), ("notes", "Sol far catlak")];
    done(&owner.post("vehicles/save_papers", &papers).await);
    let record = [
        ("vehicle_id", id.as_str()),
        ("done_on", "2026-03-01"),
        ("items", "Triger"),
        ("parts", "7.777"),
        ("note", "gizli-notum"),
    ];
    done(&owner.post("vehicles/save_record", &record).await);
    done(
        &owner.post("vehicles/add_reminder", &[("vehicle_id", &id), ("title", "Hediye al"), ("due_km", "99000")]).await,
    );
    id
}

#[tokio::test]
async fn somebody_is_asked_by_mail_registers_joins_and_sees_the_car_and_no_more() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = car(&ayse, "34 ABC 123").await;
    let hidden = add(&ayse, "06 AB 123").await;
    assert!(ayse.page(FAMILY).await.text.contains("henüz kimseyle paylaşmıyorsunuz"));
    let sent = [("email", "Fatma@Ornek.Test"), ("all_cars", "false"), ("vehicle_ids[0]", id.as_str())];
    let asked = ayse.form(FAMILY, "vehicles/invite_member", &sent).await;
    assert_eq!((asked.status, asked.header("location").as_str()), (303, FAMILY));
    let text = ayse.page(FAMILY).await.text;
    assert!(text.contains("fatma@ornek.test") && text.contains("1 Aralık 2026 gününe kadar"), "{text}");
    let link = link(&app).await;
    let clear: i64 = sqlx::query_scalar(
        "select count(*) from mails where concat(payload::text, text_body, html_body) like '%' || $1 || '%'",
    )
    .bind(token(&link))
    .fetch_one(&app.pool)
    .await
    .unwrap();
    assert_eq!(clear, 0, "the link lies sealed");

    let fatma = app.visitor();
    let text = fatma.page(&link).await.text;
    assert!(text.contains("ayse Deneme araçlarını sizinle") && text.contains("Fiat Egea 2019"), "{text}");
    assert!(text.contains("/kayit?next=%2Faile-daveti%3Fbelirtec%3D") && !text.contains("join_household"), "{text}");
    assert!(!text.contains("34 ABC 123"), "a mail may have gone to the wrong address");
    let person = [
        ("email", "fatma@ornek.test"),
        ("password", PASSWORD),
        ("full_name", "Fatma Deneme"),
        ("kind", "customer"),
        ("accept_terms", "true"),
        ("next", &*link),
    ];
    let registered = fatma.form("/kayit", "auth/register", &person).await;
    assert!(registered.header("location").contains("aile-daveti"), "{}", registered.header("location"));
    done(&fatma.post("auth/sign_in", &[("email", "fatma@ornek.test"), ("password", PASSWORD)]).await);
    assert!(fatma.page(&link).await.text.contains("vehicles/join_household"));
    assert_eq!(shared(&fatma).await, Vec::<String>::new(), "looking changes nothing");
    let joined = fatma.form(&link, "vehicles/join_household", &[("token", token(&link))]).await;
    assert_eq!((joined.status, joined.header("location").as_str()), (303, FAMILY));

    assert_eq!(shared(&fatma).await, ["34 ABC 123"]);
    for place in ["/hesap", "/hesap/araclar", FAMILY] {
        let text = fatma.page(place).await.text;
        assert!(text.contains(&lent(&id)) && !text.contains("06 AB 123"), "{place}: {text}");
    }
    assert!(fatma.page("/hesap/araclar").await.text.contains("paylaşılan — ayse"));
    let text = fatma.page(&lent(&id)).await.text;
    for part in ["34 ABC 123", "84.250 km", "Triger", "1 Mayıs 2027", "randevu alma izniniz yok"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    for secret in [VIN, "catlak", "7.777", "gizli-notum", "Hediye al", "ayse@ornek.test", "Deneme araç"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    assert_eq!(fatma.page(&lent(&hidden)).await.status, 404, "not every car");
    assert_eq!(app.customer("veli").await.page(&lent(&id)).await.status, 404);
    assert_eq!(ayse.page(&lent(&id)).await.status, 404, "one's own car is not lent to one");
    app.run_jobs().await;
    let told = "select count(*) from mails where kind = 'household_joined' and to_email = 'ayse@ornek.test' and sent_at is not null";
    assert_eq!(app.count(told).await, 1);
    let acts = "select count(*) from audit_log where action in ('vehicles.invite_member', 'vehicles.join_household')";
    assert_eq!(app.count(acts).await, 2);
}

#[tokio::test]
async fn every_other_way_to_a_shared_car_stays_closed() {
    let app = TestApp::new().await;
    let (ayse, fatma) = (app.customer("ayse").await, app.customer("fatma").await);
    let id = car(&ayse, "34 ABC 123").await;
    share(&app, &ayse, &fatma, "fatma", &[("all_cars", "true"), ("book", "true"), ("pay", "true")]).await;
    for end in ["", "/defter", "/defter.pdf", "/hatirlatmalar", "/takvim.ics", "/paylas", "/devret"] {
        assert_eq!(fatma.page(&format!("{}{end}", page(&id))).await.status, 404, "{end}");
    }
    let car = ("vehicle_id", id.as_str());
    for (endpoint, fields) in [
        ("edit", vec![("plate", "34 ABC 123"), ("km", "90000")]),
        ("remove", vec![]),
        ("make_default", vec![]),
        ("save_papers", vec![]),
        ("correct_km", vec![("km", "1"), ("reason", "yazim")]),
        ("reclaim", vec![]),
        ("save_record", vec![("done_on", "2026-03-01"), ("items", "Motor")]),
        ("add_reminder", vec![("title", "Motor"), ("due_km", "99000")]),
        ("share_book", vec![("days", "7")]),
        ("offer_car", vec![("email", "veli@ornek.test"), ("agreed", "true")]),
    ] {
        let fields: Vec<_> = [car].into_iter().chain(fields).collect();
        assert_eq!(fatma.post(&format!("vehicles/{endpoint}"), &fields).await.status, 404, "{endpoint}");
    }
    let others = [("all_cars", "false"), ("vehicle_ids[0]", id.as_str())];
    assert_eq!(invite(&fatma, "veli@ornek.test", &others).await.fields(), ["vehicle_ids"], "nobody lends what is lent");
    assert_eq!(fatma.get("vehicles/mine").await.json().as_array().map(Vec::len), Some(0));
}

#[tokio::test]
async fn the_owner_changes_what_is_shared_and_either_side_ends_it_at_once() {
    let app = TestApp::new().await;
    let (ayse, fatma, veli) = (app.customer("ayse").await, app.customer("fatma").await, app.customer("veli").await);
    let (one, two) = (add(&ayse, "34 ABC 123").await, add(&ayse, "06 AB 123").await);
    let fatmas = share(&app, &ayse, &fatma, "fatma", &[("vehicle_ids[0]", &one)]).await;
    let velis = share(&app, &ayse, &veli, "veli", &[("all_cars", "true")]).await;
    assert_eq!((shared(&fatma).await.len(), shared(&veli).await.len()), (1, 2));
    let rights = async || {
        let cars = fatma.get("vehicles/shared").await.json();
        (cars[0]["owner"].as_str().map(ToOwned::to_owned), cars[0]["may_book"].as_bool(), cars[0]["may_pay"].as_bool())
    };
    assert_eq!(rights().await, (Some("ayse".to_owned()), Some(false), Some(false)));
    let change = [
        ("membership_id", fatmas.as_str()),
        ("book", "true"),
        ("pay", "true"),
        ("all_cars", "false"),
        ("vehicle_ids[0]", two.as_str()),
    ];
    assert_eq!(veli.post("vehicles/change_member", &change).await.status, 404);
    assert_eq!(fatma.post("vehicles/change_member", &change).await.status, 404, "nobody gives themselves more");
    assert_eq!(veli.post("vehicles/change_member", &change[..1]).await.status, 404, "a stranger's wrong input too");
    assert_eq!(ayse.post("vehicles/change_member", &change[..1]).await.fields(), ["vehicle_ids"]);
    assert_eq!(ayse.form(FAMILY, "vehicles/change_member", &change).await.header("location"), FAMILY);
    assert_eq!(shared(&fatma).await, ["06 AB 123"]);
    assert_eq!(rights().await, (Some("ayse".to_owned()), Some(true), Some(true)));
    let text = ayse.page(FAMILY).await.text;
    assert!(text.contains("fatma Deneme") && text.contains("Fiat Egea 1.4 Fire 95 (06 AB 123)"), "{text}");
    let third = add(&ayse, "35 AB 123").await;
    assert_eq!((shared(&fatma).await.len(), shared(&veli).await.len()), (1, 3), "all cars are those that come too");

    let ending = [("membership_id", fatmas.as_str())];
    assert_eq!(veli.post("vehicles/leave_household", &ending).await.status, 404);
    assert_eq!(ayse.post("vehicles/leave_household", &ending).await.status, 404, "the owner ends, the member leaves");
    assert_eq!(fatma.post("vehicles/remove_member", &ending).await.status, 404);
    done(&ayse.post("vehicles/remove_member", &ending).await);
    assert_eq!((shared(&fatma).await.len(), fatma.page(&lent(&two)).await.status), (0, 404));
    assert_eq!(ayse.post("vehicles/remove_member", &ending).await.status, 404, "once");
    let left = veli.form(FAMILY, "vehicles/leave_household", &[("membership_id", &velis)]).await;
    assert_eq!(left.header("location"), FAMILY);
    assert_eq!(veli.page(&lent(&third)).await.status, 404);
    app.run_jobs().await;
    for told in [
        "select count(*) from mails where kind = 'household_removed' and to_email = 'fatma@ornek.test' and sent_at is not null",
        "select count(*) from mails where kind = 'household_left' and to_email = 'ayse@ornek.test' and sent_at is not null",
    ] {
        assert_eq!(app.count(told).await, 1, "{told}");
    }
    assert_eq!(app.count("select count(*) from household_cars").await, 0);
}

#[tokio::test]
async fn a_car_that_is_removed_or_handed_over_is_shared_no_more() {
    let app = TestApp::new().await;
    let (ayse, fatma, veli) = (app.customer("ayse").await, app.customer("fatma").await, app.customer("veli").await);
    let (one, two) = (add(&ayse, "34 ABC 123").await, add(&ayse, "06 AB 123").await);
    share(&app, &ayse, &fatma, "fatma", &[("vehicle_ids[0]", &one), ("vehicle_ids[1]", &two)]).await;
    share(&app, &ayse, &veli, "veli", &[("all_cars", "true")]).await;
    done(&ayse.post("vehicles/remove", &[("vehicle_id", &one)]).await);
    assert_eq!(
        (shared(&fatma).await, shared(&veli).await),
        (vec!["06 AB 123".to_owned()], vec!["06 AB 123".to_owned()])
    );
    app.clock.advance_minutes(1);
    let give = async |from: &Client, to: &Client, email: &str| {
        done(&from.post("vehicles/offer_car", &[("vehicle_id", &two), ("email", email), ("agreed", "true")]).await);
        app.run_jobs().await;
        app.run_jobs().await;
        let mails = app.visitor().page("/gelistirme/posta").await.text;
        let token = mails.split("/arac-devri?belirtec=").nth(1).unwrap();
        let token: String = token.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
        done(&to.post("vehicles/accept_car", &[("token", &token)]).await);
    };
    give(&ayse, &fatma, "fatma@ornek.test").await;
    assert_eq!((shared(&fatma).await.len(), shared(&veli).await.len()), (0, 0), "it is fatma's own now");
    assert_eq!((veli.page(&lent(&two)).await.status, fatma.page(&page(&two)).await.status), (404, 200));
    assert_eq!(app.count("select count(*) from household_cars").await, 0);
    app.clock.advance_minutes(1);
    give(&fatma, &ayse, "ayse@ornek.test").await;
    assert_eq!(shared(&fatma).await.len(), 0, "what ended does not begin again by itself");
    assert!(fatma.page(FAMILY).await.text.contains("Paylaşılan araç kalmadı"));
    assert_eq!(shared(&veli).await, ["06 AB 123"], "all cars are all of hers");
}

#[tokio::test]
async fn sharing_stands_in_both_copies_and_ends_with_either_account() {
    for leaving in ["ayse", "fatma"] {
        let app = TestApp::new().await;
        let (ayse, fatma) = (app.customer("ayse").await, app.customer("fatma").await);
        let id = add(&ayse, "34 ABC 123").await;
        share(&app, &ayse, &fatma, "fatma", &[("vehicle_ids[0]", &id), ("book", "true")]).await;
        for (name, role) in [("ayse", "owner"), ("fatma", "member")] {
            let user: uuid::Uuid = sqlx::query_scalar("select id from users where email = $1 || '@ornek.test'")
                .bind(name)
                .fetch_one(&app.pool)
                .await
                .unwrap();
            for (table, words) in [("household_members", role), ("household_cars", &*id)] {
                let holding = app.wires.personal.holdings.iter().find(|holding| holding.table == table).unwrap();
                let rows = holding.copied.rows().unwrap();
                let rows = rows(&mut Scope::bare(&app.wires), UserId(user)).await.unwrap();
                let copy = serde_json::to_string(&rows).unwrap();
                assert!(rows.len() == 1 && copy.contains(words) && !copy.contains("token_hash"), "{table}: {copy}");
            }
        }
        let client = if leaving == "ayse" { &ayse } else { &fatma };
        let confirm = format!("{leaving}@ornek.test");
        done(&client.post("users/request_deletion", &[("confirm", &confirm)]).await);
        app.clock.advance_minutes(31 * DAY);
        sanaiyiusta::modules::users::retain(&app.wires).await.unwrap();
        assert_eq!(app.count("select count(*) from household_members").await, 0, "{leaving}");
        assert_eq!(app.count("select count(*) from household_cars").await, 0, "{leaving}");
    }
}
