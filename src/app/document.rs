//! The HTML document around every page.

use super::routes::App;
use crate::{kernel::lang::Lang, platform::Visit, ui::asset};
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags};

/// Pages that a reader is likely to open next are fetched on hover; nothing that needs a session is, nor what an advert leads to,
/// because opening that is counted.
const SPECULATION_RULES: &str = r#"{"prefetch":[{"where":{"and":[{"href_matches":"/*"},{"not":{"href_matches":"/hesap*"}},{"not":{"href_matches":"/atolye*"}},{"not":{"href_matches":"/yonetim*"}},{"not":{"href_matches":"/dil*"}},{"not":{"href_matches":"/api/*"}},{"not":{"selector_matches":"a[href*='reklam=']"}}]},"eagerness":"moderate"}]}"#;

/// The whole document. Language and theme are settled here, on the server, so nothing flickers.
pub fn document(options: LeptosOptions) -> impl IntoView {
    let visit = Visit::current().ok();
    let lang = visit.as_ref().map_or(Lang::Tr, |visit| visit.lang);
    let theme = visit.as_ref().and_then(|visit| match visit.theme.as_str() {
        "light" => Some("usta"),
        "dark" => Some("usta-gece"),
        _ => None,
    });
    let nonce = leptos::nonce::use_nonce();
    view! {
        <!DOCTYPE html>
        <html lang=lang.code() data-theme=theme>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#0B4F5C"/>
                <link rel="preload" href=asset("fonts/jakarta-latin.woff2") r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
                <HashedStylesheet options=options.clone() id="style"/>
                <link rel="icon" href=asset("favicon.svg") r#type="image/svg+xml"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <MetaTags/>
                <script r#type="speculationrules" nonce=nonce inner_html=SPECULATION_RULES></script>
                <script r#type="module" src=asset("start.js")></script>
                {cfg!(debug_assertions).then(|| view! { <AutoReload options=options/> })}
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}
