//! Paths of the process and the order of the walls around them.

use super::{assets, files, health, hints, share};
use crate::{
    app::{App, dev_mail_html, dev_mail_ics, document, people_csv},
    kernel::{error::Code, paths},
    modules::{appointments, auth, mechanics, users, vehicles},
    platform::{Wires, media, reply, session::PgSessionStore, walls},
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    middleware,
    response::Response,
    routing::{any, get, post},
};
use leptos::prelude::provide_context;
use leptos_axum::{LeptosRoutes, generate_route_list, render_app_async_with_context};
use tower::ServiceBuilder;
use tower_http::compression::{
    CompressionLayer, CompressionLevel,
    predicate::{NotForContentType, Predicate, SizeAbove},
};
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};

/// Where files are sent to, each with a limit of its own.
fn uploads() -> Router<Wires> {
    Router::new()
        .route(
            "/yonetim/katalog/aktar/dosya",
            post(vehicles::sheet_upload).layer(DefaultBodyLimit::max(vehicles::SHEET_LIMIT)),
        )
        .route("/hesap/ayarlar/fotograf", post(users::photo_upload).layer(DefaultBodyLimit::max(users::UPLOAD_LIMIT)))
        .route(
            "/hesap/araclar/{id}/fotograflar",
            post(vehicles::car_photo_upload).layer(DefaultBodyLimit::max(vehicles::CAR_PHOTOS_LIMIT)),
        )
        .route(
            "/hesap/araclar/{id}/defter/{record}/belge",
            post(vehicles::record_file_upload).layer(DefaultBodyLimit::max(vehicles::CAR_FILE_LIMIT)),
        )
        .route(
            "/atolye/randevular/{id}/belge",
            post(appointments::visit_paper_upload).layer(DefaultBodyLimit::max(vehicles::CAR_FILE_LIMIT)),
        )
        .route(
            "/atolye/basvuru/belge",
            post(mechanics::document_upload).layer(DefaultBodyLimit::max(mechanics::DOCUMENT_LIMIT)),
        )
        .route(
            "/atolye/sertifikalar/belge",
            post(mechanics::certificate_upload).layer(DefaultBodyLimit::max(mechanics::CERTIFICATE_LIMIT)),
        )
        .route(
            paths::WORKSHOP_PHOTOS,
            post(mechanics::photo_upload).layer(DefaultBodyLimit::max(mechanics::PHOTOS_LIMIT)),
        )
}

/// The whole site as one service.
pub fn router(wires: Wires) -> Router {
    let routes = generate_route_list(App);
    let sessions = sessions(&wires);
    let options = wires.leptos.clone();

    let pages = Router::new()
        .leptos_routes_with_context(&wires, routes, provide_nothing, {
            let options = options.clone();
            move || document(options.clone())
        })
        .route(paths::SET_LANG, get(files::set_lang))
        .route(paths::HINTS, get(hints::stream))
        .route("/hesap/randevular/{id}/takvim.ics", get(appointments::ics_download))
        .route("/atolye/kazanc.csv", get(appointments::earnings_csv))
        .route("/hesap/araclar/{id}/defter.pdf", get(vehicles::book_paper))
        .route("/hesap/araclar/{id}/takvim.ics", get(vehicles::reminders_ics))
        .route("/gelistirme/posta/{id}", get(dev_mail_html))
        .route("/gelistirme/posta/{id}/takvim.ics", get(dev_mail_ics))
        .route("/yonetim/kullanicilar.csv", get(people_csv))
        .route("/yonetim/katalog.csv", get(vehicles::catalogue_csv))
        .route("/atolye/basvuru/belge/{id}", get(mechanics::document_download))
        .route(paths::WORKSHOP_PREVIEW, post(mechanics::preview_post).layer(DefaultBodyLimit::max(reply::BODY_LIMIT)))
        .route("/konum-sec/{form}", post(mechanics::pin_post).layer(DefaultBodyLimit::max(reply::BODY_LIMIT)))
        .route("/foto/atolye/{name}", get(mechanics::photo_file))
        .route("/foto/arac/{name}", get(vehicles::car_photo_file))
        .route("/hesap/belgeler/{id}", get(vehicles::record_file))
        .route("/hesap/ayarlar/gizlilik/dosya/{id}", get(users::export_download))
        .route("/giris/saglayici/{name}", post(auth::provider_posts).layer(DefaultBodyLimit::max(auth::ANSWER_LIMIT)))
        .merge(uploads())
        .method_not_allowed_fallback(walls::refuse_method)
        .fallback(page_or_not_found);
    // Known functions are among the Leptos routes; this catches the rest, so that they too are refused in JSON.
    let unknown = Router::new().route("/api/{*function}", any(unknown_function));
    let with_visit = pages.merge(unknown).layer(
        ServiceBuilder::new()
            .layer(sessions)
            .layer(middleware::from_fn_with_state(wires.clone(), walls::attach_visit))
            .layer(middleware::from_fn(reply::answer)),
    );

    let told = Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .layer(middleware::map_response(health::of_this_moment));
    let fixed = Router::new()
        .route("/robots.txt", get(files::robots))
        .route("/sitemap.xml", get(files::sitemap))
        .route("/paylas/{*path}", get(share::picture))
        .route("/foto/{key}", get(media::serve));
    assets::mount(fixed, &wires.config.server.site_root)
        .merge(told)
        .merge(with_visit)
        .layer(
            ServiceBuilder::new()
                .layer(middleware::from_fn(walls::measure))
                .layer(middleware::from_fn_with_state(wires.clone(), walls::security_headers))
                .layer(middleware::from_fn(walls::catch_panics))
                .layer(middleware::from_fn_with_state(walls::PATIENCE, walls::bound_waiting))
                .layer(compression())
                .layer(middleware::from_fn(assets::cache))
                .layer(middleware::from_fn(walls::refuse_garbled))
                .layer(middleware::from_fn_with_state(wires.clone(), walls::refuse_cross_site)),
        )
        .with_state(wires)
}

fn provide_nothing() {
    provide_context(());
}

async fn unknown_function() -> Response {
    reply::error_json(&Code::NotFound.into())
}

/// Any other address renders the site, which says "not found" in the reader's language.
async fn page_or_not_found(State(wires): State<Wires>, request: Request) -> Response {
    let options = wires.leptos.clone();
    let render = render_app_async_with_context(provide_nothing, move || document(options.clone()));
    render(request).await
}

fn sessions(wires: &Wires) -> SessionManagerLayer<PgSessionStore> {
    let server = &wires.config.server;
    SessionManagerLayer::new(PgSessionStore::new(wires))
        .with_name(server.cookie_name("oturum"))
        .with_http_only(true)
        .with_secure(server.is_https())
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(time::Duration::days(crate::platform::session::ABSOLUTE_DAYS)))
}

/// Text is compressed on the way out; what is on disk compressed already keeps its encoding.
fn compression() -> CompressionLayer<impl Predicate> {
    let worthwhile =
        SizeAbove::new(512).and(NotForContentType::GRPC).and(NotForContentType::IMAGES).and(NotForContentType::SSE);
    CompressionLayer::new().br(true).gzip(true).quality(CompressionLevel::Precise(4)).compress_when(worthwhile)
}
