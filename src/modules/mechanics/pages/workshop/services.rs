//! `/atolye/hizmetler`: what is offered, and adding a category at a time.

use super::{load, nothing_yet, page};
use crate::{
    kernel::{error::Result, ids::ServiceId, lang::Lang, money::Money, paths},
    modules::mechanics::{
        model::PriceKind,
        prices::service::{USUAL_OF, usual},
        workshop::{
            checks::{MINUTES_MAX, MINUTES_MIN},
            model::{MyService, MyWorkshop},
        },
    },
    platform::{
        Scope, Visit,
        reference::{Category, Reference, Service},
    },
    say,
    ui::{
        AttentionCard, ButtonLink, ButtonLook, Chip, Chips, Empty, FormState, Notice, Page, Panel, PostButton, Section,
        TextLink, Tone,
        form::{Form, Submit, checkbox, field, form_errors, hidden, select},
    },
};
use leptos::prelude::*;
use std::collections::HashMap;

const ENDPOINT: &str = "mechanics/save_services";
const PARTS: [&str; 4] = ["price", "price_kind", "minutes", "active"];

pub async fn services(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let title = say!(lang, workshop.services);
    let mut scope = Scope::read(&visit);
    let Some(own) = load(&mut scope).await? else { return Ok(nothing_yet(&visit, title, "services")) };
    let reference = visit.wires.reference.get();
    let typed = Typed::read(visit.form(ENDPOINT));
    let usual = match chosen_category(&visit, &own, &reference).filter(|_| visit.param("doldur").is_some()) {
        Some(category) => Some(usual(&mut scope, &own, category).await?),
        None => None,
    };
    let sections = [
        removal(&visit, &own),
        Some(offered(lang, &own, &reference, &typed)),
        Some(addition(&visit, &own, &reference, &typed, usual.as_ref())),
    ];
    Ok(page(
        &visit,
        &own,
        title,
        say!(lang, workshop.services_line),
        "services",
        sections.into_iter().flatten().collect(),
    ))
}

/// The refused form, row by row: both forms of the page post to one endpoint, a row is known by its service.
pub(super) struct Typed {
    pub state: FormState,
    /// Service, place in the input, number in the field names.
    rows: Vec<(String, usize, usize)>,
}

impl Typed {
    pub fn read(state: FormState) -> Self {
        let number = |name: &str| name.strip_prefix("rows.")?.strip_suffix(".service_id")?.parse::<usize>().ok();
        let mut named: Vec<(usize, String)> =
            state.values.keys().filter_map(|name| Some((number(name)?, state.value(name).to_owned()))).collect();
        named.sort_unstable();
        let rows = named.into_iter().enumerate().map(|(place, (number, service))| (service, place, number)).collect();
        Self { state, rows }
    }

    /// Fills row `to` of `state` with what was typed for a service; `false` when nothing was.
    pub fn fill(&self, state: &mut FormState, service: ServiceId, to: usize, parts: &[&str]) -> bool {
        let id = service.to_string();
        let Some((_, place, number)) = self.rows.iter().find(|(typed, ..)| *typed == id) else { return false };
        for part in parts {
            let value = self.state.value(&format!("rows.{number}.{part}")).to_owned();
            state.values.insert(format!("rows.{to}.{part}"), vec![value]);
            if let Some(error) = self.state.error(&format!("rows.{place}.{part}")) {
                state.errors.insert(format!("rows.{to}.{part}"), error.to_owned());
            }
        }
        state.message.clone_from(&self.state.message);
        true
    }
}

/// Asks before an offer is taken out: its price would be gone.
fn removal(visit: &Visit, own: &MyWorkshop) -> Option<AnyView> {
    let lang = visit.lang;
    let wanted = visit.param("kaldir")?;
    let service = own.services.iter().find(|service| service.id.to_string() == wanted)?;
    let id = service.id.to_string();
    Some(
        view! {
            <div class="panel border-accent/60! p-4 md:p-5 grid gap-3">
                <h2 class="text-lg">{say!(lang, workshop.remove_service_title, service = service.name.as_str())}</h2>
                <p class="text-muted">{say!(lang, workshop.remove_service_line)}</p>
                <div class="flex flex-wrap gap-2">
                    <PostButton
                        action=paths::api("mechanics/remove_service")
                        label=say!(lang, common.remove)
                        values=vec![("service_id", id)]
                        look=ButtonLook::Danger
                        icon="trash-2"
                    />
                    <ButtonLink href=paths::WORKSHOP_SERVICES label=say!(lang, common.cancel) look=ButtonLook::Quiet/>
                </div>
            </div>
        }
        .into_any(),
    )
}

fn offered(lang: Lang, own: &MyWorkshop, reference: &Reference, typed: &Typed) -> AnyView {
    if own.services.is_empty() {
        return view! {
            <Section title=say!(lang, workshop.offered)>
                <Empty icon="wrench" title=say!(lang, workshop.offered_none) line=say!(lang, workshop.offered_none_line)/>
            </Section>
        }
        .into_any();
    }
    let mut state = FormState::default();
    let mut groups: Vec<(String, Vec<AnyView>)> = Vec::new();
    for (place, service) in own.services.iter().enumerate() {
        if !typed.fill(&mut state, service.id, place, &PARTS) {
            start_row(&mut state, place, service);
        }
        let category = reference.service(service.id).and_then(|known| reference.category(known.category_id));
        let name = category.map(|category| category.name(lang).to_owned()).unwrap_or_default();
        let slug = reference.service(service.id).map(|known| known.slug.as_str()).unwrap_or_default();
        let row = offered_row(lang, &state, place, service, slug);
        match groups.last_mut() {
            Some((last, rows)) if *last == name => rows.push(row),
            _ => groups.push((name, vec![row])),
        }
    }
    let groups = groups.into_iter().map(|(name, rows)| {
        view! {
            <Panel>
                <h3 class="text-lg mb-1">{name}</h3>
                <div class="divide-y divide-line">{rows}</div>
            </Panel>
        }
    });
    let groups: Vec<_> = groups.collect();
    view! {
        <Section title=say!(lang, workshop.offered)>
            <p class="-mt-2 mb-3 flex flex-wrap gap-x-6">
                <TextLink href=paths::WORKSHOP_PRICES label=say!(lang, prices.table_title)/>
                <TextLink href=paths::WORKSHOP_RAISE label=say!(lang, prices.raise)/>
            </p>
            <Form action=paths::api(ENDPOINT) novalidate=true>
                {form_errors(&state, say!(lang, workshop.refused))}
                {groups}
                <Submit label=say!(lang, common.save) wide=true large=true/>
            </Form>
        </Section>
    }
    .into_any()
}

fn start_row(state: &mut FormState, place: usize, service: &MyService) {
    let active = if service.active { "true" } else { "" };
    for (part, value) in [
        ("price", Money(service.price_kurus).plain()),
        ("price_kind", service.price_kind.word().to_owned()),
        ("minutes", service.minutes.to_string()),
        ("active", active.to_owned()),
    ] {
        state.values.insert(format!("rows.{place}.{part}"), vec![value]);
    }
}

fn offered_row(lang: Lang, state: &FormState, place: usize, service: &MyService, slug: &str) -> AnyView {
    let remove = format!("{}?kaldir={}", paths::WORKSHOP_SERVICES, service.id);
    let label = match service.car_prices {
        0 => say!(lang, prices.details).to_owned(),
        count => say!(lang, prices.details_count, count = count),
    };
    let details = view! {
        <a class="link inline-flex items-center min-h-11" href=paths::workshop_price(slug)>
            {label}
            <span class="sr-only">": " {service.name.clone()}</span>
        </a>
    };
    view! {
        <fieldset class="min-w-0 py-4">
            <legend class="float-left font-semibold">{service.name.clone()}</legend>
            <div class="clear-both">{row_fields(lang, state, place, service.id)}</div>
            <div class="flex flex-wrap items-center justify-between gap-x-4 mt-1">
                {checkbox(state, &format!("rows.{place}.active"), say!(lang, workshop.active)).view()}
                <span class="flex flex-wrap items-center gap-x-4">
                    {details}
                    <TextLink href=remove label=say!(lang, common.remove)/>
                </span>
            </div>
        </fieldset>
    }
    .into_any()
}

fn row_fields(lang: Lang, state: &FormState, place: usize, service: ServiceId) -> AnyView {
    let name = |part: &str| format!("rows.{place}.{part}");
    let kinds = PriceKind::ALL.map(|kind| (kind.word(), kind_name(lang, kind)));
    view! {
        {hidden(&name("service_id"), service.to_string())}
        <div class="grid grid-cols-2 md:grid-cols-3 gap-3 pt-2">
            {field(state, &name("price"), say!(lang, workshop.price)).lira().maxlength(16).view()}
            {field(state, &name("minutes"), say!(lang, workshop.minutes)).number().min(MINUTES_MIN).max(MINUTES_MAX).view()}
            <div class="col-span-2 md:col-span-1">
                {select(state, &name("price_kind"), say!(lang, workshop.price_kind)).options(kinds).view()}
            </div>
        </div>
    }
    .into_any()
}

pub(super) fn kind_name(lang: Lang, kind: PriceKind) -> &'static str {
    match kind {
        PriceKind::Fixed => say!(lang, workshop.kind_fixed),
        PriceKind::From => say!(lang, workshop.kind_from),
        PriceKind::Inspection => say!(lang, workshop.kind_inspection),
    }
}

/// Categories with services that can still be added.
fn open_categories<'a>(own: &MyWorkshop, reference: &'a Reference) -> Vec<&'a Category> {
    let open = |category: &&Category| category.is_active && rest(own, reference, category).next().is_some();
    reference.categories.iter().filter(open).collect()
}

/// The one that `?kategori=` names, else the first.
fn chosen_category<'a>(visit: &Visit, own: &MyWorkshop, reference: &'a Reference) -> Option<&'a Category> {
    let wanted = visit.param("kategori").unwrap_or_default();
    let open = open_categories(own, reference);
    open.iter().find(|category| category.slug == wanted).or_else(|| open.first()).copied()
}

fn addition(
    visit: &Visit,
    own: &MyWorkshop,
    reference: &Reference,
    typed: &Typed,
    usual: Option<&HashMap<ServiceId, Money>>,
) -> AnyView {
    let lang = visit.lang;
    let categories = open_categories(own, reference);
    let Some(chosen) = chosen_category(visit, own, reference) else {
        return view! {
            <Section title=say!(lang, workshop.add_services) id="ekle"><p class="text-muted">{say!(lang, workshop.all_added)}</p></Section>
        }
        .into_any();
    };
    let chips = categories.iter().map(|category| {
        let href = format!("{}?kategori={}#ekle", paths::WORKSHOP_SERVICES, category.slug);
        Chip::new(category.name(lang), href).on(category.id == chosen.id)
    });
    let chips: Vec<Chip> = chips.collect();
    let (name, first) = (chosen.name(lang).to_owned(), own.services.is_empty());
    let fill = fill(lang, own, reference, chosen, usual);
    let mut state = FormState::default();
    // Numbered behind the rows of the other form, so that no id stands twice on the page.
    let rows: Vec<_> = rest(own, reference, chosen)
        .zip(own.services.len()..)
        .map(|(service, place)| {
            if !typed.fill(&mut state, service.id, place, &PARTS) {
                state.values.insert(format!("rows.{place}.minutes"), vec![service.typical_minutes.to_string()]);
                if let Some(price) = usual.and_then(|usual| usual.get(&service.id)) {
                    state.values.insert(format!("rows.{place}.price"), vec![price.plain()]);
                }
            }
            view! {
                <fieldset class="min-w-0 py-4">
                    <legend class="float-left font-semibold">{service.name(lang).to_owned()}</legend>
                    <div class="clear-both">{row_fields(lang, &state, place, service.id)}</div>
                    {hidden(&format!("rows.{place}.active"), "true")}
                </fieldset>
            }
        })
        .collect();
    view! {
        <Section title=say!(lang, workshop.add_services) id="ekle">
            <p class="text-muted -mt-2 mb-3">{say!(lang, workshop.add_services_line)}</p>
            <Chips name=say!(lang, workshop.categories) items=chips/>
            <div class="mt-4">{fill}</div>
            <Form action=paths::api(ENDPOINT) novalidate=true class="grid grid-cols-1 gap-4 mt-4">
                {form_errors(&state, say!(lang, workshop.refused))}
                <Panel>
                    <h3 class="text-lg mb-1">{name}</h3>
                    <div class="divide-y divide-line">{rows}</div>
                </Panel>
                <Submit label=say!(lang, workshop.add_services_act) wide=true large=true/>
            </Form>
            {first.then(|| view! {
                <div class="mt-5">
                    <AttentionCard
                        href=paths::WORKSHOP_HOURS
                        title=say!(lang, workshop.then_hours)
                        line=say!(lang, workshop.then_hours_line)
                        icon="clock"
                        tone=Tone::Plain
                    />
                </div>
            })}
        </Section>
    }
    .into_any()
}

/// Offers to start from what others in the province take, or says that it was done.
fn fill(
    lang: Lang,
    own: &MyWorkshop,
    reference: &Reference,
    category: &Category,
    usual: Option<&HashMap<ServiceId, Money>>,
) -> AnyView {
    let place = reference.find_province(&own.il).map(|province| province.name.clone()).unwrap_or_default();
    match usual {
        None => {
            let href = format!("{}?kategori={}&doldur=1#ekle", paths::WORKSHOP_SERVICES, category.slug);
            view! { <ButtonLink href=href label=say!(lang, prices.fill) look=ButtonLook::Line icon="clipboard-list"/> }
                .into_any()
        }
        Some(usual) if usual.is_empty() => {
            view! { <Notice text=say!(lang, prices.fill_none, place = place) tone=Tone::Info/> }.into_any()
        }
        Some(_) => {
            let text = say!(lang, prices.fill_hint, place = place, count = USUAL_OF);
            view! { <Notice text=text tone=Tone::Info/> }.into_any()
        }
    }
}

/// The services of a category that aren't offered yet.
fn rest<'a>(
    own: &'a MyWorkshop,
    reference: &'a Reference,
    category: &Category,
) -> impl Iterator<Item = &'a Service> + use<'a> {
    reference.services_of(category.id).filter(|service| own.services.iter().all(|known| known.id != service.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_refused_row_is_found_by_its_service_wherever_it_is_drawn() {
        let service = ServiceId(Uuid::from_u128(9));
        let state = FormState::default()
            .with("rows.12.service_id", Uuid::from_u128(8).to_string())
            .with("rows.13.service_id", service.to_string())
            .with("rows.13.price", "bin")
            .with_error("rows.1.price", "Bir sayı yazın.")
            .with_message("…");
        let typed = Typed::read(state);
        let mut drawn = FormState::default();
        assert!(typed.fill(&mut drawn, service, 4, &PARTS));
        assert_eq!(drawn.value("rows.4.price"), "bin");
        assert_eq!(drawn.error("rows.4.price"), Some("Bir sayı yazın."));
        assert!(!typed.fill(&mut drawn, ServiceId(Uuid::from_u128(7)), 5, &PARTS));
    }
}
