//! `/usta-bul/{il}`, `/usta-bul/{il}/{ilce-or-hizmet}`, `/usta-bul/{il}/{ilce}/{hizmet}`: pages that answer one question,
//! written from what the database knows about the place.

use super::{
    card::{Cards, LIST},
    search::{booking_query, heading, price_note},
    spoken, structured,
};
use crate::{
    kernel::{
        error::{AppError, Code, Result},
        lang::Lang,
        money::Money,
        number, paths,
    },
    modules::mechanics::{
        search::{
            self, Area, Asked, Facets, SearchFilter, Wanted,
            store::{self, PlaceFact},
        },
        sitemap::short_slug,
    },
    platform::{
        Scope, Visit,
        reference::{District, Province, Reference, Service},
    },
    say,
    ui::{Breadcrumb, ButtonLink, Empty, Go, Page, Picture, Section},
};
use leptos::prelude::*;

/// What the words of the address mean.
pub(super) struct Place {
    pub(super) province: Province,
    pub(super) district: Option<District>,
    pub(super) service: Option<Service>,
}

impl Place {
    pub(super) fn find(reference: &Reference, words: &[String]) -> Option<Self> {
        let (province, rest) = words.split_first()?;
        let province = reference.find_province(province).filter(|found| found.slug == *province)?.clone();
        let district = |word: &String| reference.find_district(word, Some(province.id)).cloned();
        let service = |word: &String| {
            reference.find_service(word).filter(|service| service.is_active && service.slug == *word).cloned()
        };
        let (district, service) = match rest {
            [] => (None, None),
            [word] => match district(word) {
                Some(district) => (Some(district), None),
                None => (None, Some(service(word)?)),
            },
            [first, second] => (Some(district(first)?), Some(service(second)?)),
            _ => return None,
        };
        Some(Self { province, district, service })
    }

    pub(super) fn filter(&self) -> SearchFilter {
        let area = match &self.district {
            Some(district) => Area::District { province: self.province.id, district: district.id },
            None => Area::Province(self.province.id),
        };
        let wanted = self.service.as_ref().map_or(Wanted::Anything, |service| Wanted::Service(service.id));
        SearchFilter { wanted, area, limit: 10, ..SearchFilter::default() }
    }

    fn asked(&self) -> Asked {
        Asked {
            il: self.province.slug.clone(),
            ilce: self
                .district
                .as_ref()
                .map(|d| short_slug(&d.slug, &self.province.slug).to_owned())
                .unwrap_or_default(),
            service: self.service.as_ref().map(|service| service.slug.clone()).unwrap_or_default(),
            ..Asked::default()
        }
    }

    fn name(&self) -> &str {
        self.district.as_ref().map_or(&self.province.name, |district| &district.name)
    }

    /// The addresses from the province down to this page, with their names.
    fn way(&self, lang: Lang) -> Vec<(String, String)> {
        let province = self.province.slug.as_str();
        let mut way = vec![(self.province.name.clone(), paths::landing_province(province))];
        let in_province = self.district.as_ref().map(|district| (district, short_slug(&district.slug, province)));
        if let Some((district, slug)) = in_province {
            way.push((district.name.clone(), paths::landing(province, slug)));
        }
        if let Some(service) = &self.service {
            let path = match in_province {
                Some((_, district)) => paths::landing_in_district(province, district, &service.slug),
                None => paths::landing(province, &service.slug),
            };
            way.push((service.name(lang).to_owned(), path));
        }
        way
    }
}

/// The words after `/usta-bul/`, one to three.
pub async fn landing(visit: Visit, words: Vec<String>) -> Result<Page> {
    let lang = visit.lang;
    let reference = visit.wires.reference.get();
    let place = Place::find(&reference, &words).ok_or_else(|| AppError::new(Code::NotFound))?;
    let filter = place.filter();
    let mut scope = Scope::read(&visit);
    let result = search::search(&mut scope, &filter).await?;
    let faces = store::faces(&mut scope, &result.items.iter().map(|hit| hit.id).collect::<Vec<_>>()).await?;
    let facets = search::facets(&mut scope, &filter).await?;
    let only = place.service.as_ref().map(|service| service.id);
    let prices = store::places(&mut scope, place.province.id, place.district.as_ref().map(|d| d.id), only, 12).await?;

    let title = heading(lang, &reference, &filter);
    let text = intro(lang, &place, &facets, &prices);
    let way = place.way(lang);
    let canonical = way.last().map(|(_, path)| path.clone()).unwrap_or_default();
    let asked = place.asked();
    let note = price_note(lang, &reference, &filter.wanted);
    let booking = booking_query(&reference, &filter, &asked);
    let cards = Cards {
        lang,
        now: visit.now,
        reference: &reference,
        price_note: &note,
        booking_query: &booking,
        asked_query: "",
        from_centre: true,
        compared_by: None,
        faces: &faces,
    };
    let list = if result.items.is_empty() {
        nobody(lang, &asked)
    } else {
        let items: Vec<_> = result.items.iter().map(|hit| cards.wide(hit, false, None, None)).collect();
        view! { <ol class=LIST>{items}</ol> }.into_any()
    };
    let (here, above) = way.split_last().map(|(last, above)| (last.0.clone(), above.to_vec())).unwrap_or_default();
    let above: Vec<Go> = [Go::new(say!(lang, search.title), paths::SEARCH)]
        .into_iter()
        .chain(above.into_iter().map(|(name, href)| Go::new(name, href)))
        .collect();
    let body = view! {
        <div class="wrap pt-4 md:pt-6">
            <Breadcrumb name=say!(lang, mechanics.place) way=above here=here/>
            <h1 class="text-2xl md:text-3xl font-extrabold tracking-tight">{title.clone()}</h1>
            <p class="text-muted mt-2 mb-5 max-w-prose num">{text.clone()}</p>
            <div class="lg:grid lg:grid-cols-[minmax(0,1fr)_20rem] gap-10 items-start">
                <div>
                    {list}
                    <p class="mt-5"><ButtonLink href=asked.href() label=say!(lang, search.narrow) icon="sliders-horizontal"/></p>
                </div>
                <div class="max-lg:mt-10 grid gap-8">
                    {price_list(lang, &reference, &place, &prices)}
                    {districts(lang, &reference, &place, &facets)}
                </div>
            </div>
        </div>
    };
    let mut page = Page::new(title.clone(), body)
        .nav("search")
        .describe(text.clone())
        .canonical(canonical.clone())
        .json_ld(structured::breadcrumb(&visit, &way))
        .open_graph(super::open_graph(&visit, &title, &text, &canonical, Some(&canonical)));
    if let (Some(service), Some(fact)) = (&place.service, prices.first()) {
        page = page.json_ld(structured::service(lang, service.name(lang), place.name(), fact));
    }
    // A page about nobody helps nobody who searches.
    Ok(if result.items.is_empty() { page.noindex() } else { page })
}

/// In place of the list: the same search everywhere.
fn nobody(lang: Lang, asked: &Asked) -> AnyView {
    let everywhere = Asked { service: asked.service.clone(), ..Asked::default() };
    let act = Go::new(say!(lang, search.look_everywhere), everywhere.href());
    view! { <Empty title=say!(lang, search.empty) line=say!(lang, search.empty_place) picture=Picture::EmptySearch act=act/> }
        .into_any()
}

/// A paragraph that only this page can say.
fn intro(lang: Lang, place: &Place, facets: &Facets, prices: &[PlaceFact]) -> String {
    let inside = spoken::inside(lang, place.name());
    let total = facets.here.total;
    if total == 0 {
        return say!(lang, search.intro_nobody, place = inside.as_str());
    }
    let count = match total {
        1 => say!(lang, search.intro_one, place = inside.as_str()),
        total => say!(lang, search.intro_count, place = inside.as_str(), count = number::count(lang, total)),
    };
    let open = say!(
        lang,
        search.intro_open,
        open = number::count(lang, facets.here.open_now),
        today = number::count(lang, facets.here.slot_today)
    );
    let price = match (&place.service, prices.first()) {
        (Some(service), Some(fact)) => {
            let (from, median) = (Money(fact.from_kurus).spoken(lang), Money(fact.median_kurus).spoken(lang));
            say!(lang, search.intro_price, service = service.name(lang), from = from, median = median)
        }
        _ => String::new(),
    };
    format!("{count} {open} {price}").trim_end().to_owned()
}

fn price_list(lang: Lang, reference: &Reference, place: &Place, prices: &[PlaceFact]) -> Option<AnyView> {
    if place.service.is_some() || prices.is_empty() {
        return None;
    }
    let base = place.way(lang).last().map(|(_, path)| path.clone()).unwrap_or_default();
    let rows: Vec<_> = prices
        .iter()
        .filter_map(|fact| reference.service(fact.service_id).map(|service| (service, fact)))
        .map(|(service, fact)| {
            view! {
                <li>
                    <a class="flex justify-between gap-4 min-h-11 items-center text-sm hover:underline" href=format!("{base}/{}", service.slug)>
                        <span class="min-w-0">{service.name(lang).to_owned()}</span>
                        <span class="num shrink-0 text-muted">{Money(fact.from_kurus).spoken(lang)}</span>
                    </a>
                </li>
            }
        })
        .collect();
    let inside = spoken::inside(lang, place.name());
    let title = say!(lang, search.prices_here, place = inside.as_str());
    Some(
        view! { <Section title=title><ul class="panel px-4 py-2 divide-y divide-line">{rows}</ul></Section> }
            .into_any(),
    )
}

/// The neighbours: districts of the province with the same service.
fn districts(lang: Lang, reference: &Reference, place: &Place, facets: &Facets) -> Option<AnyView> {
    let tail = place.service.as_ref().map(|service| format!("/{}", service.slug)).unwrap_or_default();
    let here = place.district.as_ref().map(|district| district.id);
    let rows: Vec<_> = facets
        .places
        .iter()
        .filter(|(id, _)| Some(*id) != here)
        .filter_map(|(id, count)| reference.district(*id).map(|district| (district, *count)))
        .take(16)
        .map(|(district, count)| {
            let path = paths::landing(&place.province.slug, short_slug(&district.slug, &place.province.slug));
            view! {
                <li>
                    <a class="flex items-center justify-between gap-2 min-h-11 text-sm hover:underline" href=format!("{path}{tail}")>
                        {district.name.clone()} <span class="num text-muted">{count}</span>
                    </a>
                </li>
            }
        })
        .collect();
    let title = say!(lang, search.districts_of, place = place.province.name.as_str());
    (!rows.is_empty())
        .then(|| view! { <Section title=title><ul class="grid grid-cols-2 gap-x-6">{rows}</ul></Section> }.into_any())
}
