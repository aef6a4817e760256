//! Photos and papers of a done visit, as its workshop adds them. The owner of the car finds them by `vehicles`.

use crate::{
    kernel::{
        error::{AppError, Result, Rule},
        ids::FileId,
        number, paths,
    },
    modules::{
        appointments::{
            service::{self, Filed, PAPER_DAYS},
            store::Appointment,
        },
        users::upload_line,
        vehicles::{FILES_MAX, TAKE_BACK_HOURS, VisitPaper},
    },
    platform::{Visit, reply, upload::Sent},
    say,
    ui::{
        ButtonLook, Confirm, Panel, PostButton, Remark, Section,
        form::{Form, Submit, file_field, form_errors},
    },
};
use axum::{
    Extension,
    extract::{Multipart, Path, multipart::MultipartRejection},
    http::{HeaderMap, Method},
    response::Response,
};
use leptos::prelude::*;

/// Under this name refusals wait for their page.
const PAPER: &str = "appointments/paper";

/// `POST /atolye/randevular/{id}/belge`, `multipart/form-data`: file. A browser goes back to the visit, other clients get the id.
pub async fn visit_paper_upload(
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
    method: Method,
    headers: HeaderMap,
    multipart: Result<Multipart, MultipartRejection>,
) -> Response {
    let plain = reply::is_plain_form(&method, &headers);
    let here = format!("{}/{}", paths::WORKSHOP_APPOINTMENTS, paths::encoded(&id));
    match take(&visit, &id, multipart).await {
        Ok(id) => reply::received(&visit, plain, &headers, [&here, PAPER, "added"], &id).await,
        Err(error) => reply::refuse(&visit, plain, &here, PAPER, &[], error).await,
    }
}

async fn take(visit: &Visit, id: &str, multipart: Result<Multipart, MultipartRejection>) -> Result<FileId> {
    let mut sent = Sent::default();
    let id = sent.read(multipart, service::may_file(visit, id)).await?;
    service::add_paper(visit, id, &sent.name, sent.file).await.map_err(|error| spoken(visit, error))
}

/// That there are enough papers is said in words about papers.
fn spoken(visit: &Visit, mut error: AppError) -> AppError {
    if let Some(refusal) = error.fields.get_mut("file") {
        match refusal.rule {
            Rule::TooMany => refusal.message = say!(visit.lang, carfiles.visit_full, count = FILES_MAX),
            Rule::Taken => say!(visit.lang, carfiles.twice).clone_into(&mut refusal.message),
            _ => {}
        }
    }
    error
}

/// What the workshop has added, and the form that adds more as long as it may.
pub fn filed(visit: &Visit, appointment: &Appointment, filed: &Filed) -> AnyView {
    let lang = visit.lang;
    let list = (!filed.papers.is_empty()).then(|| {
        let rows = filed.papers.iter().map(|paper| added(visit, paper)).collect_view();
        view! { <ul class="divide-y divide-line mb-4">{rows}</ul> }
    });
    let form = if !filed.is_open {
        view! { <Remark text=say!(lang, carfiles.visit_closed, days = PAPER_DAYS)/> }.into_any()
    } else if filed.papers.len() >= FILES_MAX {
        view! { <Remark text=say!(lang, carfiles.visit_full, count = FILES_MAX)/> }.into_any()
    } else {
        let state = visit.form(PAPER);
        let count = number::count(lang, i64::try_from(FILES_MAX).unwrap_or_default());
        let line = say!(lang, carfiles.visit_line, days = PAPER_DAYS, hours = TAKE_BACK_HOURS);
        let input = file_field(&state, "file", say!(lang, carfiles.file), say!(lang, carfiles.hint, count = count));
        view! {
            <Form action=format!("{}/belge", paths::workshop_appointment(appointment.id)) multipart=true>
                {form_errors(&state, say!(lang, carfiles.refused))}
                <p class="text-sm text-muted">{line}</p>
                {input.papers().view()}
                {upload_line(lang, false)}
                <div><Submit label=say!(lang, carfiles.add) icon="upload" look=ButtonLook::Line/></div>
            </Form>
        }
        .into_any()
    };
    view! { <Section title=say!(lang, carfiles.visit_papers) id="belgeler"><Panel>{list} {form}</Panel></Section> }
        .into_any()
}

/// A paper by its name: the workshop has it, and sees no more of the book.
fn added(visit: &Visit, VisitPaper { paper, until }: &VisitPaper) -> AnyView {
    let lang = visit.lang;
    let size = number::count(lang, (paper.size + 1023) / 1024);
    let remove = (visit.now <= *until).then(|| {
        let line = say!(lang, carfiles.visit_remove_line, name = paper.name.as_str());
        let values = vec![("file_id", paper.id.to_string())];
        view! {
            <Confirm
                id=format!("sil-{}", paper.id)
                label=say!(lang, common.remove)
                title=say!(lang, carfiles.remove_title)
                line=line
                close=say!(lang, common.close)
                look=ButtonLook::Quiet
            >
                <PostButton
                    action=paths::api("appointments/remove_paper")
                    label=say!(lang, common.remove)
                    values=values
                    look=ButtonLook::Danger
                    wide=true
                />
            </Confirm>
        }
    });
    view! {
        <li class="py-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <div class="min-w-0">
                <span class="wrap-anywhere">{paper.name.clone()}</span>
                <p class="text-xs text-muted num">{paper.created_at.spoken(lang)} " · " {say!(lang, carfiles.size, size = size)}</p>
            </div>
            {remove}
        </li>
    }
    .into_any()
}
