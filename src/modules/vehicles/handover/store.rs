//! SQL of `vehicle_handovers`, and of the car that moves.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::{CustomerId, VehicleId},
        time::Instant,
    },
    modules::vehicles::policy::Handover,
    platform::{OnConstraint, Scope},
};

const VIN_ONCE: &str = "customer_vehicles_vin_once_per_customer";

/// An open offer, as the car's owner sees it.
#[derive(Clone, Debug)]
pub struct Offer {
    pub email: String,
    pub expires_at: Instant,
}

pub async fn of_car(scope: &mut Scope, id: VehicleId) -> Result<Option<Offer>> {
    let now = scope.now;
    let offer = sqlx::query_as!(
        Offer,
        "select email, expires_at from vehicle_handovers where vehicle_id = $1 and expires_at > $2",
        *id,
        now
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(offer)
}

/// A new offer, in place of the one before.
pub async fn save(scope: &mut Scope, id: VehicleId, email: &str, token_hash: &[u8], until: Instant) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into vehicle_handovers (vehicle_id, email, token_hash, created_at, expires_at) values ($1, $2, $3, $4, $5)
         on conflict on constraint vehicle_handovers_pkey
         do update set email = excluded.email, token_hash = excluded.token_hash, created_at = excluded.created_at,
             expires_at = excluded.expires_at",
        *id,
        email,
        token_hash,
        now,
        until
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// # Errors
/// `not_found` for a car that is not offered.
pub async fn withdraw(scope: &mut Scope, id: VehicleId) -> Result<()> {
    let gone =
        sqlx::query!("delete from vehicle_handovers where vehicle_id = $1", *id).execute(scope.conn().await?).await?;
    if gone.rows_affected() == 1 { Ok(()) } else { Err(Code::NotFound.into()) }
}

/// What a link offers. The owner is never named to who has it.
#[derive(Clone, Debug)]
pub struct Offered {
    pub vehicle_id: VehicleId,
    pub from: CustomerId,
    pub email: String,
    pub token_hash: Vec<u8>,
    pub plate: String,
    pub label: String,
    pub model_year: i16,
    pub km: i32,
}

pub async fn offered(scope: &mut Scope, token_hash: &[u8]) -> Result<Option<Offered>> {
    let now = scope.now;
    let offered = sqlx::query_as!(
        Offered,
        r#"select h.vehicle_id, v.customer_id as "from", h.email, h.token_hash, v.plate,
                  b.name || ' ' || m.name || ' ' || t.name as "label!", v.model_year, v.km
           from vehicle_handovers h join customer_vehicles v on v.id = h.vehicle_id
           join variants t on t.id = v.variant_id join models m on m.id = t.model_id join brands b on b.id = m.brand_id
           where h.token_hash = $1 and h.expires_at > $2 and v.removed_at is null"#,
        token_hash,
        now
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(offered)
}

/// Uses an offer up; `false` when it is none any more. Both garages must be locked.
pub async fn use_up(scope: &mut Scope, handover: Handover, offered: &Offered) -> Result<bool> {
    let used = sqlx::query!(
        "delete from vehicle_handovers h using customer_vehicles v
         where h.token_hash = $1 and v.id = h.vehicle_id and v.customer_id = $2 and v.removed_at is null",
        offered.token_hash,
        *handover.from.id()
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(used.rows_affected() == 1)
}

/// The car is another's from now on, the first of a garage its default. Both garages must be locked.
///
/// # Errors
/// `plate_taken` when its chassis number is in that garage already.
pub async fn hand_over(scope: &mut Scope, handover: Handover, id: VehicleId) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "update customer_vehicles
         set customer_id = $3, handed_over_at = $4, updated_at = $4, notes = '', traffic_insurance_ends_on = null, kasko_ends_on = null,
             is_default = not exists (select from customer_vehicles where customer_id = $3 and is_default and removed_at is null)
         where id = $2 and customer_id = $1 and removed_at is null",
        *handover.from.id(),
        *id,
        *handover.to.id(),
        now
    )
    .execute(scope.conn().await?)
    .await
    .on_constraint(VIN_ONCE, Code::PlateTaken)?;
    // Cars that were joined to it are a part of its book.
    sqlx::query!(
        "update customer_vehicles set customer_id = $3, handed_over_at = $4, updated_at = $4, notes = '',
             traffic_insurance_ends_on = null, kasko_ends_on = null
         where joined_to = $2 and customer_id = $1",
        *handover.from.id(),
        *id,
        *handover.to.id(),
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}
