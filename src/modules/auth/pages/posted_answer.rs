//! The answer of an identity provider that posts it.

use crate::{kernel::paths, platform::Wires};
use axum::{
    extract::{Form, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

/// How long a posted answer may be.
pub const ANSWER_LIMIT: usize = 16 * 1024;
/// What an answer is made of.
const ANSWER: [&str; 4] = ["code", "state", "iss", "error"];

/// `POST /giris/saglayici/{name}`: the same answer, posted by a page of the provider, so that no cookie of ours comes along. It
/// goes on to [`provider_answer`], where they do; nothing is done here, for anybody's page can post. The code is worth nothing
/// without the verifier that waits for it, so that an address may carry it.
pub async fn provider_posts(
    State(wires): State<Wires>,
    Path(name): Path<String>,
    Form(posted): Form<Vec<(String, String)>>,
) -> Response {
    if wires.config.oidc.find(&name).is_none_or(|provider| !provider.form_post) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let answer = posted.iter().filter(|(name, _)| ANSWER.contains(&name.as_str()));
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(answer).finish();
    Redirect::to(&format!("{}?{query}", paths::oidc_callback(&name))).into_response()
}
