//! What was mailed, typed and carried lies nowhere in clear: not in the database, not in addresses, not in pages, not in the log.

use super::{
    forged::{link_ayse, with_token},
    peer::{Peer, app},
};
use crate::{
    appointments::guests,
    factors::{app_of, code},
    support::{Answer, Client, PASSWORD, TestApp},
};
use serde_json::json;
use sqlx::{AssertSqlSafe, PgPool};
use std::{
    io,
    sync::{Arc, Mutex},
};
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::{
    EnvFilter,
    fmt::{self, format::FmtSpan},
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

const AYSE: &str = "ayse@ornek.test";
const NEW: &str = "bambaska-bir-parola-63";

/// Every row of every table of ours and of the job queue, as text.
async fn everything(pool: &PgPool) -> Vec<(String, String)> {
    let tables: Vec<String> = sqlx::query_scalar(
        "select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('r', 'p') and n.nspname in ('public', 'graphile_worker')",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    assert!(tables.iter().any(|table| table.starts_with("graphile_worker.")) && tables.len() > 20);
    let mut all = Vec::new();
    for table in tables {
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(format!("select to_jsonb(t)::text from {table} t")))
            .fetch_all(pool)
            .await
            .unwrap();
        all.extend(rows.into_iter().map(|row| (table.clone(), row)));
    }
    all
}

/// Does the text hold the secret as a word of its own, or (as bytes in hex) at all?
fn holds(text: &str, secret: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
    let as_word = text
        .match_indices(secret)
        .any(|(at, _)| edge(text[..at].chars().next_back()) && edge(text[at + secret.len()..].chars().next()));
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    as_word || text.contains(&hex)
}

/// What this thread logs from now on: all of ours, and whatever others say below tracing.
fn listen() -> (Arc<Mutex<Vec<u8>>>, DefaultGuard) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ear = heard.clone();
    let layer = fmt::layer().without_time().with_ansi(false).with_span_events(FmtSpan::FULL);
    let layer = layer.with_writer(move || Ear(ear.clone()));
    let filter = EnvFilter::new("debug,sanaiyiusta=trace");
    (heard, tracing_subscriber::registry().with(filter).with(layer).set_default())
}

struct Ear(Arc<Mutex<Vec<u8>>>);

impl io::Write for Ear {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whatever a journey leaves behind.
#[derive(Default)]
struct Traces {
    secrets: Vec<String>,
    answers: Vec<Answer>,
    rows: Vec<(String, String)>,
}

/// From registration over a proved address and a new one to a forgotten password.
async fn by_mail(app: &TestApp, browser: &Client) -> Traces {
    let mut traces = Traces { secrets: vec![PASSWORD.to_owned(), NEW.to_owned()], ..Traces::default() };
    let answers = &mut traces.answers;
    let account = [
        ("email", AYSE),
        ("password", PASSWORD),
        ("full_name", "Ayşe Yılmaz"),
        ("kind", "customer"),
        ("accept_terms", "true"),
    ];
    answers.push(browser.form("/kayit", "auth/register", &account).await);
    // Before the mails are written; after that all is looked at once more.
    traces.rows = everything(&app.pool).await;
    let welcome = app.letter(AYSE).await;
    answers.push(browser.form("/giris", "auth/sign_in", &[("email", AYSE), ("password", PASSWORD)]).await);
    answers.push(browser.page(&format!("/e-posta-dogrula?belirtec={}", welcome.token)).await);
    answers.push(browser.page("/e-posta-dogrula").await);
    answers.push(
        browser.form("/e-posta-dogrula", "auth/verify_email", &[("code", "1234567"), ("token", &welcome.token)]).await,
    );
    answers.push(browser.form("/e-posta-dogrula", "auth/verify_email", &[("purpose", "verify")]).await);
    answers.push(browser.form("/hesap/ayarlar/guvenlik", "auth/change_email", &[("email", "yeni@ornek.test")]).await);
    let change = app.letter("yeni@ornek.test").await;
    answers.push(browser.form("/sifre-sifirla", "auth/begin_reset", &[("email", AYSE)]).await);
    let reset = app.letter(AYSE).await;
    let refused = [("email", AYSE), ("code", reset.code.as_str()), ("password", "kisa")];
    answers.push(browser.form("/sifre-sifirla?adim=kod", "auth/reset_password", &refused).await);
    answers.push(browser.page("/sifre-sifirla?adim=kod").await);
    answers.push(browser.page(&format!("/sifre-sifirla?belirtec={}", reset.token)).await);
    answers.push(browser.page("/sifre-sifirla?adim=baglanti").await);
    answers.push(browser.form("/sifre-sifirla?adim=baglanti", "auth/reset_password", &[("password", NEW)]).await);
    assert_eq!(answers.last().unwrap().header("location"), "/hesap");
    for letter in [welcome, change, reset] {
        traces.secrets.extend([letter.code, letter.token]);
    }
    traces
}

/// A second factor, and a program with tokens. What these answer is for their owner's eyes.
async fn by_factor(app: &TestApp, browser: &Client) -> Vec<String> {
    let begun = browser.post("auth/begin_totp", &[]).await.json();
    let seed = begun["secret"].as_str().unwrap().to_owned();
    let shown = code(app, &app_of(&seed), 0);
    let set = browser.post("auth/confirm_totp", &[("code", &shown)]).await.json();
    let recovery: Vec<String> =
        set["recovery_codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect();
    let fields = [("email", AYSE), ("password", NEW), ("code", recovery[0].as_str())];
    let tokens = app.visitor().post("auth/token", &fields).await.json();
    let refresh = tokens["refresh_token"].as_str().unwrap().to_owned();
    let next = app.visitor().post("auth/refresh", &[("refresh_token", &refresh)]).await.json();
    let words = |json: &serde_json::Value| {
        ["access_token", "refresh_token"].map(|name| json[name].as_str().unwrap().to_owned())
    };
    let bare = recovery.iter().map(|code| code.replace('-', "")).collect::<Vec<_>>();
    [vec![seed, shown], recovery, bare, words(&tokens).to_vec(), words(&next).to_vec()].concat()
}

#[tokio::test]
async fn no_code_token_or_password_lies_in_clear_in_the_database_an_address_or_the_log() {
    let (heard, _listening) = listen();
    let app = TestApp::new().await;
    let browser = app.visitor();
    let mut traces = by_mail(&app, &browser).await;
    traces.secrets.push(browser.cookie("oturum").unwrap());
    traces.secrets.extend(by_factor(&app, &browser).await);
    for cookie in ["oturum", "istek", "cihaz"] {
        traces.secrets.push(browser.cookie(cookie).unwrap());
    }
    app.run_jobs().await;
    traces.rows.extend(everything(&app.pool).await);
    let heard = String::from_utf8(heard.lock().unwrap().clone()).unwrap();
    for said in ["request", "sqlx", "insert into email_verifications"] {
        assert!(heard.contains(said), "{said} is heard");
    }
    for secret in &traces.secrets {
        for (table, row) in &traces.rows {
            assert!(!holds(row, secret), "{table} holds {secret}: {row}");
        }
        for answer in &traces.answers {
            assert!(!answer.header("location").contains(secret.as_str()), "an address holds {secret}");
            assert!(!holds(&answer.text, secret), "a page holds {secret}");
        }
        if let Some(line) = heard.lines().find(|line| holds(line, secret)) {
            panic!("the log holds {secret}: {line}");
        }
    }
}

#[tokio::test]
async fn no_code_of_a_guest_lies_in_clear_in_the_database_a_page_or_the_log() {
    let (heard, _listening) = listen();
    let app = TestApp::new().await;
    let browser = app.visitor();
    let mut answers = vec![browser.form("/misafir", "appointments/begin_as_guest", &guests::wish(&[])).await];
    // Before the message goes out; after that all is looked at once more.
    let mut rows = everything(&app.pool).await;
    let right = guests::code(&app).await;
    answers.push(browser.page("/misafir/kod").await);
    answers.push(browser.form("/misafir/kod", "appointments/prove_guest", &[("code", "1234567")]).await);
    answers.push(browser.page("/misafir/kod").await);
    answers.push(browser.form("/misafir/kod", "appointments/prove_guest", &[("code", &right)]).await);
    answers.push(guests::finish(&browser).await);
    assert!(answers[5].header("location").starts_with("/usta-bul?"));
    rows.extend(everything(&app.pool).await);
    let heard = String::from_utf8(heard.lock().unwrap().clone()).unwrap();
    assert!(heard.contains("insert into guest_requests"));
    for secret in [right, browser.cookie("misafir").unwrap(), browser.cookie("oturum").unwrap()] {
        for (table, row) in &rows {
            assert!(!holds(row, &secret), "{table} holds {secret}: {row}");
        }
        for answer in &answers {
            assert!(
                !holds(&answer.text, &secret) && !answer.header("location").contains(&secret),
                "an answer holds {secret}"
            );
        }
        assert!(!heard.lines().any(|line| holds(line, &secret)), "the log holds {secret}");
    }
}

#[tokio::test]
async fn no_key_of_a_shared_service_book_lies_in_clear_in_the_database_or_the_log() {
    let (heard, _listening) = listen();
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = crate::garage::add(&ayse, "34 ABC 123").await;
    let shared = ayse.post("vehicles/share_book", &[("vehicle_id", &id), ("days", "7")]).await;
    let token = shared.json()["token"].as_str().unwrap().to_owned();
    let address = format!("/defter/{token}");
    assert_eq!(app.visitor().page(&address).await.status, 200);
    assert_eq!(app.visitor().send_body(axum::http::Request::post(&address), &[]).await.status, 405);
    let heard = String::from_utf8(heard.lock().unwrap().clone()).unwrap();
    assert!(heard.contains("/defter/…"), "the line of the request");
    let lines: Vec<&str> = heard.lines().filter(|line| holds(line, &token)).collect();
    assert_eq!(lines, Vec::<&str>::new());
    for (table, row) in everything(&app.pool).await {
        assert!(!holds(&row, &token), "{table} holds the key: {row}");
    }
}

#[tokio::test]
async fn no_token_of_a_provider_is_kept_or_handed_on() {
    let peer = Peer::start("forger").await;
    let app = app(&[("kimlik", &peer)]).await;
    link_ayse(&app, &peer).await;
    let (browser, came) = with_token(&app, &peer, json!({}), json!({}), "good").await;
    assert_eq!(came.status, 303);
    let newcomer = json!({ "sub": "yeni", "email": "yeni@kimlik.test" });
    let (new, asked) = with_token(&app, &peer, newcomer, json!({}), "good").await;
    assert_eq!(asked.header("location"), "/kayit/saglayici");
    let fields = [("full_name", "Yeni Kişi"), ("kind", "customer"), ("accept_terms", "true")];
    let mut answers = vec![came, asked, new.page("/kayit/saglayici").await];
    answers.push(new.post("auth/finish_oidc", &fields).await);
    for client in [&browser, &new] {
        for page in ["/hesap", "/hesap/ayarlar/guvenlik"] {
            answers.push(client.page(page).await);
        }
        answers.push(client.get("auth/sessions").await);
    }
    let request = http::Request::get(format!("{}/issued", peer.issuer)).body(Vec::new()).unwrap();
    let issued: Vec<String> = serde_json::from_slice(app.wires.outward.call(request).await.unwrap().body()).unwrap();
    assert_eq!(issued.len(), 6, "an access, a refresh and an identity token each");
    app.run_jobs().await;
    let rows = everything(&app.pool).await;
    for token in &issued {
        for (table, row) in &rows {
            assert!(!holds(row, token), "{table} holds {token}");
        }
        for answer in &answers {
            let headers =
                answer.headers.iter().map(|(name, value)| format!("{name}: {}", value.to_str().unwrap_or_default()));
            assert!(
                !headers.chain([answer.text.clone()]).any(|text| text.contains(token.as_str())),
                "an answer holds {token}"
            );
        }
    }
}
