//! Mails of `users`: about the copy of one's data, deletion, and requests.

use super::{
    model::privacy::RequestKind,
    spoken,
    store::{Contact, requests::Running},
};
use crate::{
    kernel::{
        error::{Code, Result},
        ids::{ExportId, PrivacyRequestId, UserId},
        lang::Lang,
        paths,
        time::Instant,
    },
    platform::{
        Scope, Wires, keyed,
        mail::{self, Recipient, Rendered, Renderer, layout},
        token::Token,
    },
    say,
};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use futures::future::BoxFuture;
use serde_json::{Value, json};

const EXPORT_READY: &str = "export_ready";
const DELETION_PLANNED: &str = "deletion_planned";
const DELETION_CANCELLED: &str = "deletion_cancelled";
/// The last mail to somebody; the retention job forgets it a day later.
const DELETION_DONE: &str = "deletion_done";
const REQUEST_RECEIVED: &str = "privacy_request_received";
/// To every admin: one came in, one has waited long.
const REQUEST_ARRIVED: &str = "privacy_request_arrived";
const REQUEST_RUNNING: &str = "privacy_request_running_out";
const REQUEST_ANSWERED: &str = "privacy_request_answered";

/// Under this purpose the code of the link is sealed in the outbox.
const SEAL: &str = "deletion_code";

pub fn renderers() -> [(&'static str, Renderer); 8] {
    [
        (EXPORT_READY, render_export_ready as Renderer),
        (DELETION_PLANNED, render_deletion_planned),
        (DELETION_CANCELLED, render_deletion_cancelled),
        (DELETION_DONE, render_deletion_done),
        (REQUEST_RECEIVED, render_request_received),
        (REQUEST_ANSWERED, render_request_answered),
        (REQUEST_ARRIVED, render_request_arrived),
        (REQUEST_RUNNING, render_request_running),
    ]
}

async fn send(scope: &mut Scope, kind: &'static str, to: &Contact, key: &str, payload: &Value) -> Result<()> {
    let to = Recipient { email: to.email.clone(), name: to.name.clone(), lang: to.lang };
    mail::enqueue(scope, kind, &to, &format!("{kind}:{key}"), payload).await
}

pub async fn export_ready(scope: &mut Scope, to: &Contact, id: ExportId, until: Instant) -> Result<()> {
    let payload = json!({ "name": to.name, "at": until });
    send(scope, EXPORT_READY, to, &id.to_string(), &payload).await
}

pub async fn deletion_planned(
    scope: &mut Scope,
    user: UserId,
    to: &Contact,
    due_at: Instant,
    code: &Token,
) -> Result<()> {
    let sealed = keyed::seal(&scope.wires.config.server, SEAL, user.as_bytes(), code.text().as_bytes())?;
    let payload = json!({ "name": to.name, "at": due_at, "user": user, "sealed": BASE64.encode(sealed) });
    let key = format!("{user}:{}", scope.now);
    send(scope, DELETION_PLANNED, to, &key, &payload).await
}

pub async fn deletion_cancelled(scope: &mut Scope, user: UserId, to: &Contact, asked_at: Instant) -> Result<()> {
    send(scope, DELETION_CANCELLED, to, &format!("{user}:{asked_at}"), &json!({ "name": to.name })).await
}

pub async fn deletion_done(scope: &mut Scope, user: UserId, to: &Contact) -> Result<()> {
    send(scope, DELETION_DONE, to, &user.to_string(), &json!({ "name": to.name })).await
}

pub async fn request_received(
    scope: &mut Scope,
    to: &Contact,
    id: PrivacyRequestId,
    kind: RequestKind,
    due_at: Instant,
) -> Result<()> {
    let payload = json!({ "name": to.name, "kind": kind.word(), "at": due_at });
    send(scope, REQUEST_RECEIVED, to, &id.to_string(), &payload).await
}

/// Says what kind of request it is, not whose or what about: that is read at the desk, where reading is noted.
pub async fn request_arrived(
    scope: &mut Scope,
    admin: &Contact,
    id: PrivacyRequestId,
    kind: &str,
    due_at: Instant,
) -> Result<()> {
    let payload = json!({ "name": admin.name, "kind": kind, "at": due_at });
    send(scope, REQUEST_ARRIVED, admin, &format!("{id}:{}", admin.email), &payload).await
}

pub async fn request_running(scope: &mut Scope, admin: &Contact, request: &Running) -> Result<()> {
    let payload = json!({ "name": admin.name, "kind": request.kind, "at": request.due_at });
    send(scope, REQUEST_RUNNING, admin, &format!("{}:{}", request.id, admin.email), &payload).await
}

pub async fn request_answered(
    scope: &mut Scope,
    to: &Contact,
    id: PrivacyRequestId,
    kind: &str,
    state: &str,
    answer: &str,
) -> Result<()> {
    let payload = json!({ "name": to.name, "kind": kind, "state": state, "answer": answer });
    send(scope, REQUEST_ANSWERED, to, &id.to_string(), &payload).await
}

fn word<'a>(payload: &'a Value, key: &str) -> &'a str {
    payload.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn hello(lang: Lang, payload: &Value) -> String {
    say!(lang, mails.hello, name = word(payload, "name"))
}

/// The day a payload speaks of.
fn day(lang: Lang, payload: &Value) -> String {
    Instant::parse(word(payload, "at")).map(|at| at.day().spoken_with_year(lang)).unwrap_or_default()
}

fn ready(mail: Rendered) -> BoxFuture<'static, Result<Rendered>> {
    Box::pin(async move { Ok(mail) })
}

fn to_page(wires: &Wires, lang: Lang) -> (&'static str, String) {
    (say!(lang, privacy.mail_open_page), format!("{}{}", wires.config.server.base_url, paths::MY_PRIVACY))
}

fn render_export_ready<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [hello(lang, payload), say!(lang, privacy.mail_export_text, day = day(lang, payload))];
    ready(layout::letter(lang, say!(lang, privacy.mail_export_subject), &lines, Some(to_page(wires, lang))))
}

fn render_deletion_planned<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let link = cancel_link(wires, payload);
    Box::pin(async move {
        let lines = [hello(lang, payload), say!(lang, privacy.mail_deletion_text, day = day(lang, payload))];
        let button = (say!(lang, privacy.cancel_deletion), link?);
        Ok(layout::letter(lang, say!(lang, privacy.mail_deletion_subject), &lines, Some(button)))
    })
}

/// The only place where the code is readable again.
fn cancel_link(wires: &Wires, payload: &Value) -> Result<String> {
    let user: UserId = word(payload, "user").parse().map_err(|_| Code::Internal)?;
    let sealed = BASE64.decode(word(payload, "sealed")).map_err(|_| Code::Internal)?;
    let code = keyed::open(&wires.config.server, SEAL, user.as_bytes(), &sealed)?;
    let code = String::from_utf8(code).map_err(|_| Code::Internal)?;
    Ok(format!("{}{}", wires.config.server.base_url, paths::cancel_deletion(&code)))
}

fn render_deletion_cancelled<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [hello(lang, payload), say!(lang, privacy.mail_cancelled_text).to_owned()];
    ready(layout::letter(lang, say!(lang, privacy.mail_cancelled_subject), &lines, Some(to_page(wires, lang))))
}

fn render_deletion_done<'a>(_wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [hello(lang, payload), say!(lang, privacy.mail_done_text).to_owned()];
    ready(layout::letter(lang, say!(lang, privacy.mail_done_subject), &lines, None))
}

fn render_request_received<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let kind = spoken::request_kind(lang, word(payload, "kind"));
    let text = say!(lang, privacy.mail_request_text, kind = kind, day = day(lang, payload));
    let lines = [hello(lang, payload), text];
    ready(layout::letter(lang, say!(lang, privacy.mail_request_subject), &lines, Some(to_page(wires, lang))))
}

fn render_request_answered<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let kind = spoken::request_kind(lang, word(payload, "kind"));
    let text = if word(payload, "state") == "refused" {
        say!(lang, privacy.mail_refused_text, kind = kind)
    } else {
        say!(lang, privacy.mail_answer_text, kind = kind)
    };
    let lines = [hello(lang, payload), text, word(payload, "answer").to_owned()];
    ready(layout::letter(lang, say!(lang, privacy.mail_answer_subject), &lines, Some(to_page(wires, lang))))
}

fn render_request_arrived<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let kind = spoken::request_kind(lang, word(payload, "kind"));
    let text = say!(lang, privacy.mail_arrived_text, kind = kind, day = day(lang, payload));
    ready(to_desk(wires, lang, say!(lang, privacy.mail_arrived_subject), [hello(lang, payload), text]))
}

fn render_request_running<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let kind = spoken::request_kind(lang, word(payload, "kind"));
    let text = say!(lang, privacy.mail_running_text, kind = kind, day = day(lang, payload));
    ready(to_desk(wires, lang, say!(lang, privacy.mail_running_subject), [hello(lang, payload), text]))
}

fn to_desk(wires: &Wires, lang: Lang, subject: &str, lines: [String; 2]) -> Rendered {
    let button =
        (say!(lang, privacy.mail_open_desk), format!("{}{}", wires.config.server.base_url, paths::ADMIN_PRIVACY));
    layout::letter(lang, subject, &lines, Some(button))
}
