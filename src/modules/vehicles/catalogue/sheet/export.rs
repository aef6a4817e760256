//! The catalogue as a sheet, model by model: never the whole of it in memory.

use super::{
    file::COLUMNS,
    store::{self, Exported},
};
use crate::{
    kernel::{
        cells::{MARK, line},
        error::Result,
    },
    modules::vehicles::policy,
    platform::{Scope, Visit},
};

/// Models that are read at once.
const BATCH: i64 = 100;

/// How far a sheet is written.
pub struct Export {
    after: (String, String),
    begun: bool,
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins.
pub fn begin(visit: &Visit) -> Result<Export> {
    policy::keeper(&visit.actor)?;
    Ok(Export { after: (String::new(), String::new()), begun: false })
}

impl Export {
    /// The next part of the file; empty at the end. Each borrows a connection of its own, so a slow reader holds none.
    ///
    /// # Errors
    /// `unavailable` when the database is away.
    pub async fn next(&mut self, visit: &Visit) -> Result<String> {
        let mut scope = Scope::read(visit);
        let keeper = policy::keeper(&scope.actor)?;
        let rows = store::exported(&mut scope, &keeper, &self.after, BATCH).await?;
        if let Some(last) = rows.last() {
            self.after = (last.brand_slug.clone(), last.model_slug.clone());
        }
        let head = if self.begun { String::new() } else { format!("{MARK}{}", line(&COLUMNS)) };
        self.begun = true;
        Ok(rows.iter().fold(head, |text, row| text + &line(&cells(row))))
    }
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
