//! `/hesap/ayarlar/guvenlik/dogrulayici`, where an authenticator app is set up, and `…/kurtarma-kodlari`, which shows fresh
//! recovery codes once.

use crate::{
    kernel::{
        error::{Code, Result},
        lang::Lang,
        paths,
    },
    modules::auth::{
        model::factors::TotpBegun,
        service::{recovery, totp},
        store::factors,
    },
    platform::{Scope, Visit, db},
    say,
    ui::{
        ButtonLink, ButtonLook, Empty, Go, Notice, Page, PageHead, Panel, Remark, Section, Tone,
        form::{Form, Submit, field, form_errors},
    },
};
use leptos::prelude::*;
use qrcode::{Color, QrCode};

/// # Errors
/// `unauthenticated` for visitors, `step_up` without a recent proof.
pub async fn authenticator(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    visit.person()?;
    let Some(begun) = waiting(&visit).await? else { return Ok(Page::elsewhere(paths::SECURITY)) };
    let state = visit.form("auth/confirm_totp");
    let code = field(&state, "code", say!(lang, factors.totp_code)).one_time_code().maxlength(12).required().view();
    let form = view! {
        <Form action=paths::api("auth/confirm_totp") novalidate=true>
            {form_errors(&state, say!(lang, factors.totp_refused))}
            {code}
            <div><Submit label=say!(lang, factors.totp_confirm) large=true/></div>
        </Form>
    };
    let square = square(lang, &begun)?;
    let key = spaced(&begun.secret);
    let body = view! {
        <PageHead title=say!(lang, factors.totp) line=say!(lang, factors.totp_line)/>
        <div class="grid grid-cols-1 gap-4 max-w-2xl">
            <Panel>
                <Section title=say!(lang, factors.totp_scan)>
                    <p class="text-sm text-muted mb-4">{say!(lang, factors.totp_scan_line)}</p>
                    {square}
                    <p class="text-sm text-muted mt-4">{say!(lang, factors.totp_key)}</p>
                    <p class="num font-semibold break-words select-all mt-1 mb-2"><code>{key}</code></p>
                    <Remark icon="shield-alert" text=say!(lang, factors.totp_key_once)/>
                </Section>
            </Panel>
            <Panel>{form}</Panel>
            <p><ButtonLink href=paths::SECURITY label=say!(lang, factors.recovery_to_security) look=ButtonLook::Quiet/></p>
        </div>
    };
    Ok(Page::new(say!(lang, factors.totp), body).noindex().nav("settings"))
}

/// What waits for its first code. Without a recent proof nothing of it is shown, and nothing is told about it.
async fn waiting(visit: &Visit) -> Result<Option<TotpBegun>> {
    match totp::pending(&mut Scope::read(visit)).await {
        Err(error) if error.code == Code::StepUp => Ok(None),
        other => other,
    }
}

/// In groups of four, for eyes and fingers.
fn spaced(key: &str) -> String {
    let letters: Vec<char> = key.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The QR code, drawn dark on light whatever the theme: cameras want it so.
fn square(lang: Lang, begun: &TotpBegun) -> Result<AnyView> {
    const QUIET: usize = 4;
    let code = QrCode::new(begun.uri.as_bytes()).map_err(|error| db::internal(&error))?;
    let width = code.width();
    let mut path = String::new();
    for (place, color) in code.into_colors().into_iter().enumerate() {
        if color == Color::Dark {
            path.push_str(&format!("M{} {}h1v1h-1z", place % width + QUIET, place / width + QUIET));
        }
    }
    let side = width + 2 * QUIET;
    let view_box = format!("0 0 {side} {side}");
    Ok(view! {
        <svg class="w-56 h-56 rounded-box" viewBox=view_box shape-rendering="crispEdges" role="img" aria-label=say!(lang, factors.totp_qr)>
            <rect width=side.to_string() height=side.to_string() fill="#fff"></rect>
            <path d=path fill="#000"></path>
        </svg>
    }
    .into_any())
}

/// # Errors
/// `unauthenticated` for visitors.
pub async fn recovery_codes(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let user = visit.person()?.user_id;
    let codes = match recovery::show_once(&Scope::read(&visit), &visit).await {
        Err(error) if error.code == Code::StepUp => Vec::new(),
        other => other?,
    };
    let left = factors::proofs(&mut Scope::read(&visit), user).await?.recovery_codes;
    let part = if codes.is_empty() { kept(lang, left) } else { fresh(lang, codes) };
    let body = view! {
        <PageHead title=say!(lang, factors.recovery) line=say!(lang, factors.recovery_line)/>
        <div class="grid grid-cols-1 gap-4 max-w-2xl">{part}</div>
    };
    Ok(Page::new(say!(lang, factors.recovery), body).noindex().nav("settings"))
}

fn fresh(lang: Lang, codes: Vec<String>) -> AnyView {
    view! {
        <Notice tone=Tone::Accent title=say!(lang, factors.recovery_once) text=say!(lang, factors.recovery_once_line)/>
        <Panel>
            <Section title=say!(lang, factors.recovery_list)>
                <ul class="grid grid-cols-1 sm:grid-cols-2 gap-2 num text-lg font-semibold select-all">
                    {codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}
                </ul>
            </Section>
        </Panel>
        <div><ButtonLink href=paths::SECURITY label=say!(lang, factors.recovery_kept) large=true/></div>
    }
    .into_any()
}

/// Nothing to show: how many are left, and where to make new ones.
fn kept(lang: Lang, left: i64) -> AnyView {
    let act = Go::new(say!(lang, factors.recovery_to_security), paths::SECURITY);
    let (title, line) = if left == 0 {
        (say!(lang, factors.recovery_none).to_owned(), say!(lang, factors.recovery_none_line))
    } else {
        (say!(lang, factors.recovery_left, count = left), say!(lang, factors.recovery_line))
    };
    view! { <Empty title=title line=line icon="key-round" act=act/> }.into_any()
}
