//! `/atolye/hizmetler/{slug}`: what an offer promises, its prices for some cars, and what it cost before.

use super::{
    load, nothing_yet, page,
    services::kind_name,
    vehicles::{brand_form, years_words},
};
use crate::{
    kernel::{
        error::{Code, Result},
        lang::Lang,
        money::Money,
        paths,
    },
    modules::{
        mechanics::{
            model::PriceKind,
            pages::spoken,
            prices::{
                by_car::CarPrice,
                checks::{WARRANTY_KM_MAX, WARRANTY_KM_MIN, WARRANTY_MONTHS_MAX},
                inputs::PartsClass,
                service::{self, HONEST_DAYS, Prices},
            },
            workshop::{
                checks::{MINUTES_MAX, MINUTES_MIN},
                model::MyService,
            },
        },
        vehicles::{BODIES, Fuel, code_name, model_names, models_of},
    },
    platform::{Scope, Visit, reference::Reference},
    say,
    ui::{
        ButtonLink, ButtonLook, Column, DataTable, Empty, FormState, Page, Pager, PagerWords, Panel, PostButton,
        Remark, Row, Section, TextLink,
        form::{Form, Submit, field, form_errors, hidden, select},
    },
};
use leptos::prelude::*;
use std::collections::HashMap;

const PROMISE: &str = "mechanics/save_promise";
const CAR_PRICE: &str = "mechanics/put_car_price";

type ModelNames = HashMap<crate::kernel::ids::ModelId, String>;

/// # Errors
/// `not_found` for a service that isn't offered.
pub async fn price(visit: Visit, slug: String) -> Result<Page> {
    let lang = visit.lang;
    let mut scope = Scope::read(&visit);
    let Some(own) = load(&mut scope).await? else {
        return Ok(nothing_yet(&visit, say!(lang, prices.title), "services"));
    };
    let reference = visit.wires.reference.get();
    let id = reference.services.iter().find(|service| service.slug == slug).map(|service| service.id);
    let offer = own.services.iter().find(|offer| Some(offer.id) == id).ok_or(Code::NotFound)?;
    let before = visit.param("eski").unwrap_or_default();
    let prices = service::prices(&mut scope, offer.id, &before).await?;
    let priced = prices.by_car.iter().chain(prices.past.items.iter().filter_map(|past| past.cars.as_ref()));
    let models: Vec<_> = priced.filter_map(|price| price.model_id).collect();
    let names = model_names(&mut scope, &models).await?;
    let addition = addition(&visit, &mut scope, (offer, &slug), &reference, &prices.by_car).await?;
    let sections = vec![
        every_car(lang, offer, &prices),
        promise(&visit, offer),
        by_car(lang, &slug, &prices, &reference, &names),
        addition,
        past(lang, (&slug, &before), &prices, &reference, &names),
    ];
    Ok(page(&visit, &own, offer.name.clone(), say!(lang, prices.line), "services", sections))
}

fn amount(lang: Lang, kind: PriceKind, price: Money) -> String {
    format!("{} · {}", price.spoken(lang), kind_name(lang, kind))
}

/// The price for every car, with what a discount would be measured against.
fn every_car(lang: Lang, offer: &MyService, prices: &Prices) -> AnyView {
    let since = prices.priced_at.map(|at| {
        view! { <p class="text-sm text-muted num">{say!(lang, prices.since, day = at.day().spoken_with_year(lang))}</p> }
    });
    let lowest = prices.lowest.map(|lowest| {
        let text = say!(lang, prices.lowest, days = HONEST_DAYS, price = lowest.spoken(lang));
        view! { <div class="mt-3"><Remark text=text icon="history"/></div> }
    });
    let price = amount(lang, offer.price_kind, Money(offer.price_kurus));
    let minutes = spoken::duration(lang, offer.minutes);
    view! {
        <Panel>
            <div class="flex flex-wrap items-start justify-between gap-4">
                <div>
                    <h2 class="text-lg">{say!(lang, prices.every_car)}</h2>
                    <p class="num text-xl font-bold mt-1">{price}</p>
                    <p class="text-sm text-muted num">{minutes} " · " {say!(lang, common.vat_included)}</p>
                    {since}
                </div>
                <ButtonLink href=paths::WORKSHOP_SERVICES label=say!(lang, prices.change) look=ButtonLook::Line/>
            </div>
            {lowest}
        </Panel>
    }
    .into_any()
}

fn promise(visit: &Visit, offer: &MyService) -> AnyView {
    let lang = visit.lang;
    let typed = visit.form(PROMISE);
    let figure = |figure: Option<i32>| figure.map(|figure| figure.to_string()).unwrap_or_default();
    let own = offer.promise;
    let state = if typed.is_refused() {
        typed
    } else {
        typed
            .with("parts_class", own.parts_class.map_or("", PartsClass::word))
            .with("warranty_months", figure(own.warranty_months.map(i32::from)))
            .with("warranty_km", figure(own.warranty_km))
    };
    let classes = PartsClass::ALL.map(|class| (class.word(), spoken::parts_class(lang, class)));
    let id = offer.id.to_string();
    view! {
        <Section title=say!(lang, prices.promise) id="garanti">
            <Panel>
                <Form action=paths::api(PROMISE) novalidate=true>
                    {form_errors(&state, say!(lang, workshop.refused))}
                    {hidden("service_id", id)}
                    <div class="grid sm:grid-cols-3 gap-4">
                        {select(&state, "parts_class", say!(lang, prices.parts)).placeholder(say!(lang, prices.parts_unsaid)).options(classes).view()}
                        {field(&state, "warranty_months", say!(lang, prices.warranty_months)).number().min(1).max(WARRANTY_MONTHS_MAX).view()}
                        {field(&state, "warranty_km", say!(lang, prices.warranty_km)).number().min(WARRANTY_KM_MIN).max(WARRANTY_KM_MAX).view()}
                    </div>
                    <p class="hint -mt-2">{say!(lang, prices.promise_hint)}</p>
                    <div><Submit label=say!(lang, common.save)/></div>
                </Form>
            </Panel>
        </Section>
    }
    .into_any()
}

/// `Fiat Egea · 2015 – 2020 · dizel`
fn cars_named(lang: Lang, price: &CarPrice, reference: &Reference, names: &ModelNames) -> String {
    let brand = price.brand_id.and_then(|id| reference.brand(id)).map(|brand| brand.name.as_str());
    let model = price.model_id.and_then(|id| names.get(&id)).map(String::as_str);
    let car = [brand, model].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let years = years_words(lang, price.year_from, price.year_to).unwrap_or_default();
    let code = |code: Option<&str>| code.and_then(|code| code_name(lang, code)).unwrap_or_default().to_owned();
    let parts = [car, years, code(price.fuel.map(Fuel::word)), code(price.body.as_deref())];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn by_car(lang: Lang, slug: &str, prices: &Prices, reference: &Reference, names: &ModelNames) -> AnyView {
    let title = say!(lang, prices.by_car);
    if prices.by_car.is_empty() {
        return view! {
            <Section title=title id="araca-gore">
                <Empty icon="car" title=say!(lang, prices.by_car_none) line=say!(lang, prices.by_car_none_line)/>
            </Section>
        }
        .into_any();
    }
    let rows: Vec<_> = prices
        .by_car
        .iter()
        .map(|price| {
            let minutes = price.minutes.map(|minutes| format!(" · {}", spoken::duration(lang, minutes)));
            let (here, cars) = (paths::workshop_price(slug), cars_named(lang, price, reference, names));
            view! {
                <li class="flex items-center justify-between gap-4 py-3">
                    <span class="min-w-0">
                        <b class="block font-semibold num">{cars.clone()}</b>
                        <span class="text-sm text-muted num">{amount(lang, price.price_kind, price.price)} {minutes}</span>
                    </span>
                    <span class="flex flex-wrap items-center justify-end gap-x-4 gap-y-2">
                        <a class="link-p text-sm inline-flex items-center min-h-11" href=format!("{here}?fiyat={}#ekle", price.id)>
                            {say!(lang, prices.change)}
                            <span class="sr-only">": " {cars.clone()}</span>
                        </a>
                        <PostButton
                            action=paths::api("mechanics/remove_car_price")
                            label=say!(lang, common.remove)
                            values=vec![("price_id", price.id.to_string())]
                        />
                    </span>
                </li>
            }
        })
        .collect();
    view! {
        <Section title=title id="araca-gore">
            <Panel class="panel px-4 md:px-5"><ul class="divide-y divide-line">{rows}</ul></Panel>
            <div class="mt-3"><Remark text=say!(lang, prices.by_car_rule)/></div>
        </Section>
    }
    .into_any()
}

/// The brand first, because models hang on it. `?fiyat=` opens a price that there is.
async fn addition(
    visit: &Visit,
    scope: &mut Scope,
    (offer, slug): (&MyService, &str),
    reference: &Reference,
    by_car: &[CarPrice],
) -> Result<AnyView> {
    let lang = visit.lang;
    let mut state = visit.form(CAR_PRICE);
    let opened = visit.param("fiyat").and_then(|id| by_car.iter().find(|price| price.id.to_string() == id));
    if let Some(price) = opened.filter(|_| !state.is_refused()) {
        state = opened_price(state, price);
    }
    let changes = !state.value("price_id").is_empty();
    let typed = (state.is_refused() || changes).then(|| state.value("brand_id").to_owned());
    let wanted = visit.param("marka").or(typed);
    let brand = wanted.as_deref().and_then(|word| reference.find_brand(word));
    let here = paths::workshop_price(slug);
    let form = if wanted.is_none() {
        brand_form(lang, &here, reference)
    } else {
        let models = match brand {
            Some(brand) => models_of(scope, brand.id).await?,
            None => Vec::new(),
        };
        let models: Vec<_> = models.into_iter().map(|model| (model.id.to_string(), model.name)).collect();
        let named = brand.map(|brand| (brand.id.to_string(), brand.name.clone()));
        price_form(lang, state, offer, &here, named, models)
    };
    let title = if changes { say!(lang, prices.change) } else { say!(lang, prices.add) };
    Ok(view! { <Section title=title id="ekle"><Panel>{form}</Panel></Section> }.into_any())
}

/// The fields of a price that there is.
fn opened_price(state: FormState, price: &CarPrice) -> FormState {
    let year = |year: Option<i16>| year.map(|year| year.to_string()).unwrap_or_default();
    state
        .with("price_id", price.id.to_string())
        .with("brand_id", price.brand_id.map(|id| id.to_string()).unwrap_or_default())
        .with("model_id", price.model_id.map(|id| id.to_string()).unwrap_or_default())
        .with("year_from", year(price.year_from))
        .with("year_to", year(price.year_to))
        .with("fuel", price.fuel.map_or("", Fuel::word))
        .with("body", price.body.clone().unwrap_or_default())
        .with("price", price.price.plain())
        .with("price_kind", price.price_kind.word())
        .with("minutes", price.minutes.map(|minutes| minutes.to_string()).unwrap_or_default())
}

fn price_form(
    lang: Lang,
    state: FormState,
    offer: &MyService,
    here: &str,
    brand: Option<(String, String)>,
    models: Vec<(String, String)>,
) -> AnyView {
    let (brand_id, brand_name) = brand.unzip();
    let head = brand_name.unwrap_or_else(|| say!(lang, prices.any_brand).to_owned());
    let coded = move |codes: &[&'static str]| -> Vec<(&'static str, &'static str)> {
        codes.iter().map(|code| (*code, code_name(lang, code).unwrap_or(code))).collect()
    };
    let model = brand_id.is_some().then(|| {
        select(&state, "model_id", say!(lang, workshop.model))
            .placeholder(say!(lang, workshop.every_model))
            .options(models)
            .view()
    });
    let kinds = PriceKind::ALL.map(|kind| (kind.word(), kind_name(lang, kind)));
    let (id, usual) = (offer.id.to_string(), offer.minutes.to_string());
    let price_id = state.value("price_id").to_owned();
    let (away, act) = if price_id.is_empty() {
        (say!(lang, workshop.other_brand), say!(lang, prices.add_act))
    } else {
        (say!(lang, common.cancel), say!(lang, common.save))
    };
    let other = format!("{here}#ekle");
    view! {
        <Form action=paths::api(CAR_PRICE) novalidate=true>
            {form_errors(&state, say!(lang, workshop.refused))}
            {hidden("service_id", id)}
            {hidden("brand_id", brand_id.unwrap_or_default())}
            {hidden("price_id", price_id)}
            <p class="flex items-center justify-between gap-4 min-h-11">
                <b class="font-semibold text-lg">{head}</b>
                <TextLink href=other label=away/>
            </p>
            {model}
            <div class="grid grid-cols-2 gap-4">
                {field(&state, "year_from", say!(lang, workshop.year_from)).number().min(1950).max(2100).view()}
                {field(&state, "year_to", say!(lang, workshop.year_to)).number().min(1950).max(2100).view()}
                {select(&state, "fuel", say!(lang, prices.fuel)).placeholder(say!(lang, prices.any_fuel)).options(coded(&Fuel::ALL.map(Fuel::word))).view()}
                {select(&state, "body", say!(lang, prices.body)).placeholder(say!(lang, prices.any_body)).options(coded(&BODIES)).view()}
                {field(&state, "price", say!(lang, workshop.price)).lira().maxlength(16).view()}
                {field(&state, "minutes", say!(lang, workshop.minutes)).number().min(MINUTES_MIN).max(MINUTES_MAX).placeholder(usual).view()}
            </div>
            {select(&state, "price_kind", say!(lang, workshop.price_kind)).options(kinds).view()}
            <p class="hint -mt-2">{say!(lang, prices.add_hint)}</p>
            <Submit label=act wide=true large=true/>
        </Form>
    }
    .into_any()
}

/// A page of them, after the one that the address names.
fn past(
    lang: Lang,
    (slug, before): (&str, &str),
    prices: &Prices,
    reference: &Reference,
    names: &ModelNames,
) -> AnyView {
    let title = say!(lang, prices.past);
    if prices.past.items.is_empty() {
        return view! {
            <Section title=title><p class="text-muted">{say!(lang, prices.past_none)}</p></Section>
        }
        .into_any();
    }
    let columns = vec![
        Column::new(say!(lang, prices.cars)).main(),
        Column::new(say!(lang, workshop.price)).numeric(),
        Column::new(say!(lang, prices.from)),
        Column::new(say!(lang, prices.until)),
    ];
    let rows = prices
        .past
        .items
        .iter()
        .map(|past| {
            let cars = match &past.cars {
                None => say!(lang, prices.every_car).to_owned(),
                // Written while nobody wrote down which cars.
                Some(price) => Some(cars_named(lang, price, reference, names))
                    .filter(|cars| !cars.is_empty())
                    .unwrap_or_else(|| say!(lang, prices.unnamed_cars).to_owned()),
            };
            let day = |at: crate::kernel::time::Instant| at.day().spoken_with_year(lang);
            Row::new(vec![
                cars.into_any(),
                amount(lang, past.price_kind, past.price).into_any(),
                past.priced_at.map_or_else(|| "–".to_owned(), day).into_any(),
                day(past.ended_at).into_any(),
            ])
        })
        .collect();
    let words = PagerWords {
        name: title.to_owned(),
        previous: say!(lang, search.first_page).to_owned(),
        next: say!(lang, common.next).to_owned(),
    };
    let own = paths::workshop_price(slug);
    let first = (!before.is_empty()).then(|| format!("{own}#eski"));
    let next = prices.past.next.as_ref().map(|last| format!("{own}?eski={last}#eski"));
    view! {
        <Section title=title id="eski">
            <DataTable caption=title columns=columns rows=rows/>
            <Pager previous=first next=next words=words/>
        </Section>
    }
    .into_any()
}
