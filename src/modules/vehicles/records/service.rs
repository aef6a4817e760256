//! Writing into the service book, reading it, and showing that nothing in it was changed.

use super::{
    chain::{self, End, Link, Said, Seal},
    model::{Declaration, Item, OneRecordInput, ROWS_MAX, RecordInput, record_id},
    store::{self, Entry, Filter, Known, files},
};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, Result, Rule},
        ids::{AppointmentId, CustomerId, RecordId, ServiceId, VehicleId},
        money::Money,
        page::Page,
        time::{Day, Instant},
    },
    modules::vehicles::{
        garage::store as garage, model::Car, policy, reminders::service as reminders, service as cars,
        store as cars_store,
    },
    platform::{Scope, Wires, keyed},
};
use uuid::Uuid;

pub const PAGE: usize = 20;
/// Crockford's digits: none is taken for another when read aloud.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_LENGTH: usize = 12;
/// What the seals of books are hashed for.
const SEAL: &str = "service_book";
/// Books that are sealed in one statement.
const SEALED_AT_ONCE: i64 = 1_000;

/// A car with a page of its book.
#[derive(Clone, Debug)]
pub struct Book {
    pub car: Car,
    pub entries: Page<Entry>,
    pub by_year: Vec<(i16, Money)>,
    pub end: End,
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for cars of others.
pub async fn book(scope: &mut Scope, id: VehicleId, filter: &Filter) -> Result<Book> {
    let owner = policy::reach(&scope.actor)?;
    let car = cars_store::get_for(scope, owner, id).await?;
    let rows = store::list(scope, id, filter, i64::try_from(PAGE + 1).unwrap_or_default()).await?;
    let entries = Page::cut(rows, PAGE, |entry| format!("{}_{}", entry.done_on, entry.record_id));
    let by_year = store::cost_by_year(scope, id).await?;
    let (_, end) = whole_chain(scope, id).await?;
    Ok(Book { car, entries, by_year, end })
}

/// A car with its whole book, for paper.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for cars of others.
pub async fn whole(scope: &mut Scope, id: VehicleId) -> Result<Book> {
    let owner = policy::reach(&scope.actor)?;
    let car = cars_store::get_for(scope, owner, id).await?;
    let items = store::list(scope, id, &Filter::default(), i64::MAX).await?;
    let by_year = store::cost_by_year(scope, id).await?;
    let (_, end) = whole_chain(scope, id).await?;
    Ok(Book { car, entries: Page { items, next: None }, by_year, end })
}

/// The chain of a car, and whether it holds and ends as it was sealed. A chain that does not hold was cut.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn whole_chain(scope: &mut Scope, id: VehicleId) -> Result<(Vec<Link>, End)> {
    let links = store::chain(scope, id).await?;
    let seals = store::seals(scope, id).await?;
    let server = &scope.wires.config.server;
    let end = if chain::holds(&links) {
        chain::end(&links, &seals, |text| keyed::hash(server, SEAL, text))
    } else {
        End::Cut
    };
    Ok((links, end))
}

/// A seal over the end of a chain.
fn seal(scope: &Scope, vehicle_id: VehicleId, end: (i32, &[u8]), since: Instant) -> Seal {
    let mac = keyed::hash(&scope.wires.config.server, SEAL, &chain::sealed(vehicle_id, end, since));
    Seal { vehicle_id, rows: end.0, since, mac }
}

/// Moves the seal on to a new end of a chain, or begins one with the first row. A seal that does not fit the end before stays where
/// it is, and none is made where there was none: what was done to a book stays to be seen.
async fn seal_on(scope: &mut Scope, id: VehicleId, before: (i32, &[u8]), end: (i32, &[u8])) -> Result<()> {
    let known = store::seals(scope, id).await?.into_iter().find(|seal| seal.vehicle_id == id);
    let since = match known {
        None if before.0 == 0 => scope.now,
        Some(known) if known == seal(scope, id, before, known.since) => known.since,
        _ => return Ok(()),
    };
    let moved = seal(scope, id, end, since);
    store::save_seals(scope, &[moved], since).await
}

/// Seals the books that were there before there were seals: once, before the program serves. Books that are there when any is sealed
/// were written under seals, or touched from outside.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn seal_books(wires: &Wires) -> Result<()> {
    let mut scope = Scope::system(wires).await?;
    let sealed = seal_all(&mut scope).await;
    scope.finish(sealed).await
}

async fn seal_all(scope: &mut Scope) -> Result<()> {
    if store::is_any_sealed(scope).await? {
        return Ok(());
    }
    let (mut after, since) = (Uuid::nil(), scope.now);
    loop {
        let ends = store::ends(scope, after, SEALED_AT_ONCE).await?;
        let Some((last, ..)) = ends.last() else { return Ok(()) };
        after = **last;
        let seals: Vec<Seal> = ends.iter().map(|(id, rows, hash)| seal(scope, *id, (*rows, hash), since)).collect();
        store::save_seals(scope, &seals, since).await?;
    }
}

/// Reads the cursor of [`book`]; what is none starts at the beginning.
pub fn cursor(text: &str) -> Option<(Day, Uuid)> {
    let (day, record) = text.split_once('_')?;
    Some((Day::parse(day)?, record.parse().ok()?))
}

/// One record with all its versions, the newest first.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for records of others and for those taken back.
pub async fn record(scope: &mut Scope, id: VehicleId, word: &str) -> Result<(Car, Vec<Entry>)> {
    let owner = policy::reach(&scope.actor)?;
    let car = cars_store::get_for(scope, owner, id).await?;
    let versions = kept(store::versions(scope, owner, record_id(word)?).await?)?;
    if versions.0 != id {
        return Err(Code::NotFound.into());
    }
    Ok((car, versions.1))
}

fn kept(versions: Vec<(VehicleId, bool, Entry)>) -> Result<(VehicleId, Vec<Entry>)> {
    match versions.first() {
        Some((vehicle, false, _)) => Ok((*vehicle, versions.into_iter().map(|(_, _, entry)| entry).collect())),
        _ => Err(Code::NotFound.into()),
    }
}

/// Declares what was done, or says anew what was declared before.
///
/// # Errors
/// `not_found` for cars and records of others, `wrong_status` for what the house wrote, `invalid` with the refused fields.
pub async fn save(scope: &mut Scope, input: RecordInput) -> Result<VehicleId> {
    let owner = policy::reach(&scope.actor)?;
    let (id, record, said, kinds) = match input.check(scope.now.day()) {
        Ok(checked) => checked,
        Err(error) => return Err(cars::known_to(scope, owner, &input.vehicle_id, error).await?),
    };
    cars_store::get_for(scope, owner, id).await?;
    garage::lock_km(scope, id).await?;
    let (record, version, files) = match record {
        None => (RecordId::fresh(), 1, Vec::new()),
        Some(record) => {
            let last = own(scope, owner, record).await?;
            if last.0 != id {
                return Err(Code::NotFound.into());
            }
            (record, last.1.version + 1, last.1.files)
        }
    };
    let (done_on, km) = (said.done_on, said.km);
    write(scope, Said { files, ..declared(id, record, version, said, scope.now) }).await?;
    reminders::note_work(scope, id, &kinds, done_on, km).await?;
    Ok(id)
}

/// The newest version of a declaration of one's own; what an owner before has declared stays as it is.
pub(super) async fn own(scope: &mut Scope, owner: policy::Owner, record: RecordId) -> Result<(VehicleId, Entry)> {
    let (id, versions) = kept(store::versions(scope, owner, record).await?)?;
    let last = versions.into_iter().next().ok_or(Code::NotFound)?;
    if last.is_declared && last.is_own { Ok((id, last)) } else { Err(Code::WrongStatus.into()) }
}

fn declared(vehicle_id: VehicleId, record_id: RecordId, version: i32, said: Declaration, created_at: Instant) -> Said {
    Said {
        vehicle_id,
        seq: 0,
        record_id,
        version,
        origin: "owner".to_owned(),
        appointment_id: None,
        is_withdrawn: false,
        done_on: said.done_on,
        km: said.km,
        workshop: said.workshop,
        items: said.items,
        parts_kurus: said.parts,
        labour_kurus: said.labour,
        total_kurus: said.parts + said.labour,
        note: said.note,
        created_at,
        files: Vec::new(),
    }
}

/// Takes a declaration back; the chain keeps what it said.
///
/// # Errors
/// `not_found` for records of others, `wrong_status` for what the house wrote.
pub async fn withdraw(scope: &mut Scope, input: &OneRecordInput) -> Result<VehicleId> {
    let owner = policy::reach(&scope.actor)?;
    let record = record_id(&input.record_id)?;
    let (id, _) = own(scope, owner, record).await?;
    garage::lock_km(scope, id).await?;
    // Somebody may have written a version meanwhile.
    let (_, last) = own(scope, owner, record).await?;
    let files = last.files.clone();
    write_again(scope, id, last, files, true).await?;
    files::forget(scope, record).await?;
    Ok(id)
}

/// A version that says what the last one said, with other papers or taken back; its number. The car must be locked.
pub(super) async fn write_again(
    scope: &mut Scope,
    id: VehicleId,
    last: Entry,
    files: Vec<String>,
    is_withdrawn: bool,
) -> Result<i32> {
    let (record, version) = (last.record_id, last.version + 1);
    let said = Declaration {
        done_on: last.done_on,
        km: last.km,
        items: last.items,
        workshop: last.workshop,
        parts: last.parts,
        labour: last.labour,
        note: last.note,
    };
    write(scope, Said { is_withdrawn, files, ..declared(id, record, version, said, scope.now) }).await?;
    Ok(version)
}

/// What the house writes when a visit is done.
#[derive(Clone, Debug)]
pub struct DoneVisit {
    pub vehicle_id: VehicleId,
    pub appointment_id: AppointmentId,
    pub done_on: Day,
    /// Who booked it: the owner of the car, or one of those with whom the owner shared it.
    pub customer_id: CustomerId,
    pub booked_at: Instant,
    /// As the owner said when booking, or as the workshop read it.
    pub km: i32,
    pub workshop: String,
    pub items: Vec<Item>,
    pub services: Vec<ServiceId>,
    /// Nothing of both where the workshop did not tell them apart.
    pub parts: Money,
    pub labour: Money,
    pub total: Money,
}

/// Into the book, and to the reminders that its services finish. The car must be locked.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn write_visit(scope: &mut Scope, visit: DoneVisit) -> Result<()> {
    let (id, on, km) = (visit.vehicle_id, visit.done_on, visit.km);
    let kinds = reminders::kinds_of(scope, &visit.services).await?;
    let said = Said {
        vehicle_id: visit.vehicle_id,
        seq: 0,
        record_id: RecordId::fresh(),
        version: 1,
        origin: "visit".to_owned(),
        appointment_id: Some(visit.appointment_id),
        is_withdrawn: false,
        done_on: visit.done_on,
        km: Some(visit.km),
        workshop: visit.workshop,
        items: visit.items,
        parts_kurus: visit.parts,
        labour_kurus: visit.labour,
        total_kurus: visit.total,
        note: String::new(),
        created_at: scope.now,
        files: Vec::new(),
    };
    write(scope, said).await?;
    reminders::note_work(scope, id, &kinds, on, Some(km)).await
}

/// Adds a row to the end of its car's chain. The car must be locked.
pub(super) async fn write(scope: &mut Scope, mut said: Said) -> Result<()> {
    let (last, previous) = store::end_of_chain(scope, said.vehicle_id).await?;
    if last >= ROWS_MAX && said.origin == "owner" {
        let mut checks = Checks::default();
        checks.refuse_with("items", Rule::TooMany, Some(i64::from(ROWS_MAX)));
        checks.done()?;
    }
    said.seq = last + 1;
    match store::insert(scope, &said, &previous, &fresh_code()).await? {
        Some(hash) => seal_on(scope, said.vehicle_id, (last, &previous), (said.seq, &hash)).await,
        None => Ok(()),
    }
}

/// Sixty random bits.
fn fresh_code() -> String {
    let random: [u8; CODE_LENGTH] = rand::random();
    random.iter().filter_map(|byte| DIGITS.get(usize::from(byte & 31))).map(|digit| char::from(*digit)).collect()
}

/// What a code proves: the row, and whether the chain of its car holds to its end.
#[derive(Clone, Debug)]
pub struct Proof {
    pub known: Known,
    pub row: Link,
    pub end: End,
    pub rows: usize,
}

/// For everybody who knows the code.
///
/// # Errors
/// `not_found` for a code that no row has.
pub async fn verify(scope: &mut Scope, code: &str) -> Result<Proof> {
    let code = code.trim().to_ascii_uppercase().replace(['-', ' '], "");
    let known = store::find_by_code(scope, &code).await?;
    let (links, end) = whole_chain(scope, known.vehicle_id).await?;
    let rows = links.len();
    let row = links.into_iter().find(|link| link.said.seq == known.seq);
    row.map(|row| Proof { known, row, end, rows }).ok_or_else(|| AppError::new(Code::NotFound))
}
