//! The chain of a car's service book: what is hashed, whether it holds, and what the seal at its end says. No I/O.

use super::model::Item;
use crate::kernel::{
    ids::{AppointmentId, RecordId, VehicleId},
    money::Money,
    time::{Day, Instant},
};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// The first row follows nothing.
pub const START: [u8; 32] = [0; 32];

/// What a row says, as it is hashed: JSON in this order of fields, without spaces. A change here breaks every chain: what came
/// later is left out where it says nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    pub vehicle_id: VehicleId,
    pub seq: i32,
    pub record_id: RecordId,
    pub version: i32,
    pub origin: String,
    pub appointment_id: Option<AppointmentId>,
    pub is_withdrawn: bool,
    pub done_on: Day,
    pub km: Option<i32>,
    pub workshop: String,
    pub items: Vec<Item>,
    pub parts_kurus: Money,
    pub labour_kurus: Money,
    pub total_kurus: Money,
    pub note: String,
    pub created_at: Instant,
    /// SHA-256 of the papers it comes with, in hexadecimal digits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
}

impl Said {
    /// SHA-256 over the hash of the row before and this row's JSON.
    pub fn hash(&self, previous: &[u8]) -> Vec<u8> {
        let json = serde_json::to_vec(self).unwrap_or_default();
        Sha256::new().chain_update(previous).chain_update(json).finalize().to_vec()
    }
}

/// A row with the hashes that stand in it.
#[derive(Clone, Debug)]
pub struct Link {
    pub said: Said,
    pub previous_hash: Vec<u8>,
    pub hash: Vec<u8>,
}

/// Is every row there, in order, and as it was written? The rows are in their order, those of one car together: each car has
/// a chain of its own.
pub fn holds(links: &[Link]) -> bool {
    links.chunk_by(|one, next| one.said.vehicle_id == next.said.vehicle_id).all(chain_holds)
}

fn chain_holds(links: &[Link]) -> bool {
    let mut previous = START.to_vec();
    (1..).zip(links).all(|(seq, link)| {
        let fits = link.said.seq == seq && link.previous_hash == previous && link.said.hash(&previous) == link.hash;
        previous.clone_from(&link.hash);
        fits
    })
}

/// The end of a car's chain, sealed under a key of the site: hashes alone can be made anew by whoever gets at the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    pub vehicle_id: VehicleId,
    /// How many rows it covers.
    pub rows: i32,
    pub since: Instant,
    pub mac: Vec<u8>,
}

/// What a seal stands over, as it is hashed under the key.
pub fn sealed(vehicle_id: VehicleId, (rows, hash): (i32, &[u8]), since: Instant) -> String {
    serde_json::to_string(&(vehicle_id, rows, hash, since)).unwrap_or_default()
}

/// What seals say of the chains of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Rows are gone, or other ones stand in their place.
    Cut,
    /// Some row is under no seal: it may be the last one that is left.
    Open,
    /// Everything that was written is there, since then.
    Sealed(Instant),
}

/// Compares chains that hold with their seals; `mac` hashes under the key.
pub fn end(links: &[Link], seals: &[Seal], mac: impl Fn(&str) -> Vec<u8>) -> End {
    let rows = |id: VehicleId| links.iter().filter(move |link| link.said.vehicle_id == id);
    for seal in seals {
        let last = rows(seal.vehicle_id).find(|link| link.said.seq == seal.rows);
        let fits = |link: &Link| mac(&sealed(seal.vehicle_id, (seal.rows, &link.hash), seal.since)) == seal.mac;
        if !last.is_some_and(fits) {
            return End::Cut;
        }
    }
    let covered =
        |link: &Link| seals.iter().any(|seal| seal.vehicle_id == link.said.vehicle_id && link.said.seq <= seal.rows);
    let since = seals.iter().map(|seal| seal.since).max();
    since.filter(|_| links.iter().all(covered)).map_or(End::Open, End::Sealed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modules::vehicles::PartsClass;
    use uuid::Uuid;

    fn mac(text: &str) -> Vec<u8> {
        Sha256::new().chain_update("key").chain_update(text).finalize().to_vec()
    }

    fn seal(links: &[Link]) -> Seal {
        let last = links.last().expect("a row");
        let (vehicle_id, rows) = (last.said.vehicle_id, last.said.seq);
        let since = Instant::parse("2026-11-24T07:00:00Z").expect("an instant");
        Seal { vehicle_id, rows, since, mac: mac(&sealed(vehicle_id, (rows, &last.hash), since)) }
    }

    #[test]
    fn a_seal_tells_a_whole_chain_from_one_that_was_cut_or_written_anew() {
        let whole = chain(4);
        let seals = [seal(&whole)];
        let since = seals[0].since;
        assert_eq!(end(&whole, &seals, mac), End::Sealed(since));
        let cut = whole.get(..3).unwrap_or_default();
        assert!(holds(cut) && end(cut, &seals, mac) == End::Cut, "a chain without its end holds by itself");
        assert_eq!(end(&[], &seals, mac), End::Cut, "nothing is left");
        let mut anew = chain(4);
        let mut previous = START.to_vec();
        for link in &mut anew {
            link.said.km = Some(30_000);
            (link.previous_hash, link.hash) = (previous.clone(), link.said.hash(&previous));
            previous.clone_from(&link.hash);
        }
        assert!(holds(&anew) && end(&anew, &seals, mac) == End::Cut, "another chain holds by itself");
        assert_eq!(end(&chain(5), &seals, mac), End::Open, "a row behind the seal");
        assert_eq!(end(&whole, &[], mac), End::Open, "no seal at all");
        let other = |seal: Seal| end(&whole, &[seal], mac);
        assert_eq!(other(Seal { vehicle_id: VehicleId(Uuid::from_u128(9)), ..seals[0].clone() }), End::Cut);
        assert_eq!(other(Seal { rows: 3, ..seals[0].clone() }), End::Cut);
        assert_eq!(other(Seal { since: since.plus_days(-1), ..seals[0].clone() }), End::Cut);
    }

    fn chain(length: i32) -> Vec<Link> {
        let mut previous = START.to_vec();
        let links = (1..=length).map(|seq| {
            let said = Said {
                vehicle_id: VehicleId(Uuid::from_u128(1)),
                seq,
                record_id: RecordId(Uuid::from_u128(2)),
                version: seq,
                origin: "owner".into(),
                appointment_id: None,
                is_withdrawn: false,
                done_on: Day::parse("2026-03-01").expect("a day"),
                km: Some(60_000),
                workshop: "Işık Oto".into(),
                items: vec![Item { tr: "Yağ".into(), en: "Oil".into(), ..Item::default() }],
                parts_kurus: Money(100),
                labour_kurus: Money(50),
                total_kurus: Money(150),
                note: String::new(),
                created_at: Instant::parse("2026-11-24T07:00:00Z").expect("an instant"),
                files: Vec::new(),
            };
            let link = Link { hash: said.hash(&previous), previous_hash: previous.clone(), said };
            previous.clone_from(&link.hash);
            link
        });
        links.collect()
    }

    #[test]
    fn a_chain_as_it_was_written_holds() {
        assert!(holds(&[]) && holds(&chain(1)) && holds(&chain(5)));
    }

    #[test]
    fn what_is_hashed_never_changes_its_form() {
        let first = chain(1).remove(0);
        let json = serde_json::to_string(&first.said).expect("JSON");
        assert_eq!(
            json,
            "{\"vehicle_id\":\"00000000-0000-0000-0000-000000000001\",\"seq\":1,\
             \"record_id\":\"00000000-0000-0000-0000-000000000002\",\"version\":1,\"origin\":\"owner\",\"appointment_id\":null,\
             \"is_withdrawn\":false,\"done_on\":\"2026-03-01\",\"km\":60000,\"workshop\":\"Işık Oto\",\
             \"items\":[{\"tr\":\"Yağ\",\"en\":\"Oil\"}],\"parts_kurus\":100,\"labour_kurus\":50,\"total_kurus\":150,\"note\":\"\",\
             \"created_at\":\"2026-11-24T07:00:00Z\"}"
        );
        let with_paper =
            serde_json::to_string(&Said { files: vec!["ab12".into()], ..first.said.clone() }).expect("JSON");
        let end = ",\"files\":[\"ab12\"]}";
        assert_eq!(with_paper, format!("{}{end}", json.trim_end_matches('}')));
        let fitted = Item {
            parts_class: Some(PartsClass::Equivalent),
            warranty_months: Some(12),
            warranty_km: Some(20_000),
            ..first.said.items[0].clone()
        };
        let with_part = serde_json::to_string(&Said { items: vec![fitted], ..first.said }).expect("JSON");
        let part = "\"en\":\"Oil\",\"parts_class\":\"equivalent\",\"warranty_months\":12,\"warranty_km\":20000}";
        assert_eq!(with_part, json.replace("\"en\":\"Oil\"}", part));
    }

    /// Computed once from a row as it was written before items told parts and warranties; read back as it lies in the database.
    #[test]
    fn a_row_of_before_still_has_its_hash() {
        let items: Vec<Item> =
            serde_json::from_value(serde_json::json!([{ "tr": "Yağ", "en": "Oil" }])).expect("items of before");
        let said = Said { items, ..chain(1).remove(0).said };
        let hash: String = said.hash(&START).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hash, "fd88a16134d2ddf9d12928a4b7bb0fe8890ea29b0b19c2648e657f6c0ccc0142");
    }

    #[test]
    fn a_changed_warranty_is_found() {
        let mut links = chain(3);
        links[1].said.items[0].warranty_months = Some(24);
        assert!(!holds(&links));
    }

    #[test]
    fn every_tampering_is_found() {
        let tampered = |change: fn(&mut Vec<Link>)| {
            let mut links = chain(4);
            change(&mut links);
            !holds(&links)
        };
        assert!(tampered(|links| links[1].said.km = Some(30_000)), "a changed row");
        assert!(tampered(|links| links[1].said.files.push("00".into())), "another paper");
        assert!(tampered(|links| drop(links.remove(1))), "a missing row");
        assert!(tampered(|links| drop(links.remove(0))), "a missing start");
        assert!(tampered(|links| links.swap(1, 2)), "another order");
        assert!(
            tampered(|links| {
                links[1].said.note.push('x');
                links[1].hash = links[1].said.hash(&links[1].previous_hash.clone());
            }),
            "a changed row with a new hash"
        );
    }
}
