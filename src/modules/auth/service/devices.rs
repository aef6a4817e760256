//! Devices in words, and the notice of a new one.

use super::{entry::Entrant, known};
use crate::{
    kernel::{error::Result, ids::UserId, lang::Lang},
    modules::auth::{notices, store},
    platform::{
        Scope, Visit,
        whereabouts::{self, Whereabouts},
    },
    say,
};
use woothee::{parser::Parser, woothee::VALUE_UNKNOWN};

/// What a client says it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    pub browser: String,
    pub system: String,
}

impl Client {
    pub fn read(user_agent: &str) -> Self {
        let parsed = Parser::new().parse(user_agent);
        let known = |word: &str| if word == VALUE_UNKNOWN { String::new() } else { word.to_owned() };
        let browser = parsed.as_ref().map(|parsed| known(parsed.name)).unwrap_or_default();
        // Clients that are no browsers put their name first.
        let own = || user_agent.split(['/', ' ']).next().unwrap_or_default().chars().take(40).collect();
        Self {
            browser: if browser.is_empty() { own() } else { browser },
            system: parsed.as_ref().map(|parsed| system(&known(parsed.os))).unwrap_or_default(),
        }
    }

    /// `Firefox, Windows`.
    pub fn spoken(&self, lang: Lang) -> String {
        match (self.browser.as_str(), self.system.as_str()) {
            ("", "") => say!(lang, sessions.unknown_device).to_owned(),
            (one, "") | ("", one) => one.to_owned(),
            (browser, system) => format!("{browser}, {system}"),
        }
    }

    pub fn is_phone(&self) -> bool {
        matches!(self.system.as_str(), "Android" | "iPhone" | "iPad")
    }
}

/// The family of a system: versions come and go on one device.
fn system(os: &str) -> String {
    match os {
        "Mac OSX" => "macOS".to_owned(),
        os if os.starts_with("Windows") && !os.contains("Phone") => "Windows".to_owned(),
        os => os.to_owned(),
    }
}

/// A place as it is kept: two letters, `local`, or nothing.
pub fn place_of(ip: &str) -> String {
    match ip.parse().map(whereabouts::of) {
        Ok(Whereabouts::Local) => "local".to_owned(),
        Ok(place) => place.code().unwrap_or_default().to_owned(),
        Err(_) => String::new(),
    }
}

/// A kept place in words. No claim about towns: the table knows countries only.
pub fn place_in_words(lang: Lang, place: &str) -> String {
    let name = match place {
        "" => say!(lang, sessions.place_unknown),
        "local" => say!(lang, sessions.place_local),
        code => whereabouts::name(code, lang).unwrap_or(say!(lang, sessions.place_unknown)),
    };
    name.to_owned()
}

/// Tells the owner when somebody came in by a browser that never came in to this account before, whatever the way; programs
/// without cookies are new each time. The very first sign-in tells nobody.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn greet(visit: &Visit, user: UserId, entrant: &Entrant) -> Result<()> {
    if known::came_before(visit, user, entrant.browsers_forgotten_at)
        || !store::sessions::somebody_came_before(visit, user).await?
    {
        return Ok(());
    }
    let mut scope = Scope::write(visit).await?;
    let place = place_of(&visit.ip.to_string());
    let result = notices::tell_of_device(&mut scope, user, &visit.user_agent, &place).await;
    scope.finish(result).await
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0";
    const CHROME: &str = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";
    const SAFARI: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
    const MAC: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15";

    #[test]
    fn clients_are_named_in_words() {
        let spoken = |user_agent: &str| Client::read(user_agent).spoken(Lang::Tr);
        assert_eq!(spoken(FIREFOX), "Firefox, Windows");
        assert_eq!(spoken(CHROME), "Chrome, Android");
        assert_eq!(spoken(SAFARI), "Safari, iPhone");
        assert_eq!(spoken(MAC), "Safari, macOS");
        assert_eq!(spoken("UstaCep/1.4 (okhttp)"), "UstaCep");
        assert_eq!(spoken(""), "Bilinmeyen cihaz");
    }

    #[test]
    fn a_new_version_is_no_new_client() {
        assert_eq!(Client::read(FIREFOX), Client::read(&FIREFOX.replace("133.0", "134.0")));
        assert_ne!(Client::read(FIREFOX), Client::read(CHROME));
    }

    #[test]
    fn places_are_named_in_both_languages() {
        assert_eq!(place_in_words(Lang::Tr, &place_of("88.255.0.1")), "Türkiye");
        assert_eq!(place_in_words(Lang::En, &place_of("193.0.6.139")), "Netherlands");
        assert_eq!(place_in_words(Lang::Tr, &place_of("127.0.0.1")), "yerel ağ");
        assert_eq!(place_in_words(Lang::En, &place_of("1.1.1.1")), "Australia");
    }
}
