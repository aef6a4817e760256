//! The desk of the taxonomy: the tree at the left, the opened category with its services at the right.

use super::{category_path, forms};
use crate::{
    kernel::{
        error::AppError,
        ids::{CategoryId, ServiceId},
        lang::Lang,
        paths,
    },
    modules::service_requests::{
        service,
        store::{CategoryRow, ServiceRow},
    },
    platform::{Scope, Visit},
    say,
    ui::{ButtonLink, ButtonLook, Column, DataTable, Empty, Icon, Page, PageHead, Panel, Row, Section, Tag, Tone},
};
use leptos::prelude::*;

/// What `?kategori=` and `?hizmet=` open.
const NEW: &str = "yeni";

/// `/yonetim/kategoriler`: categories as a tree and the services in them. Admins.
///
/// # Errors
/// `unauthenticated` or `not_found` for everybody but admins.
pub async fn admin_categories(visit: Visit) -> Result<Page, AppError> {
    let mut scope = Scope::read(&visit);
    let (categories, services) = service::taxonomy(&mut scope).await?;
    let lang = visit.lang;
    let chosen = visit.param("kategori").unwrap_or_default();
    let opened = chosen.parse::<CategoryId>().ok().and_then(|id| categories.iter().find(|row| row.id == id).cloned());
    let right = match opened {
        Some(category) => opened_view(&visit, &categories, &services, &category),
        None if chosen == NEW => forms::category(&visit, &categories, None),
        None => view! { <Empty title=say!(lang, admin.categories_pick) line=say!(lang, admin.categories_pick_line) icon="tags"/> }.into_any(),
    };
    let counts = say!(lang, admin.categories_line, categories = categories.len(), services = services.len());
    let add = view! {
        <ButtonLink href=format!("{}?kategori={NEW}", paths::ADMIN_CATEGORIES) label=say!(lang, admin.category_new) icon="plus"/>
    };
    let body = view! {
        <PageHead title=say!(lang, admin.categories) line=counts acts=add.into_any()/>
        {forms::refused_removal(&visit, &categories, &services)}
        <div class="grid grid-cols-1 lg:grid-cols-[18rem_minmax(0,1fr)] gap-4 lg:gap-6 items-start">
            {tree_view(lang, &categories, &services, &chosen)}
            <div class="min-w-0 grid grid-cols-1 gap-4">{right}</div>
        </div>
    };
    Ok(Page::new(say!(lang, admin.categories), body).noindex().nav("categories"))
}

/// The rows in the order of the tree, each with its depth. A ring cannot arise, so every row is reached once.
fn in_tree_order(rows: &[CategoryRow], parent: Option<CategoryId>, depth: usize) -> Vec<(usize, &CategoryRow)> {
    rows.iter()
        .filter(|row| row.parent_id == parent)
        .flat_map(|row| std::iter::once((depth, row)).chain(in_tree_order(rows, Some(row.id), depth + 1)))
        .collect()
}

fn tree_view(lang: Lang, categories: &[CategoryRow], services: &[ServiceRow], chosen: &str) -> AnyView {
    let items: Vec<_> = in_tree_order(categories, None, 0)
        .into_iter()
        .map(|(depth, row)| {
            let indent = match depth {
                0 => "side-a",
                1 => "side-a ml-5",
                _ => "side-a ml-10",
            };
            let current = row.id.to_string() == chosen;
            let count = services.iter().filter(|service| service.category_id == row.id).count();
            view! {
                <li>
                    <a class=indent href=category_path(Some(row.id)) aria-current=current.then_some("page")>
                        <Icon name=icon_of(&row.icon)/>
                        <span class="min-w-0">{lang.pick(&row.name_tr, &row.name_en).to_owned()}</span>
                        {(!row.is_active).then(|| view! { <Tag label=say!(lang, admin.inactive)/> })}
                        <span class="ml-auto text-xs num text-muted">{count}</span>
                    </a>
                </li>
            }
        })
        .collect();
    view! {
        <nav class="panel p-2" aria-label=say!(lang, admin.categories)>
            <ul class="grid grid-cols-1 gap-0.5">{items}</ul>
        </nav>
    }
    .into_any()
}

fn opened_view(visit: &Visit, categories: &[CategoryRow], services: &[ServiceRow], category: &CategoryRow) -> AnyView {
    let lang = visit.lang;
    let wanted = visit.param("hizmet").unwrap_or_default();
    let edited = wanted.parse::<ServiceId>().ok().and_then(|id| services.iter().find(|row| row.id == id));
    let service_form =
        (edited.is_some() || wanted == NEW).then(|| forms::service(visit, categories, category.id, edited));
    let mine: Vec<&ServiceRow> = services.iter().filter(|row| row.category_id == category.id).collect();
    let list = if mine.is_empty() {
        view! { <Empty title=say!(lang, admin.services_none) icon="wrench"/> }.into_any()
    } else {
        services_table(lang, category.id, &mine, edited.map(|row| row.id))
    };
    let new = format!("{}&hizmet={NEW}#hizmet", category_path(Some(category.id)));
    view! {
        {forms::category(visit, categories, Some(category))}
        {service_form.map(|form| view! { <div id="hizmet">{form}</div> })}
        <Panel>
            <Section title=say!(lang, admin.services)>
                <p class="mb-4"><ButtonLink href=new label=say!(lang, admin.service_new) icon="plus" look=ButtonLook::Soft/></p>
                {list}
            </Section>
        </Panel>
    }
    .into_any()
}

fn services_table(lang: Lang, category: CategoryId, services: &[&ServiceRow], edited: Option<ServiceId>) -> AnyView {
    let columns = vec![
        Column::new(say!(lang, admin.service)).main(),
        Column::new(say!(lang, admin.minutes)).numeric(),
        Column::new(say!(lang, admin.state)),
        Column::new(say!(lang, common.edit)).acts(),
    ];
    let rows = services
        .iter()
        .map(|row| {
            let (name, other) = match lang {
                Lang::Tr => (row.name_tr.clone(), row.name_en.clone()),
                Lang::En => (row.name_en.clone(), row.name_tr.clone()),
            };
            let (state, tone) = if row.is_active {
                (say!(lang, admin.active), Tone::Success)
            } else {
                (say!(lang, admin.inactive), Tone::Plain)
            };
            let edit = format!("{}&hizmet={}#hizmet", category_path(Some(category)), row.id);
            let mut line = Row::new(vec![
                view! { <b class="font-semibold">{name}</b> <p class="text-xs text-muted">{other}</p> }.into_any(),
                view! { {row.typical_minutes} }.into_any(),
                view! { <Tag label=state tone=tone/> }.into_any(),
                view! { <ButtonLink href=edit label=say!(lang, common.edit) look=ButtonLook::Line icon="pencil"/> }
                    .into_any(),
            ]);
            line.selected = Some(row.id) == edited;
            line
        })
        .collect();
    view! { <DataTable caption=say!(lang, admin.services) columns=columns rows=rows/> }.into_any()
}

/// The sprite's symbols have fixed names; one that is not among those offered is drawn as a spanner.
fn icon_of(name: &str) -> &'static str {
    forms::ICONS.into_iter().find(|icon| *icon == name).unwrap_or("wrench")
}
