//! What happens when the world outside breaks: the mail server, a worker, the process, the database.

mod bookings;
mod http;
mod process;
pub mod smtp;

use crate::support::TestApp;
use nix::sys::signal::Signal;
use sanaiyiusta::{kernel::ids::MailId, platform::mail};
use smtp::{Manner, SmtpServer, nobody};
use std::{collections::BTreeSet, time::Duration};
use tokio::io::AsyncReadExt;

/// A site whose mail goes to this server, with one mail waiting in the outbox.
async fn site_with_a_mail(smtp_url: &str) -> (TestApp, MailId) {
    let app = TestApp::with_env(&[("SMTP_URL", smtp_url)]).await;
    app.customer("ayse").await;
    let id: uuid::Uuid =
        sqlx::query_scalar("select id from mails where sent_at is null").fetch_one(&app.pool).await.unwrap();
    (app, id.into())
}

/// Failed jobs wait longer each time; a test does not.
async fn make_due(app: &TestApp) {
    sqlx::query("update graphile_worker._private_jobs set run_at = now()").execute(&app.pool).await.unwrap();
}

const SENT: &str = "select count(*) from mails where sent_at is not null";

#[tokio::test]
async fn mails_wait_while_the_server_is_down_and_go_out_later() {
    let addr = nobody().await;
    let (app, _) = site_with_a_mail(&format!("smtp://{addr}")).await;
    app.run_jobs().await;
    assert_eq!(app.count(SENT).await, 0);
    assert_eq!(app.count("select count(*) from mails where attempts = 1 and last_error is not null").await, 1);
    assert_eq!(
        app.count("select count(*) from graphile_worker._private_jobs where attempts = 1 and run_at > now()").await,
        1
    );

    let server = SmtpServer::at(addr).await;
    make_due(&app).await;
    app.run_jobs().await;
    let received = server.received();
    assert_eq!((received.len(), received[0].to.as_str()), (1, "ayse@ornek.test"));
    assert_eq!(app.count(SENT).await, 1);
    assert_eq!(app.count("select count(*) from graphile_worker._private_jobs").await, 0);
    assert_eq!(app.count("select count(*) from mails where last_error is not null").await, 0);
}

#[tokio::test]
async fn a_full_mail_server_is_asked_again_and_a_mail_is_whole() {
    let server = SmtpServer::start().await;
    server.behave(Manner::Refuse);
    let (app, id) = site_with_a_mail(&server.url()).await;
    app.run_jobs().await;
    assert!(server.received().is_empty());
    server.behave(Manner::Accept);
    make_due(&app).await;
    app.run_jobs().await;
    let received = server.received().remove(0);
    assert_eq!(received.from, "bilgi@sanaiyiusta.test");
    assert_eq!(received.header("message-id"), format!("<{id}@sanaiyiusta.test>"));
    assert!(received.header("content-type").starts_with("multipart/alternative"));
    assert!(
        received.data.contains("text/plain")
            && received.data.contains("text/html")
            && !received.header("date").is_empty()
    );
}

#[tokio::test]
async fn many_workers_send_a_mail_once() {
    let server = SmtpServer::start().await;
    let (app, id) = site_with_a_mail(&server.url()).await;
    let deliveries = futures::future::join_all((0..8).map(|_| mail::deliver(&app.wires, id))).await;
    assert!(deliveries.iter().all(Result::is_ok), "{deliveries:?}");
    mail::deliver(&app.wires, id).await.unwrap();
    app.run_jobs().await;
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_line_that_drops_after_the_message_makes_no_second_mail_to_the_reader() {
    let server = SmtpServer::start().await;
    server.behave(Manner::DropTheLine);
    let (app, id) = site_with_a_mail(&server.url()).await;
    assert!(mail::deliver(&app.wires, id).await.is_err());
    assert_eq!(app.count(SENT).await, 0);
    server.behave(Manner::Accept);
    mail::deliver(&app.wires, id).await.unwrap();
    same_message(&server, 2);
}

#[tokio::test]
async fn a_worker_that_dies_while_sending_leaves_the_mail_to_the_next() {
    let server = SmtpServer::start().await;
    server.behave(Manner::Stall);
    let (app, id) = site_with_a_mail(&server.url()).await;
    {
        let dying = mail::deliver(&app.wires, id);
        let handed_over = async {
            while server.received().is_empty() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::select! {
            outcome = dying => panic!("answered by a server that never answers: {outcome:?}"),
            () = handed_over => {}
        }
    }
    server.behave(Manner::Accept);
    mail::deliver(&app.wires, id).await.unwrap();
    same_message(&server, 2);
    assert_eq!(app.count(SENT).await, 1);
}

#[tokio::test]
async fn a_mail_server_that_falls_silent_holds_up_one_mail_and_for_a_while() {
    let server = SmtpServer::start().await;
    server.behave(Manner::Stall);
    let (app, id) = site_with_a_mail(&server.url()).await;
    let error = mail::deliver(&app.wires, id).await.unwrap_err();
    assert!(matches!(error, mail::MailError::Silent), "{error}");
    assert_eq!(app.count("select count(*) from mails where attempts = 1 and last_error is not null").await, 1);
    server.behave(Manner::Accept);
    mail::deliver(&app.wires, id).await.unwrap();
    same_message(&server, 2);
}

/// Everything the server holds is one and the same mail: receivers tell doubles by the Message-ID.
fn same_message(server: &SmtpServer, copies: usize) {
    let received = server.received();
    let ids: BTreeSet<String> = received.iter().map(|mail| mail.header("message-id")).collect();
    assert_eq!((received.len(), ids.len()), (copies, 1), "{ids:?}");
    assert!(!ids.contains(""));
}

/// The bookings of this test go on through three deaths: of the site, of PostgreSQL, of both.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_booking_is_lost_or_doubled_when_site_and_database_are_killed() {
    let mut site = process::Site::prepare().await;
    site.start().await;
    let scene = bookings::Scene::find(site.addr).await;
    let storm = scene.storm(site.addr);
    for death in [process::Death::Site, process::Death::Database, process::Death::Both] {
        scene.more_bookings(8).await;
        site.kill(death).await;
        site.start().await;
    }
    scene.more_bookings(8).await;
    storm.stop().await;
    scene.nothing_lost_nothing_doubled(site.addr).await;

    let cookie = http::sign_in(site.addr, "musteri@demo.test", sanaiyiusta::demo::PASSWORD).await;
    let mut stream = http::open_stream(site.addr, &cookie).await;
    let took = site.stop_by_sigterm_with_an_open_request().await;
    assert!(took < Duration::from_secs(5), "asked to stop, it took {took:?}");
    let mut rest = String::new();
    stream.read_to_string(&mut rest).await.unwrap();
    assert!(rest.ends_with("0\r\n\r\n"), "the stream was ended, not cut: {rest}");
}

/// Ctrl-C, or a closed terminal, in the middle of the first start: PostgreSQL ends too, and the next start is whole.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_interrupted_first_start_leaves_nothing_running() {
    let mut site = process::Site::prepare_with(&[("DEMO", "true"), ("DEMO_MECHANICS", "2000")]).await;
    for signal in [Signal::SIGINT, Signal::SIGHUP] {
        site.interrupt_the_first_start(signal).await;
    }
    site.start().await;
}

/// A mail that was on its way when the process was killed goes out after the restart, as the same mail.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_under_way_survives_the_death_of_the_process() {
    let server = SmtpServer::start().await;
    server.behave(Manner::Stall);
    let mut site = process::Site::prepare_with(&[("SMTP_URL", &server.url()), ("DEMO", "false")]).await;
    site.start().await;
    http::register(site.addr, "ayse@ornek.test").await;
    process::until("the message is handed over", || !server.received().is_empty()).await;
    site.kill(process::Death::Site).await;
    server.behave(Manner::Accept);
    site.start().await;
    process::until("the next process sends it", || server.received().len() == 2).await;
    same_message(&server, 2);

    // Nor does a mail server that says nothing hold up the end of the process.
    server.behave(Manner::Stall);
    http::register(site.addr, "fatma@ornek.test").await;
    process::until("the next message is handed over", || server.received().len() == 3).await;
    let took = site.stop_by_sigterm_with_an_open_request().await;
    assert!(took < Duration::from_secs(5), "asked to stop, it took {took:?}");
}
