//! The modules of the trade, always the same shape. Calls go downward only, through the other module's `mod.rs`:
//! users → auth, customers → vehicles → mechanics → `service_requests` → appointments → reviews. Upward go events.

pub mod appointments;
pub mod auth;
pub mod customers;
pub mod mechanics;
pub mod reviews;
pub mod service_requests;
pub mod users;
pub mod vehicles;
