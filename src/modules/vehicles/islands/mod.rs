//! What hydrates: choosing a car.

mod car_picker;
mod steps;

#[cfg(feature = "ssr")]
pub use car_picker::CarPicker;
pub use car_picker::PickerProps;
pub use steps::{Choice, Picked, PickerWords, Step};
