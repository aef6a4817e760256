//! `/atolye/profil`: opening a workshop, then editing it. The province is chosen first, because districts hang on it.

use super::{load, standing};
use crate::{
    kernel::{
        error::{Code, Result},
        lang::Lang,
        paths,
    },
    modules::mechanics::{
        certificates::service::check_claims,
        pages::map_pin::{PinForm, pin_fields},
        policy,
        workshop::{
            checks::{ADDRESS_MAX, ESTATE_MAX, ESTATE_UNIT_MAX, NAME_MAX, STORY_MAX},
            model::MyWorkshop,
        },
    },
    platform::{
        Scope, Visit,
        reference::{Province, Reference},
    },
    say,
    ui::{
        ButtonLink, ButtonLook, FormState, Go, Icon, Notice, Page, PageHead, Panel, TextLink, Tone, asset,
        form::{Form, Submit, enter_sends, field, form_errors, hidden, select, text_area},
    },
};
use leptos::prelude::*;

/// Asks for the province again.
const CHOOSE: &str = "il-sec";

pub async fn profile(visit: Visit) -> Result<Page> {
    // Managers run the workshop, its name and place are its owner's.
    policy::owner(&visit.actor).map(drop).or_else(|_| policy::opener(&visit.actor).map(drop))?;
    let mut scope = Scope::read(&visit);
    let own = load(&mut scope).await?;
    let lang = visit.lang;
    let overstated = match &own {
        Some(own) => {
            let texts = [("name", own.name.as_str()), ("story", own.story.as_str())];
            check_claims(&mut scope, Some(own.id), texts).await.is_err_and(|error| error.code == Code::Invalid)
        }
        None => false,
    };
    drop(scope);
    let reference = visit.wires.reference.get();
    let title = if own.is_some() { say!(lang, workshop.profile) } else { say!(lang, workshop.open) };
    let line = if own.is_some() { say!(lang, workshop.profile_line) } else { say!(lang, workshop.open_line) };
    let asked = visit.param("il").or_else(|| own.as_ref().map(|own| own.il.clone()));
    let province = asked.and_then(|word| reference.find_province(&word)).filter(|_| visit.param(CHOOSE).is_none());
    let form = match province {
        Some(province) => edit_form(&visit, own.as_ref(), province, &reference),
        None => province_form(lang, &reference, own.as_ref().map_or("", |own| &own.il)),
    };
    let live = own.as_ref().filter(|_| province.is_some()).map(|_| live_preview(lang));
    let see = own.as_ref().filter(|own| own.verified && !own.suspended).map(|own| {
        view! { <ButtonLink href=paths::mechanic(&own.slug) label=say!(lang, workshop.see_profile) look=ButtonLook::Line icon="eye"/> }
            .into_any()
    });
    let body = view! {
        <PageHead title=title line=line acts=see.into_any()/>
        {own.as_ref().and_then(|own| standing(&visit, own))}
        {overstated.then(|| view! {
            <div class="mb-5">
                <Notice
                    tone=Tone::Error
                    title=say!(lang, certificates.overstated)
                    text=say!(lang, certificates.overstated_line)
                    act=Go::new(say!(lang, certificates.title), paths::WORKSHOP_CERTIFICATES)
                />
            </div>
        })}
        <div class="grid grid-cols-1 xl:grid-cols-[minmax(0,38rem)_minmax(0,26rem)] gap-6 items-start max-w-2xl xl:max-w-none">
            <Panel>{form}</Panel>
            {live}
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("profile"))
}

fn province_form(lang: Lang, reference: &Reference, chosen: &str) -> AnyView {
    let state = FormState::default().with("il", chosen);
    let provinces = reference.provinces.iter().map(|province| (province.slug.clone(), province.name.clone()));
    let choice = select(&state, "il", say!(lang, workshop.province))
        .plain()
        .placeholder(say!(lang, workshop.choose))
        .options(provinces)
        .icon("map-pin")
        .required()
        .view();
    view! {
        <Form action=paths::WORKSHOP_PROFILE get=true>
            {choice}
            <Submit label=say!(lang, workshop.go_on) wide=true large=true/>
        </Form>
    }
    .into_any()
}

/// How the form starts: as it was refused, or with what is known.
fn starting(visit: &Visit, own: Option<&MyWorkshop>, province: &Province) -> FormState {
    let endpoint = if own.is_some() { "mechanics/save_profile" } else { "mechanics/open" };
    let state = visit.form(endpoint);
    let Some(own) = own.filter(|_| !state.is_refused()) else { return state };
    let state = state
        .with("name", own.name.clone())
        .with("phone", own.phone.as_deref().map(crate::kernel::text::spoken_phone).unwrap_or_default())
        .with("story", own.story.clone())
        .with("address", own.address.clone())
        .with("estate", own.estate.clone())
        .with("estate_unit", own.estate_unit.clone())
        .with("visits_within_km", own.visits_within_km.map(|km| km.to_string()).unwrap_or_default());
    if own.il != province.slug {
        // Another province was chosen: district and pin of the old one mean nothing there.
        return state;
    }
    state.with("ilce", own.ilce.clone()).with("lat", degrees(own.lat)).with("lon", degrees(own.lon))
}

fn edit_form(visit: &Visit, own: Option<&MyWorkshop>, province: &Province, reference: &Reference) -> AnyView {
    let lang = visit.lang;
    let state = starting(visit, own, province);
    let (action, label) = match own {
        Some(_) => ("mechanics/save_profile", say!(lang, common.save)),
        None => ("mechanics/open", say!(lang, workshop.open_act)),
    };
    let districts = reference.districts_of(province.id).map(|district| (district.slug.clone(), district.name.clone()));
    let district = select(&state, "ilce", say!(lang, workshop.district))
        .placeholder(say!(lang, workshop.choose))
        .options(districts)
        .required();
    let district = district.view();
    let preview = own.is_some().then(|| preview_button(lang));
    let pin_form = if own.is_some() { PinForm::Profile } else { PinForm::Opening };
    let pin = pin_fields(visit, &state, pin_form, province);
    let (il, province) = (province.slug.clone(), province.name.clone());
    let other = format!("{}?{CHOOSE}=1", paths::WORKSHOP_PROFILE);
    view! {
        <Form action=paths::api(action) novalidate=true>
            {enter_sends()}
            {form_errors(&state, say!(lang, workshop.refused))}
            {field(&state, "name", say!(lang, workshop.name)).maxlength(chars(NAME_MAX)).autocomplete("organization").required().view()}
            {field(&state, "phone", say!(lang, workshop.phone)).tel().hint(say!(lang, workshop.phone_hint)).required().view()}
            {text_area(&state, "story", say!(lang, workshop.story))
                .rows(6)
                .maxlength(chars(STORY_MAX))
                .note(say!(lang, common.optional))
                .hint(say!(lang, workshop.story_hint))
                .view()}
            {hidden("il", il)}
            <div>
                <span class="lab">{say!(lang, workshop.province)}</span>
                <p class="flex items-center justify-between gap-4 min-h-11">
                    <b class="font-semibold">{province}</b>
                    <TextLink href=other label=say!(lang, workshop.other_province)/>
                </p>
                {state.error("il").map(|error| view! { <p class="text-xs text-error-ink" id="f-il">{error.to_owned()}</p> })}
            </div>
            {district}
            {field(&state, "address", say!(lang, workshop.address))
                .maxlength(chars(ADDRESS_MAX))
                .autocomplete("street-address")
                .hint(say!(lang, workshop.address_hint))
                .required()
                .view()}
            {where_else(lang, &state)}
            <fieldset class="min-w-0 grid gap-3">
                <legend class="lab">{say!(lang, workshop.pin)}</legend>
                <p class="hint">{say!(lang, workshop.pin_hint)}</p>
                {pin}
            </fieldset>
            <Submit label=label wide=true large=true/>
            {preview}
        </Form>
    }
    .into_any()
}

/// The industrial estate, and how far its people drive.
fn where_else(lang: Lang, state: &FormState) -> AnyView {
    view! {
        {field(state, "estate", say!(lang, workshop.estate)).maxlength(chars(ESTATE_MAX)).note(say!(lang, common.optional)).view()}
        {field(state, "estate_unit", say!(lang, workshop.estate_unit))
            .maxlength(chars(ESTATE_UNIT_MAX))
            .note(say!(lang, common.optional))
            .hint(say!(lang, workshop.estate_unit_hint))
            .view()}
        {field(state, "visits_within_km", say!(lang, workshop.visits))
            .digits()
            .note(say!(lang, common.optional))
            .hint(say!(lang, workshop.visits_hint))
            .view()}
    }
    .into_any()
}

/// The public page, kept up by `public/preview.js` with what is typed; without a script there is the button only.
fn live_preview(lang: Lang) -> AnyView {
    view! {
        <section
            hidden
            class="xl:sticky xl:top-20"
            aria-labelledby="canli-onizleme"
            data-preview=paths::WORKSHOP_PREVIEW
            data-failed=say!(lang, gallery.live_failed)
        >
            <h2 class="text-base" id="canli-onizleme">{say!(lang, gallery.live)}</h2>
            <p class="text-sm text-muted mb-2">{say!(lang, gallery.live_line)}</p>
            <p class="text-sm text-error-ink" role="status"></p>
            <iframe
                class="w-full h-[75vh] rounded-box border border-line bg-surface"
                sandbox="allow-same-origin"
                title=say!(lang, gallery.live)
            ></iframe>
            <script r#type="module" src=asset("preview.js")></script>
        </section>
    }
    .into_any()
}

/// Shows what is typed as customers would see it, in a tab of its own, and keeps nothing.
fn preview_button(lang: Lang) -> AnyView {
    view! {
        <button type="submit" class="btn btn-line btn-lg w-full" formaction=paths::WORKSHOP_PREVIEW formtarget="_blank">
            <Icon name="eye" class="size-5"/>
            {say!(lang, gallery.preview)}
        </button>
    }
    .into_any()
}

/// Five places: about a metre.
fn degrees(value: f64) -> String {
    format!("{value:.5}")
}

fn chars(limit: usize) -> u32 {
    u32::try_from(limit).unwrap_or(u32::MAX)
}
