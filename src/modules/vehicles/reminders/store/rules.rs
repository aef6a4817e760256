//! SQL of `reminder_rules` and `reminder_services`.

use crate::{
    kernel::{error::Result, ids::VehicleId, time::Day},
    modules::vehicles::reminders::{
        due::{Facts, Rule},
        model::Kind,
    },
    platform::Scope,
};

/// The rules that hold for a kept car on a day: of each kind the narrowest that names it.
pub async fn rules(scope: &mut Scope, id: VehicleId, today: Day) -> Result<Vec<Rule>> {
    let rows = sqlx::query!(
        r#"select distinct on (r.kind) r.kind, r.first_months, r.every_months, r.every_km, r.fixed_days, r.source, r.certainty,
                  r.is_advice, coalesce(v.fuel, t.fuel) = 'electric' as "is_electric!"
           from customer_vehicles v join variants t on t.id = v.variant_id
           join reminder_rules r on r.for_commercial = v.is_commercial and (r.fuel is null or r.fuel = coalesce(v.fuel, t.fuel))
               and (r.model_id is null or r.model_id = t.model_id) and (r.variant_id is null or r.variant_id = t.id)
               and r.valid_from_on <= $2 and coalesce(r.valid_to_on, $2) >= $2
           where v.id = $1 and v.removed_at is null
           order by r.kind, r.variant_id is null, r.model_id is null, r.fuel is null"#,
        *id,
        today
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let rules = rows.into_iter().filter_map(|row| {
        Some(Rule {
            kind: Kind::parse(&row.kind).filter(|kind| !(row.is_electric && kind.needs_an_engine()))?,
            first_months: row.first_months,
            every_months: row.every_months,
            every_km: row.every_km,
            fixed_days: row.fixed_days,
            source: row.source,
            certainty: row.certainty,
            is_advice: row.is_advice,
        })
    });
    Ok(rules.collect())
}

/// What services of the taxonomy finish.
pub async fn kinds_of(scope: &mut Scope, slugs: &[String]) -> Result<Vec<Kind>> {
    let kinds = sqlx::query_scalar!("select distinct kind from reminder_services where service_slug = any($1)", slugs)
        .fetch_all(scope.conn().await?)
        .await?;
    Ok(kinds.iter().filter_map(|kind| Kind::parse(kind)).collect())
}

/// What the rules ask about a kept car.
pub async fn facts_of(scope: &mut Scope, id: VehicleId) -> Result<Facts> {
    let today = scope.now.day();
    let row = sqlx::query!(
        r#"select v.km, coalesce(v.fuel, t.fuel) = 'electric' as "is_electric!", v.first_registered_on,
                  v.inspection_due_on, v.traffic_insurance_ends_on, v.kasko_ends_on
           from customer_vehicles v join variants t on t.id = v.variant_id where v.id = $1 and v.removed_at is null"#,
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(Facts {
        today,
        km: row.km,
        is_electric: row.is_electric,
        first_registered_on: row.first_registered_on,
        inspection_due_on: row.inspection_due_on,
        traffic_insurance_ends_on: row.traffic_insurance_ends_on,
        kasko_ends_on: row.kasko_ends_on,
    })
}
