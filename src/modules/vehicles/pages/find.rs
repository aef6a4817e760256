//! Finding a car by its name on the page where one is added: `?bul=passat 1.6 tdi` lists variants, `?arac=` asks for the
//! year of one of them, and then the steps stand at the last one.

use super::words;
use crate::{
    kernel::{error::Result, paths},
    modules::vehicles::{
        catalogue::{inputs::VariantFound, service},
        islands::PickerWords,
    },
    platform::{Scope, Visit},
    say,
    ui::{
        Breadcrumb, ButtonLink, ButtonLook, Empty, FormState, Go, Icon, TextLink,
        form::{Form, Submit, field, hidden_plain},
    },
};
use leptos::prelude::*;

const TYPED_MAX: u32 = 200;

/// The address of this page with these answers, and with where to go on to after all of them.
fn address(visit: &Visit, pairs: &[(&str, &str)]) -> String {
    let next = visit.param("next").map(|next| paths::own_path(&next, "")).unwrap_or_default();
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs.iter().chain([&("next", next.as_str())]).filter(|(_, value)| !value.is_empty()))
        .finish();
    if query.is_empty() { paths::CAR_NEW.to_owned() } else { format!("{}?{query}", paths::CAR_NEW) }
}

/// The search box over the steps.
pub(super) fn search_box(visit: &Visit, typed: &str) -> AnyView {
    let lang = visit.lang;
    let state = FormState::default().with("bul", typed);
    let label = say!(lang, catalogue.find);
    let next = visit.param("next").map(|next| paths::own_path(&next, "")).filter(|next| !next.is_empty());
    view! {
        <Form action=paths::CAR_NEW get=true label=label class="flex gap-2 mb-4 max-w-3xl items-end">
            <div class="flex-1 min-w-0">
                {field(&state, "bul", label).plain().search().placeholder(say!(lang, catalogue.find_example)).maxlength(TYPED_MAX).autocomplete("off").view()}
            </div>
            {next.map(|next| hidden_plain("next", next))}
            <Submit label=say!(lang, catalogue.find_act) look=ButtonLook::Line large=true/>
        </Form>
    }
    .into_any()
}

/// The way out when the catalogue lacks a car.
pub(super) fn missing(visit: &Visit) -> AnyView {
    view! {
        <p class="mt-6"><TextLink href=paths::CAR_PROPOSE label=say!(visit.lang, catalogue.missing)/></p>
    }
    .into_any()
}

/// What answers to `typed`.
pub(super) async fn results(visit: &Visit, typed: &str) -> Result<AnyView> {
    let lang = visit.lang;
    let found = service::find(&mut Scope::read(visit), typed).await?;
    let steps = Go::new(say!(lang, catalogue.step_by_step), address(visit, &[]));
    let list = if found.is_empty() {
        view! {
            <Empty title=say!(lang, catalogue.none_found) line=say!(lang, catalogue.none_found_line) icon="search" act=steps/>
        }
        .into_any()
    } else {
        let words = words::picker(lang);
        let rows: Vec<_> = found.iter().map(|variant| row(visit, &words, variant)).collect();
        view! {
            <ul class="grid grid-cols-1 sm:grid-cols-2 gap-2.5" aria-label=say!(lang, catalogue.found)>{rows}</ul>
            <p class="mt-4"><ButtonLink href=steps.href label=steps.label look=ButtonLook::Quiet/></p>
        }
        .into_any()
    };
    Ok(view! {
        <div class="max-w-3xl">
            {search_box(visit, typed)}
            <p class="hint -mt-2 mb-4">{say!(lang, catalogue.find_hint)}</p>
            {list}
            {missing(visit)}
        </div>
    }
    .into_any())
}

fn row(visit: &Visit, words: &PickerWords, variant: &VariantFound) -> AnyView {
    let (id, model) = (variant.id.to_string(), variant.model_id.to_string());
    let href = match variant.year {
        Some(year) => {
            let year = year.to_string();
            address(visit, &[("marka", &variant.brand_slug), ("model", &model), ("yil", &year), ("arac", &id)])
        }
        None => address(visit, &[("arac", &id)]),
    };
    let detail = words.detail(&variant.fuel, &variant.transmission, &variant.body, &variant.generation);
    let years = years(variant.year_from, variant.year_to);
    let facts = if detail.is_empty() { years } else { format!("{years} · {detail}") };
    view! {
        <li>
            <a class="panel panel-hover min-h-12 px-4 py-2.5 h-full flex items-center justify-between gap-3" href=href rel="nofollow">
                <span class="min-w-0">
                    <b class="font-semibold break-words">{format!("{} {} {}", variant.brand, variant.model, variant.name)}</b>
                    <span class="block text-xs text-muted num mt-0.5">{facts}</span>
                </span>
                <Icon name="chevron-right" class="size-4 shrink-0 text-muted"/>
            </a>
        </li>
    }
    .into_any()
}

/// `2010–2015`, or `2018–` while it is built.
pub(super) fn years(from: i16, to: Option<i16>) -> String {
    to.map_or_else(|| format!("{from}–"), |to| if to == from { from.to_string() } else { format!("{from}–{to}") })
}

/// The years of one variant; `None` for one that nobody can choose.
pub(super) async fn year_step(visit: &Visit, variant: &str) -> Result<Option<AnyView>> {
    let lang = visit.lang;
    let Some(built) = super::new::known(service::built(&mut Scope::read(visit), variant).await)? else {
        return Ok(None);
    };
    let model = built.model_id.to_string();
    let links: Vec<_> = built
        .years
        .iter()
        .map(|year| {
            let year = year.to_string();
            let pairs = [("marka", built.brand_slug.as_str()), ("model", &model), ("yil", &year), ("arac", variant)];
            view! { <li><a class="slot" href=address(visit, &pairs)>{year.clone()}</a></li> }
        })
        .collect();
    let name = format!("{} {} {}", built.brand, built.model, built.name);
    let back = vec![Go::new(say!(lang, vehicles.add_title), address(visit, &[]))];
    Ok(Some(
        view! {
            <Breadcrumb name=say!(lang, vehicles.add_title) way=back here=name/>
            <h2 class="text-lg md:text-xl mb-4">{say!(lang, vehicles.ask_year)}</h2>
            <ul class="grid grid-cols-4 sm:grid-cols-6 gap-2.5 max-w-3xl">{links}</ul>
        }
        .into_any(),
    ))
}
