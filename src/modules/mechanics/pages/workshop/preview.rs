//! `/atolye/profil/onizleme`: where the profile's form is sent to be looked at. What was typed waits for the page, as if it had
//! been refused; nothing of it is saved.

use crate::{
    kernel::paths,
    modules::mechanics::{policy, workshop::model::ProfileInput},
    platform::{Visit, flash::Flash, reply},
};
use axum::{
    Extension,
    body::Bytes,
    http::{HeaderMap, Method},
    response::Response,
};

/// Under this name the typed profile waits.
const TYPED: &str = "mechanics/preview";

/// `POST /atolye/profil/onizleme`: the form of the profile.
pub async fn preview_post(
    Extension(visit): Extension<Visit>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    match policy::owner(&visit.actor) {
        Ok(_) => reply::show_typed(&visit, paths::WORKSHOP_PREVIEW, TYPED, Flash::typed(&body)).await,
        Err(error) => {
            let plain = reply::is_plain_form(&method, &headers);
            reply::refuse(&visit, plain, paths::WORKSHOP_PROFILE, TYPED, &[], error).await
        }
    }
}

/// What was typed; `None` when the page is opened by itself.
pub fn typed_profile(visit: &Visit) -> Option<ProfileInput> {
    let state = visit.form(TYPED);
    let word = |name: &str| state.value(name).to_owned();
    let is_typed = state.values.contains_key("name");
    is_typed.then(|| ProfileInput {
        name: word("name"),
        story: word("story"),
        phone: word("phone"),
        address: word("address"),
        il: word("il"),
        ilce: word("ilce"),
        lat: word("lat"),
        lon: word("lon"),
        estate: word("estate"),
        estate_unit: word("estate_unit"),
        visits_within_km: word("visits_within_km"),
    })
}
