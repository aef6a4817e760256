//! What a page hands to the shell: its body, and everything that stands in the head.

use leptos::prelude::*;

/// A finished page. `app` wraps it in a layout and writes head, status and headers from it.
#[expect(clippy::struct_excessive_bools, reason = "marks that a page may carry in any mixture, no state in disguise")]
pub struct Page {
    pub title: String,
    pub description: Option<String>,
    pub canonical: Option<String>,
    pub robots_noindex: bool,
    /// The address opens what it shows: browsers tell it to nobody, and nothing keeps the page.
    pub key_in_address: bool,
    /// JSON-LD, a block each, already safe inside a script element (`<` written as `\u003c`).
    pub json_ld: Vec<String>,
    pub og: Option<OpenGraph>,
    pub status: u16,
    /// Another page to go on to, in place of this one.
    pub place: Option<String>,
    /// The page shows how far something is and comes again by itself after so many seconds.
    pub refresh_seconds: Option<u32>,
    /// The page looks at itself again when something changes for its reader.
    pub fresh: bool,
    /// Parts and files of this site stand in frames of the page.
    pub frames: bool,
    /// Whether the page holds islands and so needs the client program.
    pub islands: bool,
    /// Key of the place that navigation shows as the current one.
    pub nav: Option<&'static str>,
    /// The search in force, shown in the header.
    pub search: Option<SearchSummary>,
    /// Origins of other sites that forms of this page may lead on to.
    pub form_origins: Vec<String>,
    pub body: AnyView,
}

/// The search in force, as a pill in the header of result pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchSummary {
    /// What, where, which car; the first stands out.
    pub parts: Vec<String>,
    pub href: String,
    /// "Aramayı değiştir"
    pub change: String,
}

/// How a page looks when somebody shares it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenGraph {
    pub title: String,
    pub description: String,
    pub image: Option<String>,
    pub url: String,
}

impl Page {
    #[must_use]
    pub fn new(title: impl Into<String>, view: impl IntoView + 'static) -> Self {
        Self {
            title: title.into(),
            description: None,
            canonical: None,
            robots_noindex: false,
            key_in_address: false,
            json_ld: Vec::new(),
            og: None,
            status: 200,
            place: None,
            refresh_seconds: None,
            fresh: false,
            frames: false,
            islands: false,
            nav: None,
            search: None,
            form_origins: Vec::new(),
            body: view.into_any(),
        }
    }

    /// No page of its own: the reader goes on to another one.
    #[must_use]
    pub fn elsewhere(place: impl Into<String>) -> Self {
        Self { place: Some(place.into()), status: 303, ..Self::new(String::new(), ()) }
    }

    #[must_use]
    pub fn search(mut self, summary: SearchSummary) -> Self {
        self.search = Some(summary);
        self
    }

    /// Forms of this page may lead on to these sites (identity providers).
    #[must_use]
    pub fn forms_lead_to(mut self, origins: Vec<String>) -> Self {
        self.form_origins = origins;
        self
    }

    /// Parts and files of this site may stand in frames of this page.
    #[must_use]
    pub fn frames(mut self) -> Self {
        self.frames = true;
        self
    }

    #[must_use]
    pub fn describe(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    #[must_use]
    pub fn canonical(mut self, url: impl Into<String>) -> Self {
        self.canonical = Some(url.into());
        self
    }

    /// Keeps the page out of search engines.
    #[must_use]
    pub fn noindex(mut self) -> Self {
        self.robots_noindex = true;
        self
    }

    /// A page for whoever has its address, and for no search engine.
    #[must_use]
    pub fn key_in_address(mut self) -> Self {
        self.key_in_address = true;
        self.noindex()
    }

    /// One more block of structured data. Every `<` is written as an escape here once more, so no text can end the script element.
    #[must_use]
    pub fn json_ld(mut self, json: impl Into<String>) -> Self {
        self.json_ld.push(json.into().replace('<', "\\u003c"));
        self
    }

    #[must_use]
    pub fn open_graph(mut self, og: OpenGraph) -> Self {
        self.og = Some(og);
        self
    }

    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Looks at itself again by itself: visits, requests, whatever others change meanwhile.
    #[must_use]
    pub fn fresh(mut self) -> Self {
        self.fresh = true;
        self
    }

    #[must_use]
    pub fn islands(mut self) -> Self {
        self.islands = true;
        self
    }

    #[must_use]
    pub fn refresh(mut self, seconds: u32) -> Self {
        self.refresh_seconds = Some(seconds);
        self
    }

    #[must_use]
    pub fn nav(mut self, key: &'static str) -> Self {
        self.nav = Some(key);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn structured_data_cannot_end_its_script() {
        let page = Page::new("Usta", ()).json_ld(r#"{"name":"</script><b>"}"#);
        assert_eq!(page.json_ld, [r#"{"name":"\u003c/script>\u003cb>"}"#]);
    }

    #[test]
    fn a_new_page_is_found_and_indexed() {
        let page = Page::new("Usta", ());
        assert_eq!((page.status, page.robots_noindex), (200, false));
    }
}
