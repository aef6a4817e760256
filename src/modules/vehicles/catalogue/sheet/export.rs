//! The catalogue as a sheet, model by model: never the whole of it in memory.

use super::{
    file::COLUMNS,
    store::{self, Exported},
};
use crate::{
    kernel::error::Result,
    modules::vehicles::policy,
    platform::{
        Scope, Visit,
        sheet::{Batches, Columns},
    },
};

/// Models that are read at once.
const BATCH: i64 = 100;

/// How far a sheet is written: the model that came last.
pub struct Export {
    after: (String, String),
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins.
pub fn begin(visit: &Visit) -> Result<Export> {
    policy::keeper(&visit.actor)?;
    Ok(Export { after: (String::new(), String::new()) })
}

impl Batches for Export {
    type Row = Exported;

    async fn next(&mut self, visit: &Visit) -> Result<Vec<Exported>> {
        let mut scope = Scope::read(visit);
        let keeper = policy::keeper(&scope.actor)?;
        let rows = store::exported(&mut scope, &keeper, &self.after, BATCH).await?;
        if let Some(last) = rows.last() {
            self.after = (last.brand_slug.clone(), last.model_slug.clone());
        }
        Ok(rows)
    }
}

/// What a sheet says of a variant.
pub fn columns() -> Columns<Exported, { COLUMNS.len() }> {
    Columns { head: COLUMNS, cells: |_, row| cells(row) }
}

/// In the order of [`COLUMNS`].
fn cells(row: &Exported) -> [String; COLUMNS.len()] {
    let number = |number: Option<i32>| number.map(|number| number.to_string()).unwrap_or_default();
    [
        row.id.to_string(),
        row.brand.clone(),
        row.brand_aliases.clone(),
        row.model.clone(),
        row.model_aliases.clone(),
        row.name.clone(),
        row.aliases.clone(),
        row.generation.clone(),
        row.year_from.to_string(),
        number(row.year_to.map(i32::from)),
        number(row.engine_cc),
        row.fuel.clone(),
        number(row.power_kw),
        row.transmission.clone(),
        row.body.clone(),
        if row.is_active { "1" } else { "0" }.to_owned(),
    ]
}
