//! `/atolye/fotograflar`: the photos of a workshop in their order, and more of them. `public/upload.js` makes files smaller on
//! their way and says how far they are; without it they go as they are, all at once.

use super::nothing_yet;
use crate::{
    kernel::{error::Result, lang::Lang, number, paths},
    modules::{
        mechanics::{
            gallery::{
                service::{self, CAPTION_MAX, PHOTOS_MAX},
                store::Photo,
            },
            pages::photo_files::UPLOAD,
            policy,
        },
        users::upload_line,
    },
    platform::{Scope, Visit, media::Size},
    say,
    ui::{
        ButtonLook, Confirm, Empty, FormState, Icon, Page, PageHead, Panel, PostButton, Section, Tag, Tone,
        form::{Form, Submit, field, file_field, form_errors, hidden},
    },
};
use leptos::prelude::*;

const CAPTION: &str = "mechanics/caption_photo";
const MOVE: &str = "mechanics/move_photo";
const REMOVE: &str = "mechanics/remove_photo";

/// # Errors
/// `unauthenticated` for visitors, `not_found` for people who own no workshop and may open none.
pub async fn photos(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let title = say!(lang, gallery.title);
    if visit.actor.mechanic_id().is_none() {
        policy::opener(&visit.actor)?;
        return Ok(nothing_yet(&visit, title, "photos"));
    }
    let photos = service::mine(&mut Scope::read(&visit)).await?;
    let list = if photos.is_empty() {
        view! { <Empty icon="images" title=say!(lang, gallery.none) line=say!(lang, gallery.none_line)/> }.into_any()
    } else {
        let last = photos.len();
        let cards = photos.iter().zip(1..).map(|(photo, place)| card(&visit, photo, place, last)).collect_view();
        view! { <ol id="fotograflar" class="grid grid-cols-1 sm:grid-cols-2 xl:grid-cols-3 gap-4">{cards}</ol> }
            .into_any()
    };
    let refusals: Vec<_> =
        [MOVE, REMOVE].map(|endpoint| form_errors(&visit.form(endpoint), say!(lang, errors.invalid))).into();
    let body = view! {
        <PageHead title=title line=say!(lang, gallery.line)/>
        {refusals}
        <div class="grid grid-cols-1 gap-8">
            <div class="max-w-3xl">
                <Section title=say!(lang, gallery.add) id="ekle"><Panel>{upload_form(&visit)}</Panel></Section>
            </div>
            <div id="galeri">{list}</div>
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("photos"))
}

/// The message of a refusal stands at the top, what became of each file at the field.
fn upload_form(visit: &Visit) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(UPLOAD);
    let whole = FormState { message: state.message.clone(), ..FormState::default() };
    let count = number::count(lang, i64::try_from(PHOTOS_MAX).unwrap_or_default());
    let input = file_field(&state, "photo", say!(lang, gallery.files), say!(lang, gallery.hint, count = count))
        .multiple()
        .view();
    view! {
        <Form action=paths::WORKSHOP_PHOTOS multipart=true>
            {form_errors(&whole, say!(lang, errors.invalid))}
            {input}
            {upload_line(lang, true)}
            <div><Submit label=say!(lang, gallery.add_act) icon="upload"/></div>
        </Form>
    }
    .into_any()
}

fn card(visit: &Visit, photo: &Photo, place: usize, last: usize) -> AnyView {
    let lang = visit.lang;
    let name = say!(lang, gallery.nth, number = place);
    let alt = if photo.caption.is_empty() { name.clone() } else { photo.caption.clone() };
    let cover = (place == 1).then(|| view! { <Tag label=say!(lang, gallery.cover) tone=Tone::Primary icon="image"/> });
    let wishes = [
        (place > 2, "1", "image", say!(lang, gallery.make_cover, number = place)),
        (place > 1, "up", "arrow-up", say!(lang, gallery.move_up, number = place)),
        (place < last, "down", "arrow-down", say!(lang, gallery.move_down, number = place)),
    ];
    let wishes = wishes.into_iter().filter(|(fits, ..)| *fits);
    let moves = wishes.map(|(_, to, icon, label)| move_button(photo, to, icon, label)).collect_view();
    view! {
        <li class="panel overflow-hidden flex flex-col" id=format!("foto-{}", photo.id)>
            <img
                class="w-full aspect-[4/3] object-cover bg-sunken"
                src=paths::workshop_photo(&photo.name(Size::Small))
                alt=alt
                width=photo.width.to_string()
                height=photo.height.to_string()
                loading="lazy"
            />
            <div class="p-4 grid gap-3 grow content-between">
                <div class="flex items-center justify-between gap-2">
                    <h2 class="text-base font-semibold num flex flex-wrap items-center gap-2">{name} {cover}</h2>
                    <div class="flex">{moves}</div>
                </div>
                {caption_form(visit, photo, place)}
                <div>{remove(lang, photo, place)}</div>
            </div>
        </li>
    }
    .into_any()
}

fn move_button(photo: &Photo, to: &'static str, icon: &'static str, label: String) -> AnyView {
    view! {
        <form action=paths::api(MOVE) method="post" class="contents">
            {hidden("photo_id", photo.id.to_string())}
            {hidden("to", to)}
            <button type="submit" class="btn btn-quiet btn-icon" aria-label=label.clone() title=label><Icon name=icon/></button>
        </form>
    }
    .into_any()
}

fn caption_form(visit: &Visit, photo: &Photo, place: usize) -> AnyView {
    let lang = visit.lang;
    let typed = visit.form(CAPTION);
    let is_typed = typed.is_refused() && typed.value("photo_id") == photo.id.to_string();
    let state = if is_typed { typed } else { FormState::default().with("caption", photo.caption.clone()) };
    let input = field(&state, "caption", say!(lang, gallery.caption, number = place))
        .maxlength(u32::try_from(CAPTION_MAX).unwrap_or(u32::MAX))
        .placeholder(say!(lang, gallery.caption_example))
        .hide_label();
    let input = if is_typed { input } else { input.id(format!("f-caption-{place}")) };
    let (complaints, input) = (form_errors(&state, say!(lang, errors.invalid)), input.view());
    let id = hidden("photo_id", photo.id.to_string());
    view! {
        <Form action=paths::api(CAPTION)>
            {complaints}
            {id}
            <div class="grid grid-cols-[minmax(0,1fr)_auto] gap-2 items-start">
                {input}
                <Submit label=say!(lang, common.save) look=ButtonLook::Line/>
            </div>
        </Form>
    }
    .into_any()
}

fn remove(lang: Lang, photo: &Photo, place: usize) -> AnyView {
    let id = photo.id.to_string();
    view! {
        <Confirm
            id=format!("kaldir-{id}")
            label=say!(lang, common.remove)
            title=say!(lang, gallery.remove_title, number = place)
            line=say!(lang, gallery.remove_line)
            close=say!(lang, common.close)
            look=ButtonLook::Quiet
        >
            <PostButton
                action=paths::api(REMOVE)
                label=say!(lang, common.remove)
                values=vec![("photo_id", id)]
                look=ButtonLook::Danger
                wide=true
            />
        </Confirm>
    }
    .into_any()
}
