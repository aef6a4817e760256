//! The look: views without knowledge of the trade.
//!
//! Owns how things appear: forms, buttons, tags, cards, tables, dialogs, the shell of header, side bar and footer, drawings.
//! Compiles for the server and for the browser, so it knows only `kernel`: no I/O, no translations, no clock.
//! Every word arrives ready-made; shell parts take a struct of words (`HeaderWords` …) filled by `app`.
//!
//! Colours, type and recipes live in `style/main.css`; views use whole literal class strings, because the style compiler
//! reads the sources and sees nothing else. No `style` attributes: the content policy refuses them.
//!
//! Drawings, icons and the province map are cached files in `public/`, used by reference (`<use href="/art.svg#…">`),
//! which keeps pages light. Their addresses go through [`asset`], which adds [`ASSET_VERSION`]: raise it when one changes.

pub mod avatar;
pub mod badge;
pub mod bars;
pub mod brand;
pub mod breadcrumb;
pub mod button;
pub mod card;
pub mod chips;
pub mod dialog;
pub mod empty;
pub mod facade;
pub mod form;
pub mod fresh;
pub mod icon;
pub mod live;
pub mod map;
pub mod notice;
pub mod page;
pub mod pager;
mod pin_names;
pub mod pins;
pub mod plate;
pub mod position;
pub mod price;
pub mod progress;
pub mod prose;
pub mod rating;
pub mod seen;
pub mod sheet;
pub mod shell;
pub mod table;
pub mod tabs;
pub mod tap_map;
pub mod upload;

pub use avatar::{Avatar, AvatarSize};
pub use badge::{Count, IconTile, Tag, Tags, Tone};
pub use bars::{Bar, Bars};
pub use brand::BrandSign;
pub use breadcrumb::Breadcrumb;
pub use button::{ButtonLink, ButtonLook, Go, IconLink, PostButton, TextLink};
pub use card::{AttentionCard, Facts, Feature, Figure, Figures, Fold, PageHead, Panel, Section};
pub use chips::{Chip, Chips};
pub use dialog::{Confirm, Dialog, DialogButton, Menu};
pub use empty::{Empty, ErrorScene};
pub use facade::{Art, CarShape, CarView, Facade, Picture, seed_of};
pub use form::FormState;
pub use fresh::{FreshLine, FreshWords};
pub use icon::{Icon, Star};
pub use map::{Province, ProvinceMap};
pub use notice::{Notice, Remark};
pub use page::{OpenGraph, Page, SearchSummary};
pub use pager::{Pager, PagerWords};
pub use pins::{Pin, PinMap, Spot};
pub use plate::{PlateView, Stamp};
pub use position::{Nearby, StandHere};
pub use price::{Bill, Price};
pub use progress::{Meter, ProgressBar, Skeleton, Steps};
pub use rating::{ScoreBars, ScoreLine, StarBars, StarsShown};
pub use seen::{SeenList, SeenNote, SeenSwitch};
pub use sheet::{SheetLine, SheetWords};
pub use table::{Column, DataTable, Order, Row};
pub use tabs::{Tab, Tabs};
pub use tap_map::{Look, TapMap, TapWords};
pub use upload::{UploadLine, UploadWords};

/// Version of the files in `public/`; part of their address, so browsers may keep them for good.
pub const ASSET_VERSION: &str = "5";

/// The address of a file in `public/`, with the version that makes it safe to cache for good.
#[must_use]
pub fn asset(file: &str) -> String {
    format!("/{file}?v={ASSET_VERSION}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn assets_carry_their_version() {
        assert_eq!(super::asset("art.svg"), format!("/art.svg?v={}", super::ASSET_VERSION));
    }

    /// Under another address than the page announces, a font would be fetched twice.
    #[test]
    fn fonts_of_the_style_sheet_are_those_that_pages_announce() {
        let style = std::fs::read_to_string("style/main.css").unwrap();
        for font in ["fonts/jakarta-latin.woff2", "fonts/jakarta-latin-ext.woff2"] {
            assert!(style.contains(&format!("url(\"{}\")", super::asset(font))), "{font}");
        }
    }
}
