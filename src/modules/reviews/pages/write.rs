//! The form for a finished visit, and afterwards what became of the review.

use super::{dimension_names, parts, rule_name};
use crate::{
    kernel::{
        error::{AppError, Code},
        ids::AppointmentId,
        lang::Lang,
        paths,
    },
    modules::{
        appointments::{self, Visited},
        reviews::{
            model::{DIMENSIONS, RuleId, TEXT_MAX, WINDOW_DAYS},
            service,
            status::Status,
            store::Mine,
        },
    },
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLink, ButtonLook, Empty, Go, Notice, Page, PageHead, Panel, Remark, Tone,
        form::{Form, Submit, form_errors, hidden, stars, text_area},
    },
};
use leptos::prelude::*;

const WRITE: &str = "reviews/write";

/// `/hesap/randevular/{id}/yorum`: the visit's customer.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for a stranger's visit.
pub async fn write(visit: Visit, id: String) -> Result<Page, AppError> {
    visit.person()?;
    let id: AppointmentId = id.parse().map_err(|_| AppError::new(Code::NotFound))?;
    let mut scope = Scope::read(&visit);
    let lang = visit.lang;
    let title = say!(lang, reviews.write_title);
    let finish = |body: AnyView| Ok(Page::new(title, body).noindex().nav("appointments"));
    if let Some(mine) = service::mine(&mut scope, id).await? {
        return finish(written_view(lang, id, mine));
    }
    let visited = match appointments::visited_for(&mut scope, id).await {
        Ok(visited) => visited,
        Err(error) if error.code == Code::WrongStatus => return finish(not_yet_view(lang, id)),
        Err(error) => return Err(error),
    };
    if visit.now > visited.visited_at.plus_days(WINDOW_DAYS) {
        return finish(too_late_view(lang, id));
    }
    finish(form_view(&visit, &visited))
}

fn form_view(visit: &Visit, visited: &Visited) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(WRITE);
    let words = [
        say!(lang, reviews.star_1),
        say!(lang, reviews.star_2),
        say!(lang, reviews.star_3),
        say!(lang, reviews.star_4),
        say!(lang, reviews.star_5),
    ];
    let dimensions: Vec<_> = DIMENSIONS
        .into_iter()
        .zip(dimension_names(lang))
        .map(|(name, legend)| stars(&state, name, legend, words).required().view())
        .collect();
    let text = text_area(&state, "text", say!(lang, reviews.text))
        .note(say!(lang, common.optional))
        .hint(say!(lang, reviews.text_hint))
        .rows(5)
        .maxlength(u32::try_from(TEXT_MAX).unwrap_or(2000))
        .view();
    let services = lang.pick(&visited.services_tr, &visited.services_en).to_owned();
    let line = format!("{} · {} · {services}", visited.mechanic_name, visited.visited_at.day().spoken_with_year(lang));
    let id = visited.id.to_string();
    view! {
        <PageHead title=say!(lang, reviews.write_title) line=line/>
        <Panel class="panel p-4 md:p-6 max-w-2xl">
            <Form action=paths::api(WRITE) class="grid grid-cols-1 gap-5">
                {form_errors(&state, say!(lang, errors.invalid))}
                {hidden("appointment_id", id)}
                <div class="grid grid-cols-1 sm:grid-cols-2 gap-x-6 gap-y-4">{dimensions}</div>
                {text}
                <Remark text=say!(lang, reviews.write_remark) icon="shield-check"/>
                <div><Submit label=say!(lang, reviews.send) look=ButtonLook::Accent large=true/></div>
            </Form>
        </Panel>
    }
    .into_any()
}

/// What became of the customer's review.
fn written_view(lang: Lang, id: AppointmentId, mine: Mine) -> AnyView {
    let (tone, text) = match mine.status {
        Status::Pending => (Tone::Accent, say!(lang, reviews.mine_pending).to_owned()),
        Status::Published => (Tone::Success, say!(lang, reviews.mine_published).to_owned()),
        Status::Hidden => {
            let rule =
                mine.rule.as_deref().and_then(RuleId::parse).map(|rule| rule_name(lang, rule)).unwrap_or_default();
            (Tone::Error, say!(lang, reviews.mine_hidden, rule = rule))
        }
    };
    view! {
        <PageHead title=say!(lang, reviews.mine_title) line=mine.created_at.spoken(lang)/>
        <div class="grid grid-cols-1 gap-4 max-w-2xl">
            <Notice tone=tone text=text/>
            <Panel>
                {parts::stars(lang, f64::from(mine.overall))}
                {(!mine.text.is_empty()).then(|| view! { <p class="mt-3 whitespace-pre-line">{mine.text}</p> })}
            </Panel>
            <div><ButtonLink href=paths::appointment(id) label=say!(lang, reviews.to_appointment) look=ButtonLook::Line/></div>
        </div>
    }
    .into_any()
}

fn not_yet_view(lang: Lang, id: AppointmentId) -> AnyView {
    let act = Go::new(say!(lang, reviews.to_appointment), paths::appointment(id));
    view! { <Empty title=say!(lang, reviews.not_yet) line=say!(lang, reviews.not_yet_line) icon="hourglass" act=act/> }
        .into_any()
}

fn too_late_view(lang: Lang, id: AppointmentId) -> AnyView {
    let act = Go::new(say!(lang, reviews.to_appointment), paths::appointment(id));
    view! { <Empty title=say!(lang, reviews.too_late) icon="hourglass" act=act/> }.into_any()
}
