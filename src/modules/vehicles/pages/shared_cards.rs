//! The cars that others share with one, beside one's own.

use super::list::shape;
use crate::{
    kernel::{lang::Lang, number, paths},
    modules::vehicles::household::{model::first_name, store::SharedCar},
    say,
    ui::{CarView, PlateView, Section, Tag, Tone, button::Go, seed_of},
};
use leptos::prelude::*;

/// Nothing, when nobody shares any.
pub fn shared_cards(lang: Lang, shared: &[SharedCar]) -> AnyView {
    if shared.is_empty() {
        return ().into_any();
    }
    let cards: Vec<_> = shared.iter().map(|shared| card(lang, shared)).collect();
    let link = Go::new(say!(lang, household.title), paths::HOUSEHOLD);
    view! {
        <Section title=say!(lang, household.with_me) link=link class="mt-8">
            <ul class="grid grid-cols-1 md:grid-cols-2 gap-4">{cards}</ul>
        </Section>
    }
    .into_any()
}

fn card(lang: Lang, SharedCar { car, owner, .. }: &SharedCar) -> AnyView {
    let km = say!(lang, vehicles.km_value, km = number::count(lang, car.km));
    view! {
        <li class="panel panel-hover relative p-4 md:p-5">
            <div class="flex items-start gap-3">
                <div class="min-w-0 flex-1">
                    <h3 class="text-base font-bold leading-snug">
                        <a class="after:absolute after:inset-0" href=paths::shared_car(car.id)>{car.label.clone()}</a>
                    </h3>
                    <p class="text-xs text-muted num mt-0.5">{format!("{} · {km}", car.model_year)}</p>
                </div>
                <CarView shape=shape(&car.body) seed=seed_of(&car.plate) class="w-24 md:w-28 shrink-0"/>
            </div>
            <div class="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2">
                <PlateView number=car.plate.clone() word=say!(lang, vehicles.plate)/>
                <Tag label=say!(lang, household.of, owner = first_name(owner)) tone=Tone::Info icon="users"/>
            </div>
        </li>
    }
    .into_any()
}
