//! Sessions, tokens, notices of new devices, and the guard before the door.

mod devices;
mod guard;
mod lifetimes;
mod not_me;
mod tokens;

use crate::support::{Answer, Client, PASSWORD, TestApp};
use axum::http::Request;
use sanaiyiusta::{
    kernel::ids::UserId,
    platform::{
        Scope,
        session::{self, Ended},
    },
};

const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0";
const CHROME: &str = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";
/// Addresses of Turkish carriers, and one abroad.
const ANKARA: &str = "88.255.0.7";
const IZMIR: &str = "78.160.1.9";
const ABROAD: &str = "193.0.6.139";

/// One proxy in front, limits as in production.
async fn app() -> TestApp {
    TestApp::with_env(&[("TRUSTED_PROXIES", "1"), ("RATE_LIMIT_FACTOR", "1")]).await
}

/// A call of a client that says what it is and comes from an address.
async fn post_from(client: &Client, agent: &str, ip: &str, endpoint: &str, fields: &[(&str, &str)]) -> Answer {
    let request = Request::post(format!("/api/{endpoint}")).header("user-agent", agent).header("x-forwarded-for", ip);
    client.send_body(request, fields).await
}

async fn try_from(client: &Client, agent: &str, ip: &str, email: &str, password: &str) -> Answer {
    post_from(client, agent, ip, "auth/sign_in", &[("email", email), ("password", password)]).await
}

/// Another browser of a person who is registered already.
async fn browser(app: &TestApp, name: &str, agent: &str, ip: &str) -> Client {
    let client = app.visitor();
    let answer = try_from(&client, agent, ip, &format!("{name}@ornek.test"), PASSWORD).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    client
}

async fn user_id(app: &TestApp, name: &str) -> UserId {
    let id: uuid::Uuid = sqlx::query_scalar("select id from users where email = $1")
        .bind(format!("{name}@ornek.test"))
        .fetch_one(&app.pool)
        .await
        .unwrap();
    id.into()
}

async fn end_all(app: &TestApp, user: UserId, why: Ended) -> u64 {
    let mut scope = Scope::system(&app.wires).await.unwrap();
    let ended = session::end_all(&mut scope, user, None, why).await;
    scope.finish(ended).await.unwrap()
}

/// A call with an access token and nothing else.
async fn bearer(app: &TestApp, token: &str, endpoint: &str) -> Answer {
    app.visitor()
        .send(Request::get(format!("/api/{endpoint}")).header("authorization", format!("Bearer {token}")))
        .await
}

/// A pair of tokens: access, refresh.
fn pair(answer: &Answer) -> (String, String) {
    assert_eq!(answer.status, 200, "{}", answer.text);
    let json = answer.json();
    let word = |name: &str| json[name].as_str().unwrap().to_owned();
    (word("access_token"), word("refresh_token"))
}

async fn tokens(app: &TestApp, name: &str) -> (String, String) {
    let email = format!("{name}@ornek.test");
    let answer =
        post_from(&app.visitor(), "UstaCep/1.4", ANKARA, "auth/token", &[("email", &email), ("password", PASSWORD)])
            .await;
    pair(&answer)
}

async fn refresh(app: &TestApp, token: &str) -> Answer {
    post_from(&app.visitor(), "UstaCep/1.4", ANKARA, "auth/refresh", &[("refresh_token", token)]).await
}
