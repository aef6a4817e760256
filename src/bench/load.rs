//! A closed-loop load over keep-alive connections, bounded in time.

use super::Failure;
use std::{collections::BTreeMap, net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    task::JoinSet,
    time::Instant,
};

/// What a load came to; times in milliseconds.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    pub per_second: f64,
    pub p50: f64,
    pub p95: f64,
    pub p99: f64,
    pub failed: usize,
    /// How often each status came that was not asked for.
    pub refused: BTreeMap<u16, usize>,
}

impl Figures {
    /// From the times of single requests.
    pub fn of(mut times: Vec<Duration>, failed: usize, lasted: Duration) -> Self {
        times.sort_unstable();
        let at = |share: usize| {
            let place = (times.len() * share / 100).min(times.len().saturating_sub(1));
            times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
        };
        Self {
            per_second: times.len() as f64 / lasted.as_secs_f64(),
            p50: at(50),
            p95: at(95),
            p99: at(99),
            failed,
            refused: BTreeMap::new(),
        }
    }
}

/// One answer, read whole.
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

pub struct Connection {
    stream: BufReader<TcpStream>,
}

impl Connection {
    pub async fn open(address: SocketAddr) -> Result<Self, std::io::Error> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::with_capacity(64 * 1024, stream) })
    }

    /// Sends a request and reads the answer.
    pub async fn ask(&mut self, request: &[u8]) -> Result<Answer, std::io::Error> {
        self.stream.write_all(request).await?;
        let mut line = String::new();
        self.stream.read_line(&mut line).await?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        let mut headers = Vec::new();
        loop {
            line.clear();
            if self.stream.read_line(&mut line).await? <= 2 {
                break;
            }
            if let Some((name, value)) = line.split_once(':') {
                headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        let find = |name: &str| headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let body = if find("transfer-encoding") == Some("chunked") {
            self.chunks().await?
        } else {
            let length = find("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
            let mut body = vec![0; length];
            self.stream.read_exact(&mut body).await?;
            body
        };
        Ok(Answer { status, headers, body })
    }

    async fn chunks(&mut self) -> Result<Vec<u8>, std::io::Error> {
        let (mut body, mut line) = (Vec::new(), String::new());
        loop {
            line.clear();
            self.stream.read_line(&mut line).await?;
            let size = usize::from_str_radix(line.trim(), 16).unwrap_or(0);
            let start = body.len();
            body.resize(start + size + 2, 0);
            if let Some(chunk) = body.get_mut(start..) {
                self.stream.read_exact(chunk).await?;
            }
            body.truncate(start + size);
            if size == 0 {
                return Ok(body);
            }
        }
    }
}

/// A GET request in bytes.
pub fn get(path: &str, extra: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n{extra}\r\n").into_bytes()
}

/// A form-encoded API call in bytes.
pub fn post(endpoint: &str, fields: &[(&str, &str)], cookie: &str) -> Vec<u8> {
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields.iter().map(|(name, value)| match name.split_once('[') {
            Some((name, rest)) => (format!("input[{name}][{rest}"), *value),
            None => (format!("input[{name}]"), *value),
        }))
        .finish();
    let cookie = if cookie.is_empty() { String::new() } else { format!("Cookie: {cookie}\r\n") };
    format!(
        "POST /api/{endpoint} HTTP/1.1\r\nHost: 127.0.0.1\r\n{cookie}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

pub struct Load {
    address: SocketAddr,
}

impl Load {
    pub fn new(address: &SocketAddr) -> Self {
        Self { address: *address }
    }

    /// Asks for one path, over and over.
    pub async fn get(&self, path: &str, seconds: u64, connections: usize) -> Result<Figures, Failure> {
        self.repeat(get(path, ""), 200, seconds, connections).await
    }

    /// Sends one request over and over; answers with another status count as failed.
    pub async fn repeat(
        &self,
        request: Vec<u8>,
        status: u16,
        seconds: u64,
        connections: usize,
    ) -> Result<Figures, Failure> {
        let started = Instant::now();
        let until = started + Duration::from_secs(seconds);
        let mut tasks = JoinSet::new();
        for _ in 0..connections {
            let (address, request) = (self.address, request.clone());
            tasks.spawn(async move {
                let (mut times, mut refused) = (Vec::new(), Vec::new());
                let mut connection = Connection::open(address).await?;
                while Instant::now() < until {
                    let asked = Instant::now();
                    match connection.ask(&request).await?.status {
                        answer if answer == status => times.push(asked.elapsed()),
                        other => refused.push(other),
                    }
                }
                Ok::<_, std::io::Error>((times, refused))
            });
        }
        let (mut times, mut refused) = (Vec::new(), BTreeMap::new());
        while let Some(task) = tasks.join_next().await {
            let (some, others) = task??;
            times.extend(some);
            for other in others {
                *refused.entry(other).or_default() += 1;
            }
        }
        Ok(Figures { refused: refused.clone(), ..Figures::of(times, refused.values().sum(), started.elapsed()) })
    }
}
