//! Reads what was typed about people and lifts. Pure.

use super::inputs::{AbsenceInput, WorkerInput};
use crate::{
    kernel::{
        error::{Checks, Code, Result, Rule},
        ids::{CategoryId, UserId},
        time::Day,
    },
    modules::mechanics::workshop::checks::{AHEAD_DAYS, day},
    platform::reference::Reference,
};

pub const NAME_MAX: usize = 60;
const LENGTH_DAYS: i64 = 366;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkerLine {
    pub name: String,
    pub user_id: Option<UserId>,
    pub skills: Vec<CategoryId>,
}

/// `accounts` are the people of the staff.
///
/// # Errors
/// `invalid` with every refused field.
pub fn worker(input: &WorkerInput, reference: &Reference, accounts: &[UserId]) -> Result<WorkerLine> {
    let mut checks = Checks::default();
    let name = checks.text("person_name", &input.person_name, 1, NAME_MAX);
    let user_id: Option<UserId> = input.user_id.parse().ok();
    let known = input.user_id.trim().is_empty() || user_id.is_some_and(|id| accounts.contains(&id));
    checks.require("user_id", known, Rule::UnknownChoice);
    let skills = skills(&mut checks, &input.skills, reference);
    checks.done()?;
    Ok(WorkerLine { name, user_id, skills })
}

/// Top categories, each once.
pub fn skills(checks: &mut Checks, typed: &[String], reference: &Reference) -> Vec<CategoryId> {
    let is_top = |id: &CategoryId| reference.category(*id).is_some_and(|category| category.parent_id.is_none());
    let mut skills: Vec<CategoryId> = Vec::new();
    for text in typed {
        match text.parse::<CategoryId>().ok().filter(is_top) {
            Some(id) if skills.contains(&id) => {}
            Some(id) => skills.push(id),
            None => checks.refuse("skills", Rule::UnknownChoice),
        }
    }
    skills
}

/// # Errors
/// `invalid` with every refused field.
pub fn absence(input: &AbsenceInput, today: Day) -> Result<(Day, Day)> {
    let mut checks = Checks::default();
    let from_on = day(&mut checks, "from_on", &input.from_on);
    let to_on = if input.to_on.trim().is_empty() { from_on } else { day(&mut checks, "to_on", &input.to_on) };
    let days = from_on.zip(to_on);
    if let Some((from_on, to_on)) = days {
        checks.require("to_on", from_on <= to_on, Rule::DatesOrder);
        checks.require("to_on", to_on >= today, Rule::InThePast);
        checks.require("from_on", from_on.days_since(today) <= AHEAD_DAYS, Rule::TooFarAhead);
        checks.require("to_on", to_on.days_since(from_on) <= LENGTH_DAYS, Rule::TooFarAhead);
    }
    checks.done()?;
    days.ok_or_else(|| Code::Invalid.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_off_name_their_wrong_fields() {
        let today = Day::parse("2026-11-24").expect("a day");
        let typed = |from_on: &str, to_on: &str| AbsenceInput {
            from_on: from_on.into(),
            to_on: to_on.into(),
            ..AbsenceInput::default()
        };
        assert_eq!(absence(&typed("2026-11-24", ""), today), Ok((today, today)));
        for (from_on, to_on, field) in [
            ("", "", "from_on"),
            ("2026-11-20", "2026-11-23", "to_on"),
            ("2026-12-02", "2026-12-01", "to_on"),
            ("2026-12-01", "2028-12-01", "to_on"),
            ("2029-12-01", "", "from_on"),
        ] {
            let refused =
                absence(&typed(from_on, to_on), today).err().map(|e| e.fields.into_keys().collect::<Vec<_>>());
            assert_eq!(refused, Some(vec![field.to_owned()]), "{from_on} {to_on}");
        }
    }

    #[test]
    fn somebody_has_a_name_a_known_account_and_known_skills() {
        let reference = Reference::default();
        let wrong = WorkerInput {
            person_name: " ".into(),
            user_id: UserId(uuid::Uuid::nil()).to_string(),
            skills: vec!["fren".into()],
            ..WorkerInput::default()
        };
        let refused = worker(&wrong, &reference, &[]).err().map(|e| e.fields.into_keys().collect::<Vec<_>>());
        assert_eq!(refused, Some(vec!["person_name".to_owned(), "skills".to_owned(), "user_id".to_owned()]));
        let fine = WorkerInput { person_name: " Kadir Usta ".into(), ..WorkerInput::default() };
        assert_eq!(
            worker(&fine, &reference, &[]),
            Ok(WorkerLine { name: "Kadir Usta".into(), user_id: None, skills: Vec::new() })
        );
    }
}
