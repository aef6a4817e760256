//! Wires to the world: configuration, database, sessions, walls, jobs, mail. Knows the kernel only.
//!
//! The two types everybody meets: [`Visit`] (one request: who, in which language, from where) and [`Scope`] (one use
//! case: actor, clock and database connection or transaction). No `Scope`, no SQL.

pub mod accept;
pub mod audit;
pub mod bearer;
pub mod config;
pub mod cookies;
pub mod db;
pub mod drawing;
pub mod embedded_postgres;
pub mod events;
pub mod flash;
pub mod hints;
pub mod jobs;
pub mod kept;
pub mod keyed;
pub mod labour;
pub mod mail;
pub mod media;
pub mod oidc;
pub mod outward;
pub mod personal;
pub mod rate_limit;
pub mod reference;
pub mod refusal;
pub mod reply;
pub mod scope;
pub mod session;
pub mod sheet;
pub mod sms;
pub mod telemetry;
pub mod token;
pub mod upload;
pub mod visit;
pub mod walls;
pub mod whereabouts;
pub mod wires;

pub use db::OnConstraint;
pub use reply::reply;
pub use scope::Scope;
pub use visit::Visit;
pub use wires::Wires;
