//! Pages of `users`.

mod admin_list;
mod photo;
mod settings;
mod support_part;
mod tabs;
mod words;

pub use admin_list::admin_list;
pub use photo::{UPLOAD_LIMIT, photo_upload};
pub use settings::settings;
pub use support_part::support_part;
pub use tabs::settings_tabs;
pub use words::{kind_name, role_name, role_tone};
