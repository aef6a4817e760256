//! `/hesap/araclar/{id}`

use crate::{
    kernel::{error::Result, number, paths},
    modules::vehicles::{model::vehicle_id, service},
    platform::{Scope, Visit},
    say,
    ui::{
        Breadcrumb, Page, PageHead, PlateView,
        button::{ButtonLink, ButtonLook, Go},
        form::{Form, Submit, field, form_errors, hidden},
    },
};
use leptos::prelude::*;

/// `id` is the path parameter as it was typed.
pub async fn edit(visit: Visit, id: String) -> Result<Page> {
    let lang = visit.lang;
    let mut scope = Scope::read(&visit);
    // Visitors are asked to sign in before anything is said about the address.
    visit.person()?;
    let car = service::get_for(&mut scope, vehicle_id(&id)?).await?;
    let km = number::count(lang, car.km);
    let state = visit.form("vehicles/edit").with("plate", car.plate.clone()).with("km", km.clone());
    let title = say!(lang, vehicles.edit_title);
    let way = vec![Go::new(say!(lang, vehicles.title), paths::CARS)];
    let body = view! {
        <Breadcrumb name=say!(lang, vehicles.title) way=way here=car.label.clone()/>
        <PageHead title=title line=car.label.clone() acts=view! { <PlateView number=car.plate.clone() word=say!(lang, vehicles.plate) large=true/> }.into_any()/>
        <div class="panel p-4 md:p-6 max-w-xl">
            <Form action=paths::api("vehicles/edit") novalidate=true>
                {form_errors(&state, say!(lang, vehicles.refused))}
                {hidden("vehicle_id", car.id.to_string())}
                {field(&state, "plate", say!(lang, vehicles.plate)).hint(say!(lang, vehicles.plate_hint)).autocomplete("off").maxlength(16).required().view()}
                {field(&state, "km", say!(lang, vehicles.km)).digits().hint(say!(lang, vehicles.km_edit_hint, km = km)).autocomplete("off").maxlength(9).required().view()}
                <div class="flex flex-wrap gap-2">
                    <Submit label=say!(lang, vehicles.save)/>
                    <ButtonLink href=paths::CARS label=say!(lang, common.cancel) look=ButtonLook::Quiet/>
                </div>
            </Form>
        </div>
    };
    Ok(Page::new(title, body).nav("cars"))
}
