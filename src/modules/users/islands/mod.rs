//! What hydrates: choosing the square of a photo.

mod crop_photo;

#[cfg(feature = "ssr")]
pub use crop_photo::CropPhoto;
pub use crop_photo::CropProps;
