//! The search form of home and results: what, where, which car. A plain form that reads; a second button leaves for the
//! steps that name a car and takes the rest along.

use crate::{
    kernel::{form::FormState, lang::Lang, paths},
    modules::{
        customers::{self, Place},
        mechanics::search::Asked,
        vehicles::{self, Car, CarSpec},
    },
    platform::{
        Scope,
        reference::{District, Province, Reference},
    },
    say,
    ui::{
        ButtonLook, Chip, Chips, Icon, Nearby,
        form::{Form, Submit, field, hidden_plain, select},
        live::Part,
    },
};
use leptos::prelude::*;

/// One's own cars and those one may book with; nobody's when signed out.
pub async fn own_cars(scope: &mut Scope) -> crate::kernel::error::Result<Vec<Car>> {
    if scope.actor.customer_id().is_none() {
        return Ok(Vec::new());
    }
    let cars = vehicles::bookables(scope).await?;
    Ok(cars.into_iter().map(|(car, _)| car).collect())
}

/// One's own places; nobody else has any.
pub async fn own_places(scope: &mut Scope) -> crate::kernel::error::Result<Vec<Place>> {
    if scope.actor.customer_id().is_none() {
        return Ok(Vec::new());
    }
    customers::places_if_any(scope).await
}

/// The same search from one of one's own places, as chips: around its pin, or in its district.
pub fn place_chips(lang: Lang, reference: &Reference, asked: &Asked, places: &[Place]) -> Option<AnyView> {
    let chip = |place: &Place| {
        let there = from_place(reference, asked, place)?;
        let is_there =
            (&there.il, &there.ilce, &there.lat, &there.lon) == (&asked.il, &asked.ilce, &asked.lat, &asked.lon);
        let icon = match place.kind.as_str() {
            "home" => "house",
            "work" => "briefcase",
            _ => "map-pin",
        };
        Some(Chip::new(customers::place_name(lang, place), there.href()).icon(icon).on(is_there))
    };
    let chips: Vec<Chip> = places.iter().filter_map(chip).collect();
    (!chips.is_empty()).then(|| view! { <Chips name=say!(lang, places.title) items=chips/> }.into_any())
}

fn from_place(reference: &Reference, asked: &Asked, place: &Place) -> Option<Asked> {
    let district = reference.district(place.district_id)?;
    let province = reference.province(district.province_id)?;
    Some(asked.with(|asked| {
        for word in [&mut asked.il, &mut asked.ilce, &mut asked.lat, &mut asked.lon] {
            word.clear();
        }
        if let (Some(lat), Some(lon)) = (place.lat, place.lon) {
            // Two decimals are a kilometre: near enough, and no address of a home in a log.
            (asked.lat, asked.lon) = (format!("{lat:.2}"), format!("{lon:.2}"));
            "mesafe".clone_into(&mut asked.sort);
        } else {
            (asked.il, asked.ilce) = (province.slug.clone(), district.slug.clone());
        }
    }))
}

/// A district of another province than the one chosen now is left behind.
pub fn settled(reference: &Reference, asked: Asked) -> Asked {
    let chosen = reference.find_province(&asked.il).map(|province| province.id);
    let of = reference.find_district(&asked.ilce, None).map(|district| district.province_id);
    match (chosen, of) {
        (Some(chosen), Some(of)) if chosen != of => Asked { ilce: String::new(), ..asked },
        _ => asked,
    }
}

/// The name of the car that is searched for when it is not one's own: `Fiat Egea 2020`.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn chosen_car(
    scope: &mut Scope,
    asked: &Asked,
    car: Option<CarSpec>,
) -> crate::kernel::error::Result<Option<String>> {
    let Some(car) = car.filter(|_| !asked.variant.is_empty()) else { return Ok(None) };
    let brand = scope.wires.reference.get().brand(car.brand_id).map(|brand| brand.name.clone()).unwrap_or_default();
    let model = vehicles::model_name(scope, car.model_id).await?.unwrap_or_default();
    Ok(Some(format!("{brand} {model} {}", car.year)))
}

/// "Near me": the same search around the reader's position, nearest first.
pub fn near(lang: Lang, asked: &Asked) -> AnyView {
    let near = asked.with(|asked| {
        for word in [&mut asked.il, &mut asked.ilce, &mut asked.lat, &mut asked.lon] {
            word.clear();
        }
        "mesafe".clone_into(&mut asked.sort);
    });
    let href = near.href();
    let joint = if href.contains('?') { '&' } else { '?' };
    let href = format!("{href}{joint}konum=");
    let (waiting, refused) = (say!(lang, search.position_waiting), say!(lang, search.position_refused));
    view! { <Nearby href=href label=say!(lang, search.use_position) waiting=waiting refused=refused/> }.into_any()
}

/// Suggestions for "what", a datalist: the services by their names.
pub fn suggestions(reference: &Reference, lang: Lang, id: &'static str) -> AnyView {
    let options: Vec<_> = reference
        .services
        .iter()
        .filter(|service| service.is_active)
        .map(|service| service.name(lang).to_owned())
        .collect();
    view! { <datalist id=id>{options.into_iter().map(|name| view! { <option value=name></option> }).collect_view()}</datalist> }.into_any()
}

pub struct SearchForm<'a> {
    pub lang: Lang,
    pub reference: &'a Reference,
    pub asked: &'a Asked,
    pub cars: &'a [Car],
    /// The car of the catalogue that a search without an own car is for.
    pub chosen_car: Option<String>,
    /// Suggestions weigh some kilobytes; the page of results leaves them out.
    pub suggests: bool,
}

impl SearchForm<'_> {
    fn province(&self) -> Option<&Province> {
        self.reference.find_province(&self.asked.il)
    }

    fn district(&self) -> Option<&District> {
        let province = self.province()?;
        self.reference.find_district(&self.asked.ilce, Some(province.id))
    }

    /// The districts, once the province is known.
    fn districts(&self, state: &FormState) -> Option<Part> {
        let province = self.province()?;
        let districts =
            self.reference.districts_of(province.id).map(|district| (district.slug.clone(), district.name.clone()));
        let list = select(state, "ilce", say!(self.lang, search.district))
            .plain()
            .icon("map-pin")
            .placeholder(say!(self.lang, search.every_district))
            .options(districts);
        Some(list.view())
    }

    /// For those without a car of their own here: the way to name one.
    fn naming(&self) -> Option<AnyView> {
        if !self.cars.is_empty() {
            return None;
        }
        let lang = self.lang;
        let label = match &self.chosen_car {
            Some(car) => say!(lang, mechanics.chosen_car, car = car.as_str()),
            None => say!(lang, mechanics.choose_car).to_owned(),
        };
        let without = self.asked.with(|asked| {
            asked.variant.clear();
            asked.year.clear();
        });
        let forget = self.chosen_car.is_some().then(|| {
            view! { <a class="link-p inline-flex items-center min-h-11" href=without.href()>{say!(lang, mechanics.forget_car)}</a> }
        });
        Some(
            view! {
                <div class="flex flex-wrap items-center gap-x-5 text-sm mt-2 -mb-1">
                    <button type="submit" formaction=paths::CAR_CHOOSE class="link-p inline-flex items-center gap-2 min-h-11 text-left">
                        <Icon name="car" class="size-4 shrink-0"/>
                        {label}
                    </button>
                    {forget}
                </div>
            }
            .into_any(),
        )
    }

    fn state(&self) -> FormState {
        let service =
            self.reference.find_service(&self.asked.service).map(|service| service.name(self.lang).to_owned());
        let province = self.reference.find_province(&self.asked.il).map(|province| province.slug.clone());
        let default_car = self.cars.iter().find(|car| car.is_default).map(|car| car.id.to_string());
        let car =
            if self.asked.vehicle.is_empty() { default_car.unwrap_or_default() } else { self.asked.vehicle.clone() };
        let text = if self.asked.text.is_empty() { service.unwrap_or_default() } else { self.asked.text.clone() };
        let district = self.district().map(|district| district.slug.clone());
        let state = FormState::default().with("ilce", district.unwrap_or_default());
        state.with("q", text).with("il", province.unwrap_or_default()).with("arac", car)
    }

    pub fn view(&self) -> AnyView {
        let lang = self.lang;
        let state = self.state();
        let provinces = self.reference.provinces.iter().map(|province| (province.slug.clone(), province.name.clone()));
        let what = field(&state, "q", say!(lang, search.what))
            .plain()
            .icon("wrench")
            .placeholder(say!(lang, search.what_hint))
            .maxlength(80)
            .autocomplete("off");
        let what = if self.suggests { what.list("hizmet-onerileri").view() } else { what.view() };
        let place = select(&state, "il", say!(lang, search.place))
            .plain()
            .icon("map-pin")
            .placeholder(say!(lang, search.everywhere))
            .options(provinces)
            .view();
        let car = (!self.cars.is_empty()).then(|| {
            let cars = self.cars.iter().map(|car| (car.id.to_string(), format!("{} · {}", car.plate, car.label)));
            select(&state, "arac", say!(lang, search.car))
                .plain()
                .icon("car")
                .placeholder(say!(lang, search.any_car))
                .options(cars)
                .view()
        });
        // Order and filters belong to the old place and work; the variant of a car stays.
        let variant = (!self.asked.variant.is_empty()).then(|| {
            view! { {hidden_plain("tip", self.asked.variant.clone())}{hidden_plain("yil", self.asked.year.clone())} }
        });
        let districts = self.districts(&state);
        let columns = match (districts.is_some(), car.is_some()) {
            (true, true) => "grid gap-3 lg:grid-cols-[1.25fr_1fr_1fr_1.1fr_auto] lg:gap-4 lg:items-end",
            (true, false) | (false, true) => "grid gap-3 lg:grid-cols-[1.25fr_1.1fr_1.15fr_auto] lg:gap-4 lg:items-end",
            (false, false) => "grid gap-3 lg:grid-cols-[1.4fr_1.1fr_auto] lg:gap-4 lg:items-end",
        };
        let naming = self.naming();
        let list = self.suggests.then(|| suggestions(self.reference, lang, "hizmet-onerileri"));
        view! {
            <Form action=paths::SEARCH get=true label=say!(lang, search.form_name) class="grid">
                <div class=columns>
                    {what}
                    {place}
                    {districts}
                    {car}
                    <Submit label=say!(lang, search.find) look=ButtonLook::Accent large=true icon="search"/>
                </div>
                {variant}
                {naming}
                {list}
            </Form>
        }
        .into_any()
    }
}
