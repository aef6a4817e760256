//! One line of a sheet: its cells under the rules of the desk's own form.

use super::{
    file::Cells,
    finding::{Facts, Refusal},
};
use crate::{
    kernel::{
        error::{Checks, Rule},
        ids::VariantId,
    },
    modules::vehicles::catalogue::{
        inputs::VariantInput,
        model::{Place, VariantDraft, one_form, other_names, own_id},
    },
};

/// A line whose cells are right.
pub struct Line {
    pub id: Option<VariantId>,
    pub brand: (String, String),
    pub model: (String, String),
    pub brand_aliases: Option<String>,
    pub model_aliases: Option<String>,
    pub said: Said,
}

/// Shown beside whatever is said about the line.
pub fn label(cells: &Cells<'_>) -> String {
    let names = ["brand", "model", "variant"].map(|column| cells.text(column).chars().take(80).collect::<String>());
    names.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn facts(draft: &VariantDraft) -> Facts {
    Facts {
        name: draft.name.clone(),
        aliases: draft.aliases.clone(),
        generation: draft.generation.clone(),
        year_from: draft.year_from,
        year_to: draft.year_to,
        engine_cc: draft.engine_cc,
        fuel: draft.fuel.clone(),
        power_kw: draft.power_kw,
        transmission: draft.transmission.clone(),
        body: draft.body.clone(),
        is_active: draft.is_active,
    }
}

/// What a line says, and which columns its sheet lacks.
pub struct Said {
    pub facts: Facts,
    absent: Vec<&'static str>,
}

impl Said {
    fn of(cells: &Cells<'_>, draft: &VariantDraft) -> Self {
        let optional = ["aliases", "engine_cc", "power_kw", "body", "active"];
        // An empty cell says nothing about whether a variant can be chosen.
        let is_absent = |column: &&str| cells.get(column).is_none_or(|cell| *column == "active" && cell.is_empty());
        Self { facts: facts(draft), absent: optional.into_iter().filter(is_absent).collect() }
    }

    /// A missing column leaves what stands.
    pub fn over(self, before: Option<&Facts>) -> Facts {
        let Self { mut facts, absent } = self;
        let Some(before) = before.cloned() else { return facts };
        for column in absent {
            match column {
                "aliases" => facts.aliases = one_form(&before.aliases),
                "engine_cc" => facts.engine_cc = before.engine_cc,
                "power_kw" => facts.power_kw = before.power_kw,
                "body" => facts.body.clone_from(&before.body),
                _ => facts.is_active = before.is_active,
            }
        }
        facts
    }
}

/// The cells of a line under the rules of the desk's own form.
pub fn read(cells: &Cells<'_>, last_year: i16) -> Result<Line, Refusal> {
    let text = |column: &str| cells.text(column).to_owned();
    let active = match cells.text("active").to_lowercase().as_str() {
        "" | "1" | "true" => Some("true"),
        "0" | "false" => Some(""),
        _ => None,
    };
    let input = VariantInput {
        brand: text("brand"),
        model: text("model"),
        name: text("variant"),
        aliases: text("aliases"),
        generation: text("generation"),
        year_from: text("year_from"),
        year_to: text("year_to"),
        engine_cc: text("engine_cc"),
        fuel: text("fuel"),
        power_kw: text("power_kw"),
        transmission: text("transmission"),
        body: text("body"),
        active: active.unwrap_or_default().to_owned(),
        ..VariantInput::default()
    };
    let mut checks = Checks::default();
    let id = checks.keep("variant_id", own_id::<VariantId>(cells.text("variant_id")).map_err(|_| Rule::UnknownChoice));
    checks.require("active", active.is_some(), Rule::UnknownChoice);
    let brand_aliases = cells.get("brand_aliases").map(|typed| other_names(&mut checks, "brand_aliases", typed));
    let model_aliases = cells.get("model_aliases").map(|typed| other_names(&mut checks, "model_aliases", typed));
    let mut fields = checks.done().map_err(|error| error.fields).err().unwrap_or_default();
    match input.check(last_year) {
        Ok((Some(Place::Named { brand, model }), draft)) if fields.is_empty() => Ok(Line {
            id: id.flatten(),
            brand: (brand.name, brand.slug),
            model: (model.name, model.slug),
            brand_aliases,
            model_aliases,
            said: Said::of(cells, &draft),
        }),
        Ok(_) => Err(Refusal::Fields { fields }),
        Err(error) => {
            let column = |name: String| if name == "name" { "variant".to_owned() } else { name };
            fields.extend(error.fields.into_iter().map(|(name, field)| (column(name), field)));
            Err(Refusal::Fields { fields })
        }
    }
}
