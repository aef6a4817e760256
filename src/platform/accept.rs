//! Taking connections: how many at once, and how long one may say nothing.

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use std::{io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// What strangers may take up before they have asked anything.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Connections at once; others wait to be taken.
    pub connections: usize,
    /// Until the head of a request is there, also of the next one on the same connection.
    pub head_within: Duration,
}

/// Eight thousand open pages hold a stream each. Proxies keep idle connections for a minute, and must be the ones who close them:
/// what they send on one that is closed here is lost.
pub const BOUNDS: Bounds = Bounds { connections: 10_000, head_within: Duration::from_secs(75) };
/// Between two tries while the process has no more file handles.
const BREATH: Duration = Duration::from_secs(1);

/// Serves until it is told to stop, and then until every request under way is answered.
#[expect(clippy::disallowed_methods, reason = "each connection is a task, and waited for at the end")]
pub async fn serve(listener: TcpListener, app: Router, stopping: CancellationToken, bounds: Bounds) {
    let open = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(bounds.connections));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(bounds.head_within);
    loop {
        let accepted = async {
            let place = Arc::clone(&room).acquire_owned().await;
            (accept(&listener).await, place)
        };
        let ((stream, peer), place) = tokio::select! {
            accepted = accepted => accepted,
            () = stopping.cancelled() => break,
        };
        let app = app.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            app.clone().oneshot(request.map(Body::new))
        });
        let connection = open.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // Whoever hangs up in the middle is nothing to tell of.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    open.shutdown().await;
}

async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            // These are about one caller, who is gone.
            Err(error) if is_of_the_caller(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be taken");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
}

fn is_of_the_caller(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a site that runs beside its test")]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    async fn site(bounds: Bounds) -> (SocketAddr, CancellationToken, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, stopping) = (listener.local_addr().unwrap(), CancellationToken::new());
        let app =
            Router::new().route("/", get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.to_string() }));
        let served = tokio::spawn(serve(listener, app, stopping.clone(), bounds));
        (address, stopping, served)
    }

    async fn says(stream: &mut TcpStream, words: &str) {
        stream.write_all(words.as_bytes()).await.unwrap();
    }

    #[tokio::test]
    async fn who_never_finishes_a_question_is_hung_up_on() {
        let bounds = Bounds { head_within: Duration::from_millis(100), ..BOUNDS };
        let (address, ..) = site(bounds).await;
        for begun in ["", "GET / HTTP/1.1\r\nHost: a\r\nX-A: "] {
            let mut stream = TcpStream::connect(address).await.unwrap();
            says(&mut stream, begun).await;
            let mut rest = Vec::new();
            let hung_up = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut rest)).await;
            assert!(hung_up.is_ok(), "{begun:?} is still waited for");
            assert!(!String::from_utf8_lossy(&rest).contains(" 200 "), "{begun:?}");
        }
    }

    #[tokio::test]
    async fn no_more_than_so_many_are_served_at_once_and_the_next_waits_its_turn() {
        let (address, ..) = site(Bounds { connections: 1, ..BOUNDS }).await;
        let ask = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        let mut first = TcpStream::connect(address).await.unwrap();
        let mut head = [0; 15];
        says(&mut first, ask).await;
        first.read_exact(&mut head).await.unwrap();
        let mut second = TcpStream::connect(address).await.unwrap();
        says(&mut second, ask).await;
        let early = tokio::time::timeout(Duration::from_millis(100), second.read_exact(&mut head)).await;
        assert!(early.is_err(), "one at a time");
        drop(first);
        second.read_exact(&mut head).await.unwrap();
        assert_eq!(&head, b"HTTP/1.1 200 OK");
    }

    #[tokio::test]
    async fn a_stop_ends_idle_connections() {
        let (address, stopping, served) = site(BOUNDS).await;
        let mut idle = TcpStream::connect(address).await.unwrap();
        says(&mut idle, "GET / HTTP/1.1\r\nHost: a\r\n\r\n").await;
        idle.read_exact(&mut [0; 15]).await.unwrap();
        stopping.cancel();
        tokio::time::timeout(Duration::from_secs(5), served).await.expect("stopped").unwrap();
    }
}
