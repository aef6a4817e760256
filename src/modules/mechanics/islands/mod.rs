//! What hydrates: finding out where the reader is.

pub mod geolocation;
mod pick_position;
mod use_position;

pub use pick_position::{PickPosition, PickPositionWords};
pub use use_position::UsePosition;
