//! Where an address roughly is: its country, out of a table of our own, and its network. Nobody is asked.
//!
//! `countries.bin` and `names.tsv` are written by `derive.mjs` and `derive_names.mjs`; `PROVENANCE.md` says from what. It is a hint for people who look over their
//! devices, never a reason to refuse anybody.

use crate::kernel::lang::Lang;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

static TABLE: &[u8] = include_bytes!("countries.bin");
/// Code, Turkish and English name, sorted.
static NAMES: &str = include_str!("names.tsv");

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// This machine or the network it stands in.
    Local,
    /// ISO 3166-1, two capital letters.
    Country([u8; 2]),
    Unknown,
}

impl Whereabouts {
    /// The two letters of a country, else nothing.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Country(code) => std::str::from_utf8(code).ok(),
            Self::Local | Self::Unknown => None,
        }
    }
}

/// The country of an address.
pub fn of(ip: IpAddr) -> Whereabouts {
    let ip = ip.to_canonical();
    if is_local(ip) {
        return Whereabouts::Local;
    }
    if is_example(ip) {
        return Whereabouts::Unknown;
    }
    find(ip).filter(|code| code != b"ZZ").map_or(Whereabouts::Unknown, Whereabouts::Country)
}

/// What a country is called.
pub fn name(code: &str, lang: Lang) -> Option<&'static str> {
    let mut words = NAMES.lines().map(|line| line.split('\t')).find_map(|mut words| {
        let is_it = words.next() == Some(code);
        is_it.then_some(words)
    })?;
    match lang {
        Lang::Tr => words.next(),
        Lang::En => words.nth(1),
    }
}

/// The /24 or /64 of an address: what one household or office usually has.
pub fn network(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => format!("{}/24", Ipv4Addr::from(u32::from(ip) & 0xFFFF_FF00)),
        IpAddr::V6(ip) => format!("{}/64", Ipv6Addr::from(u128::from(ip) & !u128::from(u64::MAX))),
    }
}

fn is_local(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unspecified() || ip.is_unique_local() || ip.is_unicast_link_local(),
    }
}

/// Set aside for documents; the table counts them to a neighbour.
fn is_example(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_documentation(),
        IpAddr::V6(ip) => ip.segments().starts_with(&[0x2001, 0x0db8]),
    }
}

/// One table of first addresses and the places of their countries.
struct Ranges<'a, const N: usize> {
    starts: &'a [[u8; N]],
    countries: &'a [u8],
}

impl<const N: usize> Ranges<'_, N> {
    /// Big-endian bytes sort like the numbers they are.
    fn find(&self, address: [u8; N]) -> Option<usize> {
        let place = self.starts.partition_point(|start| *start <= address).checked_sub(1)?;
        self.countries.get(place).copied().map(usize::from)
    }
}

fn find(ip: IpAddr) -> Option<[u8; 2]> {
    let (codes, four, six) = tables()?;
    let place = match ip {
        IpAddr::V4(ip) => four.find(ip.octets())?,
        IpAddr::V6(ip) => six.find(*ip.octets().first_chunk()?)?,
    };
    codes.get(place).copied()
}

type Tables = (&'static [[u8; 2]], Ranges<'static, 4>, Ranges<'static, 8>);

fn tables() -> Option<Tables> {
    let (codes, rest) = count(TABLE)?;
    let (four, rest) = count(rest)?;
    let (six, rest) = count(rest)?;
    let (codes, rest) = rest.split_at_checked(codes * 2)?;
    let (four_starts, rest) = rest.split_at_checked(four * 4)?;
    let (four_countries, rest) = rest.split_at_checked(four)?;
    let (six_starts, six_countries) = rest.split_at_checked(six * 8)?;
    Some((
        codes.as_chunks().0,
        Ranges { starts: four_starts.as_chunks().0, countries: four_countries },
        Ranges { starts: six_starts.as_chunks().0, countries: six_countries },
    ))
}

fn count(bytes: &'static [u8]) -> Option<(usize, &'static [u8])> {
    let (count, rest) = bytes.split_first_chunk()?;
    Some((usize::try_from(u32::from_be_bytes(*count)).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn country(ip: &str) -> Option<String> {
        of(ip.parse().expect("address")).code().map(ToOwned::to_owned)
    }

    #[test]
    fn addresses_have_a_country_or_none() {
        for ip in ["88.255.0.1", "78.160.1.1", "195.175.39.1", "2a02:ff0::1", "::ffff:88.255.0.1"] {
            assert_eq!(country(ip).as_deref(), Some("TR"), "{ip}");
        }
        assert_eq!(country("8.8.8.8").as_deref(), Some("US"));
        assert_eq!(country("193.0.6.139").as_deref(), Some("NL"));
        for ip in ["0.0.0.1", "255.255.255.255", "2001:db8::1", "ffff::1", "203.0.113.5"] {
            assert_eq!(of(ip.parse().expect("address")), Whereabouts::Unknown, "{ip}");
        }
        for ip in ["127.0.0.1", "10.1.2.3", "192.168.1.1", "::1", "fe80::1", "fd00::1"] {
            assert_eq!(of(ip.parse().expect("address")), Whereabouts::Local, "{ip}");
        }
    }

    #[test]
    fn the_table_is_whole_and_sorted() {
        let (codes, four, six) = tables().expect("tables");
        assert!(codes.iter().all(|code| code.iter().all(u8::is_ascii_uppercase)));
        assert!(four.starts.is_sorted() && six.starts.is_sorted());
        assert_eq!((four.starts.len(), six.starts.len()), (four.countries.len(), six.countries.len()));
        assert!(four.starts.len() > 100_000 && six.starts.len() > 40_000);
        let known = four.countries.iter().chain(six.countries).all(|place| usize::from(*place) < codes.len());
        assert!(known);
    }

    #[test]
    fn every_country_of_the_table_has_a_name_in_both_languages() {
        let (codes, ..) = tables().expect("tables");
        for code in codes.iter().filter(|code| *code != b"ZZ").map(|code| str::from_utf8(code).expect("letters")) {
            for lang in [Lang::Tr, Lang::En] {
                assert!(name(code, lang).is_some_and(|name| name.len() > 2), "{code} {lang:?}");
            }
        }
        assert_eq!((name("AU", Lang::Tr), name("AU", Lang::En)), (Some("Avustralya"), Some("Australia")));
        assert_eq!(name("ZZ", Lang::Tr), None);
    }

    #[test]
    fn a_network_is_a_24_or_a_64() {
        let network = |ip: &str| network(ip.parse().expect("address"));
        assert_eq!(network("88.255.7.9"), "88.255.7.0/24");
        assert_eq!(network("2a02:ff0:1:2:3:4:5:6"), "2a02:ff0:1:2::/64");
    }
}
