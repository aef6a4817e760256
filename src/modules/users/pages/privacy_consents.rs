//! Consents on pages: the boxes at registration, the choices and the log on the privacy page, the question about new terms.

use crate::{
    kernel::{lang::Lang, paths},
    modules::users::{
        consents::{Purpose, asks_again, current},
        service::consents::Standing,
        spoken,
        store::consents::Logged,
    },
    platform::Visit,
    say,
    ui::{
        Column, DataTable, Fold, FormState, Panel, Row, Section, Tag, TextLink, Tone,
        form::{Form, Submit, checkbox, form_errors, hidden},
    },
};
use leptos::prelude::*;

const SAVE: &str = "users/save_consents";
const ACCEPT: &str = "users/accept_terms";
/// Channels that registration offers; the rest waits on the privacy page.
const AT_REGISTRATION: [Purpose; 2] = [Purpose::MarketingEmail, Purpose::MarketingSms];

fn text_link(lang: Lang, purpose: Purpose, version: &str) -> AnyView {
    let href = paths::consent_text(purpose.word(), version);
    view! { <TextLink href=href label=say!(lang, privacy.text_read, version = version)/> }.into_any()
}

/// One optional consent as a box with the link to its text.
fn choice(lang: Lang, state: &FormState, name: &str, purpose: Purpose) -> AnyView {
    let label = match purpose {
        Purpose::TailoredOffers => say!(lang, privacy.choice_tailored),
        Purpose::MarketingEmail => say!(lang, privacy.choice_email),
        Purpose::MarketingSms => say!(lang, privacy.choice_sms),
        Purpose::MarketingPush => say!(lang, privacy.choice_push),
        Purpose::Terms | Purpose::Notice | Purpose::PrivacyPolicy => spoken::purpose(lang, purpose),
    };
    view! {
        <div class="sm:flex items-center justify-between gap-x-4">
            <div class="min-w-0">{checkbox(state, name, label).view()}</div>
            <div class="max-sm:pl-9 max-sm:-mt-1 shrink-0">{text_link(lang, purpose, current(purpose).version)}</div>
        </div>
    }
    .into_any()
}

/// Two optional boxes for the registration form, unticked.
pub fn consent_boxes(visit: &Visit, state: &FormState) -> AnyView {
    let lang = visit.lang;
    let boxes: Vec<_> = AT_REGISTRATION
        .into_iter()
        .map(|purpose| choice(lang, state, &format!("consents.{}", purpose.word()), purpose))
        .collect();
    view! {
        <fieldset class="min-w-0">
            <legend class="lab">{say!(lang, privacy.boxes_title)} " " <span class="text-xs text-muted font-normal">{say!(lang, common.optional)}</span></legend>
            {boxes}
        </fieldset>
        <p class="text-sm text-muted">{say!(lang, privacy.notice_shown)}</p>
    }
    .into_any()
}

/// The optional consents, to give and withdraw.
pub(super) fn choices(visit: &Visit, standing: &Standing) -> AnyView {
    let lang = visit.lang;
    let mut state = visit.form(SAVE);
    for purpose in Purpose::OPTIONAL.into_iter().filter(|purpose| standing.is_given(*purpose)) {
        state = state.with(purpose.word(), "true");
    }
    let complaints = form_errors(&state, say!(lang, errors.invalid));
    let boxes: Vec<_> =
        Purpose::OPTIONAL.into_iter().map(|purpose| choice(lang, &state, purpose.word(), purpose)).collect();
    view! {
        <Panel>
            <Section title=say!(lang, privacy.choices_title)>
                <Form action=paths::api(SAVE) class="grid grid-cols-1 gap-1">
                    {complaints}
                    <p class="text-sm text-muted">{say!(lang, privacy.choices_line)}</p>
                    {hidden("shown", "true")}
                    {boxes}
                    <div class="mt-2"><Submit label=say!(lang, common.save)/></div>
                </Form>
            </Section>
        </Panel>
    }
    .into_any()
}

/// What was agreed, shown or withdrawn, and when.
pub(super) fn agreed(lang: Lang, standing: Standing) -> AnyView {
    let latest = log(lang, say!(lang, privacy.agreed_title), standing.latest);
    let history = log(lang, say!(lang, privacy.history_title), standing.history);
    view! {
        <Section title=say!(lang, privacy.agreed_title)>
            {latest}
            <Fold title=say!(lang, privacy.history_title)>{history}</Fold>
        </Section>
    }
    .into_any()
}

fn log(lang: Lang, caption: &'static str, lines: Vec<Logged>) -> AnyView {
    if lines.is_empty() {
        return view! { <p class="text-sm text-muted">{say!(lang, privacy.agreed_none)}</p> }.into_any();
    }
    let columns = vec![
        Column::new(say!(lang, privacy.col_purpose)).main(),
        Column::new(say!(lang, privacy.col_state)),
        Column::new(say!(lang, privacy.col_at)),
        Column::new(say!(lang, privacy.col_text)),
    ];
    let rows = lines
        .into_iter()
        .map(|line| {
            let purpose = Purpose::parse(&line.purpose).unwrap_or(Purpose::Terms);
            let (word, tone) = match line.act.as_str() {
                "given" => (say!(lang, privacy.act_given), Tone::Success),
                "withdrawn" => (say!(lang, privacy.act_withdrawn), Tone::Plain),
                _ => (say!(lang, privacy.act_shown), Tone::Info),
            };
            let place = match line.place.as_str() {
                "register" => say!(lang, privacy.place_register),
                "banner" => say!(lang, privacy.place_banner),
                _ => say!(lang, privacy.place_page),
            };
            let at = format!("{} {}", line.at.day().spoken_with_year(lang), line.at.clock(lang));
            Row::new(vec![
                view! { {spoken::purpose(lang, purpose)} }.into_any(),
                view! { <Tag label=word tone=tone/> }.into_any(),
                view! { <span class="num">{at}</span> <p class="text-xs text-muted">{place}</p> }.into_any(),
                text_link(lang, purpose, &line.text_version),
            ])
        })
        .collect();
    view! { <DataTable caption=caption columns=columns rows=rows/> }.into_any()
}

/// Asks whoever accepted older terms. A question above the page, no wall before it.
pub fn terms_banner(visit: &Visit) -> Option<AnyView> {
    let person = visit.actor.person().filter(|person| asks_again(&person.terms_version))?;
    let lang = visit.lang;
    let text = current(Purpose::Terms);
    let accepted = person.terms_version.clone();
    let (version, next) = (hidden("version", text.version), hidden("next", visit.address()));
    Some(
        view! {
            <section class="rounded-box bg-accent-soft text-accent-ink px-4 py-3" aria-label=say!(lang, privacy.banner_title)>
                <p class="font-semibold">{say!(lang, privacy.banner_title)}</p>
                <p class="text-sm">{say!(lang, privacy.banner_line, accepted = accepted, version = text.version)}</p>
                <Form action=paths::api(ACCEPT) class="flex flex-wrap items-center gap-x-4 gap-y-2 mt-2">
                    {version}
                    {next}
                    <Submit label=say!(lang, privacy.banner_accept)/>
                    <TextLink href=paths::TERMS label=say!(lang, privacy.banner_read)/>
                </Form>
            </section>
        }
        .into_any(),
    )
}
