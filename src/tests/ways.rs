//! Ways in: addresses that prove themselves, forgotten passwords, identity providers, numbers.

mod change;
mod forged;
mod oidc;
mod peer;
mod phone;
mod posted;
mod reset;
mod secrets;
mod squatter;
mod strict;
mod verify;

use crate::support::{Answer, Client, TestApp};
use sanaiyiusta::platform::{Scope, mail};

/// What the newest mail to an address holds.
pub struct Letter {
    pub subject: String,
    pub code: String,
    pub token: String,
}

impl TestApp {
    /// The newest mail with a code to an address, as its reader sees it. Runs the jobs first, and those that they make.
    pub async fn letter(&self, to: &str) -> Letter {
        self.run_jobs().await;
        self.run_jobs().await;
        let mails = mail::newest(&mut Scope::bare(&self.wires), 50).await.unwrap();
        let mail = mails
            .into_iter()
            .find(|mail| mail.to_email == to && mail.text.contains("belirtec="))
            .unwrap_or_else(|| panic!("no mail with a link to {to}"));
        let after = |mark: &str| mail.text.split_once(mark).unwrap().1;
        let word = |text: &str| text.split_whitespace().next().unwrap().to_owned();
        Letter { code: word(after("Kodunuz: ")), token: word(after("belirtec=")), subject: mail.subject.clone() }
    }

    /// Path and query of the link "this wasn't me" in the newest notice to an address that has one. Runs the jobs first.
    pub async fn alarm(&self, to: &str) -> String {
        self.run_jobs().await;
        let mails = mail::newest(&mut Scope::bare(&self.wires), 50).await.unwrap();
        let mail = mails.into_iter().find(|mail| mail.to_email == to && mail.text.contains("/ben-degildim?"));
        let text = mail.unwrap_or_else(|| panic!("no notice with a link to {to}")).text;
        let link = text.split_whitespace().find(|word| word.contains("/ben-degildim?")).unwrap();
        link[link.find("/ben-degildim").unwrap()..].to_owned()
    }

    /// Presses the button behind such a link; the browser that may set the new password.
    pub async fn this_was_not_me(&self, link: &str) -> Client {
        let browser = self.visitor();
        let token = link.split_once("belirtec=").unwrap().1;
        let answer = browser.form(link, "auth/not_me", &[("token", token)]).await;
        assert_eq!((answer.status, answer.header("location").as_str()), (303, "/sifre-sifirla?adim=baglanti"));
        browser
    }

    /// Has the address of an account proved itself?
    pub async fn is_verified(&self, email: &str) -> bool {
        sqlx::query_scalar("select email_verified_at is not null from users where email = $1")
            .bind(email)
            .fetch_one(&self.pool)
            .await
            .unwrap()
    }

    /// How many mails of a kind went to an address.
    pub async fn mails_of(&self, kind: &str, to: &str) -> i64 {
        sqlx::query_scalar("select count(*) from mails where kind = $1 and to_email = $2")
            .bind(kind)
            .bind(to)
            .fetch_one(&self.pool)
            .await
            .unwrap()
    }

    /// How many notices of safety of this kind an address got.
    pub async fn notices_of(&self, notice: &str, to: &str) -> i64 {
        sqlx::query_scalar(
            "select count(*) from mails where kind = 'security_notice' and payload->>'notice' = $1 and to_email = $2",
        )
        .bind(notice)
        .bind(to)
        .fetch_one(&self.pool)
        .await
        .unwrap()
    }
}

/// The rule that a field broke.
pub fn rule(answer: &Answer, field: &str) -> String {
    answer.json()["fields"][field]["rule"].as_str().unwrap_or_default().to_owned()
}

/// A six-digit code that is not this one.
pub fn another(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}
