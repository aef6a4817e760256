//! What an advert brought, day by day, as a drawing that needs no script and a table for who cannot see it.

use crate::{
    kernel::{lang::Lang, time::Day},
    modules::mechanics::adverts::store::{Advert, DayFigures},
    say,
    ui::{Column, DataTable, Fold, Row},
};
use leptos::prelude::*;

/// Of a column with its gap, and of the whole, in the units of the drawing.
const STEP: i32 = 12;
const HEIGHT: i32 = 100;

/// Nothing before the first day that brought something.
pub fn chart(lang: Lang, advert: &Advert, days: &[DayFigures], today: Day) -> Option<AnyView> {
    let most = days.iter().map(|day| day.impressions).max().filter(|most| *most > 0)?;
    let span = i32::try_from(today.min(advert.last_on).days_since(advert.first_on)).unwrap_or_default() + 1;
    let bars: Vec<_> = days
        .iter()
        .map(|day| {
            let x = i32::try_from(day.on.days_since(advert.first_on)).unwrap_or_default() * STEP;
            let tall = |count: i32| height(count, most);
            let (shown, opened) = (tall(day.impressions), tall(day.clicks));
            let label = format!("{}: {}", day.on.spoken(lang), figures(lang, day));
            view! {
                <g>
                    <title>{label}</title>
                    <rect class="text-primary" x=x.to_string() y=(HEIGHT - shown).to_string() width="10" height=shown.to_string() rx="2" fill="currentColor"></rect>
                    <rect class="text-accent" x=x.to_string() y=(HEIGHT - opened).to_string() width="10" height=opened.to_string() rx="2" fill="currentColor"></rect>
                </g>
            }
        })
        .collect();
    let width = (span * STEP).max(STEP * 14);
    let name = say!(lang, adverts.chart);
    let view_box = format!("0 0 {width} {HEIGHT}");
    let table = table(lang, days);
    Some(
        view! {
            <Fold title=name>
                <svg viewBox=view_box class="w-full max-h-40" role="img" aria-label=say!(lang, adverts.chart_line, most = most)>{bars}</svg>
                <p class="text-xs text-muted mt-2 mb-3 num">{say!(lang, adverts.chart_line, most = most)}</p>
                {table}
            </Fold>
        }
        .into_any(),
    )
}

/// Something is never drawn as nothing.
fn height(count: i32, most: i32) -> i32 {
    let height = i64::from(count) * i64::from(HEIGHT) / i64::from(most.max(1));
    let height = i32::try_from(height).unwrap_or(HEIGHT).min(HEIGHT);
    if count > 0 { height.max(2) } else { 0 }
}

fn figures(lang: Lang, day: &DayFigures) -> String {
    say!(
        lang,
        adverts.figures,
        impressions = day.impressions.to_string(),
        clicks = day.clicks.to_string(),
        bookings = day.bookings.to_string()
    )
}

fn table(lang: Lang, days: &[DayFigures]) -> AnyView {
    let columns = vec![
        Column::new(say!(lang, adverts.day)).main(),
        Column::new(say!(lang, adverts.impressions)).numeric(),
        Column::new(say!(lang, adverts.clicks)).numeric(),
        Column::new(say!(lang, adverts.bookings)).numeric(),
    ];
    let row = |day: &DayFigures| {
        Row::new(vec![
            day.on.spoken(lang).into_any(),
            day.impressions.to_string().into_any(),
            day.clicks.to_string().into_any(),
            day.bookings.to_string().into_any(),
        ])
    };
    let rows: Vec<Row> = days.iter().rev().map(row).collect();
    view! { <DataTable caption=say!(lang, adverts.chart) columns=columns rows=rows/> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::height;

    #[test]
    fn columns_are_as_tall_as_their_share_and_never_vanish() {
        assert_eq!((height(50, 100), height(100, 100), height(0, 100)), (50, 100, 0));
        assert_eq!(height(1, 100_000), 2);
        assert_eq!(height(7, 5), 100, "more opened than shown is drawn full");
    }
}
