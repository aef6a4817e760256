//! When a rule comes due for a car, and when again. No I/O.

use super::model::Kind;
use crate::kernel::time::Day;

/// A dated row of `reminder_rules`.
#[derive(Clone, Debug)]
pub struct Rule {
    pub kind: Kind,
    pub first_months: Option<i16>,
    pub every_months: Option<i16>,
    pub every_km: Option<i32>,
    /// `MM-DD`, every year.
    pub fixed_days: Vec<String>,
    pub source: String,
    /// `S`, `P` or `K`.
    pub certainty: String,
    /// Nobody is reminded of it unasked.
    pub is_advice: bool,
}

/// What the rules ask about a car.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    pub today: Day,
    pub km: i32,
    pub is_electric: bool,
    pub first_registered_on: Option<Day>,
    pub inspection_due_on: Option<Day>,
    pub traffic_insurance_ends_on: Option<Day>,
    pub kasko_ends_on: Option<Day>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    pub on: Option<Day>,
    pub km: Option<i32>,
}

/// What is done, when, at how many kilometres where that is known, and when it was due.
#[derive(Clone, Copy, Debug)]
pub struct Done {
    pub due_on: Option<Day>,
    pub on: Day,
    pub km: Option<i32>,
}

/// What comes on fixed days is not finished by work that was done so much earlier: tyres changed in spring are summer tyres.
const EARLY_DAYS: i64 = 90;

impl Rule {
    /// The first time, as far as the papers tell it.
    pub fn first(&self, car: &Facts) -> Option<Due> {
        let on = match self.kind {
            Kind::Inspection => car.inspection_due_on.or_else(|| self.after_registration(car)),
            Kind::TrafficInsurance => car.traffic_insurance_ends_on,
            Kind::Kasko => car.kasko_ends_on,
            kind if car.is_electric && kind.needs_an_engine() => None,
            _ if self.fixed_days.is_empty() => self.every_months.map(|months| car.today.plus_months(months)),
            _ => self.fixed_after(car.today.plus(-1)),
        };
        on.map(|on| Due { on: Some(on), km: self.every_km.map(|every| car.km + every) })
    }

    /// Nobody knows whether past inspections were passed: the next one that the rule names is meant.
    fn after_registration(&self, car: &Facts) -> Option<Day> {
        let every = self.every_months.filter(|months| *months > 0)?;
        let mut on = car.first_registered_on?.plus_months(self.first_months.unwrap_or(every));
        while on < car.today {
            on = on.plus_months(every);
        }
        Some(on)
    }

    /// The next of the fixed days after this one.
    fn fixed_after(&self, day: Day) -> Option<Day> {
        let years = [day.year(), day.year() + 1];
        let days = years.iter().flat_map(|year| self.fixed_days.iter().map(move |fixed| format!("{year:04}-{fixed}")));
        days.filter_map(|text| Day::parse(&text)).filter(|fixed| *fixed > day).min()
    }

    /// Counted from work on the car, not from papers or a calendar.
    pub fn is_wear(&self) -> bool {
        self.fixed_days.is_empty() && Kind::WEAR.contains(&self.kind)
    }

    /// When it comes again after work that was done; nothing where that work was another one.
    pub fn after_work(&self, done: Done) -> Option<Due> {
        let is_early = done.due_on.is_some_and(|due| due.days_since(done.on) > EARLY_DAYS);
        if is_early && !self.is_wear() { None } else { self.again(done) }
    }

    /// When it comes again after it was done.
    pub fn again(&self, done: Done) -> Option<Due> {
        if !self.fixed_days.is_empty() {
            let on = self.fixed_after(done.due_on.map_or(done.on, |due| due.max(done.on)))?;
            return Some(Due { on: Some(on), km: None });
        }
        // A policy that is renewed early runs from the end of the last one.
        let from = match self.kind {
            Kind::TrafficInsurance | Kind::Kasko => done.due_on.map_or(done.on, |due| due.max(done.on)),
            _ => done.on,
        };
        again(from, done.km, self.every_months, self.every_km)
    }
}

/// So many months and kilometres later; nothing for what comes once.
pub fn again(from: Day, km: Option<i32>, every_months: Option<i16>, every_km: Option<i32>) -> Option<Due> {
    let due = Due {
        on: every_months.map(|months| from.plus_months(months)),
        km: every_km.zip(km).map(|(every, km)| every + km),
    };
    (due != Due::default()).then_some(due)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn rule(kind: Kind) -> Rule {
        Rule {
            kind,
            first_months: None,
            every_months: Some(12),
            every_km: None,
            fixed_days: Vec::new(),
            source: String::new(),
            certainty: "K".into(),
            is_advice: false,
        }
    }

    fn car() -> Facts {
        Facts {
            today: day("2026-11-29"),
            km: 60_000,
            is_electric: false,
            first_registered_on: None,
            inspection_due_on: None,
            traffic_insurance_ends_on: None,
            kasko_ends_on: None,
        }
    }

    fn on(text: &str) -> Due {
        Due { on: Some(day(text)), km: None }
    }

    #[test]
    fn inspections_follow_the_papers_or_the_first_registration() {
        let rule = Rule { first_months: Some(36), every_months: Some(24), ..rule(Kind::Inspection) };
        assert_eq!(rule.first(&car()), None, "nothing is known");
        let registered = |text: &str| Facts { first_registered_on: Some(day(text)), ..car() };
        assert_eq!(rule.first(&registered("2026-02-28")), Some(on("2029-02-28")));
        assert_eq!(rule.first(&registered("2020-05-10")), Some(on("2027-05-10")));
        let papers = Facts { inspection_due_on: Some(day("2026-11-01")), ..registered("2020-05-10") };
        assert_eq!(rule.first(&papers), Some(on("2026-11-01")), "overdue stays overdue");
        let done = Done { due_on: Some(day("2026-11-01")), on: day("2026-11-29"), km: Some(60_000) };
        assert_eq!(rule.again(done), Some(on("2028-11-29")));
    }

    #[test]
    fn fixed_days_come_every_year() {
        let mtv = Rule { every_months: None, fixed_days: vec!["01-31".into(), "07-31".into()], ..rule(Kind::Mtv) };
        assert_eq!(mtv.first(&car()), Some(on("2027-01-31")));
        assert_eq!(mtv.first(&Facts { today: day("2027-01-31"), ..car() }), Some(on("2027-01-31")));
        let done = |text: &str| mtv.again(Done { due_on: Some(day("2027-01-31")), on: day(text), km: Some(1) });
        assert_eq!(done("2027-01-10"), Some(on("2027-07-31")), "paid early");
        assert_eq!(done("2027-08-02"), Some(on("2028-01-31")), "paid very late");
    }

    #[test]
    fn oil_comes_by_months_and_kilometres() {
        let oil = Rule { every_km: Some(10_000), ..rule(Kind::Oil) };
        assert_eq!(oil.first(&car()), Some(Due { on: Some(day("2027-11-29")), km: Some(70_000) }));
        assert_eq!(oil.first(&Facts { is_electric: true, ..car() }), None);
        let done = Done { due_on: None, on: day("2027-03-31"), km: Some(69_000) };
        assert_eq!(oil.again(done), Some(Due { on: Some(day("2028-03-31")), km: Some(79_000) }));
    }

    #[test]
    fn a_policy_renewed_early_loses_no_days() {
        let done =
            |text: &str| rule(Kind::Kasko).again(Done { due_on: Some(day("2026-12-20")), on: day(text), km: Some(1) });
        assert_eq!((done("2026-12-01"), done("2027-01-05")), (Some(on("2027-12-20")), Some(on("2028-01-05"))));
    }

    #[test]
    fn what_comes_once_comes_no_more() {
        assert_eq!(again(day("2026-11-29"), Some(1), None, None), None);
        assert_eq!(again(day("2026-11-29"), Some(1), None, Some(500)), Some(Due { on: None, km: Some(501) }));
        assert_eq!(again(day("2026-11-29"), None, None, Some(500)), None, "from where to count is not known");
    }

    #[test]
    fn tyres_changed_in_spring_are_not_those_of_next_winter() {
        let tyres = Rule { every_months: None, fixed_days: vec!["11-15".into()], ..rule(Kind::WinterTyres) };
        let after = |text: &str| tyres.after_work(Done { due_on: Some(day("2027-11-15")), on: day(text), km: Some(1) });
        assert_eq!((after("2027-04-20"), after("2027-11-02")), (None, Some(on("2028-11-15"))));
        assert!(!tyres.is_wear() && rule(Kind::Battery).is_wear() && !rule(Kind::Kasko).is_wear());
    }
}
