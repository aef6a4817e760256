//! What hydrates: finding out where the reader is.

pub mod geolocation;
mod pick_position;
mod use_position;

#[cfg(feature = "ssr")]
pub use pick_position::PickPosition;
pub use pick_position::{PickPositionWords, PinProps};
pub use use_position::NearProps;
#[cfg(feature = "ssr")]
pub use use_position::UsePosition;
