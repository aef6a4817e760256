//! The photo on the settings page, and where it is sent to.

use crate::{
    kernel::{
        error::{AppError, Result, Rule},
        paths,
    },
    modules::users::{
        islands::{CropPhoto, CropProps},
        service::photo as service,
    },
    platform::{
        Scope, Visit,
        media::{MAX_BYTES, Square, too_large},
        rate_limit::{self, Limit},
        reply,
    },
    say,
    ui::{
        Avatar, AvatarSize, ButtonLook, Panel, PostButton, Section,
        form::{Form, Submit, field_id, file_field, form_errors},
    },
};
use axum::{
    Extension,
    extract::{Multipart, multipart::MultipartRejection},
    http::{HeaderMap, Method, StatusCode},
    response::Response,
};
use leptos::prelude::*;

/// Under this name the refusal of an upload waits for the page.
const PHOTO: &str = "users/photo";
const PER_PERSON: Limit = Limit { burst: 10, every_seconds: 60 };
/// The file and the few fields around it.
pub const UPLOAD_LIMIT: usize = MAX_BYTES + 64 * 1024;

/// The panel with the photo, the form for another one, and the button that takes it away.
pub async fn photo_part(visit: &Visit) -> Result<AnyView> {
    let lang = visit.lang;
    let name = visit.person()?.full_name.clone();
    let src = service::mine(&mut Scope::read(visit)).await?.map(|key| paths::photo(&key));
    let remove = src.is_some().then(|| {
        view! { <PostButton action=paths::api("users/remove_photo") label=say!(lang, people.photo_remove) look=ButtonLook::Danger icon="trash-2"/> }
    });
    let state = visit.form(PHOTO);
    let input = file_field(&state, "photo", say!(lang, people.photo_choose), say!(lang, people.photo_hint)).view();
    let crop = CropProps {
        field: field_id("photo"),
        preview: say!(lang, people.photo_preview).to_owned(),
        across: say!(lang, people.photo_across).to_owned(),
        down: say!(lang, people.photo_down).to_owned(),
        zoom: say!(lang, people.photo_zoom).to_owned(),
    };
    let errors = form_errors(&state, say!(lang, errors.invalid));
    Ok(view! {
        <Panel>
            <Section title=say!(lang, people.photo)>
                <div class="grid grid-cols-1 gap-4">
                    <div class="flex items-center gap-4">
                        <Avatar name=name size=AvatarSize::Large src=src/>
                        {remove}
                    </div>
                    <Form action=paths::PHOTO_UPLOAD multipart=true>
                        {errors}
                        {input}
                        <CropPhoto props=crop/>
                        <div><Submit label=say!(lang, people.photo_save) look=ButtonLook::Line icon="upload"/></div>
                    </Form>
                </div>
            </Section>
        </Panel>
    }
    .into_any())
}

/// `POST /hesap/ayarlar/fotograf`, `multipart/form-data`: photo, x?, y?, zoom?. A browser goes back to the settings, other
/// clients get 204.
pub async fn photo_upload(
    Extension(visit): Extension<Visit>,
    method: Method,
    headers: HeaderMap,
    multipart: Result<Multipart, MultipartRejection>,
) -> Response {
    let plain = reply::is_plain_form(&method, &headers);
    match take(&visit, multipart).await {
        Ok(()) if plain => reply::go_back(&visit, paths::SETTINGS, PHOTO, "saved").await,
        Ok(()) => axum::response::IntoResponse::into_response(StatusCode::NO_CONTENT),
        Err(error) => reply::refuse(&visit, plain, paths::SETTINGS, PHOTO, &[], error).await,
    }
}

async fn take(visit: &Visit, multipart: Result<Multipart, MultipartRejection>) -> Result<()> {
    let me = visit.person()?.user_id;
    rate_limit::spend(&visit.wires, "photo", &me.to_string(), PER_PERSON).await?;
    let mut multipart = multipart.map_err(|_| AppError::field("photo", Rule::FileType))?;
    let unread = |error: axum::extract::multipart::MultipartError| {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            too_large()
        } else {
            AppError::field("photo", Rule::FileType)
        }
    };
    let (mut photo, mut x, mut y, mut zoom) = (Vec::new(), String::new(), String::new(), String::new());
    while let Some(field) = multipart.next_field().await.map_err(unread)? {
        let name = field.name().unwrap_or_default().to_owned();
        let value = field.bytes().await.map_err(unread)?;
        let text = || String::from_utf8_lossy(value.get(..10).unwrap_or(&value)).into_owned();
        match name.as_str() {
            "photo" => photo = value.to_vec(),
            "x" => x = text(),
            "y" => y = text(),
            "zoom" => zoom = text(),
            _ => {}
        }
    }
    service::save(visit, photo, Square::read(&x, &y, &zoom)).await
}
