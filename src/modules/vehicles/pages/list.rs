//! `/hesap/araclar`, and the cars on the account's first page.

use super::{shared_cards::shared_cards, words};
use crate::{
    kernel::{error::Result, ids::PhotoId, lang::Lang, number, paths},
    modules::vehicles::{household::service as household, model::Car, photos::service as photos, service},
    platform::{Scope, Visit, media::Size},
    say,
    ui::{
        ButtonLink, ButtonLook, CarShape, CarView, Confirm, Empty, Page, PageHead, Picture, PlateView, PostButton,
        Section, Tag, Tone, button::Go, seed_of,
    },
};
use leptos::prelude::*;

pub async fn list(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let mut scope = Scope::read(&visit);
    let cars = service::mine(&mut scope).await?;
    let covers = photos::covers(&mut scope).await?;
    let shared = shared_cards(lang, &household::shared(&mut scope).await?);
    drop(scope);
    let acts = view! {
        <ButtonLink href=paths::SPENDING label=say!(lang, spending.title) look=ButtonLook::Line icon="wallet"/>
        <ButtonLink href=paths::HOUSEHOLD label=say!(lang, household.share) look=ButtonLook::Line icon="users"/>
        <ButtonLink href=paths::CAR_NEW label=say!(lang, vehicles.add) icon="plus"/>
    }
    .into_any();
    let body = if cars.is_empty() {
        let title = say!(lang, vehicles.title);
        view! { <PageHead title=title/> {empty(lang)} {shared} }.into_any()
    } else {
        let list: Vec<_> =
            cars.iter().map(|car| card(lang, car, covers.get(&car.id), Some(acts_of(lang, car)))).collect();
        view! {
            <PageHead title=say!(lang, vehicles.title) line=say!(lang, vehicles.lead) acts=acts/>
            <ul class="grid grid-cols-1 md:grid-cols-2 gap-4">{list}</ul>
            {shared}
        }
        .into_any()
    };
    Ok(Page::new(say!(lang, vehicles.title), body).nav("cars"))
}

/// The cars as a part of another page: cards that lead to editing, and the way to add one.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn cars_part(visit: &Visit) -> Result<AnyView> {
    let lang = visit.lang;
    let mut scope = Scope::read(visit);
    let cars = service::mine(&mut scope).await?;
    let covers = photos::covers(&mut scope).await?;
    let shared = shared_cards(lang, &household::shared(&mut scope).await?);
    let body = if cars.is_empty() {
        empty(lang)
    } else {
        let list: Vec<_> = cars.iter().map(|car| card(lang, car, covers.get(&car.id), None)).collect();
        view! { <ul class="grid grid-cols-1 md:grid-cols-2 gap-4">{list}</ul> }.into_any()
    };
    let link = Go::new(say!(lang, vehicles.add), paths::CAR_NEW);
    Ok(view! { <Section title=say!(lang, vehicles.title) link=link>{body}</Section> {shared} }.into_any())
}

fn empty(lang: Lang) -> AnyView {
    view! {
        <Empty
            title=say!(lang, vehicles.empty_title)
            line=say!(lang, vehicles.empty_line)
            picture=Picture::EmptyGarage
            act=Go::new(say!(lang, vehicles.add), paths::CAR_NEW)
        />
    }
    .into_any()
}

fn card(lang: Lang, car: &Car, cover: Option<&PhotoId>, acts: Option<AnyView>) -> AnyView {
    // Without acts of its own the whole card leads to the car.
    let title = match acts {
        Some(_) => car.label.clone().into_any(),
        None => {
            view! { <a class="after:absolute after:inset-0" href=paths::car(car.id)>{car.label.clone()}</a> }.into_any()
        }
    };
    let class = if acts.is_some() { "panel p-4 md:p-5 flex flex-col" } else { "panel panel-hover relative p-4 md:p-5" };
    let facts = [
        Some(car.model_year.to_string()),
        words::code(lang, &car.fuel).map(Into::into),
        words::code(lang, &car.transmission).map(Into::into),
    ];
    let km = number::count(lang, car.km);
    let picture = match cover {
        Some(photo) => {
            let alt = say!(lang, carfiles.cover_alt, car = car.label.as_str());
            let src = paths::car_photo(*photo, Size::Small.ending());
            view! { <img class="w-24 md:w-28 aspect-[4/3] object-cover rounded-lg bg-sunken shrink-0" src=src alt=alt width="112" height="84" loading="lazy"/> }
                .into_any()
        }
        None => view! { <CarView shape=shape(&car.body) seed=seed_of(&car.plate) class="w-24 md:w-28 shrink-0"/> }
            .into_any(),
    };
    view! {
        <li class=class>
            <div class="flex items-start gap-3">
                <div class="min-w-0 flex-1">
                    <h3 class="text-base font-bold leading-snug">{title}</h3>
                    <p class="text-xs text-muted num mt-0.5">{facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")}</p>
                </div>
                {picture}
            </div>
            <div class="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2">
                <PlateView number=car.plate.clone() word=say!(lang, vehicles.plate)/>
                <span class="text-sm num font-medium">{say!(lang, vehicles.km_value, km = km)}</span>
                {car.is_default.then(|| view! { <Tag label=say!(lang, vehicles.default) tone=Tone::Primary icon="check"/> })}
            </div>
            {acts}
        </li>
    }
    .into_any()
}

fn acts_of(lang: Lang, car: &Car) -> AnyView {
    let id = car.id.to_string();
    let of_this = move || vec![("vehicle_id", id.clone())];
    let make_default = (!car.is_default).then(|| {
        view! { <PostButton action=paths::api("vehicles/make_default") label=say!(lang, vehicles.make_default) values=of_this() look=ButtonLook::Quiet/> }
    });
    let line = say!(lang, vehicles.remove_line, label = car.label.clone(), plate = car.plate.clone());
    let remove = of_this();
    view! {
        <div class="mt-auto pt-4 flex flex-wrap gap-2">
            <ButtonLink href=paths::car(car.id) label=say!(lang, vehicles.edit) look=ButtonLook::Line icon="pencil"/>
            <Confirm
                id=format!("remove-{}", car.id)
                label=say!(lang, vehicles.remove)
                title=say!(lang, vehicles.remove_title)
                line=line
                close=say!(lang, vehicles.close)
            >
                <PostButton
                    action=paths::api("vehicles/remove")
                    label=say!(lang, vehicles.remove_yes)
                    values=remove
                    look=ButtonLook::Danger
                    wide=true
                />
            </Confirm>
            {make_default}
        </div>
    }
    .into_any()
}

/// The drawing that comes closest to the first body of a variant.
pub fn shape(body: &str) -> CarShape {
    match body.split(';').next().unwrap_or_default() {
        "hatchback" => CarShape::Hatch,
        "suv" => CarShape::Suv,
        "mpv" | "van" | "minibus" => CarShape::Van,
        "pickup" => CarShape::Pickup,
        "motorcycle" | "scooter" => CarShape::Moto,
        _ => CarShape::Sedan,
    }
}
