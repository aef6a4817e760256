//! The smallest client over a real socket; a broken line is an answer like another.

use serde_json::Value;
use std::{io, net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// No answer within this is no answer.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Value,
}

/// `GET /api/…`
pub async fn get(addr: SocketAddr, endpoint: &str, cookie: &str) -> io::Result<Answer> {
    ask(addr, &format!("GET /api/{endpoint} HTTP/1.1\r\n"), cookie, "").await
}

/// `POST /api/…` with a form whose names are complete (`input[start]`).
pub async fn post(addr: SocketAddr, endpoint: &str, cookie: &str, fields: &[(&str, &str)]) -> io::Result<Answer> {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    ask(
        addr,
        &format!("POST /api/{endpoint} HTTP/1.1\r\ncontent-type: application/x-www-form-urlencoded\r\n"),
        cookie,
        &body,
    )
    .await
}

async fn ask(addr: SocketAddr, opening: &str, cookie: &str, body: &str) -> io::Result<Answer> {
    let talk = async {
        let mut stream = TcpStream::connect(addr).await?;
        let length = body.len();
        let head = format!(
            "{opening}host: {addr}\r\naccept: application/json\r\ncookie: {cookie}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(body.as_bytes()).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        read(&String::from_utf8_lossy(&answer))
    };
    tokio::time::timeout(PATIENCE, talk).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

fn read(text: &str) -> io::Result<Answer> {
    let broken = || io::Error::from(io::ErrorKind::UnexpectedEof);
    let (head, body) = text.split_once("\r\n\r\n").ok_or_else(broken)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(broken)?;
    let body = if body.is_empty() { Value::Null } else { serde_json::from_str(body).map_err(|_| broken())? };
    Ok(Answer { status, head: head.to_owned(), body })
}

/// The session cookie of this account.
pub async fn sign_in(addr: SocketAddr, email: &str, password: &str) -> String {
    let answer =
        post(addr, "auth/sign_in", "", &[("input[email]", email), ("input[password]", password)]).await.unwrap();
    assert_eq!(answer.status, 200, "{answer:?}");
    let cookie = answer.head.lines().find_map(|line| line.strip_prefix("set-cookie: oturum=")).unwrap();
    format!("oturum={}", cookie.split(';').next().unwrap())
}

/// A stream of hints that this session leaves open, once it has begun.
pub async fn open_stream(addr: SocketAddr, cookie: &str) -> TcpStream {
    let mut stream = TcpStream::connect(addr).await.unwrap();
    let head = format!("GET /canli HTTP/1.1\r\nhost: {addr}\r\ncookie: {cookie}\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut begun = [0; 15];
    stream.read_exact(&mut begun).await.unwrap();
    assert_eq!(&begun, b"HTTP/1.1 200 OK");
    stream
}

pub async fn register(addr: SocketAddr, email: &str) {
    let fields = [
        ("input[email]", email),
        ("input[password]", crate::support::PASSWORD),
        ("input[full_name]", "Ayşe Deneme"),
        ("input[kind]", "customer"),
        ("input[accept_terms]", "true"),
    ];
    let answer = post(addr, "auth/register", "", &fields).await.unwrap();
    assert_eq!(answer.status, 200, "{answer:?}");
}

/// Does the site say that it can serve?
pub async fn is_ready(addr: SocketAddr) -> bool {
    let talk = async {
        let mut stream = TcpStream::connect(addr).await?;
        stream
            .write_all(format!("GET /readyz HTTP/1.1\r\nhost: {addr}\r\nconnection: close\r\n\r\n").as_bytes())
            .await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        Ok::<_, io::Error>(answer.starts_with("HTTP/1.1 200"))
    };
    matches!(tokio::time::timeout(Duration::from_secs(2), talk).await, Ok(Ok(true)))
}
