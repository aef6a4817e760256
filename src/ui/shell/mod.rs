//! The frame around pages: header, footer, side bar, bottom bar.
//!
//! Everything here is words, addresses and numbers filled in by `app`; the frame knows nobody.
//! Public pages: [`PublicFrame`] with [`PublicHeader`] and [`Footer`]. Account, workshop, admin: [`AppFrame`] with
//! [`SideBar`] on desks, [`TopBar`] and [`BottomBar`] on phones.

mod bottom_bar;
mod footer;
mod frame;
mod header;
mod place;
mod side;

pub use bottom_bar::{BottomBar, TopBar};
pub use footer::{Footer, FooterGroup, FooterWords};
pub use frame::{AppFrame, MAIN_ID, PublicFrame, SkipLink};
pub use header::{HeaderWords, PublicHeader};
pub use place::{Logo, PersonBadge, Place};
pub use side::{SideBar, SideWords};
