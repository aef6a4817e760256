//! All offers in one table, saved together or not at all. Only rows that were changed are written, and of those none that somebody
//! else changed meanwhile: each row brings along, as its *mark*, how it stood when the page was made.

use super::{
    checks,
    inputs::{PartsClass, Promise, TableInput, TableRow},
    store,
};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, FieldError, Result, Rule},
        ids::ServiceId,
        lang::Lang,
        money::Money,
    },
    modules::mechanics::workshop::{
        checks::{ROWS_MAX, ServiceLine, services},
        model::{MyService, ServiceRow, ServicesInput},
        service::{changed, editing},
        store as workshop,
    },
    platform::{Scope, reference::Reference},
    say,
};
use std::collections::{BTreeMap, HashMap};

/// An offer, as a row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub offer: ServiceLine,
    pub promise: Promise,
}

impl Line {
    /// How the row stands, in one word.
    pub fn mark(&self) -> String {
        let Self { offer, promise } = self;
        let figure = |figure: Option<i32>| figure.map(|figure| figure.to_string()).unwrap_or_default();
        [
            offer.price.0.to_string(),
            offer.price_kind.word().to_owned(),
            offer.minutes.to_string(),
            offer.is_active.to_string(),
            promise.parts_class.map_or("", PartsClass::word).to_owned(),
            figure(promise.warranty_months.map(i32::from)),
            figure(promise.warranty_km),
        ]
        .join(".")
    }
}

impl From<&MyService> for Line {
    fn from(own: &MyService) -> Self {
        let offer = ServiceLine {
            service_id: own.id,
            price: Money(own.price_kurus),
            price_kind: own.price_kind,
            minutes: own.minutes,
            is_active: own.active,
        };
        Self { offer, promise: own.promise }
    }
}

/// Saves the rows that were changed.
///
/// # Errors
/// `invalid` with every refused cell as `rows.0.price`; `rows.0.was` names a row that became another one, or went, meanwhile.
pub async fn save(scope: &mut Scope, input: &TableInput) -> Result<()> {
    let owner = editing(scope).await?;
    let own = workshop::services(scope, owner).await?;
    let now: HashMap<ServiceId, Line> = own
        .into_iter()
        .map(|own| {
            let (service_id, price, price_kind) = (own.service_id, own.price, own.price_kind);
            let offer = ServiceLine { service_id, price, price_kind, minutes: own.minutes, is_active: own.is_active };
            (service_id, Line { offer, promise: own.promise })
        })
        .collect();
    let reference = scope.wires.reference.get();
    let lines = read(scope.lang, input, &reference, &now)?;
    let lines = differing(scope.lang, input, lines, &now)?;
    if lines.is_empty() {
        return Ok(());
    }
    let offers: Vec<ServiceLine> = lines.iter().map(|line| line.offer.clone()).collect();
    workshop::save_services(scope, owner, &offers).await?;
    store::save_promises(scope, owner, &lines).await?;
    changed(scope, owner).await
}

/// A line per row.
fn read(lang: Lang, input: &TableInput, reference: &Reference, now: &HashMap<ServiceId, Line>) -> Result<Vec<Line>> {
    let is_offered = |row: &TableRow| row.service_id.parse().is_ok_and(|id: ServiceId| now.contains_key(&id));
    let gone = input.rows.iter().enumerate().filter(|(_, row)| !is_offered(row));
    refuse(gone.map(|(place, _)| (place, say!(lang, prices.table_gone).to_owned())).take(ROWS_MAX).collect())?;
    let offered: Vec<ServiceId> = now.keys().copied().collect();
    let rows = input.rows.iter().map(offer_row).collect();
    let offers = services(&ServicesInput { rows }, reference, &offered);
    let mut wrong = Checks::default();
    let promises: Vec<Promise> = (0..)
        .zip(input.rows.iter().take(ROWS_MAX))
        .map(|(place, row)| {
            let typed = [row.parts_class.as_str(), &row.warranty_months, &row.warranty_km];
            checks::promise_in(&mut wrong, &format!("rows.{place}."), typed)
        })
        .collect();
    match (offers, wrong.done()) {
        (Ok(offers), Ok(())) => {
            Ok(offers.into_iter().zip(promises).map(|(offer, promise)| Line { offer, promise }).collect())
        }
        (Err(mut error), Err(more)) => {
            error.fields.extend(more.fields);
            Err(error)
        }
        (Err(error), Ok(())) | (Ok(_), Err(error)) => Err(error),
    }
}

fn offer_row(row: &TableRow) -> ServiceRow {
    ServiceRow {
        service_id: row.service_id.clone(),
        price: row.price.clone(),
        price_kind: row.price_kind.clone(),
        minutes: row.minutes.clone(),
        active: row.active.clone(),
    }
}

/// Lines to write: changed on the page, and still as the page had them.
fn differing(lang: Lang, input: &TableInput, lines: Vec<Line>, now: &HashMap<ServiceId, Line>) -> Result<Vec<Line>> {
    let (mut found, mut stale) = (Vec::new(), Vec::new());
    for (place, (row, line)) in input.rows.iter().zip(lines).enumerate() {
        let Some(kept) = now.get(&line.offer.service_id) else { continue };
        let (typed, stands) = (line.mark(), kept.mark());
        if typed == row.was || typed == stands {
            continue;
        }
        if stands == row.was {
            found.push(line);
        } else {
            stale.push((place, say!(lang, prices.table_changed, price = kept.offer.price.spoken(lang))));
        }
    }
    refuse(stale)?;
    Ok(found)
}

/// `invalid` with these rows, unless there are none.
fn refuse(rows: Vec<(usize, String)>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let refused = rows.into_iter().map(|(place, message)| {
        (format!("rows.{place}.was"), FieldError { rule: Rule::PriceChanged, limit: None, message })
    });
    let fields: BTreeMap<_, _> = refused.collect();
    Err(AppError { fields, ..AppError::new(Code::Invalid) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modules::mechanics::model::PriceKind;
    use uuid::Uuid;

    fn line(price: i64) -> Line {
        let service_id = ServiceId(Uuid::from_u128(1));
        let offer =
            ServiceLine { service_id, price: Money(price), price_kind: PriceKind::From, minutes: 60, is_active: true };
        Line { offer, promise: Promise { warranty_months: Some(12), ..Promise::default() } }
    }

    fn kept(typed: i64, was: i64, stands: i64) -> Result<usize> {
        let row = TableRow { was: line(was).mark(), ..TableRow::default() };
        let now = HashMap::from([(line(0).offer.service_id, line(stands))]);
        differing(Lang::Tr, &TableInput { rows: vec![row] }, vec![line(typed)], &now).map(|lines| lines.len())
    }

    #[test]
    fn a_mark_names_every_cell() {
        assert_eq!(line(125_000).mark(), "125000.from.60.true..12.");
    }

    #[test]
    fn only_what_was_changed_here_and_nowhere_else_is_written() {
        assert_eq!(kept(2, 1, 1), Ok(1));
        assert_eq!(kept(1, 1, 1), Ok(0), "not changed");
        assert_eq!(kept(1, 1, 3), Ok(0), "changed elsewhere only");
        assert_eq!(kept(3, 1, 3), Ok(0), "changed to the same");
        let stale = kept(2, 1, 3).err().map(|error| error.fields.into_keys().collect::<Vec<_>>());
        assert_eq!(stale, Some(vec!["rows.0.was".to_owned()]));
    }
}
