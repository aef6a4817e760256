//! What adverts announce: whoever brings it to workshops listens. Listeners run in the same transaction.

use super::store::{Locked, Over};
use crate::{kernel::ids::AdvertId, platform::events::Event};

/// The desk has approved, refused or stopped an advert.
#[derive(Clone, Debug)]
pub struct AdvertDecided {
    pub id: AdvertId,
    /// As it is now.
    pub advert: Locked,
    /// Empty for what was approved.
    pub reason: String,
}
impl Event for AdvertDecided {}

/// The last day of an advert is over.
#[derive(Clone, Debug)]
pub struct AdvertOver(pub Over);
impl Event for AdvertOver {}
