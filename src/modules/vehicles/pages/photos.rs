//! `/hesap/araclar/{id}/fotograflar`: the photos of a car, and more of them. `public/upload.js` makes files smaller on their way
//! and says how far they are; without it they go as they are, all at once.

use super::{files::PHOTOS, tabs::car_tabs};
use crate::{
    kernel::{error::Result, ids::VehicleId, number, paths},
    modules::{
        users::upload_line,
        vehicles::{
            model::{Car, vehicle_id},
            photos::{
                service::{self, PHOTOS_MAX},
                store::Photo,
            },
        },
    },
    platform::{Scope, Visit, media::Size},
    say,
    ui::{
        ButtonLook, Confirm, Empty, FormState, Icon, Page, Panel, PostButton, Section, Tag, Tone,
        form::{Form, Submit, file_field, form_errors, hidden},
    },
};
use leptos::prelude::*;

const COVER: &str = "vehicles/cover_photo";
const REMOVE: &str = "vehicles/remove_photo";

/// `id` is the path parameter as it was typed.
pub async fn photos(visit: Visit, id: String) -> Result<Page> {
    let lang = visit.lang;
    // Visitors are asked to sign in before anything is said about the address.
    visit.person()?;
    let (car, photos) = service::photos(&mut Scope::read(&visit), vehicle_id(&id)?).await?;
    let title = say!(lang, gallery.title);
    let list = if photos.is_empty() {
        view! { <Empty icon="images" title=say!(lang, carfiles.none) line=say!(lang, carfiles.none_line)/> }.into_any()
    } else {
        let cards = photos.iter().zip(1..).map(|(photo, place)| card(&visit, &car, photo, place)).collect_view();
        view! { <ol id="fotograflar" class="grid grid-cols-1 sm:grid-cols-2 xl:grid-cols-3 gap-4">{cards}</ol> }
            .into_any()
    };
    let body = view! {
        {car_tabs(lang, &car, title, paths::car_photos)}
        <div class="grid grid-cols-1 gap-8">
            <div class="max-w-3xl">
                <Section title=say!(lang, gallery.add) id="ekle"><Panel>{upload_form(&visit, car.id)}</Panel></Section>
            </div>
            <div id="galeri">{list}</div>
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("cars"))
}

/// The message of a refusal stands at the top, what became of each file at the field.
fn upload_form(visit: &Visit, car: VehicleId) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(PHOTOS);
    let whole = FormState { message: state.message.clone(), ..FormState::default() };
    let count = number::count(lang, i64::try_from(PHOTOS_MAX).unwrap_or_default());
    let hint = say!(lang, gallery.hint, count = count);
    let input = file_field(&state, "photo", say!(lang, gallery.files), hint).multiple().view();
    view! {
        <Form action=paths::car_photos(car) multipart=true>
            {form_errors(&whole, say!(lang, errors.invalid))}
            <p class="text-sm text-muted">{say!(lang, carfiles.photos_line)}</p>
            {input}
            {upload_line(lang, true)}
            <div><Submit label=say!(lang, gallery.add_act) icon="upload"/></div>
        </Form>
    }
    .into_any()
}

fn card(visit: &Visit, car: &Car, photo: &Photo, place: usize) -> AnyView {
    let (lang, id) = (visit.lang, photo.id.to_string());
    let name = say!(lang, gallery.nth, number = place);
    let alt = say!(lang, carfiles.alt, car = car.label.as_str(), number = place);
    let cover = (place == 1).then(|| view! { <Tag label=say!(lang, gallery.cover) tone=Tone::Primary icon="image"/> });
    let label = say!(lang, gallery.make_cover, number = place);
    let (photo_id, anchor) = (id.clone(), format!("foto-{id}"));
    let make_cover = (place > 1).then(|| {
        view! {
            <form action=paths::api(COVER) method="post" class="contents">
                {hidden("photo_id", photo_id)}
                <button type="submit" class="btn btn-quiet btn-icon" aria-label=label.clone() title=label><Icon name="image"/></button>
            </form>
        }
    });
    view! {
        <li class="panel overflow-hidden flex flex-col" id=anchor>
            <a href=paths::car_photo(photo.id, Size::Large.ending())>
                <img
                    class="w-full aspect-[4/3] object-cover bg-sunken"
                    src=paths::car_photo(photo.id, Size::Small.ending())
                    alt=alt
                    width=photo.width.to_string()
                    height=photo.height.to_string()
                    loading="lazy"
                />
            </a>
            <div class="p-4 flex flex-wrap items-center justify-between gap-2">
                <h2 class="text-base font-semibold num flex flex-wrap items-center gap-2">{name} {cover}</h2>
                <div class="flex items-center gap-1">
                    {make_cover}
                    <Confirm
                        id=format!("kaldir-{id}")
                        label=say!(lang, common.remove)
                        title=say!(lang, gallery.remove_title, number = place)
                        line=say!(lang, carfiles.remove_line)
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
                </div>
            </div>
        </li>
    }
    .into_any()
}
