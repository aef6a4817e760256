//! The search form of home and results: what, where, which car. A plain form that reads.

use crate::{
    kernel::{form::FormState, lang::Lang, paths},
    modules::{
        mechanics::search::Asked,
        vehicles::{self, Car},
    },
    platform::{Scope, Visit, reference::Reference},
    say,
    ui::{
        ButtonLook,
        form::{Form, Submit, field, hidden_plain, select},
    },
};
use leptos::prelude::*;

/// One's own cars; nobody's when signed out.
pub async fn own_cars(visit: &Visit) -> crate::kernel::error::Result<Vec<Car>> {
    if visit.actor.customer_id().is_none() {
        return Ok(Vec::new());
    }
    vehicles::mine(&mut Scope::read(visit)).await
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
    /// Suggestions weigh some kilobytes; the page of results leaves them out.
    pub suggests: bool,
}

impl SearchForm<'_> {
    fn state(&self) -> FormState {
        let service =
            self.reference.find_service(&self.asked.service).map(|service| service.name(self.lang).to_owned());
        let province = self.reference.find_province(&self.asked.il).map(|province| province.slug.clone());
        let default_car = self.cars.iter().find(|car| car.is_default).map(|car| car.id.to_string());
        let car =
            if self.asked.vehicle.is_empty() { default_car.unwrap_or_default() } else { self.asked.vehicle.clone() };
        let text = if self.asked.text.is_empty() { service.unwrap_or_default() } else { self.asked.text.clone() };
        FormState::default().with("q", text).with("il", province.unwrap_or_default()).with("arac", car)
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
        // A chosen district, order and filters belong to the old place and work; the variant of a car stays.
        let variant = (!self.asked.variant.is_empty()).then(|| {
            view! { {hidden_plain("tip", self.asked.variant.clone())}{hidden_plain("yil", self.asked.year.clone())} }
        });
        let columns = if car.is_some() {
            "grid gap-3 lg:grid-cols-[1.25fr_1.1fr_1.15fr_auto] lg:gap-4 lg:items-end"
        } else {
            "grid gap-3 lg:grid-cols-[1.4fr_1.1fr_auto] lg:gap-4 lg:items-end"
        };
        let list = self.suggests.then(|| suggestions(self.reference, lang, "hizmet-onerileri"));
        view! {
            <Form action=paths::SEARCH get=true label=say!(lang, search.form_name) class="grid">
                <div class=columns>
                    {what}
                    {place}
                    {car}
                    <Submit label=say!(lang, search.find) look=ButtonLook::Accent large=true icon="search"/>
                </div>
                {variant}
                {list}
            </Form>
        }
        .into_any()
    }
}
