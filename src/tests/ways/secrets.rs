//! What was mailed, typed and carried lies nowhere in clear: not in the database, not in addresses, not in pages.

use crate::support::{Answer, PASSWORD, TestApp};
use sqlx::{AssertSqlSafe, PgPool};

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

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn no_code_token_or_password_lies_in_clear_in_the_database_or_an_address(pool: PgPool) {
    let app = TestApp::new(pool).await;
    let mut answers: Vec<Answer> = Vec::new();
    let mut secrets = vec![PASSWORD.to_owned(), NEW.to_owned()];
    let browser = app.visitor();
    let account = [
        ("email", AYSE),
        ("password", PASSWORD),
        ("full_name", "Ayşe Yılmaz"),
        ("kind", "customer"),
        ("accept_terms", "true"),
    ];
    answers.push(browser.form("/kayit", "auth/register", &account).await);
    // Before the mails are written, and after.
    let waiting = everything(&app.pool).await;
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
        secrets.extend([letter.code, letter.token]);
    }
    secrets.push(browser.cookie("oturum").unwrap());
    app.run_jobs().await;
    let rows = everything(&app.pool).await;
    for secret in &secrets {
        for (table, row) in waiting.iter().chain(&rows) {
            assert!(!holds(row, secret), "{table} holds {secret}: {row}");
        }
        for answer in &answers {
            assert!(!answer.header("location").contains(secret.as_str()), "an address holds {secret}");
            assert!(!holds(&answer.text, secret), "a page holds {secret}");
        }
    }
}
