//! `/hizmetler`: all services by category, with the lowest price of each.

use super::spoken;
use crate::{
    kernel::{error::Result, money::Money, paths},
    modules::mechanics::search::{self, Asked},
    platform::{Scope, Visit},
    say,
    ui::{Chip, Chips, Icon, Page, Remark},
};
use leptos::prelude::*;

pub async fn services(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let facts = search::facts(&mut Scope::read(&visit)).await?;
    let reference = visit.wires.reference.get();
    let categories: Vec<_> =
        reference.categories.iter().filter(|c| c.is_active && reference.services_of(c.id).next().is_some()).collect();
    let chips =
        categories.iter().map(|category| Chip::new(category.name(lang), format!("#{}", category.slug))).collect();
    let sections: Vec<_> = categories
        .iter()
        .map(|category| {
            let rows: Vec<_> = reference
                .services_of(category.id)
                .map(|service| {
                    let from = facts.services.get(&service.id).and_then(|fact| fact.from_kurus);
                    let price = match from {
                        Some(kurus) => view! { <b class="num font-bold">{Money(kurus).spoken(lang)}</b> }.into_any(),
                        None => view! { <span class="text-xs text-muted">{say!(lang, search.nobody_yet)}</span> }.into_any(),
                    };
                    let href = Asked { service: service.slug.clone(), ..Asked::default() }.href();
                    view! {
                        <li class="border-b border-line last:border-0">
                            <a class="flex items-center justify-between gap-4 px-4 md:px-5 py-3 min-h-14 hover:bg-sunken" href=href>
                                <span class="min-w-0">
                                    <span class="block font-semibold leading-snug">{service.name(lang).to_owned()}</span>
                                    <span class="block text-xs text-muted num">{spoken::duration(lang, service.typical_minutes)}</span>
                                </span>
                                <span class="shrink-0 text-right">{price}</span>
                            </a>
                        </li>
                    }
                })
                .collect();
            view! {
                <section class="mt-10 scroll-mt-24" id=category.slug.clone()>
                    <h2 class="text-lg md:text-xl mb-3 flex items-center gap-3">
                        <Icon name=super::category_icon(&category.icon) class="size-6 text-primary-ink"/>
                        {category.name(lang).to_owned()}
                    </h2>
                    <ul class="panel overflow-hidden">{rows}</ul>
                </section>
            }
        })
        .collect();
    let title = say!(lang, search.services_title);
    let body = view! {
        <div class="wrap py-8 md:py-12 max-w-4xl">
            <h1 class="text-2xl md:text-3xl font-extrabold tracking-tight">{title}</h1>
            <p class="text-muted mt-2 mb-4">{say!(lang, search.services_line)}</p>
            <Chips name=say!(lang, search.categories) items=chips/>
            {sections}
            <div class="mt-6"><Remark text=say!(lang, search.services_note)/></div>
        </div>
    };
    Ok(Page::new(title, body).nav("services").describe(say!(lang, search.services_line)).canonical(paths::SERVICES))
}
