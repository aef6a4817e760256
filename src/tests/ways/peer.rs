//! Identity providers as the site meets them: programs of their own on this machine.

use crate::support::{Answer, Client, TestApp};
use std::{collections::BTreeMap, path::Path, process::Stdio};
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

pub const SECRET: &str = "usta-gizli-anahtar-en-az-otuz-iki-harf";

/// A running provider; dropping it ends it.
pub struct Peer {
    pub issuer: String,
    _process: Child,
    /// Kept open: a program that cannot print ends.
    _lines: Lines<BufReader<ChildStdout>>,
}

impl Peer {
    /// Starts `end2end/peers/{name}.mjs` and waits until it listens.
    pub async fn start(name: &str) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("end2end/peers/{name}.mjs"));
        let mut process = Command::new("node")
            .arg(script)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("node");
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let issuer = loop {
            let line = lines.next_line().await.unwrap().expect("the peer says where it listens");
            if line.starts_with("http://127.0.0.1:") {
                break line;
            }
        };
        Self { issuer, _process: process, _lines: lines }
    }
}

/// A site that knows these providers, each by a name.
pub async fn app(providers: &[(&str, &Peer)]) -> TestApp {
    app_with(providers, &[]).await
}

/// The same with more settings.
pub async fn app_with(providers: &[(&str, &Peer)], more: &[(&str, &str)]) -> TestApp {
    let names = providers.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(",");
    let mut env = vec![("OIDC_PROVIDERS".to_owned(), names)];
    for (name, peer) in providers {
        let prefix = format!("OIDC_{}", name.to_uppercase());
        env.push((format!("{prefix}_ISSUER"), peer.issuer.clone()));
        env.push((format!("{prefix}_CLIENT_ID"), "usta".to_owned()));
        env.push((format!("{prefix}_CLIENT_SECRET"), SECRET.to_owned()));
    }
    let env = env.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let env: Vec<(&str, &str)> = env.chain(more.iter().copied()).collect();
    TestApp::with_env(&env).await
}

/// The parameters of an address.
pub fn query(address: &str) -> BTreeMap<String, String> {
    url::Url::parse(address).unwrap().query_pairs().into_owned().collect()
}

/// Sends a browser on its way and returns the parameters it takes along.
pub async fn begin(browser: &Client, provider: &str, fields: &[(&str, &str)]) -> BTreeMap<String, String> {
    let fields: Vec<_> = [("provider", provider)].into_iter().chain(fields.iter().copied()).collect();
    let answer = browser.post("auth/begin_oidc", &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    query(answer.json()["address"].as_str().unwrap())
}

/// The provider's answer, as the browser brings it back.
pub async fn come_back(browser: &Client, provider: &str, parameters: &[(&str, &str)]) -> Answer {
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
    browser.page(&format!("/giris/saglayici/{provider}?{query}")).await
}
