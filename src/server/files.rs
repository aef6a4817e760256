//! Small answers that are no pages: language switch, robots, sitemap.

use crate::{
    kernel::{lang::Lang, paths, words},
    modules::mechanics,
    platform::{Scope, Visit, Wires, refusal},
};
use axum::{
    Extension,
    extract::{Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct LangQuery {
    #[serde(default)]
    lang: String,
    #[serde(default)]
    next: String,
}

/// `/dil?lang=en&next=/usta-bul`: switches the language and returns to the page.
pub async fn set_lang(Extension(visit): Extension<Visit>, Query(query): Query<LangQuery>) -> Response {
    let place = paths::own_path(&query.next, paths::HOME);
    let mut response = axum::response::Redirect::to(&place).into_response();
    if let Some(lang) = Lang::parse(&query.lang) {
        if let Ok(mut scope) = Scope::write(&visit).await {
            let kept = crate::modules::users::keep_lang(&mut scope, lang).await;
            // The cookie below already does it; the row is for mails.
            let _ = scope.finish(kept).await;
        }
        let secure = if visit.wires.config.server.is_https() { "; Secure" } else { "" };
        if let Ok(cookie) =
            HeaderValue::from_str(&format!("dil={}; Path=/; SameSite=Lax; Max-Age=31536000{secure}", lang.code()))
        {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    response
}

pub async fn robots(State(wires): State<Wires>) -> Response {
    let text = format!(
        "User-agent: *\nDisallow: /hesap\nDisallow: /atolye\nDisallow: /yonetim\nDisallow: /api/\nDisallow: /dil\nSitemap: {}/sitemap.xml\n",
        wires.config.server.base_url
    );
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

#[derive(Deserialize)]
pub struct SitemapQuery {
    part: Option<String>,
}

/// `/sitemap.xml` and its parts.
pub async fn sitemap(State(wires): State<Wires>, Query(query): Query<SitemapQuery>) -> Response {
    let mut scope = Scope::bare(&wires);
    let xml = match &query.part {
        None => mechanics::sitemap::index(&mut scope, mechanics::sitemap::PART).await,
        Some(part) => mechanics::sitemap::part(&mut scope, part, mechanics::sitemap::PART).await,
    };
    match xml {
        Ok(xml) => ([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], xml).into_response(),
        Err(mut error) => {
            words::speak(&mut error, Lang::Tr);
            refusal::error_page(Lang::Tr, &error)
        }
    }
}
