//! `/hesap/ayarlar/yerler`: places to search from. The province is chosen first (`?il=`), because districts hang on it;
//! `?duzenle={id}` opens a place in the form.

use crate::{
    kernel::{error::Result, form::FormState, lang::Lang, paths},
    modules::{
        customers::places::{
            model::{ADDRESS_MAX, NAME_MAX, PlaceKind},
            service,
            store::Place,
        },
        users::settings_tabs,
    },
    platform::{
        Scope, Visit,
        reference::{Province, Reference},
    },
    say,
    ui::{
        ButtonLink, ButtonLook, Confirm, Empty, Page, PageHead, Panel, PostButton, Section, Tag, TextLink,
        form::{Form, Submit, enter_sends, field, form_errors, hidden, radios, select},
    },
};
use leptos::prelude::*;

const SAVE: &str = "customers/save_place";
const EDIT: &str = "duzenle";
/// Asks for the province again.
const CHOOSE: &str = "il-sec";

/// A map to tap and the two fields of a pin; drawn by a module above.
pub type PinFields = fn(&Visit, &FormState, &Province) -> AnyView;

/// # Errors
/// `unauthenticated` for visitors.
pub async fn places(visit: Visit, pin: PinFields) -> Result<Page> {
    let lang = visit.lang;
    let places = service::places(&mut Scope::read(&visit)).await?;
    let reference = visit.wires.reference.get();
    let state = visit.form(SAVE);
    let wished = visit.param(EDIT).unwrap_or_else(|| state.value("place_id").to_owned());
    let edited = places.iter().find(|place| place.id.to_string() == wished);
    let list = if places.is_empty() {
        view! { <Empty title=say!(lang, places.none) line=say!(lang, places.none_line) icon="map-pin"/> }.into_any()
    } else {
        let cards: Vec<_> = places.iter().map(|place| card(lang, &reference, place)).collect();
        view! { <ul class="grid grid-cols-1 gap-4">{cards}</ul> }.into_any()
    };
    let title = say!(lang, places.title);
    let form_title = if edited.is_some() { say!(lang, places.edit) } else { say!(lang, places.new) };
    let form = match province(&visit, &reference, &state, edited) {
        Some(province) => edit_form(&visit, &reference, filled(state, edited), edited, province, pin),
        None => province_form(lang, &reference, edited),
    };
    let body = view! {
        <PageHead title=title line=say!(lang, places.lead)/>
        {settings_tabs(lang, paths::PLACES)}
        <div class="grid grid-cols-1 gap-6 max-w-2xl">
            {list}
            <Panel><Section title=form_title id="form">{form}</Section></Panel>
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("settings"))
}

/// What somebody calls a place.
pub fn place_name(lang: Lang, place: &Place) -> String {
    match place.kind() {
        PlaceKind::Home => say!(lang, places.home).to_owned(),
        PlaceKind::Work => say!(lang, places.work).to_owned(),
        PlaceKind::Other => place.name.clone(),
    }
}

fn kind_name(lang: Lang, kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Home => say!(lang, places.home),
        PlaceKind::Work => say!(lang, places.work),
        PlaceKind::Other => say!(lang, places.other),
    }
}

/// `Çankaya, Ankara`.
fn whereabouts(reference: &Reference, place: &Place) -> String {
    let district = reference.district(place.district_id);
    let province = district.and_then(|district| reference.province(district.province_id));
    let names = [district.map(|district| district.name.clone()), province.map(|province| province.name.clone())];
    names.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The province in force: the one just chosen, typed or kept.
fn province<'a>(
    visit: &Visit,
    reference: &'a Reference,
    state: &FormState,
    edited: Option<&Place>,
) -> Option<&'a Province> {
    if visit.param(CHOOSE).is_some() {
        return None;
    }
    let typed = Some(state.value("il").to_owned()).filter(|il| !il.is_empty());
    let asked = visit.param("il").or(typed).and_then(|word| reference.find_province(&word));
    let kept = || edited.and_then(|place| reference.district(place.district_id));
    asked.or_else(|| kept().and_then(|district| reference.province(district.province_id)))
}

fn province_form(lang: Lang, reference: &Reference, edited: Option<&Place>) -> AnyView {
    let provinces = reference.provinces.iter().map(|province| (province.slug.clone(), province.name.clone()));
    let state = FormState::default();
    let place = edited.map(|place| crate::ui::form::hidden_plain(EDIT, place.id.to_string()));
    let choice = select(&state, "il", say!(lang, places.province))
        .plain()
        .placeholder(say!(lang, places.choose))
        .options(provinces)
        .icon("map-pin")
        .required()
        .view();
    view! {
        <Form action=format!("{}#form", paths::PLACES) get=true>
            {place}
            {choice}
            <div><Submit label=say!(lang, places.go_on)/></div>
        </Form>
    }
    .into_any()
}

fn filled(state: FormState, edited: Option<&Place>) -> FormState {
    let Some(place) = edited else { return state.with("kind", PlaceKind::Home.word()) };
    let degrees = |value: Option<f64>| value.map(|value| format!("{value:.5}")).unwrap_or_default();
    state
        .with("place_id", place.id.to_string())
        .with("kind", place.kind.clone())
        .with("name", place.name.clone())
        .with("address", place.address.clone())
        .with("lat", degrees(place.lat))
        .with("lon", degrees(place.lon))
}

fn edit_form(
    visit: &Visit,
    reference: &Reference,
    state: FormState,
    edited: Option<&Place>,
    province: &Province,
    pin: PinFields,
) -> AnyView {
    let lang = visit.lang;
    let limit = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let kept = edited.and_then(|place| reference.district(place.district_id)).map(|district| district.slug.clone());
    let state = state.with("ilce", kept.unwrap_or_default());
    let kinds = PlaceKind::ALL.map(|kind| (kind.word(), kind_name(lang, kind)));
    let districts = reference.districts_of(province.id).map(|district| (district.slug.clone(), district.name.clone()));
    let district = select(&state, "ilce", say!(lang, places.district))
        .placeholder(say!(lang, places.choose))
        .options(districts)
        .required()
        .view();
    let place = edited.map(|place| hidden("place_id", place.id.to_string()));
    let pin = pin(visit, &state, province);
    let (il, province) = (province.slug.clone(), province.name.clone());
    let editing = edited.map(|place| format!("&{EDIT}={}", place.id)).unwrap_or_default();
    let other = format!("{}?{CHOOSE}=1{editing}#form", paths::PLACES);
    let cancel = edited.map(|_| {
        view! { <ButtonLink href=paths::PLACES label=say!(lang, common.cancel) look=ButtonLook::Quiet/> }
    });
    view! {
        <Form action=paths::api(SAVE) novalidate=true>
            {enter_sends()}
            {form_errors(&state, say!(lang, places.refused))}
            {place}
            {hidden("il", il)}
            {radios(&state, "kind", say!(lang, places.kind)).chips().options(kinds).view()}
            {field(&state, "name", say!(lang, places.name)).hint(say!(lang, places.name_hint)).autocomplete("off").maxlength(limit(NAME_MAX)).view()}
            <div>
                <span class="lab">{say!(lang, places.province)}</span>
                <p class="flex items-center justify-between gap-4 min-h-11">
                    <b class="font-semibold">{province}</b>
                    <TextLink href=other label=say!(lang, places.other_province)/>
                </p>
            </div>
            {district}
            {field(&state, "address", say!(lang, places.address)).autocomplete("street-address").maxlength(limit(ADDRESS_MAX)).note(say!(lang, common.optional)).view()}
            <fieldset class="min-w-0 grid gap-3">
                <legend class="lab">{say!(lang, places.pin)}</legend>
                <p class="hint">{say!(lang, places.pin_hint)}</p>
                {pin}
            </fieldset>
            <div class="flex flex-wrap gap-2"><Submit label=say!(lang, common.save)/> {cancel}</div>
        </Form>
    }
    .into_any()
}

fn card(lang: Lang, reference: &Reference, place: &Place) -> AnyView {
    let name = place_name(lang, place);
    let address =
        (!place.address.is_empty()).then(|| view! { <p class="text-sm mt-1 break-words">{place.address.clone()}</p> });
    let pinned = place.lat.is_some().then(|| view! { <Tag label=say!(lang, places.pinned) icon="map-pin"/> });
    let values = vec![("place_id", place.id.to_string())];
    view! {
        <li class="panel p-4 md:p-5">
            <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
                <h2 class="text-base font-bold leading-snug break-words min-w-0">{name.clone()}</h2>
                {pinned}
            </div>
            <p class="text-sm text-muted mt-1">{whereabouts(reference, place)}</p>
            {address}
            <div class="pt-4 flex flex-wrap gap-2">
                <ButtonLink href=format!("{}?{EDIT}={}#form", paths::PLACES, place.id) label=say!(lang, common.edit) look=ButtonLook::Line icon="pencil"/>
                <Confirm
                    id=format!("sil-{}", place.id)
                    label=say!(lang, places.remove)
                    title=say!(lang, places.remove_title, name = name.as_str())
                    line=say!(lang, places.remove_line)
                    close=say!(lang, common.close)
                >
                    <PostButton
                        action=paths::api("customers/remove_place")
                        label=say!(lang, places.remove_yes)
                        values=values
                        look=ButtonLook::Danger
                        wide=true
                    />
                </Confirm>
            </div>
        </li>
    }
    .into_any()
}
