//! A provider as strict as Apple: the secret in the form only, signed anew for each question; other scopes; `email_verified`
//! as a text; its door at another origin than its issuer.

use super::peer::{begin, come_back};
use crate::support::TestApp;
use axum::{
    Form, Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    routing::{get, post},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, UnparsedPublicKey},
};
use serde_json::{Value, json};
use std::{collections::HashMap, sync::Arc};

struct Strict {
    issuer: String,
    /// Signs what it says of people.
    key: EcdsaKeyPair,
    /// Of the site, as it was registered.
    site: Vec<u8>,
    now: i64,
}

fn fresh_key() -> (Vec<u8>, EcdsaKeyPair) {
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap();
    (pkcs8.as_ref().to_vec(), key)
}

fn unpacked(part: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

async fn discovery(State(peer): State<Arc<Strict>>) -> Json<Value> {
    let issuer = &peer.issuer;
    Json(json!({
        "issuer": issuer, "authorization_endpoint": issuer.replace("127.0.0.1", "localhost") + "/auth",
        "token_endpoint": format!("{issuer}/token"), "jwks_uri": format!("{issuer}/keys"), "response_types_supported": ["code"],
        "subject_types_supported": ["pairwise"], "id_token_signing_alg_values_supported": ["ES256"],
    }))
}

async fn keys(State(peer): State<Arc<Strict>>) -> Json<Value> {
    let point = peer.key.public_key().as_ref();
    let [x, y] = [&point[1..33], &point[33..]].map(|part| URL_SAFE_NO_PAD.encode(part));
    Json(
        json!({ "keys": [{ "kty": "EC", "crv": "P-256", "kid": "bir", "use": "sig", "alg": "ES256", "x": x, "y": y }] }),
    )
}

/// The code that a test brings is the nonce.
async fn token(
    State(peer): State<Arc<Strict>>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Result<Json<Value>, StatusCode> {
    let secret = form.get("client_secret").filter(|_| !headers.contains_key(header::AUTHORIZATION));
    let secret = secret.ok_or(StatusCode::UNAUTHORIZED)?;
    let (text, signature) = secret.rsplit_once('.').ok_or(StatusCode::UNAUTHORIZED)?;
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| StatusCode::UNAUTHORIZED)?;
    let site = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &peer.site);
    site.verify(text.as_bytes(), &signature).map_err(|_| StatusCode::UNAUTHORIZED)?;
    let (head, claims) = text.split_once('.').ok_or(StatusCode::UNAUTHORIZED)?;
    assert_eq!(unpacked(head), json!({ "alg": "ES256", "kid": "ANAHTAR1" }));
    let expected = json!({
        "iss": "TAKIM1", "sub": "usta", "aud": peer.issuer, "iat": peer.now, "exp": peer.now + 300,
    });
    assert_eq!(unpacked(claims), expected);
    let claims = json!({
        "iss": peer.issuer, "aud": "usta", "sub": "elma", "nonce": form["code"], "iat": peer.now, "exp": peer.now + 600,
        "email": "elma@ornek.test", "email_verified": "true", "is_private_email": "false",
    });
    let text = [json!({ "alg": "ES256", "kid": "bir" }), claims]
        .map(|part| URL_SAFE_NO_PAD.encode(part.to_string()))
        .join(".");
    let signature = peer.key.sign(&SystemRandom::new(), text.as_bytes()).unwrap();
    let id_token = format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature));
    Ok(Json(json!({ "access_token": "erisim", "token_type": "Bearer", "id_token": id_token })))
}

#[tokio::test]
async fn a_provider_that_wants_a_signed_secret_other_scopes_and_another_door_lets_in() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let (pkcs8, site) = fresh_key();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("anahtar.p8");
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(pkcs8));
    std::fs::write(&file, pem).unwrap();
    let app = TestApp::with_env(&[
        ("OIDC_PROVIDERS", "kimlik"),
        ("OIDC_KIMLIK_ISSUER", &issuer),
        ("OIDC_KIMLIK_CLIENT_ID", "usta"),
        ("OIDC_KIMLIK_CLIENT_KEY_FILE", file.to_str().unwrap()),
        ("OIDC_KIMLIK_CLIENT_KEY_ID", "ANAHTAR1"),
        ("OIDC_KIMLIK_CLIENT_TEAM_ID", "TAKIM1"),
        ("OIDC_KIMLIK_CLIENT_AUTH", "post"),
        ("OIDC_KIMLIK_SCOPES", "name email"),
    ])
    .await;
    let now = app.clock.now().0.as_second();
    let site = site.public_key().as_ref().to_vec();
    let peer = Arc::new(Strict { issuer: issuer.clone(), key: fresh_key().1, site, now });
    let router = Router::new()
        .route("/.well-known/openid-configuration", get(discovery))
        .route("/keys", get(keys))
        .route("/token", post(token))
        .with_state(peer);
    #[expect(clippy::disallowed_methods, reason = "the provider of the other side is no background work of the site")]
    tokio::spawn(async move { axum::serve(listener, router).await });

    for page in ["/giris", "/kayit"] {
        let policy = app.visitor().page(page).await.header("content-security-policy");
        let door = issuer.replace("127.0.0.1", "localhost");
        assert!(policy.contains(&format!("form-action 'self' {door}")), "{page}: {policy}");
    }
    let browser = app.visitor();
    let sent = begin(&browser, "kimlik", &[]).await;
    assert_eq!(sent["scope"], "openid name email");
    let back = come_back(&browser, "kimlik", &[("code", &sent["nonce"]), ("state", &sent["state"])]).await;
    assert_eq!((back.status, back.header("location").as_str()), (303, "/kayit/saglayici"), "{}", back.text);
    let fields = [("full_name", "Elma Sahibi"), ("kind", "customer"), ("accept_terms", "true")];
    assert_eq!(browser.post("auth/finish_oidc", &fields).await.status, 200);
    assert!(app.is_verified("elma@ornek.test").await, "a text that says true is true");
}

#[tokio::test]
async fn a_provider_that_is_away_does_not_keep_the_door_of_the_site_shut() {
    let app = TestApp::with_env(&[
        ("OIDC_PROVIDERS", "kimlik"),
        ("OIDC_KIMLIK_ISSUER", "http://127.0.0.1:9"),
        ("OIDC_KIMLIK_CLIENT_ID", "usta"),
        ("OIDC_KIMLIK_CLIENT_SECRET", "gizli"),
    ])
    .await;
    let page = app.visitor().page("/giris").await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-security-policy").contains("form-action 'self' http://127.0.0.1:9"));
}
