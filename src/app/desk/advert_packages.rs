//! The packages of adverts on their page: a list, and the form of the one that is opened.

use crate::{
    kernel::{lang::Lang, paths},
    modules::mechanics::adverts::{
        model::{NAME_MAX, Package, Reach},
        spoken,
    },
    platform::Visit,
    say,
    ui::{
        ButtonLink, ButtonLook, Column, DataTable, Empty, FormState, Panel, Row, Section, Tag, Tone,
        form::{Form, Submit, checkbox, field, form_errors, hidden, select},
    },
};
use leptos::prelude::*;

const SAVE: &str = "mechanics/save_advert_package";
/// What `?paket=` opens without a package.
const NEW: &str = "yeni";

pub fn part(visit: &Visit, packages: &[Package]) -> AnyView {
    let lang = visit.lang;
    let wanted = visit.param("paket").unwrap_or_default();
    let opened = packages.iter().find(|package| package.id.to_string() == wanted);
    let form = (opened.is_some() || wanted == NEW).then(|| form(visit, opened));
    let list = if packages.is_empty() {
        view! { <Empty title=say!(lang, adverts.packages_none) line=say!(lang, adverts.packages_none_line) icon="tags"/> }.into_any()
    } else {
        table(lang, packages)
    };
    view! {
        <Section title=say!(lang, adverts.packages) id="paketler">
            <p class="mb-4"><ButtonLink href=to(NEW) label=say!(lang, adverts.package_new) icon="plus" look=ButtonLook::Soft/></p>
            {form}
            {list}
        </Section>
    }
    .into_any()
}

fn to(package: &str) -> String {
    format!("{}?paket={package}#paketler", paths::ADMIN_ADVERTS)
}

fn table(lang: Lang, packages: &[Package]) -> AnyView {
    let columns = vec![
        Column::new(say!(lang, adverts.package)).main(),
        Column::new(say!(lang, adverts.place)),
        Column::new(say!(lang, adverts.day_price)).numeric(),
        Column::new(say!(lang, adverts.days)).numeric(),
        Column::new(say!(lang, admin.state)),
        Column::new(say!(lang, common.edit)).acts(),
    ];
    let row = |package: &Package| {
        let (state, tone) = if package.is_active {
            (say!(lang, admin.active), Tone::Success)
        } else {
            (say!(lang, admin.inactive), Tone::Plain)
        };
        Row::new(vec![
            lang.pick(&package.name_tr, &package.name_en).to_owned().into_any(),
            spoken::reach(lang, package.reach()).into_any(),
            package.day_price.spoken(lang).into_any(),
            format!("{}–{}", package.min_days, package.max_days).into_any(),
            view! { <Tag label=state tone=tone/> }.into_any(),
            view! { <ButtonLink href=to(&package.id.to_string()) label=say!(lang, common.edit) look=ButtonLook::Line icon="pencil"/> }
                .into_any(),
        ])
    };
    let rows = packages.iter().map(row).collect();
    view! { <DataTable caption=say!(lang, adverts.packages) columns=columns rows=rows/> }.into_any()
}

/// A refused form starts with what was typed, a fresh one with what stands.
fn start(visit: &Visit, package: Option<&Package>) -> (FormState, bool) {
    let state = visit.form(SAVE);
    if state.is_refused() {
        let ticked = !state.value("active").is_empty();
        return (state, ticked);
    }
    let Some(package) = package else { return (state, true) };
    let state = state
        .with("name_tr", &package.name_tr)
        .with("name_en", &package.name_en)
        .with("scope", &package.scope)
        .with("day_price", package.day_price.plain())
        .with("min_days", package.min_days.to_string())
        .with("max_days", package.max_days.to_string());
    (state, package.is_active)
}

fn form(visit: &Visit, package: Option<&Package>) -> AnyView {
    let lang = visit.lang;
    let (state, active) = start(visit, package);
    let long = u32::try_from(NAME_MAX).unwrap_or(u32::MAX);
    let complaints = form_errors(&state, say!(lang, errors.invalid));
    let id = package.map(|package| hidden("package_id", package.id.to_string()));
    let turkish = field(&state, "name_tr", say!(lang, adverts.name_tr)).maxlength(long).required().view();
    let english = field(&state, "name_en", say!(lang, adverts.name_en)).maxlength(long).required().view();
    let reaches = Reach::ALL.into_iter().map(|reach| (reach.word(), spoken::reach(lang, reach)));
    let scope = select(&state, "scope", say!(lang, adverts.place)).options(reaches).required().view();
    let price = field(&state, "day_price", say!(lang, adverts.day_price))
        .lira()
        .hint(say!(lang, adverts.day_price_hint))
        .required()
        .view();
    let least = field(&state, "min_days", say!(lang, adverts.min_days)).digits().maxlength(2).required().view();
    let most = field(&state, "max_days", say!(lang, adverts.max_days)).digits().maxlength(2).required().view();
    let active = checkbox(&state, "active", say!(lang, adverts.sold)).checked(active).view();
    view! {
        <div class="mb-4 max-w-3xl">
            <Panel>
                <Form action=paths::api(SAVE) novalidate=true>
                    {complaints}
                    {id}
                    <div class="grid grid-cols-1 md:grid-cols-2 gap-4">{turkish} {english} {scope} {price} {least} {most}</div>
                    {active}
                    <div><Submit label=say!(lang, common.save) icon="check"/></div>
                </Form>
            </Panel>
        </div>
    }
    .into_any()
}
