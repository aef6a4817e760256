//! What hydrates: choosing a car.

mod car_picker;
mod steps;

pub use car_picker::CarPicker;
pub use steps::{Choice, Picked, PickerWords, Step};
