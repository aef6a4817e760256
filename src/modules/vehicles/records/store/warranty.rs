//! What a workshop still answers for.

use crate::{
    kernel::{error::Result, ids::VehicleId, time::Day},
    modules::vehicles::records::model::Item,
    platform::{Scope, db::internal},
};

/// So many are told of a car.
const SHOWN: i64 = 20;

/// One work whose warranty goes on.
#[derive(Clone, Debug)]
pub struct Warranted {
    pub item: Item,
    pub done_on: Day,
    pub workshop: String,
}

/// The latest first: neither its months nor the kilometres that it may be driven are over.
pub async fn under_warranty(scope: &mut Scope, id: VehicleId) -> Result<Vec<Warranted>> {
    let today = scope.now.day();
    let rows = sqlx::query!(
        r#"select i.item as "item!", r.done_on, r.workshop
           from vehicle_maintenance_records r join customer_vehicles v on v.id = r.vehicle_id
           join customer_vehicles k on k.id = coalesce(v.joined_to, v.id)
           cross join jsonb_array_elements(r.items) as i (item)
           where (v.id = $1 or v.joined_to = $1) and r.origin = 'visit'
             and not exists (select from vehicle_maintenance_records n where n.record_id = r.record_id and n.version > r.version)
             and r.done_on + make_interval(months => (i.item ->> 'warranty_months')::integer) >= $2::date
             and coalesce(k.km <= r.km + (i.item ->> 'warranty_km')::integer, true)
           order by r.done_on desc, r.record_id desc limit $3"#,
        *id,
        today as _,
        SHOWN
    )
    .fetch_all(scope.conn().await?)
    .await?;
    rows.into_iter()
        .map(|row| {
            let item = serde_json::from_value(row.item).map_err(|error| internal(&error))?;
            Ok(Warranted { item, done_on: row.done_on, workshop: row.workshop })
        })
        .collect()
}
