//! Judging a sheet: what each line would add to the catalogue or change in it, and which lines are wrong.

use super::{
    file::Cells,
    finding::{Content, Counts, Facts, Finding, Kind, Known, Named, Refusal, What},
    line::{Line, Said, label, read},
};
use crate::{
    modules::vehicles::catalogue::model::one_form,
    platform::reference::import::keys::{self, VariantKey, name_slug},
};
use std::collections::HashMap;
use uuid::Uuid;

type Key = (Uuid, String, i16, String, String, String);

/// The catalogue, and what the lines before have made of it.
pub struct Judge {
    last_year: i16,
    brands: HashMap<Uuid, Named>,
    models: HashMap<Uuid, Named>,
    variants: HashMap<Uuid, Known>,
    /// By name and, after that, by slug: a renamed brand is found by both.
    by_name: HashMap<(Uuid, String), Uuid>,
    by_slug: HashMap<(Uuid, String), Uuid>,
    by_key: HashMap<Key, Uuid>,
    /// Other names that a line gave to a brand or model.
    names_said: HashMap<Uuid, (i32, String)>,
    said: HashMap<Uuid, i32>,
    pub findings: Vec<Finding>,
    pub counts: Counts,
}

impl Judge {
    pub fn new(last_year: i16, brands: Vec<Named>, models: Vec<Named>, variants: Vec<Known>) -> Self {
        let mut judge = Self {
            last_year,
            brands: HashMap::new(),
            models: HashMap::new(),
            variants: HashMap::new(),
            by_name: HashMap::new(),
            by_slug: HashMap::new(),
            by_key: HashMap::new(),
            names_said: HashMap::new(),
            said: HashMap::new(),
            findings: Vec::new(),
            counts: Counts::default(),
        };
        for brand in brands {
            judge.know(&brand);
            judge.brands.insert(brand.id, brand);
        }
        for model in models {
            judge.know(&model);
            judge.models.insert(model.id, model);
        }
        for known in variants {
            let key = key(known.model_id, &known.facts);
            // Of two with one name the one that can be chosen is meant.
            if known.facts.is_active || !judge.by_key.contains_key(&key) {
                judge.by_key.insert(key, known.id);
            }
            judge.variants.insert(known.id, known);
        }
        judge
    }

    fn know(&mut self, named: &Named) {
        let slug = name_slug(&named.name);
        // Of two with one name the one that can be chosen is meant, then the one that had the name first.
        let rank = |other: &Named| (other.is_active, other.slug == slug);
        let name = (named.parent, slug.clone());
        let other = self.by_name.get(&name).and_then(|id| self.brands.get(id).or_else(|| self.models.get(id)));
        if other.is_none_or(|other| rank(other) < rank(named)) {
            self.by_name.insert(name, named.id);
        }
        self.by_slug.insert((named.parent, named.slug.clone()), named.id);
    }

    fn find(&self, parent: Uuid, slug: &str) -> Option<Uuid> {
        let key = (parent, slug.to_owned());
        self.by_name.get(&key).or_else(|| self.by_slug.get(&key)).copied()
    }

    /// Takes the next line.
    pub fn take(&mut self, number: i32, cells: Result<Cells<'_>, Refusal>) {
        let label = cells.as_ref().map(label).unwrap_or_default();
        let judged = cells.and_then(|cells| {
            let line = read(&cells, self.last_year)?;
            self.judge(number, &label, line)
        });
        if let Err(refusal) = judged {
            self.counts.refused += 1;
            self.findings.push(Finding {
                line: number,
                what: What::Variant,
                kind: Kind::Refused,
                target_id: None,
                parent_id: None,
                label,
                before: None,
                after: None,
                refusal: Some(refusal),
            });
        }
    }

    fn judge(&mut self, number: i32, label: &str, line: Line) -> Result<(), Refusal> {
        let brand = self.find(Uuid::nil(), &line.brand.1);
        let model = brand.and_then(|brand| self.find(brand, &line.model.1));
        let known = match line.id {
            Some(id) => Some(self.by_id(*id, brand, model)?),
            None => model.and_then(|model| {
                let id = self.by_key.get(&key(model, &line.said.facts))?;
                self.variants.get(id).cloned()
            }),
        };
        // A line with an id names its own model, even where two have one name.
        let model = known.as_ref().map(|known| known.model_id).or(model);
        let brand = model.and_then(|model| self.models.get(&model)).map(|model| model.parent).or(brand);
        let brand_slug = slug_of(&self.brands, brand, &line.brand.1);
        let brand_id = brand.unwrap_or_else(|| keys::brand_id(&brand_slug));
        let model_key = format!("{brand_slug}/{}", slug_of(&self.models, model, &line.model.1));
        let model_id = model.unwrap_or_else(|| keys::model_id(&model_key));
        let id = match &known {
            Some(known) => known.id,
            None => self.new_id((brand, model), (model_id, &model_key), &line.said.facts)?,
        };
        for (of, aliases) in [(brand_id, &line.brand_aliases), (model_id, &line.model_aliases)] {
            if let (Some((line, said)), Some(aliases)) = (self.names_said.get(&of), aliases)
                && said != aliases
            {
                return Err(Refusal::NamesDiffer { line: *line });
            }
        }
        if let Some(line) = self.said.get(&id) {
            return Err(Refusal::Repeats { line: *line });
        }
        self.said.insert(id, number);
        self.name(number, What::Brand, (brand_id, Uuid::nil()), line.brand, line.brand_aliases);
        self.name(number, What::Model, (model_id, brand_id), line.model, line.model_aliases);
        self.variant(number, (id, model_id), label, known, line.said);
        Ok(())
    }

    fn full_name(&self, model: Uuid) -> String {
        let Some(model) = self.models.get(&model) else { return String::new() };
        let brand = self.brands.get(&model.parent).map(|brand| brand.name.as_str()).unwrap_or_default();
        format!("{brand} {}", model.name)
    }

    fn by_id(&self, id: Uuid, brand: Option<Uuid>, model: Option<Uuid>) -> Result<Known, Refusal> {
        let known = self.variants.get(&id).ok_or(Refusal::UnknownVariant)?;
        let own = self.models.get(&known.model_id);
        let same_name = |a: &Named, b: &Named| a.parent == b.parent && name_slug(&a.name) == name_slug(&b.name);
        let named = model.and_then(|model| self.models.get(&model));
        let fits = own.zip(named).is_some_and(|(own, named)| own.id == named.id || same_name(own, named));
        if fits && brand.is_some() {
            Ok(known.clone())
        } else {
            Err(Refusal::Elsewhere { name: self.full_name(known.model_id) })
        }
    }

    fn new_id(
        &self,
        (brand, model): (Option<Uuid>, Option<Uuid>),
        (model_id, model_key): (Uuid, &str),
        facts: &Facts,
    ) -> Result<Uuid, Refusal> {
        let parents = [brand.and_then(|id| self.brands.get(&id)), model.and_then(|id| self.models.get(&id))];
        if let Some(parent) = parents.into_iter().flatten().find(|parent| !parent.is_active) {
            return Err(Refusal::Inactive { name: parent.name.clone() });
        }
        // What had this name first lives under another one, or in another brand.
        if model.is_none() && self.models.contains_key(&model_id) {
            return Err(Refusal::Renamed { name: self.full_name(model_id) });
        }
        let key = VariantKey {
            generation: &facts.generation,
            year_from: facts.year_from,
            name: &facts.name,
            fuel: &facts.fuel,
            transmission: &facts.transmission,
        };
        let id = keys::variant_id(&key.within(model_key));
        match self.variants.get(&id) {
            None => Ok(id),
            Some(known) => {
                Err(Refusal::Renamed { name: format!("{} {}", self.full_name(known.model_id), known.facts.name) })
            }
        }
    }

    /// The brand or model of a line: new, given other names, or known.
    fn name(
        &mut self,
        line: i32,
        what: What,
        (id, parent): (Uuid, Uuid),
        (name, slug): (String, String),
        aliases: Option<String>,
    ) {
        let among = if what == What::Brand { &mut self.brands } else { &mut self.models };
        let known = among.get(&id).cloned();
        let (kind, before, after) = match (&known, &aliases) {
            (None, _) => {
                let aliases = aliases.clone().unwrap_or_default();
                let after = Content::Named { name: name.clone(), slug: slug.clone(), aliases: aliases.clone() };
                let named = Named { id, parent, name: name.clone(), slug, aliases, is_active: true };
                among.insert(id, named.clone());
                self.know(&named);
                (Kind::New, None, after)
            }
            (Some(known), Some(aliases))
                if !self.names_said.contains_key(&id) && one_form(&known.aliases) != *aliases =>
            {
                let before = Content::Aliases { aliases: known.aliases.clone() };
                (Kind::Changed, Some(before), Content::Aliases { aliases: aliases.clone() })
            }
            _ => {
                self.note_names(line, id, aliases);
                return;
            }
        };
        self.note_names(line, id, aliases);
        self.counts.other += 1;
        self.findings.push(Finding {
            line,
            what,
            kind,
            target_id: Some(id),
            parent_id: Some(parent).filter(|parent| !parent.is_nil()),
            label: if what == What::Model { self.full_name(id) } else { known.map_or(name, |known| known.name) },
            before,
            after: Some(after),
            refusal: None,
        });
    }

    fn note_names(&mut self, line: i32, id: Uuid, aliases: Option<String>) {
        if let Some(aliases) = aliases {
            self.names_said.entry(id).or_insert((line, aliases));
        }
    }

    fn variant(&mut self, line: i32, (id, model): (Uuid, Uuid), label: &str, known: Option<Known>, said: Said) {
        let before = known.map(|known| known.facts);
        let after = said.over(before.as_ref());
        let stands = before.as_ref().map(|facts| Facts { aliases: one_form(&facts.aliases), ..facts.clone() });
        if stands.as_ref() == Some(&after) {
            self.counts.same += 1;
            return;
        }
        let kind = if before.is_some() { Kind::Changed } else { Kind::New };
        let count = if before.is_some() { &mut self.counts.changed } else { &mut self.counts.new };
        *count += 1;
        self.findings.push(Finding {
            line,
            what: What::Variant,
            kind,
            target_id: Some(id),
            parent_id: Some(model),
            label: label.to_owned(),
            before: before.map(Content::Variant),
            after: Some(Content::Variant(after)),
            refusal: None,
        });
    }
}

fn key(model: Uuid, facts: &Facts) -> Key {
    let Facts { name, generation, year_from, fuel, transmission, .. } = facts;
    (model, generation.clone(), *year_from, name.clone(), fuel.clone(), transmission.clone())
}

fn slug_of(among: &HashMap<Uuid, Named>, id: Option<Uuid>, typed: &str) -> String {
    id.and_then(|id| among.get(&id)).map_or(typed, |named| named.slug.as_str()).to_owned()
}
