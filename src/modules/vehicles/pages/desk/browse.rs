//! `/yonetim/katalog`: brands, the models of one, the variants of one of those; or what answers to a search.

use super::{NEW_BRAND, NEW_MODEL, NEW_VARIANT, forms, merge, place, turn, variant};
use crate::{
    kernel::{error::Result, ids::VariantId, lang::Lang, number, page::Page as Rows, paths},
    modules::vehicles::{
        catalogue::{
            inputs::VariantFound,
            proposals, service,
            store::{BrandRow, ModelRow, Sizes, VariantRow},
        },
        pages::{find::years, words},
    },
    platform::{Scope, Visit},
    say,
    ui::{
        Breadcrumb, ButtonLink, ButtonLook, Column, DataTable, Empty, FormState, Go, Page, PageHead, Panel, Row,
        Section, Tag, Tone,
        form::{Form, Submit, field},
    },
};
use leptos::prelude::*;

/// `?ara=`, `?marka=`, `?model=`, `?arac=`, `?yeni=`, `?sonra=`: admins.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins and for what is not there.
pub async fn catalogue(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let mut scope = Scope::read(&visit);
    let asked = |name: &str| visit.param(name).unwrap_or_default();
    let (typed, brand, model, one, new) = (asked("ara"), asked("marka"), asked("model"), asked("arac"), asked("yeni"));
    let after = asked("sonra");
    let waiting = proposals::count_waiting(&mut scope).await?;
    let sizes = service::sizes(&mut scope).await?;
    let body = if new == NEW_VARIANT {
        variant::new(&visit, &mut scope, &model).await?
    } else if new == NEW_BRAND {
        forms::brand(&visit, None)
    } else if !typed.trim().is_empty() {
        let rows = service::find_all(&mut scope, &typed, &after).await?;
        let pager = turn(lang, &after, rows.next.as_deref(), |after| place(&[("ara", &typed), ("sonra", after)]));
        view! { {found(lang, &rows.items)} {pager} }.into_any()
    } else if !one.is_empty() {
        variant::edit(&visit, &mut scope, &one).await?
    } else if !model.is_empty() {
        let model = service::model(&mut scope, &model).await?;
        let variants = service::variants(&mut scope, model.id, &after).await?;
        let merge = merge::model(&visit, &mut scope, &model).await?;
        model_view(&visit, &model, &variants, &after, merge)
    } else if !brand.is_empty() {
        let (brand, models) = service::brand(&mut scope, &brand, &after).await?;
        let merge = merge::brand(&visit, &mut scope, &brand).await?;
        brand_view(&visit, &brand, &models, &after, merge)
    } else {
        brand_list(lang, &service::brands(&mut scope, &after).await?, &after)
    };
    let body = view! {
        {head(lang, sizes, waiting)}
        {search(lang, &typed)}
        <div class="grid grid-cols-1 gap-4">{body}</div>
    };
    Ok(Page::new(say!(lang, catalogue.title), body).noindex().nav("catalogue"))
}

fn head(lang: Lang, sizes: Sizes, waiting: i64) -> AnyView {
    let [brands, models, variants] =
        [sizes.brands, sizes.models, sizes.variants].map(|count| number::count(lang, count));
    let line = say!(lang, catalogue.sizes, brands = brands, models = models, variants = variants);
    let label = say!(lang, catalogue.proposals_count, count = number::count(lang, waiting));
    let acts = view! {
        <div class="flex flex-wrap gap-2">
            <ButtonLink href=paths::ADMIN_PROPOSALS label=label look=ButtonLook::Line icon="inbox"/>
            <ButtonLink href=paths::ADMIN_IMPORTS label=say!(lang, sheet.title) look=ButtonLook::Line icon="upload"/>
            <ButtonLink href=place(&[("yeni", NEW_VARIANT)]) label=say!(lang, catalogue.variant_new) icon="plus"/>
        </div>
    };
    view! { <PageHead title=say!(lang, catalogue.title) line=line acts=acts.into_any()/> }.into_any()
}

fn search(lang: Lang, typed: &str) -> AnyView {
    let state = FormState::default().with("ara", typed);
    let label = say!(lang, catalogue.search);
    view! {
        <Form action=paths::ADMIN_CATALOGUE get=true label=label class="flex gap-2 mb-4 max-w-xl">
            <div class="flex-1 min-w-0">
                {field(&state, "ara", label).plain().search().hide_label().placeholder(label).view()}
            </div>
            <Submit label=say!(lang, common.search) look=ButtonLook::Line large=true/>
        </Form>
    }
    .into_any()
}

/// The way from the whole catalogue to where the reader is.
pub(super) fn way(lang: Lang, model: Option<&ModelRow>, here: String) -> AnyView {
    let mut way = vec![Go::new(say!(lang, catalogue.title), paths::ADMIN_CATALOGUE)];
    if let Some(model) = model {
        way.push(Go::new(model.brand.clone(), paths::admin_brand(model.brand_id)));
        if here != model.name {
            way.push(Go::new(model.name.clone(), paths::admin_model(model.id)));
        }
    }
    view! { <Breadcrumb name=say!(lang, catalogue.title) way=way here=here/> }.into_any()
}

/// Nothing for what can be chosen, a tag for what cannot.
fn hidden_tag(lang: Lang, is_active: bool) -> Option<AnyView> {
    (!is_active).then(|| view! { <Tag label=say!(lang, admin.inactive) tone=Tone::Plain/> }.into_any())
}

fn brand_list(lang: Lang, brands: &Rows<BrandRow>, after: &str) -> AnyView {
    let items: Vec<_> = brands
        .items
        .iter()
        .map(|brand| {
            view! {
                <li>
                    <a class="panel panel-hover min-h-12 px-4 py-2.5 h-full flex flex-wrap items-center justify-between gap-2" href=paths::admin_brand(brand.id)>
                        <b class="font-semibold break-words min-w-0">{brand.name.clone()}</b>
                        {hidden_tag(lang, brand.is_active)}
                        <span class="text-xs text-muted num">{number::count(lang, brand.models)}</span>
                    </a>
                </li>
            }
        })
        .collect();
    let pager = turn(lang, after, brands.next.as_deref(), |after| place(&[("sonra", after)]));
    view! {
        <Section title=say!(lang, catalogue.brands)>
            <p class="mb-4"><ButtonLink href=place(&[("yeni", NEW_BRAND)]) label=say!(lang, catalogue.brand_new) look=ButtonLook::Soft icon="plus"/></p>
            <ul class="grid grid-cols-2 sm:grid-cols-3 lg:grid-cols-4 gap-2.5">{items}</ul>
            {pager}
        </Section>
    }
    .into_any()
}

fn brand_view(visit: &Visit, brand: &BrandRow, models: &Rows<ModelRow>, after: &str, merge: AnyView) -> AnyView {
    let lang = visit.lang;
    let adds = visit.param("yeni").as_deref() == Some(NEW_MODEL);
    let id = brand.id.to_string();
    let new = place(&[("marka", &id), ("yeni", NEW_MODEL)]);
    let rows = models
        .items
        .iter()
        .map(|model| {
            Row::new(vec![
                view! {
                    <a class="link-p font-semibold" href=paths::admin_model(model.id)>{model.name.clone()}</a>
                    " " {hidden_tag(lang, model.is_active)}
                }
                .into_any(),
                view! { <span class="text-sm text-muted break-words">{model.aliases.clone()}</span> }.into_any(),
                view! { {number::count(lang, model.variants)} }.into_any(),
            ])
        })
        .collect::<Vec<_>>();
    let list = if rows.is_empty() {
        view! { <Empty title=say!(lang, catalogue.models_none) icon="car"/> }.into_any()
    } else {
        let columns = vec![
            Column::new(say!(lang, catalogue.model)).main(),
            Column::new(say!(lang, catalogue.aliases)),
            Column::new(say!(lang, catalogue.variants)).numeric(),
        ];
        view! { <DataTable caption=say!(lang, catalogue.models) columns=columns rows=rows/> }.into_any()
    };
    let pager = turn(lang, after, models.next.as_deref(), |after| place(&[("marka", &id), ("sonra", after)]));
    view! {
        {way(lang, None, brand.name.clone())}
        <div class="grid grid-cols-1 lg:grid-cols-2 gap-4 items-start">
            {forms::brand(visit, Some(brand))}
            <Panel>{merge}</Panel>
        </div>
        {adds.then(|| forms::model(visit, &id, None))}
        <Section title=say!(lang, catalogue.models)>
            <p class="mb-4"><ButtonLink href=new label=say!(lang, catalogue.model_new) look=ButtonLook::Soft icon="plus"/></p>
            {list}
            {pager}
        </Section>
    }
    .into_any()
}

/// A variant in a list: its name leads to it.
fn variant_name(lang: Lang, id: VariantId, name: &str, is_active: bool) -> AnyView {
    view! {
        <a class="link-p font-semibold" href=paths::admin_variant(id)>{name.to_owned()}</a>
        " " {hidden_tag(lang, is_active)}
    }
    .into_any()
}

fn model_view(visit: &Visit, model: &ModelRow, variants: &Rows<VariantRow>, after: &str, merge: AnyView) -> AnyView {
    let lang = visit.lang;
    let id = model.id.to_string();
    let new = place(&[("model", &id), ("yeni", NEW_VARIANT)]);
    let words = words::picker(lang);
    let rows = variants
        .items
        .iter()
        .map(|row| {
            let detail = words.detail(&row.fuel, &row.transmission, &row.body, &row.generation);
            Row::new(vec![
                variant_name(lang, row.id, &row.name, row.is_active),
                view! { <span class="num">{years(row.year_from, row.year_to)}</span> }.into_any(),
                view! { <span class="text-sm">{detail}</span> }.into_any(),
            ])
        })
        .collect::<Vec<_>>();
    let list = if rows.is_empty() {
        view! { <Empty title=say!(lang, catalogue.variants_none) icon="car"/> }.into_any()
    } else {
        let columns = vec![
            Column::new(say!(lang, catalogue.variant)).main(),
            Column::new(say!(lang, catalogue.years)),
            Column::new(say!(lang, catalogue.details)),
        ];
        view! { <DataTable caption=say!(lang, catalogue.variants) columns=columns rows=rows/> }.into_any()
    };
    let pager = turn(lang, after, variants.next.as_deref(), |after| place(&[("model", &id), ("sonra", after)]));
    view! {
        {way(lang, Some(model), model.name.clone())}
        <div class="grid grid-cols-1 lg:grid-cols-2 gap-4 items-start">
            {forms::model(visit, &model.brand_id.to_string(), Some(model))}
            <Panel>{merge}</Panel>
        </div>
        <Section title=say!(lang, catalogue.variants)>
            <p class="mb-4"><ButtonLink href=new label=say!(lang, catalogue.variant_new) look=ButtonLook::Soft icon="plus"/></p>
            {list}
            {pager}
        </Section>
    }
    .into_any()
}

fn found(lang: Lang, found: &[VariantFound]) -> AnyView {
    if found.is_empty() {
        return view! { <Empty title=say!(lang, catalogue.none_found) line=say!(lang, catalogue.none_found_desk) icon="search"/> }
            .into_any();
    }
    let words = words::picker(lang);
    let rows = found
        .iter()
        .map(|row| {
            let detail = words.detail(&row.fuel, &row.transmission, &row.body, &row.generation);
            Row::new(vec![
                variant_name(lang, row.id, &row.name, row.is_active),
                view! { <a class="link-p" href=paths::admin_model(row.model_id)>{format!("{} {}", row.brand, row.model)}</a> }.into_any(),
                view! { <span class="num">{years(row.year_from, row.year_to)}</span> }.into_any(),
                view! { <span class="text-sm">{detail}</span> }.into_any(),
            ])
        })
        .collect();
    let columns = vec![
        Column::new(say!(lang, catalogue.variant)).main(),
        Column::new(say!(lang, catalogue.model)),
        Column::new(say!(lang, catalogue.years)),
        Column::new(say!(lang, catalogue.details)),
    ];
    view! { <DataTable caption=say!(lang, catalogue.found) columns=columns rows=rows/> }.into_any()
}
