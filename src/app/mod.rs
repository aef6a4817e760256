//! Composes the site: the document, every path and its page, the layouts, error pages.
//!
//! A page is an async function of a module that returns a [`Page`](crate::ui::Page); `show` runs it once per request on
//! the server, wraps it in its layout and sets status and headers. There are no resources and no client-side routing.

mod compose;
mod desk;
mod dev_mail;
mod document;
mod errors;
mod layouts;
mod routes;
mod show;

pub use compose::Profile;
pub use desk::people_csv;
pub use dev_mail::{dev_mail_html, dev_mail_ics};
pub use document::document;
pub use routes::App;
