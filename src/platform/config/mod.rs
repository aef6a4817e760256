//! Configuration: one struct per concern, read once at start from environment variables (and `.env`), each variable
//! documented beside its field. A wrong value stops the start with a message that names the variable.

mod env;
mod mail;
mod map;
mod ways;

use crate::kernel::secret::Secret;
pub use env::{ConfigError, Env};
use std::{net::SocketAddr, path::PathBuf};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Development,
    Production,
}

#[derive(Clone, Debug)]
pub struct Config {
    pub mode: Mode,
    pub server: ServerConfig,
    pub database: DatabaseConfig,
    pub mail: MailConfig,
    pub media: MediaConfig,
    pub map: MapConfig,
    pub oidc: OidcConfig,
    pub sms: SmsConfig,
    pub log: LogConfig,
    pub demo: DemoConfig,
}

#[derive(Clone, Debug)]
pub struct ServerConfig {
    /// `LISTEN_ADDR`: address and port to serve on. Default `127.0.0.1:3000`.
    pub listen_addr: SocketAddr,
    /// `BASE_URL`: how browsers reach the site, without a trailing slash. Default `http://` + `LISTEN_ADDR`.
    /// Production needs `https://`; cookies are then `__Host-` and `Secure`.
    pub base_url: String,
    /// `SITE_ROOT`: folder with the built browser files. Default `target/site`.
    pub site_root: PathBuf,
    /// `SECRET_KEY`: at least 32 characters; keys the hashes under which addresses are counted. Needed in production.
    pub secret_key: String,
    /// `TRUSTED_PROXIES`: how many proxies in front append to `X-Forwarded-For`. Default 0: the header is ignored.
    pub trusted_proxies: usize,
    /// `RATE_LIMIT_FACTOR`: multiplies every burst of the rate limits, 1 to 1000. Default 1; 10 in development, where one
    /// address plays everybody.
    pub rate_factor: i64,
    /// `METRICS_TOKEN`: `/metrics` wants it as bearer token. Without it, `/metrics` answers loopback clients in development
    /// and nobody in production.
    pub metrics_token: Option<String>,
}

#[derive(Clone, Debug)]
pub struct DatabaseConfig {
    /// `DATABASE_URL`: any PostgreSQL 15 or newer. Without it the program runs its own cluster.
    pub url: Option<String>,
    /// `DATABASE_REPLICA_URL`: a streaming replica for reads. Default: the primary.
    pub replica_url: Option<String>,
    /// `DATABASE_MAX_CONNECTIONS`: size of each pool, 4 to 500. Default 24.
    pub max_connections: u32,
    /// `PG_BINDIR`: folder with `initdb` and `postgres` for the own cluster. Default: npm package, then the system.
    pub bindir: Option<PathBuf>,
    /// `DATA_DIR`: folder of the own cluster. Default `.data`.
    pub data_dir: PathBuf,
}

#[derive(Clone, Debug)]
pub struct MailConfig {
    /// `SMTP_URL`: `smtp://user:password@host:587?tls=required` or `smtps://…`. Without it, in development, mails are kept in
    /// the database and readable at `/gelistirme/posta`; production needs it, and sealed unless it leads to the same machine.
    pub smtp_url: Option<String>,
    /// `MAIL_FROM`: sender. Default `Sana İyi Usta <bilgi@sanaiyiusta.test>`; production with SMTP needs its own.
    pub from: String,
}

#[derive(Clone, Debug)]
pub struct MediaConfig {
    /// `MEDIA_DIR`: folder of photos of people and workshops. Default: `media` in `DATA_DIR`.
    pub dir: PathBuf,
}

#[derive(Clone, Debug)]
pub struct MapConfig {
    /// `MAP_TILES_URL`: tiles to draw maps with, say `https://tiles.example/{z}/{x}/{y}.png`. Browsers then load them from that host,
    /// which the content policy allows. Default: none; maps are drawn from the outlines that the site has.
    /// `MAP_TILES_CREDIT`: who made that map; stands below it. Needed with the address.
    pub tiles: Option<TileServer>,
}

/// Whoever serves the tiles of maps.
#[derive(Clone, Debug)]
pub struct TileServer {
    /// The address of a tile, with `{z}`, `{x}` and `{y}`.
    pub template: String,
    pub origin: String,
    pub credit: String,
}

#[derive(Clone, Debug)]
pub struct OidcConfig {
    /// `OIDC_PROVIDERS`: names of OpenID Connect providers with commas, say `google,apple`. Each needs `OIDC_<NAME>_ISSUER`
    /// (https), `OIDC_<NAME>_CLIENT_ID` and `OIDC_<NAME>_CLIENT_SECRET` (or `…_SECRET_FILE`, a file that holds it), and may have
    /// `OIDC_<NAME>_LABEL`, and `OIDC_<NAME>_RESPONSE_MODE`: `query`, or `form_post` for those that post their answer, as Apple
    /// does. The address to register there is `BASE_URL/giris/saglayici/<name>`.
    pub providers: Vec<ProviderConfig>,
}

/// One identity provider.
#[derive(Clone, Debug)]
pub struct ProviderConfig {
    pub name: String,
    pub label: String,
    pub issuer: String,
    pub client_id: String,
    pub proof: ClientProof,
    /// The proof goes in the form of the question, not in a header.
    pub proof_in_form: bool,
    /// What is asked for beside `openid`.
    pub scopes: Vec<String>,
    /// Its answer comes as a form that its page posts, not in an address.
    pub form_post: bool,
}

/// How this site proves to a provider that it is itself.
#[derive(Clone, Debug)]
pub enum ClientProof {
    Secret(Secret),
    /// A secret that is signed anew for each question.
    Signed {
        key: SigningKey,
        key_id: String,
        team: String,
    },
}

/// A private key, PKCS#8. Debug shows that it is there, not what it is.
#[derive(Clone)]
pub struct SigningKey(pub Vec<u8>);

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

#[derive(Clone, Debug)]
pub struct SmsConfig {
    /// `SMS_URL`: where short messages are posted as JSON `{to, text}`. Without it they are kept in the database and, in
    /// development, readable at `/gelistirme/posta`.
    pub url: Option<String>,
    /// `SMS_TOKEN`: bearer token of that address.
    pub token: Option<Secret>,
    /// `SMS_PRICE_KURUS`: what one message costs. Default 20.
    pub price_kurus: i64,
    /// `SMS_DAILY_BUDGET_KURUS`: what all messages of a day may cost. Default 20000.
    pub daily_budget_kurus: i64,
}

#[derive(Clone, Debug)]
pub struct LogConfig {
    /// `LOG`: filter such as `info` or `sanaiyiusta=debug,sqlx=warn`. Default `info,sqlx=warn,graphile_worker=warn`.
    pub filter: String,
    /// `LOG_FORMAT`: `text` or `json`. Default: `json` in production, else `text`.
    pub json: bool,
}

#[derive(Clone, Debug)]
pub struct DemoConfig {
    /// `DEMO`: `true` seeds a demo marketplace into an empty database. Default `true` in development; refused in production.
    pub seed: bool,
    /// `DEMO_MECHANICS`: how many workshops, 20 to 500000. Default 600. The flag `--mechanics N` is stronger.
    pub mechanics: usize,
}

impl Config {
    /// # Errors
    /// Names the variable that is wrong or missing.
    pub fn read(env: &Env) -> Result<Self, ConfigError> {
        let mode = match env.text("APP_MODE").as_deref() {
            None | Some("development") => Mode::Development,
            Some("production") => Mode::Production,
            Some(other) => {
                return Err(ConfigError::new(
                    "APP_MODE",
                    format!("`{other}` is neither `development` nor `production`"),
                ));
            }
        };
        let production = mode == Mode::Production;
        let config = Self {
            mode,
            server: ServerConfig::read(env, production)?,
            database: DatabaseConfig::read(env)?,
            mail: MailConfig::read(env)?,
            media: MediaConfig::read(env),
            map: MapConfig::read(env, production)?,
            oidc: OidcConfig::read(env, production)?,
            sms: SmsConfig::read(env)?,
            log: LogConfig {
                filter: log_filter(env)?,
                json: match env.text("LOG_FORMAT").as_deref() {
                    None => production,
                    Some("json") => true,
                    Some("text") => false,
                    Some(other) => {
                        return Err(ConfigError::new("LOG_FORMAT", format!("`{other}` is neither `text` nor `json`")));
                    }
                },
            },
            demo: DemoConfig {
                seed: env.flag("DEMO", !production)?,
                mechanics: env.number("DEMO_MECHANICS", 600, 20..=500_000)?,
            },
        };
        if production {
            config.refuse_insecure()?;
        }
        Ok(config)
    }

    pub fn is_production(&self) -> bool {
        self.mode == Mode::Production
    }

    fn refuse_insecure(&self) -> Result<(), ConfigError> {
        if !self.server.base_url.starts_with("https://") {
            return Err(ConfigError::new("BASE_URL", "production needs an https:// address".into()));
        }
        if self.demo.seed {
            return Err(ConfigError::new(
                "DEMO",
                "demo accounts have a published password and are refused in production".into(),
            ));
        }
        self.mail.refuse_lost()?;
        if self.server.secret_key == DEVELOPMENT_KEY {
            return Err(ConfigError::new("SECRET_KEY", "the key of development is published".into()));
        }
        if self.server.metrics_token.as_ref().is_some_and(|token| token.chars().count() < METRICS_TOKEN_MIN) {
            return Err(ConfigError::new("METRICS_TOKEN", format!("needs at least {METRICS_TOKEN_MIN} characters")));
        }
        Ok(())
    }
}

const DEVELOPMENT_KEY: &str = "only-for-development-not-a-secret-at-all";
const METRICS_TOKEN_MIN: usize = 16;

fn log_filter(env: &Env) -> Result<String, ConfigError> {
    let filter = env.text("LOG").unwrap_or_else(|| String::from("info,sqlx=warn,graphile_worker=warn"));
    tracing_subscriber::EnvFilter::try_new(&filter)
        .map_err(|error| ConfigError::new("LOG", format!("`{filter}` is not a log filter: {error}")))?;
    Ok(filter)
}

impl ServerConfig {
    fn read(env: &Env, production: bool) -> Result<Self, ConfigError> {
        let listen = env.text("LISTEN_ADDR").unwrap_or_else(|| String::from("127.0.0.1:3000"));
        let listen_addr: SocketAddr = listen
            .parse()
            .map_err(|_| ConfigError::new("LISTEN_ADDR", format!("`{listen}` is not an address with a port")))?;
        let base_url = env.text("BASE_URL").unwrap_or_else(|| format!("http://{listen_addr}"));
        let parsed = url::Url::parse(&base_url).map_err(|e| ConfigError::new("BASE_URL", e.to_string()))?;
        if !matches!(parsed.scheme(), "http" | "https")
            || parsed.path() != "/"
            || base_url.ends_with('/')
            || parsed.query().is_some()
        {
            return Err(ConfigError::new(
                "BASE_URL",
                format!("`{base_url}` must be http(s)://host[:port] without a path"),
            ));
        }
        let secret_key = match env.text("SECRET_KEY") {
            Some(key) if key.chars().count() >= 32 => key,
            Some(_) => return Err(ConfigError::new("SECRET_KEY", "needs at least 32 characters".into())),
            None if production => {
                return Err(ConfigError::new("SECRET_KEY", "is needed in production (32 characters or more)".into()));
            }
            None => String::from(DEVELOPMENT_KEY),
        };
        Ok(Self {
            listen_addr,
            base_url,
            site_root: env.text("SITE_ROOT").map_or_else(|| PathBuf::from("target/site"), PathBuf::from),
            secret_key,
            trusted_proxies: env.number("TRUSTED_PROXIES", 0, 0..=10)?,
            rate_factor: env.number("RATE_LIMIT_FACTOR", if production { 1 } else { 10 }, 1..=1000)?,
            metrics_token: env.text("METRICS_TOKEN"),
        })
    }

    /// Are cookies to be `Secure` and `__Host-`?
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// The name of one of our cookies: `__Host-` where the site is served over https.
    pub fn cookie_name(&self, name: &str) -> String {
        if self.is_https() { format!("__Host-{name}") } else { name.to_owned() }
    }

    /// One of our cookies that scripts never see, as a `Set-Cookie` value; a lifetime of 0 takes it away.
    pub fn cookie(&self, name: &str, value: &str, seconds: i64) -> String {
        let secure = if self.is_https() { "; Secure" } else { "" };
        format!("{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}", self.cookie_name(name))
    }
}

impl DatabaseConfig {
    fn read(env: &Env) -> Result<Self, ConfigError> {
        let postgres_url = |name: &'static str| match env.text(name) {
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => Ok(Some(url)),
            // The value may hold a password: it is not repeated.
            Some(_) => Err(ConfigError::new(name, "must start with postgres://".into())),
            None => Ok(None),
        };
        Ok(Self {
            url: postgres_url("DATABASE_URL")?,
            replica_url: postgres_url("DATABASE_REPLICA_URL")?,
            max_connections: env.number("DATABASE_MAX_CONNECTIONS", 24, 4..=500)?,
            bindir: env.text("PG_BINDIR").map(PathBuf::from),
            data_dir: Self::data_dir(env),
        })
    }

    fn data_dir(env: &Env) -> PathBuf {
        env.text("DATA_DIR").map_or_else(|| PathBuf::from(".data"), PathBuf::from)
    }
}

impl MediaConfig {
    fn read(env: &Env) -> Self {
        let beside = || DatabaseConfig::data_dir(env).join("media");
        Self { dir: env.text("MEDIA_DIR").map_or_else(beside, PathBuf::from) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(pairs: &[(&str, &str)]) -> String {
        Config::read(&Env::of(pairs)).err().map(|e| e.to_string()).unwrap_or_default()
    }

    #[test]
    fn an_empty_environment_is_a_working_development_setup() {
        let config = Config::read(&Env::of(&[])).ok();
        assert_eq!(config.map(|c| (c.server.base_url, c.demo.seed)), Some(("http://127.0.0.1:3000".to_owned(), true)));
    }

    #[test]
    fn production_refuses_insecure_settings_by_name() {
        let key = ("SECRET_KEY", "0123456789abcdef0123456789abcdef");
        let base = ("BASE_URL", "https://usta.test");
        let production = ("APP_MODE", "production");
        assert!(refused(&[production, base]).contains("SECRET_KEY"));
        assert!(refused(&[production, key]).contains("BASE_URL"));
        assert!(refused(&[production, key, base, ("DEMO", "true")]).contains("DEMO"));
        let from = ("MAIL_FROM", "Usta <bilgi@usta.example>");
        assert!(refused(&[production, key, base]).contains("SMTP_URL"));
        assert!(refused(&[production, key, base, ("SMTP_URL", "smtp://localhost")]).contains("MAIL_FROM"));
        let whole = [production, key, base, from, ("SMTP_URL", "smtps://posta.usta.example")];
        let with = |other| [whole.as_slice(), &[other]].concat();
        assert!(refused(&with(("SECRET_KEY", DEVELOPMENT_KEY))).contains("SECRET_KEY"));
        assert!(refused(&with(("METRICS_TOKEN", "x"))).contains("METRICS_TOKEN"));
        assert!(Config::read(&Env::of(&whole)).is_ok_and(|config| config.log.json), "and its log is for machines");
    }

    #[test]
    fn wrong_values_are_named() {
        for (name, value) in [
            ("APP_MODE", "prod"),
            ("LISTEN_ADDR", "3000"),
            ("BASE_URL", "ftp://x"),
            ("SECRET_KEY", "short"),
            ("TRUSTED_PROXIES", "many"),
            ("RATE_LIMIT_FACTOR", "0"),
            ("DATABASE_URL", "mysql://x"),
            ("DATABASE_MAX_CONNECTIONS", "0"),
            ("SMTP_URL", "localhost"),
            ("MAIL_FROM", "nobody"),
            ("LOG", "sanaiyiusta=loud"),
            ("LOG_FORMAT", "xml"),
            ("DEMO", "perhaps"),
            ("DEMO_MECHANICS", "1"),
        ] {
            assert!(refused(&[(name, value)]).contains(name), "{name}");
        }
    }
}
