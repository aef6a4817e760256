//! Notices of safety: what changed on an account, told to its owner at once, and to an address that has just been left.
//!
//! Each says what, when, by which device and from where, and carries the link "this wasn't me" (`service::not_me`). Its token
//! lies sealed in the payload and is opened when the mail is written. Accounts without an address are told by a short message to
//! their number, and so is a number that has been replaced.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::UserId,
        lang::Lang,
        paths,
        time::Instant,
    },
    modules::{
        auth::{
            service::devices::{Client, place_in_words},
            store::not_me::{self, Alarm},
        },
        users,
    },
    platform::{
        Scope, Wires, keyed,
        mail::{self, Recipient, Rendered, Renderer, layout},
        sms,
        token::Token,
    },
    say,
};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub const KIND: &str = "security_notice";
/// How long the link "this wasn't me" holds.
pub const LINK_DAYS: i64 = 7;
const SEAL: &str = "not_me";

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    NewDevice,
    PasswordChanged,
    /// Told to the address that may be left.
    EmailChangeAsked,
    EmailChanged,
    /// "This wasn't me" has put the address back; told to both, without a link.
    EmailRestored,
    PhoneChanged,
    FactorAdded,
    FactorRemoved,
    RecoveryCodeUsed,
    /// New ones, which make the old ones void.
    RecoveryCodesMade,
    WayLinked,
    WayUnlinked,
    /// A browser that was open has let another client in.
    TokensMade,
    /// A refresh token came a second time: its family has ended.
    TokenReused,
}

impl Notice {
    /// The word it is kept under.
    fn word(self) -> String {
        serde_json::to_value(self).ok().and_then(|word| word.as_str().map(ToOwned::to_owned)).unwrap_or_default()
    }

    fn parse(word: &str) -> Self {
        serde_json::from_value(word.into()).unwrap_or(Self::NewDevice)
    }
}

/// An address that an account has just left.
#[derive(Clone, Copy, Debug)]
pub struct Left<'a> {
    pub email: &'a str,
    /// Only then was it its owner who left it, and may take the account back: it could be a slip of the pen.
    pub proved: bool,
}

/// Tells the owner by mail, and an address the account has just left. `device` is the client's user agent, `""` where there
/// is none.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn tell(scope: &mut Scope, user: UserId, notice: Notice, device: &str, left: Option<Left<'_>>) -> Result<()> {
    send(scope, user, notice, device, "", left).await
}

/// Tells the owner of a sign-in from a new device; `place` as `service::devices::place_of` keeps it.
pub(super) async fn tell_of_device(scope: &mut Scope, user: UserId, device: &str, place: &str) -> Result<()> {
    send(scope, user, Notice::NewDevice, device, place, None).await
}

async fn send(
    scope: &mut Scope,
    user: UserId,
    notice: Notice,
    device: &str,
    place: &str,
    left: Option<Left<'_>>,
) -> Result<()> {
    let Some(contact) = users::contact(scope, user).await? else { return Ok(()) };
    // Where there is no mailbox, or was none before, the number is all that its owner reads.
    if contact.email.is_empty() || left.is_some_and(|left| left.email.is_empty()) {
        let number = users::reach::number(scope, user).await?.filter(|number| number.verified);
        if let Some(number) = number {
            text(scope, &number.phone, contact.lang, notice).await?;
        }
    }
    let left = left.filter(|left| !left.email.is_empty());
    let at = scope.now;
    let payload = json!({ "name": contact.name, "notice": notice, "at": at, "device": device, "place": place });
    // Of two addresses the one that was left gets the link: whoever changed it reads the other one.
    let keeper = match left {
        Some(left) => left,
        None => Left { email: &contact.email, proved: users::reach::is_email_verified(scope, user).await? },
    };
    let has_link = notice != Notice::EmailRestored && left.is_none_or(|left| left.proved) && !keeper.email.is_empty();
    for email in left.map(|left| left.email).into_iter().chain([contact.email.as_str()]) {
        let to = Recipient { email: email.to_owned(), name: contact.name.clone(), lang: contact.lang };
        let mut payload = payload.clone();
        if email == keeper.email && has_link {
            let alarm = Alarm {
                notice: notice.word(),
                device: device.to_owned(),
                place: place.to_owned(),
                email: if keeper.proved { email.to_owned() } else { String::new() },
                created_at: at,
            };
            let link = link(scope, user, &alarm).await?;
            if let Some(fields) = payload.as_object_mut() {
                fields.insert("not_me".into(), link.into());
            }
        }
        mail::enqueue(scope, KIND, &to, &format!("{KIND}:{user}:{notice:?}:{at}:{email}"), &payload).await?;
    }
    Ok(())
}

/// A new link, sealed for the outbox.
async fn link(scope: &mut Scope, user: UserId, alarm: &Alarm) -> Result<String> {
    let token = Token::fresh();
    not_me::insert(scope, &token.hash(), user, alarm, alarm.created_at.plus_days(LINK_DAYS)).await?;
    let sealed = keyed::seal(&scope.wires.config.server, SEAL, KIND.as_bytes(), token.text().as_bytes())?;
    Ok(BASE64.encode(sealed))
}

/// Texts what happened. When the money of the day is spent nothing is sent, and what is told of happens all the same.
async fn text(scope: &mut Scope, phone: &str, lang: Lang, notice: Notice) -> Result<()> {
    match sms::enqueue(scope, phone, &message(lang, notice)).await {
        Err(error) if error.code == Code::TooMany => {
            tracing::warn!(?notice, "a notice is not texted: the budget of the day is spent");
            Ok(())
        }
        sent => sent,
    }
}

/// Letters that one message holds, when some of them are Turkish.
const MESSAGE_MAX: usize = 70;

/// What happened, or that something did, in one message.
fn message(lang: Lang, notice: Notice) -> String {
    let whole = say!(lang, ways.sms_notice, what = words(lang, notice));
    if whole.encode_utf16().count() <= MESSAGE_MAX { whole } else { say!(lang, ways.sms_notice_any).to_owned() }
}

/// A number that was replaced or removed is told, for it may have opened the account; by a message too, when it had.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn phone_changed(scope: &mut Scope, change: &users::PhoneChanged) -> Result<()> {
    if let Some(left) = &change.left {
        let contact = users::contact(scope, change.user).await?;
        text(scope, left, contact.map_or(Lang::Tr, |contact| contact.lang), Notice::PhoneChanged).await?;
    }
    tell(scope, change.user, Notice::PhoneChanged, "", None).await
}

pub fn renderer() -> (&'static str, Renderer) {
    (KIND, render)
}

/// What happened, in one sentence; of a kept word.
pub(super) fn what_happened(lang: Lang, notice: &str) -> &'static str {
    words(lang, Notice::parse(notice))
}

fn words(lang: Lang, notice: Notice) -> &'static str {
    match notice {
        Notice::TokenReused => say!(lang, sessions.notice_token_reused),
        Notice::NewDevice => say!(lang, sessions.notice_new_device),
        Notice::PasswordChanged => say!(lang, sessions.notice_password_changed),
        Notice::EmailChangeAsked => say!(lang, ways.notice_email_change_asked),
        Notice::EmailChanged => say!(lang, sessions.notice_email_changed),
        Notice::EmailRestored => say!(lang, sessions.notice_email_restored),
        Notice::PhoneChanged => say!(lang, sessions.notice_phone_changed),
        Notice::FactorAdded => say!(lang, sessions.notice_factor_added),
        Notice::FactorRemoved => say!(lang, sessions.notice_factor_removed),
        Notice::RecoveryCodeUsed => say!(lang, sessions.notice_recovery_code_used),
        Notice::RecoveryCodesMade => say!(lang, sessions.notice_recovery_codes_made),
        Notice::TokensMade => say!(lang, sessions.notice_tokens_made),
        Notice::WayLinked => say!(lang, sessions.notice_way_linked),
        Notice::WayUnlinked => say!(lang, sessions.notice_way_unlinked),
    }
}

/// When, by what and from where, one line each; what is not known is left out.
pub(super) fn circumstances(lang: Lang, at: Option<Instant>, device: &str, place: &str) -> Vec<String> {
    let device =
        (!device.is_empty()).then(|| say!(lang, sessions.notice_device, device = Client::read(device).spoken(lang)));
    let place = (!place.is_empty()).then(|| say!(lang, sessions.notice_place, place = place_in_words(lang, place)));
    let when = at.map(|at| say!(lang, sessions.notice_when, when = at.spoken(lang)));
    [when, device, place].into_iter().flatten().collect()
}

fn render<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    Box::pin(async move { write(wires, lang, payload) })
}

fn write(wires: &Wires, lang: Lang, payload: &Value) -> Result<Rendered> {
    let word = |key: &str| payload.get(key).and_then(Value::as_str).unwrap_or_default();
    let what = what_happened(lang, word("notice"));
    let facts = circumstances(lang, Instant::parse(word("at")), word("device"), word("place")).join("\n");
    let hello = say!(lang, mails.hello, name = word("name"));
    if payload.get("not_me").is_none() {
        return Ok(layout::letter(lang, what, &[hello, what.to_owned(), facts], None));
    }
    let sealed = BASE64.decode(word("not_me")).map_err(|_| Code::Internal)?;
    let token = keyed::open(&wires.config.server, SEAL, KIND.as_bytes(), &sealed)?;
    let token = paths::encoded(&String::from_utf8_lossy(&token));
    let lines = [hello, what.to_owned(), facts, say!(lang, sessions.notice_advice).to_owned()];
    let link = format!("{}{}?belirtec={token}", wires.config.server.base_url, paths::NOT_ME);
    Ok(layout::letter(lang, what, &lines, Some((say!(lang, sessions.not_me), link))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_texted_fits_one_message() {
        for word in ["new_device", "phone_changed", "email_change_asked", "email_changed", "token_reused", "way_linked"]
        {
            for lang in [Lang::Tr, Lang::En] {
                let text = message(lang, Notice::parse(word));
                assert!(text.encode_utf16().count() <= MESSAGE_MAX, "{text}");
                assert!(text.starts_with("Sana İyi Usta: ") && text.ends_with('.'), "{text}");
            }
        }
        assert_eq!(message(Lang::Tr, Notice::NewDevice), "Sana İyi Usta: Hesabınıza yeni bir cihazdan giriş yapıldı.");
        assert!(message(Lang::En, Notice::TokenReused).contains("something important"), "what is too long is not cut");
    }
}
