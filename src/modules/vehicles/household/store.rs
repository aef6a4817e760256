//! SQL of `household_members` and `household_cars`.

use super::model::{Cars, Rights, Terms};
use crate::{
    kernel::{
        error::{AppError, Code, Result},
        ids::{CustomerId, MembershipId, VehicleId},
        time::Instant,
    },
    modules::vehicles::{
        model::Car,
        policy::{Guest, Owner},
    },
    platform::{OnConstraint, Scope},
};
use uuid::Uuid;

const ONCE_PER_PERSON: &str = "household_members_once_per_person";

/// Somebody who shares an owner's cars or was asked to, as the owner sees them.
#[derive(Clone, Debug)]
pub struct Membership {
    pub id: MembershipId,
    /// Of who has joined.
    pub name: Option<String>,
    pub email: String,
    pub rights: Rights,
    pub all_cars: bool,
    /// The cars named, where not all are shared.
    pub cars: Vec<Uuid>,
    /// Until when who was asked may join; nothing for who has joined.
    pub expires_at: Option<Instant>,
}

/// Who has joined first, then who was asked; the latest last.
pub async fn of_owner(scope: &mut Scope, owner: Owner) -> Result<Vec<Membership>> {
    let rows = sqlx::query!(
        r#"select h.id, u.full_name as "name?", coalesce(h.email, u.email) as "email!", h.may_book, h.may_pay, h.all_cars, h.expires_at,
                  array(select k.vehicle_id from household_cars k where k.membership_id = h.id) as "cars!"
           from household_members h left join customers c on c.id = h.member_id left join users u on u.id = c.user_id
           where h.owner_id = $1 order by h.joined_at nulls last, h.created_at, h.id"#,
        *owner.id()
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let memberships = rows.into_iter().map(|row| Membership {
        id: row.id.into(),
        name: row.name,
        email: row.email,
        rights: Rights { book: row.may_book, pay: row.may_pay },
        all_cars: row.all_cars,
        cars: row.cars,
        expires_at: row.expires_at,
    });
    Ok(memberships.collect())
}

/// A household that one has joined.
#[derive(Clone, Debug)]
pub struct Joined {
    pub id: MembershipId,
    pub owner: String,
    pub rights: Rights,
}

pub async fn of_member(scope: &mut Scope, guest: Guest) -> Result<Vec<Joined>> {
    let rows = sqlx::query!(
        "select h.id, u.full_name, h.may_book, h.may_pay
         from household_members h join customers c on c.id = h.owner_id join users u on u.id = c.user_id
         where h.member_id = $1 order by h.joined_at, h.id",
        *guest.id()
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let joined = rows.into_iter().map(|row| Joined {
        id: row.id.into(),
        owner: row.full_name,
        rights: Rights { book: row.may_book, pay: row.may_pay },
    });
    Ok(joined.collect())
}

/// A car that its owner shares with one.
#[derive(Clone, Debug)]
pub struct SharedCar {
    pub car: Car,
    pub membership_id: MembershipId,
    /// The full name of its owner.
    pub owner: String,
    pub rights: Rights,
}

/// The cars that others share with somebody, or the one asked for; by owner, the newest first. Removed ones and those that
/// are another's by now are not among them.
pub async fn shared(scope: &mut Scope, guest: Guest, one: Option<VehicleId>) -> Result<Vec<SharedCar>> {
    let rows = sqlx::query!(
        r#"select v.id, v.customer_id, v.plate, b.name || ' ' || m.name || ' ' || t.name as "label!", m.brand_id, t.model_id,
                  v.variant_id, v.model_year, v.km, coalesce(v.fuel, t.fuel) as "fuel!", t.transmission, t.body,
                  h.id as membership_id, u.full_name as owner, h.may_book, h.may_pay
           from household_members h join customer_vehicles v on v.customer_id = h.owner_id
           join customers c on c.id = h.owner_id join users u on u.id = c.user_id
           join variants t on t.id = v.variant_id join models m on m.id = t.model_id join brands b on b.id = m.brand_id
           where h.member_id = $1 and v.removed_at is null and ($2::uuid is null or v.id = $2)
             and (h.all_cars or exists (select from household_cars k where k.membership_id = h.id and k.vehicle_id = v.id))
           order by h.joined_at, h.id, v.created_at desc, v.id desc"#,
        *guest.id(),
        one.map(|id| *id)
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let cars = rows.into_iter().map(|row| SharedCar {
        car: Car {
            id: row.id.into(),
            customer_id: row.customer_id.into(),
            plate: row.plate,
            label: row.label,
            brand_id: row.brand_id.into(),
            model_id: row.model_id.into(),
            variant_id: row.variant_id.into(),
            model_year: row.model_year,
            km: row.km,
            // Searches and bookings start with a car of one's own.
            is_default: false,
            fuel: row.fuel,
            transmission: row.transmission,
            body: row.body,
        },
        membership_id: row.membership_id.into(),
        owner: row.owner,
        rights: Rights { book: row.may_book, pay: row.may_pay },
    });
    Ok(cars.collect())
}

/// # Errors
/// `not_found` for cars that nobody shares with one.
pub async fn shared_one(scope: &mut Scope, guest: Guest, id: VehicleId) -> Result<SharedCar> {
    shared(scope, guest, Some(id)).await?.pop().ok_or_else(|| AppError::new(Code::NotFound))
}

/// Nobody else books this car until the transaction ends.
pub async fn lock_car(scope: &mut Scope, id: VehicleId) -> Result<()> {
    sqlx::query!("select id from customer_vehicles where id = $1 for no key update", *id)
        .fetch_all(scope.conn().await?)
        .await?;
    Ok(())
}

/// Nobody ends a membership, or changes what it allows, until the transaction ends. Its car is asked for anew after that.
pub async fn hold(scope: &mut Scope, guest: Guest, id: VehicleId) -> Result<()> {
    sqlx::query!(
        "select h.id from household_members h join customer_vehicles v on v.customer_id = h.owner_id
         where v.id = $2 and h.member_id = $1 for share of h",
        *guest.id(),
        *id
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(())
}

/// Is this the address of the owner, or of somebody who has joined?
pub async fn belongs(scope: &mut Scope, owner: Owner, email: &str) -> Result<bool> {
    let belongs = sqlx::query_scalar!(
        r#"select exists (select from users u join customers c on c.user_id = u.id
                          where u.email = $2 and (c.id = $1 or exists (
                              select from household_members h where h.owner_id = $1 and h.member_id = c.id))) as "belongs!""#,
        *owner.id(),
        email
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(belongs)
}

/// How many share this owner's cars or were asked to and may still come, and whether this address was.
pub async fn count(scope: &mut Scope, owner: Owner, email: &str) -> Result<(usize, bool)> {
    let now = scope.now;
    let row = sqlx::query!(
        r#"select count(*) as "count!", count(*) filter (where email = $2) > 0 as "asked!"
           from household_members where owner_id = $1 and (expires_at is null or expires_at > $3)"#,
        *owner.id(),
        email,
        now
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok((usize::try_from(row.count).unwrap_or(usize::MAX), row.asked))
}

/// A new invitation, in place of one that has run out.
pub async fn ask(
    scope: &mut Scope,
    owner: Owner,
    email: &str,
    terms: &Terms,
    token_hash: &[u8],
    until: Instant,
) -> Result<MembershipId> {
    let (id, now) = (MembershipId::fresh(), scope.now);
    let id = sqlx::query_scalar!(
        "insert into household_members (id, owner_id, email, token_hash, expires_at, may_book, may_pay, all_cars, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict on constraint household_members_once_per_address
         do update set token_hash = excluded.token_hash, expires_at = excluded.expires_at, may_book = excluded.may_book,
             may_pay = excluded.may_pay, all_cars = excluded.all_cars, created_at = excluded.created_at
         returning id",
        *id,
        *owner.id(),
        email,
        token_hash,
        until,
        terms.rights.book,
        terms.rights.pay,
        matches!(terms.cars, Cars::All),
        now
    )
    .fetch_one(scope.conn().await?)
    .await?;
    save_cars(scope, id.into(), &terms.cars).await?;
    Ok(id.into())
}

/// Changes what a membership allows; whoever books by it meanwhile is waited for.
///
/// # Errors
/// `not_found` for those of others.
pub async fn save_terms(scope: &mut Scope, owner: Owner, id: MembershipId, terms: &Terms) -> Result<()> {
    let saved = sqlx::query!(
        "update household_members set may_book = $3, may_pay = $4, all_cars = $5 where id = $2 and owner_id = $1",
        *owner.id(),
        *id,
        terms.rights.book,
        terms.rights.pay,
        matches!(terms.cars, Cars::All)
    )
    .execute(scope.conn().await?)
    .await?;
    found(saved.rows_affected())?;
    save_cars(scope, id, &terms.cars).await
}

async fn save_cars(scope: &mut Scope, id: MembershipId, cars: &Cars) -> Result<()> {
    sqlx::query!("delete from household_cars where membership_id = $1", *id).execute(scope.conn().await?).await?;
    let Cars::These(cars) = cars else { return Ok(()) };
    let cars: Vec<Uuid> = cars.iter().map(|car| **car).collect();
    sqlx::query!(
        "insert into household_cars (membership_id, vehicle_id) select $1, car from unnest($2::uuid[]) car",
        *id,
        &cars
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// What a link asks somebody to join.
#[derive(Clone, Debug)]
pub struct Asked {
    pub id: MembershipId,
    pub owner_id: CustomerId,
    pub owner: String,
    pub email: String,
    pub rights: Rights,
    pub all_cars: bool,
    /// What the shared cars are called, without their plates.
    pub cars: Vec<String>,
}

pub async fn asked(scope: &mut Scope, token_hash: &[u8]) -> Result<Option<Asked>> {
    let now = scope.now;
    let row = sqlx::query!(
        r#"select h.id, h.owner_id, u.full_name, h.email as "email!", h.may_book, h.may_pay, h.all_cars,
                  array(select b.name || ' ' || m.name || ' ' || v.model_year from customer_vehicles v
                        join variants t on t.id = v.variant_id join models m on m.id = t.model_id join brands b on b.id = m.brand_id
                        where v.customer_id = h.owner_id and v.removed_at is null
                          and (h.all_cars or exists (select from household_cars k where k.membership_id = h.id and k.vehicle_id = v.id))
                        order by v.created_at, v.id) as "cars!"
           from household_members h join customers c on c.id = h.owner_id join users u on u.id = c.user_id
           where h.token_hash = $1 and h.expires_at > $2"#,
        token_hash,
        now
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row.map(|row| Asked {
        id: row.id.into(),
        owner_id: row.owner_id.into(),
        owner: row.full_name,
        email: row.email,
        rights: Rights { book: row.may_book, pay: row.may_pay },
        all_cars: row.all_cars,
        cars: row.cars,
    }))
}

/// Who was asked has joined; `false` when the link is none any more.
///
/// # Errors
/// `in_use` for who shares these cars already.
pub async fn join(scope: &mut Scope, guest: Guest, token_hash: &[u8]) -> Result<bool> {
    let now = scope.now;
    let joined = sqlx::query!(
        "update household_members set member_id = $2, joined_at = $3, email = null, token_hash = null, expires_at = null
         where token_hash = $1 and expires_at > $3",
        token_hash,
        *guest.id(),
        now
    )
    .execute(scope.conn().await?)
    .await
    .on_constraint(ONCE_PER_PERSON, Code::InUse)?;
    Ok(joined.rows_affected() == 1)
}

/// Uses a link up without joining; `false` when it is none any more.
pub async fn decline(scope: &mut Scope, token_hash: &[u8]) -> Result<bool> {
    let now = scope.now;
    let gone = sqlx::query!("delete from household_members where token_hash = $1 and expires_at > $2", token_hash, now)
        .execute(scope.conn().await?)
        .await?;
    Ok(gone.rows_affected() == 1)
}

/// Ends a membership or takes an invitation back; gives who had joined.
///
/// # Errors
/// `not_found` for those of others.
pub async fn remove(scope: &mut Scope, owner: Owner, id: MembershipId) -> Result<Option<CustomerId>> {
    let member = sqlx::query_scalar!(
        "delete from household_members where id = $2 and owner_id = $1 returning member_id",
        *owner.id(),
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(member.map(Into::into))
}

/// Leaves a household; gives whose it was.
///
/// # Errors
/// `not_found` for memberships of others.
pub async fn leave(scope: &mut Scope, guest: Guest, id: MembershipId) -> Result<CustomerId> {
    let owner = sqlx::query_scalar!(
        "delete from household_members where id = $2 and member_id = $1 returning owner_id",
        *guest.id(),
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(owner.into())
}

/// A car that is handed over or removed is shared with nobody any more.
pub async fn forget(scope: &mut Scope, id: VehicleId) -> Result<()> {
    sqlx::query!("delete from household_cars where vehicle_id = $1", *id).execute(scope.conn().await?).await?;
    Ok(())
}

fn found(rows: u64) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(Code::NotFound.into()) }
}
