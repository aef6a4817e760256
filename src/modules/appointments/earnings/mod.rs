//! What a workshop has earned: the bills of its done visits, by the day of the visit, added up when they are asked for. What was
//! paid, and how, is not known here.

pub mod model;
pub mod service;
pub mod store;
