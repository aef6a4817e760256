//! `/hesap/araclar/{id}/model?marka=&model=&yil=&arac=`: the car was chosen wrongly; the steps of choosing one, and a question
//! before it changes.

use super::{
    choose::{Naming, naming},
    new::known,
    tabs::car_tabs,
};
use crate::{
    kernel::{error::Result, paths},
    modules::vehicles::{
        catalogue::{service as catalogue, store::Built},
        model::{Car, vehicle_id},
        service,
    },
    platform::{Scope, Visit},
    say,
    ui::{
        Facts, Notice, Page, Panel, Remark, TextLink, Tone,
        button::{ButtonLink, ButtonLook},
        form::{Form, Submit, form_errors, hidden},
    },
};
use leptos::prelude::*;

const CHANGE: &str = "vehicles/change_variant";

/// A variant and a year that it was built in.
struct Chosen {
    variant: String,
    year: String,
    built: Built,
}

/// `id` is the path parameter as it was typed.
pub async fn model(visit: Visit, id: String) -> Result<Page> {
    let lang = visit.lang;
    visit.person()?;
    let mut scope = Scope::read(&visit);
    let (car, is_signed) = service::changeable(&mut scope, vehicle_id(&id)?).await?;
    let here = paths::car_model(car.id);
    let title = say!(lang, vehicles.model_title);
    let signed = is_signed.then(|| view! { <Notice tone=Tone::Info text=say!(lang, vehicles.model_signed)/> });
    let step = if let Some(chosen) = chosen(&mut scope, &visit).await? {
        question(&visit, &car, &chosen, is_signed && chosen.built.model_id != car.model_id)
    } else {
        let done = |variant: &str, year: &str| format!("{here}?arac={variant}&yil={year}");
        let (question, choices) = naming(&visit, &Naming { place: &here, kept: "", done: &done }).await?;
        view! { <h2 class="text-lg md:text-xl mb-4">{question}</h2> {choices} }.into_any()
    };
    let body = view! {
        {car_tabs(lang, &car, title, paths::car)}
        <div class="grid grid-cols-1 gap-5 max-w-4xl">
            {signed}
            <div>{step}</div>
            <Remark text=say!(lang, vehicles.model_stays)/>
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("cars"))
}

/// What the address has chosen, as far as it can be.
async fn chosen(scope: &mut Scope, visit: &Visit) -> Result<Option<Chosen>> {
    let Some((variant, year)) = visit.param("arac").zip(visit.param("yil")) else { return Ok(None) };
    let Some(built) = known(catalogue::built(scope, &variant).await)? else { return Ok(None) };
    let fits = built.years.iter().any(|known| known.to_string() == year);
    Ok(fits.then_some(Chosen { variant, year, built }))
}

fn question(visit: &Visit, car: &Car, chosen: &Chosen, is_refused: bool) -> AnyView {
    let lang = visit.lang;
    let built = &chosen.built;
    let new = format!("{} {} {} · {}", built.brand, built.model, built.name, chosen.year);
    let facts = [
        (say!(lang, vehicles.model_now), format!("{} · {}", car.label, car.model_year)),
        (say!(lang, vehicles.model_new), new),
    ]
    .map(|(name, value)| (name.to_owned(), value.into_any()));
    let form = (!is_refused).then(|| change_form(visit, car, chosen));
    let other = chooser(visit, car);
    view! {
        <Panel>
            <Facts items=Vec::from(facts)/>
            <div class="mt-4">{form}</div>
            <ButtonLink href=other label=say!(lang, vehicles.change) look=ButtonLook::Quiet/>
        </Panel>
    }
    .into_any()
}

fn change_form(visit: &Visit, car: &Car, chosen: &Chosen) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(CHANGE);
    let (id, variant, year) = (car.id.to_string(), chosen.variant.clone(), chosen.year.clone());
    view! {
        <Form action=paths::api(CHANGE)>
            {form_errors(&state, say!(lang, vehicles.refused))}
            {hidden("vehicle_id", id)}
            {hidden("variant_id", variant)}
            {hidden("model_year", year)}
            <div><Submit label=say!(lang, vehicles.model_act)/></div>
        </Form>
    }
    .into_any()
}

/// Begins at the years of the model that the car has now: who was wrong was mostly wrong there.
fn chooser(visit: &Visit, car: &Car) -> String {
    let reference = visit.wires.reference.get();
    let here = paths::car_model(car.id);
    match reference.brand(car.brand_id) {
        Some(brand) => format!("{here}?marka={}&model={}", brand.slug, car.model_id),
        None => here,
    }
}

/// Which car it is, and the way to say it otherwise; a line of the car's page.
pub fn model_line(visit: &Visit, car: &Car) -> AnyView {
    let (lang, label) = (visit.lang, format!("{} · {}", car.label, car.model_year));
    let href = chooser(visit, car);
    view! {
        <p class="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 mb-4">
            <b class="font-semibold wrap-anywhere num">{label}</b>
            <TextLink href=href label=say!(lang, vehicles.model_link)/>
        </p>
    }
    .into_any()
}
