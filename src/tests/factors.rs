//! Second factors: authenticator apps, recovery codes, passkeys; proofs once more; and passwords that are hard to guess.

mod passkeys;
mod passwords;
mod step_up;

use crate::support::{Answer, Client, PASSWORD, TestApp};
use futures::future::join_all;
use sanaiyiusta::platform::keyed;
use totp_rs::{Builder, Secret, Totp};

/// An authenticator app that has read the key.
pub fn app_of(secret: &str) -> Totp {
    Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap()
}

/// The code it shows, so many steps from now.
pub fn code(app: &TestApp, authenticator: &Totp, steps: i64) -> String {
    let seconds = app.clock.now().0.as_second() + steps * 30;
    authenticator.generate(u64::try_from(seconds).unwrap()).to_string()
}

pub fn done(answer: Answer) -> Answer {
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer
}

/// Sets an authenticator up; the app, and the recovery codes.
pub async fn with_totp(app: &TestApp, client: &Client) -> (Totp, Vec<String>) {
    let begun = done(client.post("auth/begin_totp", &[]).await).json();
    let authenticator = app_of(begun["secret"].as_str().unwrap());
    let set = done(client.post("auth/confirm_totp", &[("code", &code(app, &authenticator, 0))]).await).json();
    let codes =
        set["recovery_codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect();
    // The step that confirmed is spent.
    app.clock.advance_minutes(1);
    (authenticator, codes)
}

/// Half a sign-in.
pub async fn half(app: &TestApp, name: &str) -> Client {
    let client = app.visitor();
    let email = format!("{name}@ornek.test");
    let entered = done(client.post("auth/sign_in", &[("email", &email), ("password", PASSWORD)]).await).json();
    assert_eq!(entered["second_factor"], true);
    client
}

pub async fn told(app: &TestApp, notice: &str) -> i64 {
    sqlx::query_scalar("select count(*) from mails where kind = 'security_notice' and payload ->> 'notice' = $1")
        .bind(notice)
        .fetch_one(&app.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn an_authenticator_is_set_up_and_asked_for_at_the_next_sign_in() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let cookie = ayse.cookie("oturum");
    let (authenticator, codes) = with_totp(&app, &ayse).await;
    assert_eq!(codes.len(), 10);
    assert_ne!(cookie, ayse.cookie("oturum"), "the session goes on under a new id");
    assert_eq!(app.count("select count(*) from user_sessions where aal = 2 and ended_at is null").await, 1);
    assert_eq!(told(&app, "factor_added").await, 1);

    let client = half(&app, "ayse").await;
    assert_eq!(client.get("auth/me").await.status, 401, "half a sign-in is none");
    let page = client.page("/iki-adim").await;
    assert_eq!(page.status, 200, "{}", page.text);
    let wrong = client.post("auth/second_factor", &[("code", "000000")]).await;
    assert_eq!((wrong.status, wrong.fields()), (422, vec!["code".to_owned()]));
    // People type blanks.
    let code = code(&app, &authenticator, 0);
    let (first, second) = code.split_at(3);
    let arrived = done(client.post("auth/second_factor", &[("code", &format!("{first} {second}"))]).await).json();
    assert_eq!(arrived["place"], "/hesap");
    assert_eq!(client.get("auth/me").await.status, 200);
    assert_eq!(client.cookie("giris"), None, "the ticket is gone");
    let methods: Vec<String> = sqlx::query_scalar("select methods from user_sessions order by created_at desc limit 1")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    assert_eq!(methods, ["password", "totp"]);
}

#[tokio::test]
async fn a_code_opens_one_door_even_for_two_hundred_at_once() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1000")]).await;
    let ayse = app.customer("ayse").await;
    let (authenticator, _) = with_totp(&app, &ayse).await;
    let code = code(&app, &authenticator, 0);
    // Two hundred half sign-ins, each with a ticket of its own.
    sqlx::query(
        "insert into sign_in_tickets (token_hash, user_id, methods, created_at, expires_at)
         select sha256(('bilet-' || n)::bytea), u.id, '{password}', $1, $1 + interval '10 minutes'
         from generate_series(1, 200) n, users u where u.email = 'ayse@ornek.test'",
    )
    .bind(app.clock.now())
    .execute(&app.pool)
    .await
    .unwrap();
    let clients: Vec<Client> = (1..=200)
        .map(|n| {
            let client = app.visitor();
            client.set_cookie("giris", &format!("bilet-{n}"));
            client
        })
        .collect();
    let fields = [("code", code.as_str())];
    let answers = join_all(clients.iter().map(|client| client.post("auth/second_factor", &fields))).await;
    let count = |status| answers.iter().filter(|answer| answer.status == status).count();
    assert_eq!((count(200), count(422)), (1, 199));
    // The step before is spent as well: steps only go up.
    let earlier = self::code(&app, &authenticator, -1);
    assert_eq!(half(&app, "ayse").await.post("auth/second_factor", &[("code", &earlier)]).await.status, 422);
}

#[tokio::test]
async fn a_code_that_has_just_run_out_is_taken_and_none_further_away() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let (authenticator, _) = with_totp(&app, &ayse).await;
    app.clock.advance_minutes(5);
    let client = half(&app, "ayse").await;
    for steps in [-2, 1, 2] {
        assert_eq!(
            client.post("auth/second_factor", &[("code", &code(&app, &authenticator, steps))]).await.status,
            422
        );
    }
    done(client.post("auth/second_factor", &[("code", &code(&app, &authenticator, -1))]).await);
    let client = half(&app, "ayse").await;
    done(client.post("auth/second_factor", &[("code", &code(&app, &authenticator, 0))]).await);
}

#[tokio::test]
async fn five_wrong_codes_end_half_a_sign_in_and_the_page_says_so() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let (authenticator, _) = with_totp(&app, &ayse).await;
    let client = half(&app, "ayse").await;
    for _ in 0..4 {
        let wrong = client.form("/iki-adim", "auth/second_factor", &[("code", "000000")]).await;
        assert_eq!((wrong.status, wrong.header("location").as_str()), (303, "/iki-adim"));
        assert!(client.page("/iki-adim").await.text.contains("Kod yanlış"));
    }
    let last = client.post("auth/second_factor", &[("code", "000000")]).await;
    assert_eq!((last.status, last.code().as_str()), (410, "expired"));
    let late = client.post("auth/second_factor", &[("code", &code(&app, &authenticator, 0))]).await;
    assert_eq!(late.status, 410, "the right code comes too late");
    let page = client.page("/iki-adim").await;
    assert_eq!((page.status, page.header("location").as_str()), (303, "/giris?sure=1"));
    assert!(client.page("/giris?sure=1").await.text.contains("İkinci adımın süresi doldu"));
    let wrong = "select count(*) from sign_in_events where outcome = 'wrong' and method = 'totp'";
    assert_eq!(app.count(wrong).await, 5);
}

#[tokio::test]
async fn half_a_sign_in_is_finished_once_and_within_ten_minutes() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let (authenticator, _) = with_totp(&app, &ayse).await;
    let client = half(&app, "ayse").await;
    let copy = app.visitor();
    copy.set_cookie("giris", &client.cookie("giris").unwrap());
    done(client.post("auth/second_factor", &[("code", &code(&app, &authenticator, 0))]).await);
    let again = copy.post("auth/second_factor", &[("code", &code(&app, &authenticator, 1))]).await;
    assert_eq!(again.status, 410);

    let client = half(&app, "ayse").await;
    app.clock.advance_minutes(11);
    let late = client.post("auth/second_factor", &[("code", &code(&app, &authenticator, 0))]).await;
    assert_eq!(late.status, 410);
}

#[tokio::test]
async fn guessing_codes_is_limited_however_many_half_sign_ins_there_are() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    let ayse = app.customer("ayse").await;
    let (authenticator, _) = with_totp(&app, &ayse).await;
    for _ in 0..2 {
        let client = half(&app, "ayse").await;
        for _ in 0..5 {
            client.post("auth/second_factor", &[("code", "000000")]).await;
        }
    }
    let limited = half(&app, "ayse").await.post("auth/second_factor", &[("code", "000000")]).await;
    assert_eq!((limited.status, limited.code().as_str()), (429, "too_many"));
    // The owner's browser came in before: whoever has stolen the password keeps nobody out.
    let half = ayse.post("auth/sign_in", &[("email", "ayse@ornek.test"), ("password", PASSWORD)]).await;
    assert_eq!(half.status, 200, "{}", half.text);
    app.clock.advance_minutes(1);
    done(ayse.post("auth/second_factor", &[("code", &code(&app, &authenticator, 0))]).await);
}

#[tokio::test]
async fn the_plain_pages_set_an_authenticator_up_and_show_each_secret_once() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let security = "/hesap/ayarlar/guvenlik";
    let set_up = "/hesap/ayarlar/guvenlik/dogrulayici";
    let begun = ayse.form(security, "auth/begin_totp", &[]).await;
    assert_eq!((begun.status, begun.header("location").as_str()), (303, set_up));
    let page = ayse.page(set_up).await.text;
    assert!(page.contains("<svg") && page.contains("h1v1h-1z"), "the QR code is drawn in the page");
    assert!(!page.contains("style="), "no inline style: the content policy refuses it");
    let key: String = page.split("<code>").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
    let authenticator = app_of(&key);

    let wrong = ayse.form(set_up, "auth/confirm_totp", &[("code", "000000")]).await;
    assert_eq!(wrong.header("location"), set_up);
    assert!(ayse.page(set_up).await.text.contains("Kod yanlış"));
    let right = ayse.form(set_up, "auth/confirm_totp", &[("code", &code(&app, &authenticator, 0))]).await;
    let codes_page = "/hesap/ayarlar/guvenlik/kurtarma-kodlari";
    assert_eq!((right.status, right.header("location").as_str()), (303, codes_page));
    let stored: Vec<Vec<u8>> = sqlx::query_scalar(
        "select secret_sealed from user_totp union all select sealed from sealed_states
         union all select code_hash from recovery_codes union all select slow_hash::bytea from recovery_codes",
    )
    .fetch_all(&app.pool)
    .await
    .unwrap();
    let shown = ayse.page(codes_page).await.text;
    let codes: Vec<String> =
        shown.split("<code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
    assert_eq!(codes.len(), 10);
    assert!(!ayse.page(codes_page).await.text.contains(&codes[0]), "shown once");
    assert_eq!(ayse.page(set_up).await.status, 303, "the key is never shown again");

    let secret = totp_rs::Secret::try_from_base32(&key).unwrap();
    let bare = codes[0].replace('-', "");
    let holds = |stored: &[u8], secret: &[u8]| stored.windows(secret.len()).any(|part| part == secret);
    for stored in &stored {
        assert!(!holds(stored, secret.as_bytes()) && !holds(stored, key.as_bytes()), "no seed in clear");
        assert!(!holds(stored, codes[0].as_bytes()) && !holds(stored, bare.as_bytes()), "no code in clear");
    }
    let page = ayse.page(security).await.text;
    assert!(page.contains("10 kod kaldı") && page.contains("Telefon değiştir"));
}

#[tokio::test]
async fn recovery_codes_lie_under_slow_hashes_and_older_ones_stay_good() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let (_, codes) = with_totp(&app, &ayse).await;
    let slow =
        "select count(distinct slow_hash) from recovery_codes where slow_hash like '$argon2id$v=19$m=19456,t=2,p=1$%'";
    assert_eq!(app.count(slow).await, 10, "each with a salt of its own");
    assert_eq!(codes[0].len(), 14, "58 bits, in three groups");
    // What finds a code does not open anything.
    let guess = format!("{}zzzzzzzzzz", &codes[0][..2]);
    let client = half(&app, "ayse").await;
    assert_eq!(client.post("auth/second_factor", &[("code", &guess)]).await.status, 422);
    let user: String = sqlx::query_scalar("select id::text from users").fetch_one(&app.pool).await.unwrap();
    let old = keyed::hash(&app.wires.config.server, "recovery", &format!("{user}:abcdefghjk"));
    sqlx::query("insert into recovery_codes (user_id, code_hash, created_at) select id, $1, created_at from users")
        .bind(old)
        .execute(&app.pool)
        .await
        .unwrap();
    assert_eq!(client.post("auth/second_factor", &[("code", "abcde-fghjm")]).await.status, 422);
    done(client.post("auth/second_factor", &[("code", "abcde-fghjk")]).await);
    assert_eq!(half(&app, "ayse").await.post("auth/second_factor", &[("code", "abcde-fghjk")]).await.status, 422);
}

#[tokio::test]
async fn a_recovery_code_works_once_even_at_the_same_moment_and_its_owner_is_told() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1000")]).await;
    let ayse = app.customer("ayse").await;
    let (_, codes) = with_totp(&app, &ayse).await;
    let mut clients = Vec::new();
    for _ in 0..20 {
        clients.push(half(&app, "ayse").await);
    }
    // Upper case and blanks are forgiven.
    let typed = format!(" {} ", codes[0].to_uppercase());
    let fields = [("code", typed.as_str())];
    let answers = join_all(clients.iter().map(|client| client.post("auth/second_factor", &fields))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    assert_eq!(told(&app, "recovery_code_used").await, 1);
    assert!(ayse.page("/hesap/ayarlar/guvenlik").await.text.contains("9 kod kaldı"));

    let made = done(ayse.post("auth/remake_recovery_codes", &[]).await).json();
    assert_eq!(told(&app, "recovery_codes_made").await, 1);
    let client = half(&app, "ayse").await;
    assert_eq!(client.post("auth/second_factor", &[("code", &codes[1])]).await.status, 422, "the old ones are void");
    let new = made["recovery_codes"][0].as_str().unwrap();
    done(client.post("auth/second_factor", &[("code", new)]).await);
}

#[tokio::test]
async fn a_new_phone_takes_over_only_with_its_first_code() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let (old, _) = with_totp(&app, &ayse).await;
    let begun = done(ayse.post("auth/begin_totp", &[]).await).json();
    let new = app_of(begun["secret"].as_str().unwrap());
    let client = half(&app, "ayse").await;
    done(client.post("auth/second_factor", &[("code", &code(&app, &old, 0))]).await);
    let set = done(ayse.post("auth/confirm_totp", &[("code", &code(&app, &new, 0))]).await).json();
    assert_eq!(set["recovery_codes"], serde_json::json!([]), "those that are left stay good");
    app.clock.advance_minutes(1);
    let client = half(&app, "ayse").await;
    assert_eq!(client.post("auth/second_factor", &[("code", &code(&app, &old, 0))]).await.status, 422);
    done(client.post("auth/second_factor", &[("code", &code(&app, &new, 0))]).await);
    // A secret waits fifteen minutes.
    let begun = done(ayse.post("auth/begin_totp", &[]).await).json();
    let third = app_of(begun["secret"].as_str().unwrap());
    sqlx::query("update user_totp set pending_at = pending_at - interval '16 minutes'")
        .execute(&app.pool)
        .await
        .unwrap();
    assert_eq!(ayse.post("auth/confirm_totp", &[("code", &code(&app, &third, 0))]).await.status, 410);
}

#[tokio::test]
async fn taking_a_factor_away_ends_other_sessions_and_its_codes() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let (authenticator, _) = with_totp(&app, &ayse).await;
    let elsewhere = half(&app, "ayse").await;
    done(elsewhere.post("auth/second_factor", &[("code", &code(&app, &authenticator, 0))]).await);
    done(ayse.post("auth/remove_totp", &[]).await);
    assert_eq!(elsewhere.get("auth/me").await.status, 401);
    assert_eq!(ayse.get("auth/me").await.status, 200);
    assert_eq!(app.count("select count(*) from recovery_codes").await, 0);
    assert_eq!(told(&app, "factor_removed").await, 1);
    let plain = done(app.visitor().post("auth/sign_in", &[("email", "ayse@ornek.test"), ("password", PASSWORD)]).await);
    assert_eq!(plain.json()["second_factor"], false);
}

#[tokio::test]
async fn the_desk_opens_with_a_second_factor_and_its_people_keep_one() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    sqlx::query("update user_sessions set aal = 1").execute(&app.pool).await.unwrap();
    let closed = admin.page("/yonetim").await;
    assert_eq!(closed.status, 403);
    assert!(closed.text.contains("İki adımlı doğrulama gerekli") && closed.text.contains("/hesap/ayarlar/guvenlik"));
    assert_eq!(app.customer("ayse").await.page("/yonetim").await.status, 404, "others learn nothing of it");
    assert!(admin.page("/hesap").await.text.contains("Yetkileriniz için iki adımlı doğrulama gerekli"));

    let (_, _) = with_totp(&app, &admin).await;
    assert_eq!(admin.page("/yonetim").await.status, 200, "at once");
    assert!(!admin.page("/hesap").await.text.contains("Yetkileriniz için iki adımlı doğrulama gerekli"));
    let refused = admin.post("auth/remove_totp", &[]).await;
    assert_eq!((refused.status, refused.code().as_str()), (409, "factor_needed"));
    assert_eq!(app.count("select count(*) from user_totp where confirmed_at is not null").await, 1);
}
