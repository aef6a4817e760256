//! A mail server as the site meets it: speaks SMTP over a socket and remembers what it was given.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// What the server does once it holds a whole message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    Accept,
    /// It keeps the message, and the line drops before it can say so.
    DropTheLine,
    /// It keeps the message and never answers.
    Stall,
    /// It has no room (452).
    Refuse,
}

/// A message as it came over the line.
#[derive(Clone, Debug)]
pub struct Received {
    pub from: String,
    pub to: String,
    pub data: String,
}

impl Received {
    pub fn header(&self, name: &str) -> String {
        let start = format!("{}:", name.to_lowercase());
        let line =
            self.data.lines().take_while(|line| !line.is_empty()).find(|line| line.to_lowercase().starts_with(&start));
        line.map(|line| line[start.len()..].trim().to_owned()).unwrap_or_default()
    }
}

struct State {
    manner: Manner,
    received: Vec<Received>,
}

/// A running server; dropping it closes the door at once.
pub struct SmtpServer {
    pub addr: SocketAddr,
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// An address where nobody listens.
pub async fn nobody() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap()
}

impl SmtpServer {
    pub async fn start() -> Self {
        Self::at(nobody().await).await
    }

    pub async fn at(addr: SocketAddr) -> Self {
        let listener = TcpListener::bind(addr).await.unwrap();
        let state = Arc::new(Mutex::new(State { manner: Manner::Accept, received: Vec::new() }));
        let shared = state.clone();
        #[expect(clippy::disallowed_methods, reason = "the server of the other side is no background work of the site")]
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let state = shared.clone();
                tokio::spawn(async move { drop(converse(stream, &state).await) });
            }
        });
        Self { addr, state, task }
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.addr)
    }

    pub fn behave(&self, manner: Manner) {
        self.state.lock().unwrap().manner = manner;
    }

    pub fn received(&self) -> Vec<Received> {
        self.state.lock().unwrap().received.clone()
    }
}

/// One connection, from greeting to QUIT.
async fn converse(stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading).lines();
    let (mut from, mut to) = (String::new(), String::new());
    writing.write_all(b"220 posta.test ESMTP\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => "250-posta.test\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n",
            "HELO" | "NOOP" | "RSET" => "250 posta.test\r\n",
            "MAIL" => {
                from = address(&line);
                "250 2.1.0 sender fine\r\n"
            }
            "RCPT" => {
                to = address(&line);
                "250 2.1.5 recipient fine\r\n"
            }
            "DATA" => {
                writing.write_all(b"354 go on\r\n").await?;
                let mut data = String::new();
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    data.push_str(line.strip_prefix('.').unwrap_or(&line));
                    data.push('\n');
                }
                let manner = state.lock().unwrap().manner;
                if manner != Manner::Refuse {
                    state.lock().unwrap().received.push(Received { from: from.clone(), to: to.clone(), data });
                }
                match manner {
                    Manner::Accept => "250 2.0.0 taken\r\n",
                    Manner::Refuse => "452 4.3.1 no room\r\n",
                    Manner::DropTheLine => return Ok(()),
                    Manner::Stall => std::future::pending().await,
                }
            }
            "QUIT" => {
                writing.write_all(b"221 2.0.0 bye\r\n").await?;
                return Ok(());
            }
            _ => "502 5.5.2 what\r\n",
        };
        writing.write_all(answer.as_bytes()).await?;
    }
    Ok(())
}

/// `MAIL FROM:<a@b.test> BODY=8BITMIME` → `a@b.test`.
fn address(line: &str) -> String {
    line.split_once('<').and_then(|(_, rest)| rest.split('>').next()).unwrap_or_default().to_owned()
}
