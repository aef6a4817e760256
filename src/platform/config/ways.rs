//! Reading the settings of identity providers and short messages.

use super::{ClientProof, ConfigError, Env, OidcConfig, ProviderConfig, SigningKey, SmsConfig};
use crate::{
    kernel::{paths, secret::Secret},
    platform::oidc,
};
use std::fs;

const PROVIDERS: &str = "OIDC_PROVIDERS";

impl OidcConfig {
    pub(super) fn read(env: &Env, production: bool) -> Result<Self, ConfigError> {
        let names = env.text(PROVIDERS).unwrap_or_default();
        let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
        let providers = names.map(|name| provider(env, name, production)).collect::<Result<_, _>>()?;
        Ok(Self { providers })
    }

    /// Is this where a provider posts its answer to?
    pub fn is_posted_to(&self, path: &str) -> bool {
        self.providers.iter().any(|provider| provider.form_post && paths::oidc_callback(&provider.name) == path)
    }

    /// The provider of this name.
    pub fn find(&self, name: &str) -> Option<&ProviderConfig> {
        self.providers.iter().find(|provider| provider.name == name)
    }
}

fn provider(env: &Env, name: &str, production: bool) -> Result<ProviderConfig, ConfigError> {
    let refuse = |reason: String| ConfigError::new(PROVIDERS, format!("names `{name}`, {reason}"));
    if name.len() > 20 || !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return Err(refuse(String::from("which is not a short name of small letters and digits")));
    }
    let prefix = format!("OIDC_{}", name.to_ascii_uppercase());
    let needed = |variable: String| env.text(&variable).ok_or_else(|| refuse(format!("but {variable} is not set")));
    let issuer = needed(format!("{prefix}_ISSUER"))?;
    if !is_safe_issuer(&issuer, production) {
        return Err(refuse(format!("but {prefix}_ISSUER `{issuer}` does not start with https://")));
    }
    // One of two words; the first when nothing is said.
    let second = |variable: &str, [first, second]: [&str; 2]| {
        let variable = named(&prefix, variable);
        match env.text(&variable).as_deref() {
            None => Ok(false),
            Some(word) if word == first => Ok(false),
            Some(word) if word == second => Ok(true),
            Some(other) => Err(refuse(format!("but {variable} `{other}` is neither `{first}` nor `{second}`"))),
        }
    };
    let scopes = env.text(&format!("{prefix}_SCOPES")).unwrap_or_else(|| String::from("email profile"));
    let capital = name.chars().take(1).map(|first| first.to_ascii_uppercase());
    let label = env.text(&format!("{prefix}_LABEL")).unwrap_or_else(|| capital.chain(name.chars().skip(1)).collect());
    Ok(ProviderConfig {
        name: name.to_owned(),
        label,
        issuer,
        client_id: needed(format!("{prefix}_CLIENT_ID"))?,
        proof: proof(env, &prefix, &refuse)?,
        proof_in_form: second("client_auth", ["basic", "post"])?,
        scopes: scopes.split_whitespace().map(ToOwned::to_owned).collect(),
        form_post: second("response_mode", ["query", "form_post"])?,
    })
}

/// `OIDC_<NAME>_<WORD>`.
fn named(prefix: &str, word: &str) -> String {
    format!("{prefix}_{}", word.to_ascii_uppercase())
}

/// A secret, out of a file or not, or a key to sign one with.
fn proof(env: &Env, prefix: &str, refuse: &impl Fn(String) -> ConfigError) -> Result<ClientProof, ConfigError> {
    let needed = |variable: &str| {
        let variable = named(prefix, variable);
        env.text(&variable).ok_or_else(|| refuse(format!("but {variable} is not set")))
    };
    let file = |variable: &str| {
        let variable = named(prefix, variable);
        let read = |path: String| {
            fs::read_to_string(path).map_err(|error| refuse(format!("but {variable} cannot be read: {error}")))
        };
        env.text(&variable).map(read).transpose()
    };
    if let Some(pem) = file("client_key_file")? {
        let no_key = || refuse(format!("but {prefix}_CLIENT_KEY_FILE holds no P-256 key in PKCS#8"));
        let key = SigningKey(oidc::proof::key(&pem).ok_or_else(no_key)?);
        return Ok(ClientProof::Signed { key, key_id: needed("client_key_id")?, team: needed("client_team_id")? });
    }
    let secret = match file("client_secret_file")? {
        Some(secret) => secret.trim().to_owned(),
        None => needed("client_secret")?,
    };
    Ok(ClientProof::Secret(Secret(secret)))
}

/// https, or a provider on this very machine while developing.
fn is_safe_issuer(issuer: &str, production: bool) -> bool {
    let Ok(url) = url::Url::parse(issuer) else { return false };
    let is_plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    let on_loopback = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    is_plain && (url.scheme() == "https" || (url.scheme() == "http" && on_loopback && !production))
}

impl ProviderConfig {
    /// The origin that forms may lead on to.
    pub fn origin(&self) -> Option<String> {
        url::Url::parse(&self.issuer).ok().map(|url| url.origin().ascii_serialization())
    }
}

impl SmsConfig {
    pub(super) fn read(env: &Env) -> Result<Self, ConfigError> {
        let url = env.text("SMS_URL");
        if url.as_ref().is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://127.0.0.1:")) {
            return Err(ConfigError::new("SMS_URL", "must start with https://".into()));
        }
        Ok(Self {
            url,
            token: env.text("SMS_TOKEN").map(Secret),
            price_kurus: env.number("SMS_PRICE_KURUS", 20, 0..=10_000)?,
            daily_budget_kurus: env.number("SMS_DAILY_BUDGET_KURUS", 20_000, 0..=100_000_000)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Config, Env};

    const GOOGLE: [(&str, &str); 4] = [
        ("OIDC_PROVIDERS", "google"),
        ("OIDC_GOOGLE_ISSUER", "https://accounts.google.com"),
        ("OIDC_GOOGLE_CLIENT_ID", "id"),
        ("OIDC_GOOGLE_CLIENT_SECRET", "secret"),
    ];

    fn refused(change: (&str, &str)) -> String {
        let pairs: Vec<_> = GOOGLE.iter().copied().filter(|(name, _)| *name != change.0).chain([change]).collect();
        Config::read(&Env::of(&pairs)).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_provider_is_read_whole_or_refused_by_name() {
        let config = Config::read(&Env::of(&GOOGLE)).expect("configuration").oidc;
        let google = config.find("google").expect("google");
        assert_eq!((google.label.as_str(), google.client_id.as_str()), ("Google", "id"));
        assert_eq!(google.origin().as_deref(), Some("https://accounts.google.com"));
        assert!(!format!("{google:?}").contains("\"secret\""));
        assert!(refused(("OIDC_GOOGLE_CLIENT_SECRET", "")).contains("OIDC_GOOGLE_CLIENT_SECRET"));
        assert!(refused(("OIDC_GOOGLE_CLIENT_SECRET_FILE", "/nowhere")).contains("OIDC_GOOGLE_CLIENT_SECRET_FILE"));
        assert_eq!(google.scopes, ["email", "profile"]);
        assert!(refused(("OIDC_GOOGLE_CLIENT_AUTH", "jwt")).contains("OIDC_GOOGLE_CLIENT_AUTH"));
        assert!(refused(("OIDC_GOOGLE_CLIENT_KEY_FILE", "/nowhere")).contains("OIDC_GOOGLE_CLIENT_KEY_FILE"));
        assert!(refused(("OIDC_GOOGLE_CLIENT_KEY_FILE", "Cargo.toml")).contains("no P-256 key"));
        assert!(refused(("OIDC_GOOGLE_RESPONSE_MODE", "fragment")).contains("OIDC_GOOGLE_RESPONSE_MODE"));
        assert!(refused(("OIDC_PROVIDERS", "Go ogle")).contains("OIDC_PROVIDERS"));
    }

    #[test]
    fn plain_http_is_for_this_machine_in_development() {
        assert!(refused(("OIDC_GOOGLE_ISSUER", "http://accounts.google.com")).contains("https://"));
        assert_eq!(refused(("OIDC_GOOGLE_ISSUER", "http://127.0.0.1:4000")), "");
        let production = [
            ("APP_MODE", "production"),
            ("BASE_URL", "https://usta.test"),
            ("SECRET_KEY", "0123456789abcdef0123456789abcdef"),
            ("OIDC_GOOGLE_ISSUER", "http://127.0.0.1:4000"),
        ];
        let pairs: Vec<_> =
            production.into_iter().chain(GOOGLE.into_iter().filter(|(name, _)| !name.ends_with("ISSUER"))).collect();
        assert!(Config::read(&Env::of(&pairs)).is_err());
    }

    #[test]
    fn messages_go_out_over_tls() {
        assert!(refused(("SMS_URL", "http://sms.example")).contains("SMS_URL"));
        assert_eq!(refused(("SMS_URL", "https://sms.example/send")), "");
    }
}
