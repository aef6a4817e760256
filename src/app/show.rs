//! Runs a page and turns it into an answer: layout, head, status, headers.

use super::{
    errors,
    layouts::{self, Layout},
};
use crate::{
    kernel::{
        error::{AppError, Code, Result},
        lang::Lang,
        paths,
    },
    platform::{Visit, session::TABLET_IDLE_MINUTES},
    ui::Page,
};
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::{Link, Meta, Title};
use leptos_router::hooks::use_params_map;
use std::future::Future;

/// Shows what `page` makes of this visit.
pub fn show<F, Fut>(layout: Layout, page: F) -> AnyView
where
    F: FnOnce(Visit) -> Fut,
    Fut: Future<Output = Result<Page>> + Send + 'static,
{
    // Routes are also listed once at start, without a request.
    let Ok(visit) = Visit::current() else { return ().into_any() };
    let Some(response) = use_context::<ResponseOptions>() else { return ().into_any() };
    let nonce = leptos::nonce::use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
    let work = page(visit.clone());
    Suspend::new(async move {
        let (layout, page) = match work.await {
            Ok(page) => (layout, page),
            Err(error) => {
                // The desk is there, and closed until the session has shown a second factor.
                let locked = layout == Layout::Admin
                    && error.code == Code::NotFound
                    && visit.actor.person().is_some_and(|person| !person.locked_roles.is_empty());
                let error = if locked { Code::SecondFactor.into() } else { error };
                if error.code == Code::Unauthenticated {
                    send_to_sign_in(&visit, &response);
                }
                set_retry(&error, &response);
                (Layout::Public, errors::page(&visit, error))
            }
        };
        if let Some(place) = page.place.as_deref().and_then(|place| HeaderValue::from_str(place).ok()) {
            response.insert_header(header::LOCATION, place);
        }
        // Who has to sign in first is already on the way there.
        if !matches!(page.status, 200 | 401) {
            response.set_status(StatusCode::from_u16(page.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
        }
        set_headers(layout, &visit, &response, &nonce, &page);
        if let Some(seconds) = page.refresh_seconds {
            response.insert_header(header::REFRESH, HeaderValue::from(seconds));
        }
        if page.key_in_address {
            response.insert_header(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
            response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        }
        // Tags of the head register themselves with the owner of the request when they are rendered. Here it is at hand;
        // once this future is done the rest may be rendered on a thread that knows no owner, and the tags would be lost.
        let _ = head(&visit, &page).to_html();
        // Data blocks are no scripts: the content policy lets them stand. `<` is escaped by Page.
        let json_ld: Vec<_> = page
            .json_ld
            .iter()
            .map(|json| view! { <script r#type="application/ld+json" inner_html=json.clone()></script> })
            .collect();
        let islands =
            page.islands.then(|| view! { <HydrationScripts options=visit.wires.leptos.clone() islands=true/> });
        let waiting = layouts::waiting(layout, &visit).await;
        let body = layouts::wrap(layout, &visit, page, waiting);
        view! { {json_ld}{body}{islands} }
    })
    .into_any()
}

/// Shows a page whose path has parameters, handed over in the order of `names`.
pub fn show_at<const N: usize, F, Fut>(layout: Layout, names: [&'static str; N], page: F) -> AnyView
where
    F: FnOnce(Visit, [String; N]) -> Fut,
    Fut: Future<Output = Result<Page>> + Send + 'static,
{
    let values = use_params_map().with_untracked(|params| names.map(|name| params.get(name).unwrap_or_default()));
    show(layout, move |visit| page(visit, values))
}

fn send_to_sign_in(visit: &Visit, response: &ResponseOptions) {
    if visit.tablet.is_some() {
        response.insert_header(header::LOCATION, HeaderValue::from_static(paths::TABLET));
        response.set_status(StatusCode::SEE_OTHER);
        return;
    }
    let back: String = form_urlencoded::byte_serialize(visit.address().as_bytes()).collect();
    if let Ok(place) = HeaderValue::from_str(&format!("{}?next={back}", paths::SIGN_IN)) {
        response.insert_header(header::LOCATION, place);
        response.set_status(StatusCode::SEE_OTHER);
    }
}

fn set_retry(error: &AppError, response: &ResponseOptions) {
    if let Some(seconds) = error.retry_after {
        response.insert_header(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
}

fn set_headers(layout: Layout, visit: &Visit, response: &ResponseOptions, nonce: &str, page: &Page) {
    let https = visit.wires.config.server.is_https();
    // The reload socket of `make dev` listens on its own port.
    let reload = if cfg!(debug_assertions) { " ws://127.0.0.1:3001" } else { "" };
    let upgrade = if https { "; upgrade-insecure-requests" } else { "" };
    let forms: String = page.form_origins.iter().map(|origin| format!(" {origin}")).collect();
    let tiles = visit.wires.config.map.tiles.as_ref().map(|server| format!(" {}", server.origin)).unwrap_or_default();
    let frames = if page.frames { "; frame-src 'self'" } else { "" };
    let framed_by = if layout == Layout::Framed { "'self'" } else { "'none'" };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:{tiles}; font-src 'self'; \
         connect-src 'self' blob:{reload}; manifest-src 'self'; worker-src 'self'; form-action 'self'{forms}; frame-ancestors {framed_by}; base-uri 'none'; object-src 'none'{frames}{upgrade}"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
    if layout == Layout::Framed {
        response.insert_header(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    }
    // What a tablet shows of customers does not stay on it when everybody has gone.
    if visit.actor.is_on_tablet() {
        let away = format!("{};url={}", TABLET_IDLE_MINUTES * 60, paths::TABLET);
        if let Ok(away) = HeaderValue::from_str(&away) {
            response.insert_header(header::REFRESH, away);
        }
    }
    // Pages differ by person, language and theme; a shared cache must not mix them up.
    response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response.insert_header(header::VARY, HeaderValue::from_static("Cookie, Accept-Language"));
}

fn head(visit: &Visit, page: &Page) -> AnyView {
    let site = crate::say!(visit.lang, common.site);
    let title = if page.title == site { site.to_owned() } else { format!("{} · {site}", page.title) };
    // Written into the document as it is, unlike the other tags: a name or a search could end the title and go on as markup.
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    let description = page.description.clone();
    let robots = page.robots_noindex
        || page.status != 200
        || ["/hesap", "/atolye", "/yonetim", "/giris", "/kayit"].iter().any(|area| visit.path.starts_with(area));
    let canonical = page.canonical.clone().map(|path| visit.absolute(&path));
    let alternates = canonical.clone().map(|url| {
        let join = if url.contains('?') { '&' } else { '?' };
        let english = format!("{url}{join}lang={}", Lang::En.code());
        // A page that another language's alternate leads to names itself, or the alternate would count for nothing.
        let own = if visit.lang == Lang::En { english.clone() } else { url.clone() };
        view! {
            <Link rel="canonical" href=own/>
            <Link rel="alternate" hreflang="tr" href=url.clone()/>
            <Link rel="alternate" hreflang="en" href=english/>
            <Link rel="alternate" hreflang="x-default" href=url/>
        }
    });
    let open_graph = page.og.clone().map(|og| {
        view! {
            <Meta property="og:type" content="website"/>
            <Meta property="og:site_name" content=site/>
            <Meta property="og:title" content=og.title/>
            <Meta property="og:description" content=og.description/>
            <Meta property="og:url" content=og.url/>
            {og.image.map(|image| view! {
                <Meta property="og:image" content=image/>
                <Meta property="og:image:width" content="1200"/>
                <Meta property="og:image:height" content="630"/>
                <Meta name="twitter:card" content="summary_large_image"/>
            })}
        }
    });
    view! {
        <Title text=title/>
        {description.map(|text| view! { <Meta name="description" content=text/> })}
        {robots.then(|| view! { <Meta name="robots" content="noindex"/> })}
        {alternates}
        {open_graph}
    }
    .into_any()
}
