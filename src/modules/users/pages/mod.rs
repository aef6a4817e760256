//! Pages of `users`.

mod admin_list;
mod settings;

pub use admin_list::admin_list;
pub use settings::settings;
