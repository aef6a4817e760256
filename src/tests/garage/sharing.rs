//! Links that show a service book to whoever has them.

use super::{add, done, page};
use crate::support::{Client, TestApp};

async fn declare(owner: &Client, id: &str, items: &str, parts: &str) {
    let fields = [
        ("vehicle_id", id),
        ("done_on", "2026-03-01"),
        ("items", items),
        ("parts", parts),
        ("note", "yalnizca-bana"),
        ("workshop", "Işık Oto"),
    ];
    done(&owner.post("vehicles/save_record", &fields).await);
}

async fn share(owner: &Client, fields: &[(&str, &str)]) -> String {
    let answer = owner.post("vehicles/share_book", fields).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    format!("/defter/{}", answer.json()["token"].as_str().unwrap())
}

#[tokio::test]
async fn a_link_shows_the_book_and_not_whose_it_is() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    declare(&ayse, &id, "Yağ değişimi", "1.250,50").await;
    let plain = share(&ayse, &[("vehicle_id", &id), ("days", "7")]).await;
    let priced = share(&ayse, &[("vehicle_id", &id), ("days", "7"), ("prices", "true")]).await;
    let visitor = app.visitor();
    let answer = visitor.page(&plain).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert_eq!(answer.header("cache-control"), "private, no-store");
    assert!(answer.text.contains("noindex"));
    for part in ["34 A** **3", "Fiat Egea", "Yağ değişimi", "Işık Oto", "Beyan", "1 Aralık 2026 gününe kadar"] {
        assert!(answer.text.contains(part), "{part}: {}", answer.text);
    }
    for secret in ["34 ABC 123", "yalnizca-bana", "1.250", "ayse", &id] {
        assert!(!answer.text.contains(secret), "{secret}");
    }
    let answer = visitor.page(&priced).await.text;
    assert!(answer.contains("₺1.250,50") && answer.contains("Yıllara göre harcama"), "{answer}");
    assert!(!answer.contains("yalnizca-bana") && !answer.contains("34 ABC 123"));
    let english = visitor.page(&format!("{plain}?lang=en")).await;
    assert_eq!(english.status, 200);
}

#[tokio::test]
async fn a_link_is_shown_once_counted_closed_and_runs_out() {
    let app = TestApp::new().await;
    let (ayse, fatma) = (app.customer("ayse").await, app.customer("fatma").await);
    let id = add(&ayse, "34 ABC 123").await;
    let own = format!("{}/paylas", page(&id));
    assert!(ayse.page(&own).await.text.contains("Henüz bağlantı yok"));
    let refused = ayse.form(&own, "vehicles/share_book", &[("vehicle_id", &id), ("days", "8"), ("note", "Ali")]).await;
    assert_eq!((refused.status, refused.header("location")), (303, own.clone()));
    let text = ayse.page(&own).await.text;
    assert!(text.contains("Listeden bir seçim yapın.") && text.contains("value=\"Ali\""), "{text}");

    let made = ayse.form(&own, "vehicles/share_book", &[("vehicle_id", &id), ("days", "1"), ("note", "Ali")]).await;
    let place = made.header("location");
    let token = place.strip_prefix(&format!("{own}?yeni=")).unwrap_or_else(|| panic!("{place}")).to_owned();
    let link = format!("/defter/{token}");
    let text = ayse.page(&place).await.text;
    assert!(text.contains(&format!("{link}\"")) && text.contains("bir daha gösterilmez"), "{text}");
    assert!(!ayse.page(&own).await.text.contains(&token), "afterwards nobody can look it up");
    assert!(!ayse.page(&format!("{own}?yeni=baska")).await.text.contains("/defter/baska"));

    ayse.page(&link).await;
    assert!(ayse.page(&own).await.text.contains("henüz açılmadı"), "one's own looking is not counted");
    app.visitor().page(&link).await;
    fatma.page(&link).await;
    fatma.page(&format!("{link}?son=2026-03-01_00000000-0000-7000-8000-000000000001")).await;
    let text = ayse.page(&own).await.text;
    assert!(text.contains("2 kez açıldı") && text.contains("Ali"), "{text}");

    let share: String =
        sqlx::query_scalar("select id::text from vehicle_book_shares").fetch_one(&app.pool).await.unwrap();
    assert_eq!(fatma.post("vehicles/revoke_share", &[("share_id", &share)]).await.status, 404);
    let second = share_of(&ayse, &id).await;
    done(&ayse.post("vehicles/revoke_share", &[("share_id", &share)]).await);
    done(&ayse.post("vehicles/revoke_share", &[("share_id", &share)]).await);
    assert!(ayse.page(&own).await.text.contains("Kapatıldı"));
    app.clock.advance_minutes(24 * 60);
    let gone: Vec<String> = {
        let mut pages = Vec::new();
        for address in [&link, &second, "/defter/yok"] {
            let answer = app.visitor().page(address).await;
            assert_eq!(answer.status, 404, "{address}");
            pages.push(answer.text.split("<h1").nth(1).unwrap().split("</h1>").next().unwrap().to_owned());
        }
        pages
    };
    assert!(gone.windows(2).all(|pair| pair[0] == pair[1]), "closed, run out and unknown are the same: {gone:?}");
    assert!(ayse.page(&own).await.text.contains("süresi doldu"));
}

async fn share_of(owner: &Client, id: &str) -> String {
    share(owner, &[("vehicle_id", id), ("days", "1")]).await
}

#[tokio::test]
async fn links_have_a_limit_and_end_with_the_car() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    let mut last = String::new();
    for _ in 0..20 {
        last = share_of(&ayse, &id).await;
    }
    let refused = ayse.post("vehicles/share_book", &[("vehicle_id", &id), ("days", "1")]).await;
    assert_eq!((refused.status, refused.fields()), (422, vec!["days".to_owned()]));
    assert_eq!(app.visitor().page(&last).await.status, 200);
    // However many were closed since, those that are open are still there to be closed.
    sqlx::query(
        "insert into vehicle_book_shares (id, vehicle_id, token_hash, note, shows_prices, created_at, expires_at, revoked_at)
         select gen_random_uuid(), $1::uuid, sha256(n::text::bytea), 'kapali', false, $2, $2 + interval '1 day', $2
         from generate_series(1, 60) n",
    )
    .bind(&id)
    .bind(app.clock.now().plus_minutes(1))
    .execute(&app.pool)
    .await
    .unwrap();
    let list = ayse.page(&format!("{}/paylas", page(&id))).await.text;
    assert_eq!(list.matches("vehicles/revoke_share").count(), 20, "{list}");
    done(&ayse.post("vehicles/remove", &[("vehicle_id", &id)]).await);
    assert_eq!(app.visitor().page(&last).await.status, 404);
    assert_eq!(ayse.page(&format!("{}/paylas", page(&id))).await.status, 404);
}
