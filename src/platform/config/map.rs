//! Reading the settings of maps.

use super::{ConfigError, Env, MapConfig, TileServer};

const URL: &str = "MAP_TILES_URL";
const CREDIT: &str = "MAP_TILES_CREDIT";

impl MapConfig {
    pub(super) fn read(env: &Env, production: bool) -> Result<Self, ConfigError> {
        let Some(template) = env.text(URL) else { return Ok(Self { tiles: None }) };
        let refuse = |reason: &str| ConfigError::new(URL, format!("`{template}` {reason}"));
        if !["{z}", "{x}", "{y}"].into_iter().all(|part| template.matches(part).count() == 1) {
            return Err(refuse("does not hold {z}, {x} and {y} once each"));
        }
        let address = url::Url::parse(&template).map_err(|_| refuse("is no address"))?;
        let on_loopback = matches!(address.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
        if address.scheme() != "https" && (production || !on_loopback || address.scheme() != "http") {
            return Err(refuse("does not start with https://"));
        }
        // Who made a map is to be named beside it, whoever serves it.
        let Some(credit) = env.text(CREDIT) else {
            return Err(ConfigError::new(CREDIT, format!("must name who made the map of {URL}")));
        };
        let origin = address.origin().ascii_serialization();
        Ok(Self { tiles: Some(TileServer { template, origin, credit }) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CREDITED: (&str, &str) = (CREDIT, "© Harita");

    fn read(pairs: &[(&str, &str)], production: bool) -> Result<Option<String>, String> {
        MapConfig::read(&Env::of(pairs), production)
            .map(|map| map.tiles.map(|tiles| tiles.origin))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_map_server_is_named_whole_or_not_at_all() {
        assert_eq!(read(&[], true), Ok(None));
        let good = (URL, "https://harita.test:8443/a/{z}/{x}/{y}.png?key=1");
        assert_eq!(read(&[good, CREDITED], true), Ok(Some("https://harita.test:8443".to_owned())));
        assert!(read(&[good], true).is_err_and(|said| said.contains(CREDIT)));
        let near = (URL, "http://127.0.0.1:9000/{z}/{x}/{y}.png");
        assert_eq!(read(&[near, CREDITED], false), Ok(Some("http://127.0.0.1:9000".to_owned())));
        assert!(read(&[near, CREDITED], true).is_err_and(|said| said.contains("https://")));
        for wrong in [
            "https://harita.test/{z}/{x}.png",
            "https://harita.test/{z}/{x}/{y}/{y}.png",
            "harita/{z}/{x}/{y}",
            "ftp://x/{z}/{x}/{y}",
        ] {
            assert!(read(&[(URL, wrong), CREDITED], false).is_err_and(|said| said.contains(URL)), "{wrong}");
        }
    }
}
