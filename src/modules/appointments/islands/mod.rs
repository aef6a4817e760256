//! What hydrates: the booking form.

mod booking;
mod parts;
mod props;

#[cfg(feature = "ssr")]
pub use booking::SlotPicker;
pub use props::{BookingProps, BookingWords, CarChoice, CarService, DayLabel, ServiceChoice, clock_of, week_of};
