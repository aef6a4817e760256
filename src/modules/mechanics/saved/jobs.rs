//! Telling customers of new workshops that fit their saved searches. May run twice, at once, or after a long stop: a customer gets one
//! mail a day at most, and hears of each workshop once.

use super::{
    mails::{self, News},
    service,
    store::{self, Telling},
};
use crate::{
    kernel::{error::Result, ids::MechanicId, time::Instant},
    platform::{Scope, Wires, jobs::in_batches},
};
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

/// Every morning at 09.40 in Istanbul; the crontab counts in UTC. It also runs once at start.
pub const CRONTAB: [&str; 1] = ["40 6 * * * tell_of_workshops {}"];
const BATCH: i64 = 100;
/// More new workshops than these are looked at on no day.
const NEW_MAX: i64 = 5_000;
/// So many at once: [`search::among`](crate::modules::mechanics::search::among) takes no more.
const AT_ONCE: usize = 100;

#[derive(Debug, Default, Serialize, Deserialize)]
pub struct TellOfWorkshops {}

impl TaskHandler for TellOfWorkshops {
    const IDENTIFIER: &'static str = "tell_of_workshops";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let wires = context.get_ext::<Wires>().ok_or_else(|| String::from("no wires"))?;
        tell(wires).await.map(drop).map_err(|error| error.to_string())
    }
}

/// Returns how many searches were looked at.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn tell(wires: &Wires) -> Result<usize> {
    in_batches(wires, tell_some).await
}

async fn tell_some(scope: &mut Scope) -> Result<usize> {
    let before = scope.now.day().at(0);
    let searches = store::to_tell(scope, before, BATCH).await?;
    let Some(oldest) = searches.iter().map(|search| search.told_at).min() else { return Ok(0) };
    let verified = store::verified_since(scope, oldest, NEW_MAX).await?;
    for of_one in searches.chunk_by(|a, b| a.customer_id == b.customer_id) {
        tell_one(scope, of_one, &verified).await?;
    }
    store::note_told(scope, &searches.iter().map(|search| search.id).collect::<Vec<_>>()).await?;
    Ok(searches.len())
}

/// One mail for all searches of a customer; none when nothing fits.
async fn tell_one(scope: &mut Scope, searches: &[Telling], verified: &[(MechanicId, Instant)]) -> Result<()> {
    let Some(customer) = searches.first().map(|search| search.customer_id) else { return Ok(()) };
    let mut news = News::default();
    for search in searches {
        let new = verified.iter().filter(|(_, at)| *at > search.told_at);
        let ids: Vec<MechanicId> = new.map(|(id, _)| *id).collect();
        let mut found = Vec::new();
        for some in ids.chunks(AT_ONCE) {
            found.extend(service::found_among(scope, search, some).await?);
        }
        news.add(search, found);
    }
    if news.is_empty() { Ok(()) } else { mails::news(scope, customer, &news).await }
}
