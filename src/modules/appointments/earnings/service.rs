//! Adding up what a workshop has earned, for a page and for a file.

use super::{
    model::{Month, OfService, Period, Sum, first_of},
    store,
};
use crate::{
    kernel::{
        error::Result,
        time::{Day, Instant},
    },
    modules::appointments::{
        policy::{self, Runner},
        store::{Appointment, Cursor, by_ids},
    },
    platform::{Scope, Visit, sheet::Batches},
};

/// Visits of one batch of the file.
const BATCH: i64 = 500;

/// What a workshop has earned, around a period.
#[derive(Debug)]
pub struct Earnings {
    pub this_month: Sum,
    pub last_month: Sum,
    /// The months of its year that had visits.
    pub months: Vec<Month>,
    pub period: Sum,
    pub services: Vec<OfService>,
    /// From the first year with a done visit to this one, the latest first.
    pub years: Vec<i16>,
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for people who run no workshop.
pub async fn earnings(scope: &mut Scope, period: Period) -> Result<Earnings> {
    let runner = policy::runner(&scope.actor)?;
    let today = scope.now.day();
    let this = first_of(today.year(), today.month());
    let last = this.plus_months(-1);
    let lately = store::months(scope, runner, last.at(0), this.plus_months(1).at(0)).await?;
    let (from, until) = instants(Period::of_year(period.year));
    let months = store::months(scope, runner, from, until).await?;
    let (from, until) = instants(period);
    let services = store::services(scope, runner, from, until).await?;
    let first = store::first_day(scope, runner).await?.map_or(today.year(), Day::year).min(period.year);
    let asked = months.iter().filter(|month| period.month.is_none_or(|asked| month.first_on.month() == asked));
    Ok(Earnings {
        this_month: of_month(&lately, this),
        last_month: of_month(&lately, last),
        period: asked.map(|month| month.sum).sum(),
        months,
        services,
        years: (first..=today.year()).rev().collect(),
    })
}

fn of_month(months: &[Month], first_on: Day) -> Sum {
    months.iter().find(|month| month.first_on == first_on).map(|month| month.sum).unwrap_or_default()
}

fn instants(period: Period) -> (Instant, Instant) {
    let (from, until) = period.days();
    (from.at(0), until.at(0))
}

/// The done visits of a period, batch by batch.
pub struct Export {
    runner: Runner,
    period: Period,
    after: Option<Cursor>,
    is_done: bool,
}

impl Export {
    /// # Errors
    /// As [`earnings`].
    pub fn begin(visit: &Visit, period: Period) -> Result<Self> {
        Ok(Self { runner: policy::runner(&visit.actor)?, period, after: None, is_done: false })
    }
}

impl Batches for Export {
    type Row = Appointment;

    /// The earliest first.
    async fn next(&mut self, visit: &Visit) -> Result<Vec<Appointment>> {
        if self.is_done {
            return Ok(Vec::new());
        }
        let mut scope = Scope::read(visit);
        let ids = store::done_after(&mut scope, self.runner, instants(self.period), self.after, BATCH).await?;
        let mut visits = by_ids(&mut scope, &ids).await?;
        visits.reverse();
        self.after = visits.last().map(|last| Cursor { start_at: last.start_at, id: last.id });
        self.is_done = self.after.is_none();
        Ok(visits)
    }
}
