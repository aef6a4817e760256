//! Asking somebody to share one's cars: whom, how often, and how long the link counts.

use super::{DAY, FAMILY, add, done, invite, join, link, share, token};
use crate::support::TestApp;

#[tokio::test]
async fn a_link_counts_once_for_its_address_and_for_seven_days() {
    let app = TestApp::new().await;
    let (ayse, fatma, veli) = (app.customer("ayse").await, app.customer("fatma").await, app.customer("veli").await);
    add(&ayse, "34 ABC 123").await;
    done(&invite(&ayse, "fatma@ornek.test", &[("all_cars", "true")]).await);
    let first = link(&app).await;
    assert_eq!(join(&app.visitor(), &first).await.status, 401);
    assert_eq!(join(&veli, &first).await.status, 404, "somebody else's");
    let text = veli.page(&first).await.text;
    assert!(text.contains("başka bir e-posta adresine") && text.contains("auth/sign_out"), "{text}");

    let id: String = sqlx::query_scalar("select id::text from household_members").fetch_one(&app.pool).await.unwrap();
    assert_eq!(veli.post("vehicles/remove_member", &[("membership_id", &id)]).await.status, 404);
    done(&ayse.post("vehicles/remove_member", &[("membership_id", &id)]).await);
    assert_eq!((join(&fatma, &first).await.status, fatma.page(&first).await.status), (410, 410), "taken back");
    assert_eq!(app.count("select count(*) from mails where kind = 'household_removed'").await, 0, "nobody had joined");

    done(&invite(&ayse, "fatma@ornek.test", &[("all_cars", "true")]).await);
    let second = link(&app).await;
    app.clock.advance_minutes(7 * DAY);
    assert_eq!(join(&fatma, &second).await.status, 410, "too old");
    assert!(ayse.page(FAMILY).await.text.contains("Davetin süresi doldu"));
    app.clock.advance_minutes(1);
    done(&invite(&ayse, "fatma@ornek.test", &[("all_cars", "true")]).await);
    assert_eq!(app.count("select count(*) from household_members").await, 1, "in place of the one that ran out");
    let third = link(&app).await;
    let answers = futures::future::join_all((0..6).map(|_| join(&fatma, &third))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|answer| matches!(answer.status, 200 | 410)), "{answers:?}");
    assert_eq!(app.count("select count(*) from household_members where joined_at is not null").await, 1);
    assert_eq!(
        app.count("select count(*) from household_members where email is not null or token_hash is not null").await,
        0
    );
}

#[tokio::test]
async fn who_is_asked_says_no_without_an_account_and_the_owner_is_told() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    done(&invite(&ayse, "fatma@ornek.test", &[("all_cars", "true")]).await);
    let link = link(&app).await;
    let visitor = app.visitor();
    assert!(visitor.page(&link).await.text.contains("vehicles/decline_household"));
    let declined = visitor.form(&link, "vehicles/decline_household", &[("token", token(&link))]).await;
    assert_eq!((declined.status, declined.header("location").as_str()), (303, "/"));
    assert_eq!(visitor.post("vehicles/decline_household", &[("token", token(&link))]).await.status, 410);
    app.run_jobs().await;
    let told: Vec<(String, String)> =
        sqlx::query_as("select to_email, text_body from mails where kind = 'household_declined'")
            .fetch_all(&app.pool)
            .await
            .unwrap();
    assert_eq!((told.len(), told[0].0.as_str()), (1, "ayse@ornek.test"));
    assert!(told[0].1.contains("fatma@ornek.test"));
    assert_eq!(app.count("select count(*) from household_members").await, 0);
}

#[tokio::test]
async fn what_cannot_be_asked_is_said_clearly() {
    let app = TestApp::new().await;
    let (ayse, fatma) = (app.customer("ayse").await, app.customer("fatma").await);
    let all = [("all_cars", "true")];
    let wrong = invite(&ayse, "kimse", &[("book", "true")]).await;
    assert_eq!((wrong.status, wrong.fields()), (422, vec!["email".to_owned(), "vehicle_ids".to_owned()]));
    let theirs = add(&fatma, "06 AB 123").await;
    assert_eq!(invite(&ayse, "veli@ornek.test", &[("vehicle_ids[0]", &theirs)]).await.fields(), ["vehicle_ids"]);
    let own = invite(&ayse, "Ayse@Ornek.Test", &all).await;
    assert!(own.code() == "in_use" && own.text.contains("kendi adresiniz"), "{}", own.text);
    share(&app, &ayse, &fatma, "fatma", &all).await;
    let again = invite(&ayse, "fatma@ornek.test", &all).await;
    assert!(again.code() == "in_use" && again.text.contains("zaten paylaşıyorsunuz"), "{}", again.text);
    done(&invite(&ayse, "veli@ornek.test", &all).await);
    let typed = [("email", "veli@ornek.test"), ("all_cars", "true"), ("book", "true")];
    assert_eq!(ayse.form(FAMILY, "vehicles/invite_member", &typed).await.header("location"), FAMILY);
    let text = ayse.page(FAMILY).await.text;
    assert!(text.contains("Bu adres zaten davetli") && text.contains("value=\"veli@ornek.test\""), "{text}");
    for n in 3..=10 {
        done(&invite(&ayse, &format!("kisi{n}@ornek.test"), &all).await);
    }
    assert_eq!(invite(&ayse, "onbir@ornek.test", &all).await.fields(), ["email"], "ten at most");
    assert_eq!(app.count("select count(*) from household_members").await, 10);
}

#[tokio::test]
async fn two_invitations_at_once_do_not_pass_the_limit() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    for n in 1..=9 {
        done(&invite(&ayse, &format!("kisi{n}@ornek.test"), &[("all_cars", "true")]).await);
    }
    let all = [("all_cars", "true")];
    let (one, two) = tokio::join!(invite(&ayse, "on@ornek.test", &all), invite(&ayse, "onbir@ornek.test", &all));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422]);
}

#[tokio::test]
async fn nobody_mails_invitations_without_end() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    let ayse = app.customer("ayse").await;
    let id = async || -> String {
        sqlx::query_scalar("select id::text from household_members").fetch_one(&app.pool).await.unwrap()
    };
    for n in 0..10 {
        done(&invite(&ayse, &format!("kisi{n}@ornek.test"), &[("all_cars", "true")]).await);
        done(&ayse.post("vehicles/remove_member", &[("membership_id", &id().await)]).await);
    }
    let refused = invite(&ayse, "kisi10@ornek.test", &[("all_cars", "true")]).await;
    assert_eq!((refused.status, refused.code().as_str()), (429, "too_many"), "{}", refused.text);
    app.clock.advance_minutes(60);
    done(&invite(&ayse, "kisi10@ornek.test", &[("all_cars", "true")]).await);
}
