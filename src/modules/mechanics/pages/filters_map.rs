//! The map beside the results: how many workshops each province has, and the way there.

use super::{filters::Filters, search::place_name, search_form::settled, spoken};
use crate::{
    kernel::{
        error::{Checks, Result},
        lang::Lang,
        number, paths,
    },
    modules::mechanics::search::{self, Asked, Facets},
    platform::{Scope, Visit, reference},
    say,
    ui::{Page, Province, ProvinceMap},
};
use leptos::{html::iframe, prelude::*};

/// `/usta-bul/harita`: the map alone. The list shows it in a frame that is fetched when it comes into sight: eighty addresses would
/// be a sixth of every page, and phones, where it stands below the list, seldom get that far.
pub async fn map(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let reference = visit.wires.reference.get();
    let asked = settled(&reference, Asked::read(visit.params()));
    let mut scope = Scope::read(&visit);
    let filter = search::resolve(&mut scope, &asked, &mut Checks::default()).await?;
    let provinces = search::by_province(&mut scope, &filter).await?;
    let facets = Facets::default();
    let filters =
        Filters { lang, reference: &reference, asked: &asked, filter: &filter, facets: &facets, provinces: &provinces };
    let title = say!(lang, search.map);
    let map = view! { <ProvinceMap provinces=filters.shapes() label=title framed=true/> };
    Ok(Page::new(title, map).noindex())
}

impl Filters<'_> {
    /// To a province of the map, without the filters that the map does not count.
    fn elsewhere(&self, slug: &str) -> String {
        let there = self.asked.unfiltered().with(|asked| {
            slug.clone_into(&mut asked.il);
            asked.ilce.clear();
            asked.radius_km.clear();
        });
        there.href()
    }

    fn shapes(&self) -> Vec<Province> {
        let most = self.provinces.first().map_or(0, |(_, count)| *count);
        let chosen = self.filter.province();
        let shape = |province: &reference::Province| {
            let id = i32::from(province.id);
            let count = self.provinces.iter().find(|(place, _)| *place == id).map_or(0, |(_, count)| *count);
            Province {
                plate: format!("{:02}", province.id),
                name: format!("{}: {}", province.name, number::count(self.lang, count)),
                href: (count > 0).then(|| self.elsewhere(&province.slug)),
                level: level(count, most),
                chosen: chosen == Some(province.id),
            }
        };
        self.reference.provinces.iter().map(shape).collect()
    }

    /// The map of all provinces, the ones with most results as links, and the way to the map with pins.
    pub fn map_panel(&self, pins: Option<AnyView>) -> AnyView {
        if self.is_by_name() {
            // Names are not counted by place.
            return pins.map(|pins| view! { <div class="max-xl:mt-10 xl:sticky xl:top-20">{pins}</div> }).into_any();
        }
        let lang = self.lang;
        let total: i64 = self.provinces.iter().map(|(_, count)| count).sum();
        let links: Vec<_> = self
            .provinces
            .iter()
            .filter_map(|&(id, count)| i16::try_from(id).ok().and_then(|id| self.reference.province(id)).map(|p| (p, count)))
            .take(6)
            .map(|(province, count)| {
                view! {
                    <li>
                        <a class="flex items-center justify-between gap-2 min-h-11 hover:underline" href=self.elsewhere(&province.slug)>
                            {province.name.clone()} <span class="num text-muted">{number::count(lang, count)}</span>
                        </a>
                    </li>
                }
            })
            .collect();
        let frame = iframe()
            .class("block w-full aspect-[100/43]")
            .src(format!("{}?{}", paths::SEARCH_MAP, self.asked.query()))
            .title(say!(lang, search.map))
            .tabindex("-1")
            .attr("loading", "lazy");
        let here = place_name(self.reference, self.filter).map(
            |name| view! { <p class="text-xs text-muted mt-2">{say!(lang, search.chosen, place = name.as_str())}</p> },
        );
        let counted = match spoken::mechanics(lang, total) {
            all if self.asked.filters_on() > 0 => say!(lang, search.without_filters, count = all),
            all => all,
        };
        view! {
            <aside class="max-xl:mt-10 xl:sticky xl:top-20" aria-labelledby="harita">
                <div class="panel p-4">
                    <div class="flex items-baseline justify-between gap-3 mb-2">
                        <h2 class="text-base" id="harita">{say!(lang, search.other_province)}</h2>
                        <span class="text-xs text-muted num">{counted}</span>
                    </div>
                    {frame}
                    {legend(lang)}
                    {here}
                    <ul class="grid grid-cols-2 gap-x-6 text-sm mt-2 pt-2 border-t border-line">{links}</ul>
                    {pins}
                </div>
            </aside>
        }
        .into_any()
    }
}

/// What the shades of the map mean.
fn legend(lang: Lang) -> AnyView {
    let shades = ["", "d2", "d3", "d4"].map(|shade| view! { <rect class=shade width="14" height="10"/> });
    let shades: Vec<_> = shades
        .into_iter()
        .zip(0..)
        .map(|(shade, place)| view! { <g transform=format!("translate({} 0)", place * 16)>{shade}</g> })
        .collect();
    view! {
        <p class="flex items-center gap-2 text-xs text-muted mt-2">
            <svg class="trmap w-16 h-2.5 shrink-0" viewBox="0 0 62 10" aria-hidden="true">{shades}</svg>
            {say!(lang, search.levels)}
        </p>
    }
    .into_any()
}

/// Five shades on the scale of the fullest province, finer below.
fn level(count: i64, most: i64) -> u8 {
    match (count, most) {
        (0, _) | (_, 0) => 0,
        (count, most) if count * 2 >= most => 4,
        (count, most) if count * 5 >= most => 3,
        (count, most) if count * 15 >= most => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_fullest_province_is_darkest() {
        assert_eq!([0, 1, 10, 30, 60, 100].map(|count| super::level(count, 100)), [0, 1, 2, 3, 4, 4]);
    }
}
