//! The head of every page about one car: the way here, its plate, and the tabs.

use crate::{
    kernel::{ids::VehicleId, lang::Lang, paths},
    modules::vehicles::model::Car,
    say,
    ui::{Breadcrumb, PageHead, PlateView, Tab, Tabs, button::Go},
};
use leptos::prelude::*;

type Place = fn(VehicleId) -> String;

/// `here` is the place among the tabs that the reader is at.
pub fn car_tabs(lang: Lang, car: &Car, title: &'static str, here: Place) -> AnyView {
    let here = here(car.id);
    let places: [(&str, Place); 4] = [
        (say!(lang, garage.tab_car), paths::car),
        (say!(lang, garage.tab_photos), paths::car_photos),
        (say!(lang, garage.tab_reminders), paths::car_reminders),
        (say!(lang, garage.tab_book), paths::car_book),
    ];
    let tabs: Vec<Tab> = places
        .into_iter()
        .map(|(label, place)| {
            let href = place(car.id);
            let current = href == here;
            Tab::new(label, href, current)
        })
        .collect();
    let way = vec![Go::new(say!(lang, vehicles.title), paths::CARS)];
    view! {
        <Breadcrumb name=say!(lang, vehicles.title) way=way here=car.label.clone()/>
        <PageHead
            title=title
            line=car.label.clone()
            acts=view! { <PlateView number=car.plate.clone() word=say!(lang, vehicles.plate) large=true/> }.into_any()
        />
        <Tabs name=say!(lang, garage.tabs) items=tabs/>
    }
    .into_any()
}
