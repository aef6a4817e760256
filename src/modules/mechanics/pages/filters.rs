//! What narrows the list down: one panel, a column beside the list on desks and a sheet on phones; chips and order.
//! Every filter is a link.

use crate::{
    kernel::{lang::Lang, money::Money, number, paths},
    modules::mechanics::{
        certificates::{model::CertificateKind, spoken},
        search::{Asked, Facets, RADII_KM, Rating, SearchFilter, Sort, Wanted},
        sitemap::short_slug,
    },
    platform::reference::Reference,
    say,
    ui::{
        ButtonLook, Chip, Chips, FormState, Icon, Menu,
        form::{Form, Submit, field, hidden_plain},
    },
};
use leptos::prelude::*;

/// Places in a list; the map and the form know all of them, and every district of a province unfolds.
const PLACES: usize = 8;
/// Names the panel in its page.
const PANEL: &str = "suzgec";
/// The highest price, in addresses.
const PRICE: &str = "enfazla";

pub struct Filters<'a> {
    pub lang: Lang,
    pub reference: &'a Reference,
    pub asked: &'a Asked,
    pub filter: &'a SearchFilter,
    pub facets: &'a Facets,
    /// How many offer what is wanted in each province.
    pub provinces: &'a [(i32, i64)],
}

/// Around the groups of [`Line`]s; their styles hang on it, in the style sheet.
const LINES: &str = "facets";

/// One line: where it leads, how many it would leave, whether it is on.
struct Line {
    label: String,
    href: String,
    count: Option<String>,
    on: bool,
}

impl Line {
    fn view(self) -> AnyView {
        view! {
            <li>
                <a href=self.href rel="nofollow" aria-current=self.on.then_some("true")>
                    {self.on.then(|| view! { <Icon name="check" class=""/> })}
                    {self.label}
                    {self.count.map(|count| view! { <small>{count}</small> })}
                </a>
            </li>
        }
        .into_any()
    }
}

impl Filters<'_> {
    /// A filter that is on or off: `1` or nothing.
    fn switch(&self, label: &'static str, count: i64, on: bool, field: impl FnOnce(&mut Asked) -> &mut String) -> Line {
        let word = if on { "" } else { "1" };
        Line {
            label: label.to_owned(),
            href: self.asked.with(|asked| word.clone_into(field(asked))).here(),
            count: Some(number::count(self.lang, count)),
            on,
        }
    }

    fn rating(&self, rating: Rating, word: &str, label: &'static str, count: i64) -> Line {
        let on = self.filter.rating == Some(rating);
        let word = if on { "" } else { word };
        Line {
            label: label.to_owned(),
            href: self.asked.with(|asked| word.clone_into(&mut asked.rating)).here(),
            count: Some(number::count(self.lang, count)),
            on,
        }
    }

    fn open_now(&self) -> Line {
        self.switch(say!(self.lang, search.open_now), self.facets.here.open_now, self.filter.open_now, |asked| {
            &mut asked.open_now
        })
    }
    fn today(&self) -> Line {
        self.switch(say!(self.lang, search.slot_today), self.facets.here.slot_today, self.filter.slot_today, |asked| {
            &mut asked.today
        })
    }
    fn instant(&self) -> Line {
        self.switch(say!(self.lang, search.instant), self.facets.here.instantly, self.filter.instantly, |asked| {
            &mut asked.instant
        })
    }
    fn comes(&self) -> Line {
        self.switch(say!(self.lang, search.comes), self.facets.here.comes, self.filter.comes, |asked| &mut asked.comes)
    }

    /// The kinds that somebody here holds, and the chosen one.
    fn certificates(&self) -> Vec<Line> {
        let counted = CertificateKind::ALL.into_iter().zip(self.facets.here.certified);
        counted
            .map(|(kind, count)| (kind, count, self.filter.certificate == Some(kind)))
            .filter(|(_, count, on)| *count > 0 || *on)
            .map(|(kind, count, on)| {
                let word = if on { "" } else { kind.slug() };
                Line {
                    label: spoken::kind(self.lang, kind).to_owned(),
                    href: self.asked.with(|asked| word.clone_into(&mut asked.certificate)).here(),
                    count: Some(number::count(self.lang, count)),
                    on,
                }
            })
            .collect()
    }

    /// The highest price, where there is one work whose prices can be compared with it.
    fn price(&self) -> Option<AnyView> {
        self.filter.wanted.services()?;
        let lang = self.lang;
        let rest = self.asked.with(|asked| asked.price_max.clear()).pairs();
        let rest: Vec<_> = rest.into_iter().map(|(name, value)| hidden_plain(name, value)).collect();
        let state = FormState::default().with(PRICE, self.asked.price_max.clone());
        let amount = field(&state, PRICE, say!(lang, search.price_max)).plain().lira().view();
        let steps = self.price_steps().into_iter().map(Line::view).collect_view();
        Some(
            view! {
                <div class=LINES><ul class="pt-2">{steps}</ul></div>
                <Form action=paths::SEARCH get=true label=say!(lang, search.price_max) class="border-b border-line pt-2 pb-3 grid gap-2">
                    {rest}
                    {amount}
                    <Submit label=say!(lang, search.price_apply) look=ButtonLook::Line/>
                </Form>
            }
            .into_any(),
        )
    }

    /// Round prices that part what there is.
    fn price_steps(&self) -> Vec<Line> {
        let steps = self.facets.prices.iter().map(|&(kurus, count)| {
            let on = self.filter.price_max == Some(kurus);
            let word = if on { String::new() } else { (kurus / 100).to_string() };
            Line {
                label: say!(self.lang, search.price_up_to, price = Money(kurus).spoken(self.lang)),
                href: self.asked.with(|asked| asked.price_max = word).here(),
                count: Some(number::count(self.lang, count)),
                on,
            }
        });
        steps.collect()
    }

    fn four_and_a_half(&self) -> Line {
        let label = say!(self.lang, search.four_and_a_half);
        self.rating(Rating::FourAndAHalf, "4.5", label, self.facets.here.four_and_a_half)
    }

    fn radii(&self) -> Vec<Line> {
        if self.asked.lat.is_empty() {
            return Vec::new();
        }
        let count = |step: usize| self.facets.radii.and_then(|counts| counts.get(step).copied());
        RADII_KM
            .into_iter()
            .enumerate()
            .map(|(step, km)| {
                let km = km.to_string();
                let on = self.asked.radius_km == km;
                let word = if on { "" } else { &km };
                let href = self.asked.with(|asked| word.clone_into(&mut asked.radius_km)).here();
                let count = count(step).map(|count| number::count(self.lang, count));
                Line { label: say!(self.lang, search.within, km = km.as_str()), href, count, on }
            })
            .collect()
    }

    /// Districts of the province, or the provinces with most workshops.
    fn places(&self) -> Vec<Line> {
        let inside = self.filter.province().and_then(|id| self.reference.province(id));
        let chosen = self.filter.district();
        // A radius without a position is drawn around the place that is named: another district has another circle, not yet counted.
        let is_counted = self.filter.radius_m().is_none() || !self.asked.lat.is_empty();
        let mut lines: Vec<Line> = Vec::new();
        for &(place, count) in &self.facets.places {
            let line = match inside {
                Some(province) => self.reference.district(place).map(|district| {
                    let on = chosen == Some(place);
                    let word = if on { "" } else { short_slug(&district.slug, &province.slug) };
                    let href = self.asked.with(|asked| word.clone_into(&mut asked.ilce)).here();
                    let count = is_counted.then(|| number::count(self.lang, count));
                    Line { label: district.name.clone(), href, count, on }
                }),
                None => i16::try_from(place).ok().and_then(|id| self.reference.province(id)).map(|province| Line {
                    label: province.name.clone(),
                    href: self.in_province(&province.slug),
                    count: Some(number::count(self.lang, count)),
                    on: false,
                }),
            };
            lines.extend(line);
        }
        // The chosen one stays in sight.
        lines.sort_by_key(|line| !line.on);
        lines
    }

    /// What lies in a province of what is found, also of what is found around a position without a word about how far.
    fn in_province(&self, slug: &str) -> String {
        let here = |asked: &mut Asked| {
            slug.clone_into(&mut asked.il);
            asked.ilce.clear();
            asked.radius_km = self.filter.radius_m().map(|metres| (metres / 1000.0).to_string()).unwrap_or_default();
        };
        self.asked.with(here).here()
    }

    fn groups(&self) -> AnyView {
        let lang = self.lang;
        let unfolds = self.filter.province().is_some();
        let four = self.rating(Rating::Four, "4", say!(lang, search.four), self.facets.here.four);
        let places =
            if self.filter.province().is_some() { say!(lang, search.districts) } else { say!(lang, search.provinces) };
        let groups = [
            (say!(lang, search.time), vec![self.open_now(), self.today()]),
            (say!(lang, search.rating), vec![self.four_and_a_half(), four]),
            (say!(lang, search.booking), vec![self.instant(), self.comes()]),
            (say!(lang, search.certificates), self.certificates()),
            (say!(lang, search.distance), self.radii()),
            (places, self.places()),
        ];
        let groups: Vec<_> = groups
            .into_iter()
            .filter(|(_, lines)| !lines.is_empty())
            .map(|(title, mut lines)| {
                let rest = if lines.len() > PLACES { lines.split_off(PLACES) } else { Vec::new() };
                let rest = (unfolds && !rest.is_empty()).then(|| self.rest(rest));
                view! {
                    <details class="faq border-b border-line last:border-0 py-1" open>
                        <summary class="flex items-center justify-between min-h-11 font-semibold text-sm">
                            {title}
                            <Icon name="chevron-down" class="size-4 text-muted chev"/>
                        </summary>
                        <ul>{lines.into_iter().map(Line::view).collect_view()}</ul>
                        {rest}
                    </details>
                }
            })
            .collect();
        view! { <div class=LINES>{groups}</div> }.into_any()
    }

    /// The districts with fewer workshops, folded.
    fn rest(&self, lines: Vec<Line>) -> AnyView {
        let count = number::count(self.lang, i64::try_from(lines.len() + PLACES).unwrap_or_default());
        let label = say!(self.lang, search.all_districts, count = count.as_str());
        view! {
            <details class="faq -mt-3 pb-2">
                <summary class="link-p text-sm inline-flex items-center gap-2 min-h-11">
                    {label}
                    <Icon name="chevron-down" class="size-4 chev"/>
                </summary>
                <ul>{lines.into_iter().map(Line::view).collect_view()}</ul>
            </details>
        }
        .into_any()
    }

    pub(super) fn is_by_name(&self) -> bool {
        matches!(self.filter.wanted, Wanted::Name(_))
    }

    /// The column beside the list; on phones a native popover over the whole page, opened by the button of [`Self::bar`].
    pub fn panel(&self) -> AnyView {
        let lang = self.lang;
        if self.is_by_name() {
            return view! { <div class="hidden lg:block"></div> }.into_any();
        }
        let clear = (self.asked.filters_on() > 0)
            .then(|| view! { <a class="link-p text-sm min-h-11 inline-flex items-center" href=self.asked.unfiltered().href()>{say!(lang, search.clear)}</a> });
        let show = match self.facets.here.total {
            1 => say!(lang, search.show_one).to_owned(),
            total => say!(lang, search.show_count, count = number::count(lang, total)),
        };
        let here = format!("{}#liste", self.asked.with(|_| ()).href());
        view! {
            <aside class="filters" id=PANEL popover="auto" aria-label=say!(lang, search.filters)>
                <div class="flex items-center gap-4 h-11 mb-1">
                    <h2 class="text-lg lg:text-base mr-auto">{say!(lang, search.filters)}</h2>
                    {clear}
                    <button type="button" class="btn btn-quiet btn-icon -mr-2 lg:hidden" popovertarget=PANEL
                        popovertargetaction="hide" aria-label=say!(lang, common.close)>
                        <Icon name="x"/>
                    </button>
                </div>
                <div class="border-t border-line">{self.price()}{self.groups()}</div>
                <div class="lg:hidden sticky bottom-0 -mx-4 p-3 bg-surface border-t border-line">
                    <a class="btn btn-primary w-full" href=here>{show}</a>
                </div>
            </aside>
        }
        .into_any()
    }

    /// Opener, chips and order above the list.
    pub fn bar(&self) -> AnyView {
        let lang = self.lang;
        if self.is_by_name() {
            return view! { <div class="mt-4 mb-4"></div> }.into_any();
        }
        let chips = [self.today(), self.open_now(), self.four_and_a_half(), self.instant()]
            .into_iter()
            .map(|line| Chip::new(line.label, line.href).on(line.on))
            .collect();
        view! {
            <div class="flex items-center gap-2 mt-2 mb-4">
                {self.opener()}
                <div class="flex-1 min-w-0"><Chips name=say!(lang, search.filters) items=chips/></div>
                {self.order()}
            </div>
        }
        .into_any()
    }

    /// Opens the panel where there is no room for a column.
    fn opener(&self) -> AnyView {
        let lang = self.lang;
        let on = self.asked.filters_on();
        view! {
            <button type="button" class="chip lg:hidden" popovertarget=PANEL aria-haspopup="dialog">
                <Icon name="sliders-horizontal" class="size-[1.0625rem]"/>
                {say!(lang, search.filter)}
                {(on > 0).then(|| view! { <span class="count">{on}</span> })}
            </button>
        }
        .into_any()
    }

    fn order(&self) -> AnyView {
        let lang = self.lang;
        let label = |sort: Sort| match sort {
            Sort::Best => say!(lang, search.sort_best),
            Sort::Distance => say!(lang, search.sort_distance),
            Sort::Rating => say!(lang, search.sort_rating),
            Sort::Price => say!(lang, search.sort_price),
            Sort::Earliest => say!(lang, search.sort_earliest),
        };
        let links: Vec<_> = Sort::ALL
            .into_iter()
            .filter(|sort| self.filter.allows(*sort))
            .map(|sort| {
                let word = if sort == Sort::Best { "" } else { sort.turkish() };
                let href = self.asked.with(|asked| word.clone_into(&mut asked.sort)).here();
                let here = (sort == self.filter.sort).then_some("true");
                view! { <a class="side-a" href=href rel="nofollow" aria-current=here>{label(sort)}</a> }
            })
            .collect();
        let face = view! { <span class="max-sm:sr-only">{label(self.filter.sort)}</span><Icon name="arrow-up-down" class="size-4"/> }.into_any();
        view! {
            <div class="shrink-0">
                <Menu face=face label=format!("{}: {}", say!(lang, search.sort), label(self.filter.sort)) class="chip">{links}</Menu>
            </div>
        }
        .into_any()
    }
}
