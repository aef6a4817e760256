//! What is said about a merge: on the desk's page, by mail, at the door, in the copy; and what is left when the person leaves.

use super::{change, done, id_of, merge, merge_ids, rich, run, scalar};
use crate::support::{EGEA_VARIANT_ID, PASSWORD, TestApp};
use std::io::{Cursor, Read};

const DAY: i64 = 24 * 60;

#[tokio::test]
async fn accounts_that_look_alike_are_found_and_shown_beside_each_other() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    for name in ["elif.isik", "elifisik+araba", "telefon", "isim", "plaka", "yabanci"] {
        app.customer(name).await;
    }
    let cars = app.visitor();
    done(cars.post("auth/sign_in", &[("email", "elif.isik@ornek.test"), ("password", PASSWORD)]).await);
    let car = [("plate", "34 ABC 123"), ("variant_id", EGEA_VARIANT_ID), ("model_year", "2020"), ("km", "10")];
    done(cars.post("vehicles/add", &car).await);
    app.clock.advance_minutes(1);
    let mate = app.visitor();
    done(mate.post("auth/sign_in", &[("email", "plaka@ornek.test"), ("password", PASSWORD)]).await);
    done(mate.post("vehicles/add", &car).await);
    for name in ["elif.isik", "telefon"] {
        change(&app, name, "update users set phone = '+905321234567' where email = $1 || '@ornek.test'").await;
    }
    change(&app, "elif.isik", "update users set full_name = 'Elif Işık' where email = $1 || '@ornek.test'").await;
    change(&app, "isim", "update users set full_name = 'ELİF IŞIK' where email = $1 || '@ornek.test'").await;

    let id = id_of(&app, "elif.isik").await;
    let page = format!("/yonetim/kullanicilar/{id}/birlestir");
    assert!(admin.page(&format!("/yonetim/kullanicilar/{id}")).await.text.contains(&page));
    let text = admin.page(&page).await.text;
    for found in ["elifisik+araba", "telefon", "isim", "plaka"] {
        assert!(text.contains(&format!("{found}@ornek.test")), "{found}: {text}");
    }
    assert!(!text.contains("yabanci@ornek.test"));
    for reason in ["Aynı plaka", "Aynı telefon", "Benzer e-posta", "Aynı ad"] {
        assert!(text.contains(reason), "{reason}");
    }
    let stranger = id_of(&app, "yabanci").await;
    for typed in ["yabanci@ornek", stranger.as_str()] {
        let text = admin.page(&format!("{page}?ara={typed}")).await.text;
        assert!(text.contains(&format!("?hesap={stranger}")), "{typed}");
    }
    let looked = "select count(*) from audit_log where action = 'users.read_list' and (detail ->> 'rows')::int >= 4";
    assert_eq!(app.count(looked).await, 3, "the log keeps that other people were shown");

    let text = admin.page(&format!("{page}?hesap={stranger}")).await.text;
    for part in ["Boşaltılacak hesap", "Kalacak hesap", "Araçlar", "geri alınamaz", "users/merge"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.contains(&format!("/yonetim/kullanicilar/{stranger}/birlestir?hesap={id}")), "the other way round");
    let text = admin.page(&format!("{page}?hesap={}", id_of(&app, "yonetici").await)).await.text;
    assert!(text.contains("Kendi hesabınızı birleştiremezsiniz") && !text.contains("users/merge"), "{text}");
    let unknown = format!("{page}?hesap=00000000-0000-7000-8000-000000000000");
    assert_eq!(admin.page(&unknown).await.status, 404);
}

#[tokio::test]
async fn both_addresses_the_log_and_the_desk_tell_of_it_and_it_cannot_be_undone() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    app.customer("elif").await;
    app.customer("fatma").await;
    let (from, into) = (id_of(&app, "elif").await, id_of(&app, "fatma").await);
    let page = format!("/yonetim/kullanicilar/{from}/birlestir?hesap={into}");
    let fields = [("user_id", &*from), ("into_id", &*into), ("reason", "Telefonla doğrulandı."), ("agreed", "true")];
    let answer = admin.form(&page, "users/merge", &fields).await;
    assert_eq!((answer.status, answer.header("location")), (303, format!("/yonetim/kullanicilar/{into}")));
    assert!(admin.page(&format!("/yonetim/kullanicilar/{into}")).await.text.contains("Hesaplar birleştirildi."));
    let emptied = admin.page(&format!("/yonetim/kullanicilar/{from}")).await.text;
    assert!(emptied.contains("Bu hesap birleştirildi") && emptied.contains(&format!("/yonetim/kullanicilar/{into}")));
    assert!(emptied.contains("Birleştirildi") && !emptied.contains(">merged<"), "{emptied}");
    assert!(admin.page("/yonetim/kullanicilar?durum=suspended").await.text.contains("Birleştirildi"));
    assert!(!emptied.contains("users/reinstate") && !emptied.contains("/birlestir"), "{emptied}");
    for (endpoint, more) in
        [("users/reinstate", ("reason", "Yanlış anlaşıldı")), ("users/grant_role", ("role", "support"))]
    {
        assert_eq!(admin.post(endpoint, &[("user_id", &from), more]).await.code(), "merged", "{endpoint}");
    }
    assert_eq!(merge_ids(&admin, &from, &into).await.code(), "merged");

    app.run_jobs().await;
    for (kind, to, other) in
        [("user_merged", "elif@ornek.test", "f•••@ornek.test"), ("user_took_in", "fatma@ornek.test", "e•••@ornek.test")]
    {
        let mail: String =
            sqlx::query_scalar("select text_body from mails where kind = $1 and to_email = $2 and sent_at is not null")
                .bind(kind)
                .bind(to)
                .fetch_one(&app.pool)
                .await
                .unwrap();
        assert!(mail.contains(other) && mail.contains("hemen bu e-postayı yanıtlayın"), "{mail}");
    }
    let logged = format!(
        "select count(*) from audit_log where action = 'users.merge' and subject_id = '{from}' and detail->>'into' = '{into}'
         and detail->>'reason' = 'Telefonla doğrulandı.'"
    );
    assert_eq!(scalar(&app, logged).await, 1);
    assert!(admin.page("/yonetim/denetim?alan=users").await.text.contains("Hesap başka hesapla birleştirildi"));
}

#[tokio::test]
async fn the_door_tells_only_who_knows_the_password_and_opens_to_no_way_of_the_emptied_account() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "100")]).await;
    let admin = app.admin().await;
    let (elif, _) = (app.customer("elif").await, app.customer("fatma").await);
    change(
        &app,
        "elif",
        "update users set phone = '+905321234567', phone_verified_at = now(), photo_key = repeat('a', 32) where email = $1 || '@ornek.test'",
    )
    .await;
    change(
        &app,
        "elif",
        "insert into passkeys (id, user_id, credential_id, credential, name, created_at)
         select gen_random_uuid(), id, 'kimlik', '{}', 'Telefon', now() from users where email = $1 || '@ornek.test'",
    )
    .await;
    done(merge(&app, &admin, "elif", "fatma").await);
    let visitor = app.visitor();
    let sign_in = async |email: &str, password: &str| {
        visitor.post("auth/sign_in", &[("email", email), ("password", password)]).await
    };
    let right = sign_in("elif@ornek.test", PASSWORD).await;
    assert_eq!((right.status, right.code().as_str()), (409, "merged"));
    assert!(!right.text.contains("fatma"), "the other address is nobody's business");
    let (wrong, unknown) =
        (sign_in("elif@ornek.test", "yanlis-parola-1").await, sign_in("kimse@ornek.test", "yanlis-parola-1").await);
    assert_eq!((wrong.status, &wrong.text), (401, &unknown.text));
    let token = app.visitor().post("auth/token", &[("email", "elif@ornek.test"), ("password", PASSWORD)]).await;
    assert_eq!((token.status, token.code().as_str()), (409, "merged"));
    assert_eq!(elif.get("auth/me").await.status, 401);
    assert_eq!(app.count("select count(*) from passkeys").await, 0);
    // Number and photo are taken over, but a number opens nothing before it proves itself anew.
    let taken = "select count(*) from users where email = 'fatma@ornek.test' and phone = '+905321234567' and phone_verified_at is null
                 and photo_key is not null";
    assert_eq!(app.count(taken).await, 1);
    assert_eq!(app.count("select count(*) from users where phone_verified_at is not null").await, 0);
    assert_eq!(app.count("select count(*) from users where photo_key is not null").await, 1);
    // The address stays taken, so that no third account comes to be under it.
    let again = [
        ("email", "elif@ornek.test"),
        ("password", PASSWORD),
        ("full_name", "Elif Deneme"),
        ("kind", "customer"),
        ("accept_terms", "true"),
    ];
    done(app.visitor().post("auth/register", &again).await);
    assert_eq!(app.count("select count(*) from users where email = 'elif@ornek.test'").await, 1);
    assert_eq!(sign_in("fatma@ornek.test", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn the_copy_of_the_one_that_stays_holds_all_and_deleting_it_leaves_nothing_of_either() {
    let world = rich().await;
    let app = &world.app;
    done(merge(app, &world.actors[5], "ayse", "baskasi").await);
    let stays = &world.actors[2];
    let asked = done(stays.post("users/request_export", &[]).await).json();
    app.run_jobs().await;
    let file = stays.page(&format!("/hesap/ayarlar/gizlilik/dosya/{}", asked["id"].as_str().unwrap())).await;
    assert_eq!(file.status, 200);
    let mut zip = zip::ZipArchive::new(Cursor::new(file.bytes.to_vec())).unwrap();
    let mut read = |table: &str| {
        let mut text = String::new();
        zip.by_name(&format!("json/{table}.json")).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let users = read("users");
    assert!(users.contains("ayse@ornek.test") && users.contains("baskasi@ornek.test"), "{users}");
    for (table, words) in [
        ("customer_vehicles", "06 SIR 123"),
        ("appointments", "yalnizca-ustaya"),
        ("ratings_reviews", "Güzel iş"),
        ("user_notes", "İki hesabı var"),
    ] {
        assert!(read(table).contains(words), "{table}");
    }
    let consents = read("user_consents").matches("\"terms\"").count();
    assert_eq!(consents, 2, "each account's own");

    run(app, "update appointments set status = 'cancelled', awaits = null, closed_by = 'customer', closed_at = now() where status in ('requested', 'confirmed')").await;
    done(stays.post("users/request_deletion", &[("confirm", "baskasi@ornek.test")]).await);
    app.clock.advance_minutes(30 * DAY);
    let run = sanaiyiusta::modules::users::retain(&app.wires).await.unwrap();
    assert_eq!((run.people_erased, run.people_failed), (1, 0));
    assert_eq!(
        app.count("select count(*) from users where email in ('ayse@ornek.test', 'baskasi@ornek.test')").await,
        0
    );
    assert_eq!(app.count("select count(*) from users where deleted_at is not null and phone is null").await, 2);
    assert_eq!(app.count("select count(*) from user_consents where ip <> '' and user_id in (select id from users where deleted_at is not null)").await, 0);
    assert_eq!(app.count("select count(*) from customer_vehicles where plate = '06 SIR 123'").await, 0);
    app.customer("ayse").await;
}
