//! Booking settings and lifts.

use super::number;
use crate::{
    kernel::{
        error::{Checks, Result, Rule},
        ids::BayId,
    },
    modules::mechanics::workshop::model::{SettingsInput, ticked},
};

pub const BAYS_MAX: usize = 30;
pub const BAY_NAME_MAX: usize = 60;
pub const LEAD_MAX: i32 = 20_160;
pub const WINDOW_MAX: i32 = 120;
pub const BUFFER_MAX: i32 = 240;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub books_instantly: bool,
    pub works_on_holidays: bool,
    pub lead_minutes: i32,
    pub window_days: i32,
    pub buffer_minutes: i32,
    /// `None`: the lifts stay as they are.
    pub bays: Option<Vec<BayLine>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BayLine {
    pub id: Option<BayId>,
    pub name: String,
}

/// `own` are the active lifts of this workshop; an id of another one is refused.
///
/// # Errors
/// `invalid` with every refused field.
pub fn settings(input: &SettingsInput, own: &[BayId]) -> Result<Settings> {
    let mut checks = Checks::default();
    let bays = (!input.bays.is_empty()).then(|| bays(&mut checks, input, own));
    let settings = Settings {
        books_instantly: ticked(&input.books_instantly),
        works_on_holidays: ticked(&input.works_on_holidays),
        lead_minutes: number(&mut checks, "lead_minutes", &input.lead_minutes, 0, LEAD_MAX),
        window_days: number(&mut checks, "window_days", &input.window_days, 1, WINDOW_MAX),
        buffer_minutes: number(&mut checks, "buffer_minutes", &input.buffer_minutes, 0, BUFFER_MAX),
        bays,
    };
    checks.done()?;
    Ok(settings)
}

fn bays(checks: &mut Checks, input: &SettingsInput, own: &[BayId]) -> Vec<BayLine> {
    if input.bays.len() > BAYS_MAX {
        checks.refuse_with("bays.0.name", Rule::TooMany, i64::try_from(BAYS_MAX).ok());
        return Vec::new();
    }
    let mut lines: Vec<BayLine> = Vec::new();
    for (place, bay) in input.bays.iter().enumerate() {
        let field = format!("bays.{place}.name");
        let name = checks.text(&field, &bay.name, 0, BAY_NAME_MAX);
        let id: Option<BayId> = bay.id.parse().ok();
        let known = bay.id.trim().is_empty()
            || id.is_some_and(|id| own.contains(&id) && lines.iter().all(|line| line.id != Some(id)));
        checks.require(&field, known, Rule::UnknownChoice);
        if !name.is_empty() && known {
            lines.push(BayLine { id, name });
        }
    }
    // A workshop without a lift could never be booked again, which is what exceptions are for.
    checks.require("bays.0.name", !lines.is_empty(), Rule::Required);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modules::mechanics::workshop::model::BayInput;
    use uuid::Uuid;

    fn input(bays: &[(&str, &str)]) -> SettingsInput {
        SettingsInput {
            lead_minutes: "120".into(),
            window_days: "30".into(),
            buffer_minutes: "0".into(),
            bays: bays.iter().map(|(id, name)| BayInput { id: (*id).into(), name: (*name).into() }).collect(),
            ..SettingsInput::default()
        }
    }

    fn refused(input: &SettingsInput, own: &[BayId]) -> Vec<String> {
        settings(input, own).err().map(|error| error.fields.into_keys().collect()).unwrap_or_default()
    }

    #[test]
    fn a_lift_without_a_name_is_left_out() {
        let own = BayId(Uuid::from_u128(7));
        let id = own.to_string();
        let kept = settings(&input(&[(&id, ""), ("", "Lift 2"), ("", " ")]), &[own]);
        assert_eq!(kept.map(|s| s.bays), Ok(Some(vec![BayLine { id: None, name: "Lift 2".into() }])));
        assert_eq!(settings(&input(&[]), &[own]).map(|s| s.bays), Ok(None));
    }

    #[test]
    fn one_lift_stays_and_it_is_ones_own() {
        let (own, foreign) = (BayId(Uuid::from_u128(7)), BayId(Uuid::from_u128(8)).to_string());
        assert_eq!(refused(&input(&[(&own.to_string(), "")]), &[own]), ["bays.0.name"]);
        assert_eq!(refused(&input(&[("", "Lift 1"), (&foreign, "X")]), &[own]), ["bays.1.name"]);
        assert_eq!(refused(&input(&[(&own.to_string(), "A"), (&own.to_string(), "B")]), &[own]), ["bays.1.name"]);
    }

    #[test]
    fn numbers_have_bounds() {
        let wrong = SettingsInput {
            lead_minutes: "-1".into(),
            window_days: "0".into(),
            buffer_minutes: "çok".into(),
            ..SettingsInput::default()
        };
        assert_eq!(refused(&wrong, &[]), ["buffer_minutes", "lead_minutes", "window_days"]);
        let wrong = SettingsInput { window_days: "99999999999999999999".into(), ..input(&[]) };
        assert_eq!(refused(&wrong, &[]), ["window_days"]);
    }
}
