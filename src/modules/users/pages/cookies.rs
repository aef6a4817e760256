//! `/cerezler`: every cookie by name, purpose and lifetime, out of the list the program itself is held to.

use crate::{
    kernel::{error::Result, lang::Lang, paths},
    platform::{
        Visit,
        cookies::{COOKIES, Lifetime},
    },
    say,
    ui::{Column, DataTable, Page, Row, SeenSwitch},
};
use leptos::prelude::*;

pub async fn cookies(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let server = &visit.wires.config.server;
    let columns = vec![
        Column::new(say!(lang, privacy.cookie_name)).main(),
        Column::new(say!(lang, privacy.cookie_purpose)),
        Column::new(say!(lang, privacy.cookie_lifetime)),
    ];
    let rows = COOKIES
        .iter()
        .map(|cookie| {
            let name = if cookie.http_only { server.cookie_name(cookie.name) } else { cookie.name.to_owned() };
            let lifetime = match cookie.lifetime {
                Lifetime::Minutes(count) => say!(lang, privacy.lifetime_minutes, count = count),
                Lifetime::Days(count) => say!(lang, privacy.lifetime_days, count = count),
                Lifetime::Year => say!(lang, privacy.lifetime_year).to_owned(),
            };
            Row::new(vec![
                view! { <code class="font-semibold break-all">{name}</code> }.into_any(),
                view! { {purpose(lang, cookie.name)} }.into_any(),
                view! { {lifetime} }.into_any(),
            ])
        })
        .collect();
    let title = say!(lang, common.cookies);
    let lead = say!(lang, privacy.cookies_lead);
    let body = view! {
        <article class="wrap py-8 md:py-12">
            <div class="max-w-3xl grid gap-4 grid-cols-1">
                <h1 class="text-2xl md:text-3xl font-extrabold tracking-tight">{title}</h1>
                <p>{lead}</p>
                <DataTable caption=title columns=columns rows=rows/>
                <p>{say!(lang, privacy.cookies_offline)}</p>
                <p>{say!(lang, privacy.cookies_seen)}</p>
                <SeenSwitch label=say!(lang, privacy.seen_switch)/>
                <p>{say!(lang, privacy.cookies_none)}</p>
            </div>
        </article>
    };
    Ok(Page::new(title, body).canonical(paths::COOKIES).describe(lead))
}

/// A cookie that is not named here shows an empty purpose; a test holds that there is none.
fn purpose(lang: Lang, name: &str) -> &'static str {
    match name {
        "oturum" => say!(lang, privacy.cookie_oturum),
        "cihaz" => say!(lang, privacy.cookie_cihaz),
        "gecis" => say!(lang, privacy.cookie_gecis),
        "istek" => say!(lang, privacy.cookie_istek),
        "dogrula" => say!(lang, privacy.cookie_dogrula),
        "sifirla" => say!(lang, privacy.cookie_sifirla),
        "sifirla_kim" => say!(lang, privacy.cookie_sifirla_kim),
        "telefon" => say!(lang, privacy.cookie_telefon),
        "kimlik" => say!(lang, privacy.cookie_kimlik),
        "misafir" => say!(lang, privacy.cookie_misafir),
        "bekleyen" => say!(lang, privacy.cookie_bekleyen),
        "giris" => say!(lang, privacy.cookie_giris),
        "flash" => say!(lang, privacy.cookie_flash),
        "dil" => say!(lang, privacy.cookie_dil),
        "tema" => say!(lang, privacy.cookie_tema),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cookie_says_what_it_is_for() {
        for cookie in COOKIES {
            for lang in Lang::ALL {
                assert!(!purpose(lang, cookie.name).is_empty(), "{}", cookie.name);
            }
        }
    }
}
