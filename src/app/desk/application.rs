//! `/yonetim/ustalar/{id}`: one application with its papers, and what can be decided about it.

use super::{certificates, changes};
use crate::{
    kernel::{error::Result, lang::Lang, paths, text::spoken_phone},
    modules::mechanics::{
        application::{
            desk,
            model::State,
            service::{Application, TEXT_MAX},
            spoken,
            store::{Applicant, Document},
        },
        certificates::desk as certificates_desk,
        gallery::store::Photo,
        pages::{application_thread, document_beside, document_row},
    },
    platform::{Scope, Visit, media::Size},
    say,
    ui::{
        Breadcrumb, ButtonLink, ButtonLook, Confirm, Empty, Facts, Go, Notice, Page, PageHead, Panel, PostButton,
        Section, Tag, Tone,
        form::{Form, Submit, form_errors, hidden, text_area},
    },
};
use leptos::prelude::*;

const VERIFY: &str = "mechanics/verify";
const ASK: &str = "mechanics/ask_more";
const REFUSE: &str = "mechanics/refuse";

/// Admins; every opening leaves a line in the log.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for an unknown workshop and for everybody but admins.
pub async fn application(visit: Visit, id: String) -> Result<Page> {
    let mut scope = Scope::write(&visit).await?;
    let opened = desk::open(&mut scope, &id).await;
    let opened = scope.finish(opened).await?;
    let lang = visit.lang;
    let certified = certificates_desk::of(&mut Scope::read(&visit), opened.applicant.id).await?;
    let name = opened.applicant.name.clone();
    let state = opened.state();
    // What its owner has not sent yet is not the desk's to read.
    let (new, checked): (Vec<&Document>, Vec<&Document>) = opened
        .documents
        .iter()
        .filter(|paper| !paper.is_change || state != State::Draft)
        .partition(|paper| paper.is_change);
    let back = Go::new(say!(lang, admin.mechanics), paths::ADMIN_MECHANICS);
    let preview = view! {
        <ButtonLink href=paths::mechanic(&opened.applicant.slug) label=say!(lang, workshop.see_profile) look=ButtonLook::Line icon="eye"/>
    };
    let body = view! {
        <Breadcrumb name=say!(lang, admin.pages) way=vec![back] here=name.clone()/>
        <PageHead title=name.clone() line=opened.applicant.owner_email.clone() acts=preview.into_any()/>
        {refusal(&visit)}
        <p class="mb-5 flex flex-wrap gap-2">
            {opened.applicant.verified.then(|| view! { <Tag label=say!(lang, admin.verified) tone=Tone::Success/> })}
            {(state != State::Approved).then(|| view! { <Tag label=spoken::state(lang, state) tone=tone(state)/> })}
        </p>
        <div class="grid grid-cols-1 xl:grid-cols-[minmax(0,1fr)_22rem] gap-6 items-start">
            <div class="grid grid-cols-1 gap-8 min-w-0">
                {changes::unseen(&visit, &opened)}
                {changes::identity(lang, &opened)}
                {documents(lang, say!(lang, application.documents), &checked)}
                {(!new.is_empty()).then(|| documents(lang, say!(lang, application.change_documents_sent), &new))}
                {photos(lang, &opened)}
                {certificates::part(&visit, &certified)}
                {application_thread(lang, &opened.notes)}
            </div>
            <div class="grid grid-cols-1 gap-6 min-w-0">
                {facts(&visit, &opened)}
                {decisions(&visit, &opened)}
            </div>
        </div>
    };
    Ok(Page::new(name, body).noindex().nav("mechanics").frames())
}

/// How a state looks at the desk.
pub fn tone(state: State) -> Tone {
    match state {
        State::Draft => Tone::Plain,
        State::Sent => Tone::Accent,
        State::Asked => Tone::Info,
        State::Refused => Tone::Error,
        State::Approved => Tone::Success,
    }
}

fn refusal(visit: &Visit) -> AnyView {
    let message = [VERIFY, ASK, REFUSE, certificates::DECIDE, changes::APPROVE, changes::ACKNOWLEDGE]
        .into_iter()
        .find_map(|endpoint| visit.form(endpoint).message);
    message
        .map(|text| view! { <div class="mb-4"><Notice tone=Tone::Error title=say!(visit.lang, admin.not_saved) text=text/></div> })
        .into_any()
}

/// Each opens below its row.
fn documents(lang: Lang, title: &'static str, documents: &[&Document]) -> AnyView {
    let list = if documents.is_empty() {
        view! { <Empty icon="file-text" title=say!(lang, application.documents_none)/> }.into_any()
    } else {
        let rows = documents.iter().map(|document| document_item(lang, document)).collect_view();
        view! { <Panel class="panel px-4 md:px-5"><ul class="divide-y divide-line">{rows}</ul></Panel> }.into_any()
    };
    view! { <Section title=title>{list}</Section> }.into_any()
}

fn document_item(lang: Lang, document: &Document) -> AnyView {
    let beside = document_beside(lang, document.id, document.medium, spoken::document_kind(lang, document.kind));
    view! { <li class="py-3">{document_row(lang, document)} {beside}</li> }.into_any()
}

/// As customers will see them; the large one opens by itself.
fn photos(lang: Lang, opened: &Application) -> AnyView {
    let list = if opened.photos.is_empty() {
        view! { <Empty icon="images" title=say!(lang, gallery.none)/> }.into_any()
    } else {
        let name = opened.applicant.name.as_str();
        let tiles =
            opened.photos.iter().zip(1..).map(|(photo, place)| photo_tile(lang, name, photo, place)).collect_view();
        view! { <Panel><ul class="grid grid-cols-2 sm:grid-cols-3 gap-3">{tiles}</ul></Panel> }.into_any()
    };
    view! { <Section title=say!(lang, gallery.title)>{list}</Section> }.into_any()
}

fn photo_tile(lang: Lang, name: &str, photo: &Photo, place: usize) -> AnyView {
    let alt = say!(lang, gallery.alt, name = name, number = place);
    let caption = (!photo.caption.is_empty())
        .then(|| view! { <p class="text-sm text-muted mt-1 break-words">{photo.caption.clone()}</p> });
    view! {
        <li class="min-w-0">
            <a href=paths::workshop_photo(&photo.name(Size::Large))>
                <img
                    class="w-full aspect-[4/3] object-cover rounded-field bg-sunken"
                    src=paths::workshop_photo(&photo.name(Size::Small))
                    alt=alt
                    width=photo.width.to_string()
                    height=photo.height.to_string()
                    loading="lazy"
                />
            </a>
            {caption}
        </li>
    }
    .into_any()
}

/// Street, district, province.
pub fn place(visit: &Visit, applicant: &Applicant) -> String {
    let reference = visit.wires.reference.get();
    let place = [
        Some(applicant.address.clone()),
        reference.district(applicant.district_id).map(|district| district.name.clone()),
        reference.province(applicant.province_id).map(|province| province.name.clone()),
    ];
    let place: Vec<String> = place.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    place.join(", ")
}

fn facts(visit: &Visit, opened: &Application) -> AnyView {
    let lang = visit.lang;
    let applicant = &opened.applicant;
    let sent = applicant.sent_at.map(|at| at.spoken(lang)).unwrap_or_default();
    let items = [
        (say!(lang, admin.owner), applicant.owner_name.clone()),
        (say!(lang, admin.phone), applicant.phone.as_deref().map(spoken_phone).unwrap_or_default()),
        (say!(lang, workshop.address), place(visit, applicant)),
        (say!(lang, admin.offers), applicant.offers.to_string()),
        (say!(lang, application.open_days), applicant.days.to_string()),
        (say!(lang, application.sent_at), sent),
    ];
    let items = items
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.to_owned(), view! { <span class="break-words num">{value}</span> }.into_any()));
    view! { <Panel><Facts items=items.collect()/></Panel> }.into_any()
}

fn decisions(visit: &Visit, opened: &Application) -> Option<AnyView> {
    let lang = visit.lang;
    let state = opened.state();
    if state == State::Approved || opened.applicant.suspended {
        return None;
    }
    // A draft of a change is nobody's but its owner's.
    let is_change = opened.applicant.verified;
    if is_change && !state.is_pending() {
        return None;
    }
    let approve = if is_change { changes::approve(visit, opened) } else { verify(visit, opened) };
    let ask = (state == State::Sent).then(|| text_form(visit, opened, ASK));
    let refuse = state.is_pending().then(|| {
        let form = text_form(visit, opened, REFUSE);
        let (title, line) = if is_change {
            (say!(lang, application.change_refuse_title), say!(lang, application.change_refuse_line))
        } else {
            (say!(lang, application.refuse_title), say!(lang, application.refuse_line))
        };
        view! {
            <Confirm
                id="geri-cevir"
                label=say!(lang, application.refuse)
                title=title
                line=line
                close=say!(lang, common.close)
                icon="circle-x"
            >
                {form}
            </Confirm>
        }
    });
    Some(
        view! {
            <Section title=say!(lang, application.decision)>
                <Panel>
                    <div class="grid gap-5">
                        {approve}
                        {ask}
                        {refuse}
                    </div>
                </Panel>
            </Section>
        }
        .into_any(),
    )
}

/// One button for what was handed in whole; for everything else it asks first, and says what is missing.
fn verify(visit: &Visit, opened: &Application) -> AnyView {
    let (lang, action) = (visit.lang, paths::api(VERIFY));
    let values = vec![("mechanic_id", opened.applicant.id.to_string()), ("next", visit.address())];
    let label = say!(lang, admin.verify);
    if opened.is_handed_in() {
        return view! { <PostButton action=action label=label values=values look=ButtonLook::Primary icon="badge-check" wide=true/> }
            .into_any();
    }
    let (state, lacking) = (spoken::state(lang, opened.state()), opened.lacking());
    let line = if lacking.is_empty() {
        say!(lang, application.verify_line, state = state)
    } else {
        let steps: Vec<_> = lacking.into_iter().map(|step| spoken::step(lang, step)).collect();
        say!(lang, application.verify_missing, state = state, steps = steps.join(", "))
    };
    view! {
        <Confirm
            id="dogrula"
            label=label
            title=say!(lang, application.verify_title)
            line=line
            close=say!(lang, common.close)
            look=ButtonLook::Line
            icon="badge-check"
        >
            <PostButton action=action label=say!(lang, application.verify_anyway) values=values look=ButtonLook::Primary wide=true/>
        </Confirm>
    }
    .into_any()
}

/// A question, or a reason: the owner reads it in a mail and on their page.
fn text_form(visit: &Visit, opened: &Application, endpoint: &'static str) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(endpoint);
    let (label, act, look, id) = if endpoint == ASK {
        (say!(lang, application.ask_text), say!(lang, application.ask), ButtonLook::Line, "soru")
    } else {
        (say!(lang, application.refuse_reason), say!(lang, application.refuse), ButtonLook::Danger, "gerekce")
    };
    let (id_text, next) = (opened.applicant.id.to_string(), visit.address());
    let area = text_area(&state, "reason", label)
        .id(id)
        .rows(4)
        .maxlength(u32::try_from(TEXT_MAX).unwrap_or(u32::MAX))
        .required()
        .view();
    view! {
        <Form action=paths::api(endpoint)>
            {hidden("mechanic_id", id_text)}
            {hidden("next", next)}
            {form_errors(&state, say!(lang, errors.invalid))}
            {area}
            <div><Submit label=act look=look/></div>
        </Form>
    }
    .into_any()
}
