//! Pages of `users`.

mod admin_list;
mod settings;
mod tabs;

pub use admin_list::admin_list;
pub use settings::settings;
pub use tabs::settings_tabs;
