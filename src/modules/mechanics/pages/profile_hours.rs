//! When a workshop is open: the week in force, what is different today, and the season that comes soon.

use super::spoken;
use crate::{
    kernel::{lang::Lang, time::Day},
    modules::mechanics::{DayHours, Season, profile::PublicMechanic},
    platform::Visit,
    say,
    ui::{Remark, Section},
};
use leptos::prelude::*;

/// A season is announced so many days before it begins.
const SOON_DAYS: i64 = 30;

pub(super) fn hours(visit: &Visit, mechanic: &PublicMechanic) -> AnyView {
    let lang = visit.lang;
    let today = visit.now.day();
    let rows: Vec<_> = mechanic
        .schedule
        .week_on(today)
        .iter()
        .zip(1..)
        .zip(say!(lang, common.weekdays).split(' '))
        .map(|((plan, weekday), name)| row(lang, mechanic, today, *plan, (weekday, name)))
        .collect();
    let notes: Vec<_> = notes(visit, mechanic).into_iter().map(|note| view! { <Remark text=note/> }).collect();
    view! {
        <Section title=say!(lang, mechanics.hours)>
            <table class="w-full text-sm num"><tbody>{rows}</tbody></table>
            {notes}
        </Section>
    }
    .into_any()
}

fn row(
    lang: Lang,
    mechanic: &PublicMechanic,
    today: Day,
    plan: Option<DayHours>,
    (weekday, name): (i16, &str),
) -> AnyView {
    let is_today = weekday == today.weekday();
    let shown = if is_today { mechanic.today } else { plan };
    let class = match (is_today, shown.is_some()) {
        (true, _) => "font-semibold text-primary-ink",
        (false, true) => "",
        (false, false) => "text-muted",
    };
    let name = if is_today { say!(lang, mechanics.weekday_today, day = name) } else { name.to_owned() };
    view! {
        <tr class=class>
            <th scope="row" class="text-left [font-weight:inherit] py-2 pr-4">{name}</th>
            <td class="text-right py-2">{hours_words(lang, shown)}</td>
        </tr>
    }
    .into_any()
}

fn hours_words(lang: Lang, hours: Option<DayHours>) -> String {
    let span = |from: i32, to: i32| format!("{}–{}", spoken::clock(lang, from), spoken::clock(lang, to));
    match hours {
        None => say!(lang, mechanics.closed).to_owned(),
        Some(DayHours { opens_min, closes_min, pause: Some((from, to)) }) => {
            format!("{}, {}", span(opens_min, from), span(to, closes_min))
        }
        Some(DayHours { opens_min, closes_min, pause: None }) => span(opens_min, closes_min),
    }
}

/// What differs today, the season in force, the one that comes.
fn notes(visit: &Visit, mechanic: &PublicMechanic) -> Vec<String> {
    let (lang, today, schedule) = (visit.lang, visit.now.day(), &mechanic.schedule);
    let reference = visit.wires.reference.get();
    let differs = (mechanic.today != schedule.planned_hours(today)).then(|| match reference.holiday(today) {
        Some(holiday) => say!(lang, mechanics.holiday_today, name = holiday.name(lang)),
        None => say!(lang, mechanics.exception_today).to_owned(),
    });
    let now = schedule.season_on(today).map(|season| {
        say!(lang, mechanics.season_now, name = season.name.as_str(), until = season.to_on.spoken_with_year(lang))
    });
    let is_soon = |season: &&Season| (1..=SOON_DAYS).contains(&season.from_on.days_since(today));
    let soon = schedule.seasons.iter().find(is_soon).map(|season| {
        let (from, to) = (season.from_on.spoken_with_year(lang), season.to_on.spoken_with_year(lang));
        say!(lang, mechanics.season_soon, name = season.name.as_str(), from = from, to = to)
    });
    [differs, now, soon].into_iter().flatten().collect()
}
