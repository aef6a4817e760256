//! `holidays`: official days by rule, religious days as rows of the file.

use super::{ImportError, Run, csv_file, report::Written};
use crate::kernel::time::Day;
use serde::Serialize;
use std::{collections::BTreeMap, ops::RangeInclusive};

/// The years that are complete: beyond them the religious days are not known yet.
const YEARS: RangeInclusive<i16> = 2025..=2028;
const LAW: &str = "Law 2429 on national days and public holidays";

/// Stands in the hash of this set; count it up when a rule below changes.
pub const RULES: &str = "2025-2028, 1";

/// Month, day, Turkish, English, half day.
const OFFICIAL: [(i8, i8, &str, &str, bool); 8] = [
    (1, 1, "Yılbaşı", "New Year's Day", false),
    (4, 23, "Ulusal Egemenlik ve Çocuk Bayramı", "National Sovereignty and Children's Day", false),
    (5, 1, "Emek ve Dayanışma Günü", "Labour and Solidarity Day", false),
    (5, 19, "Atatürk'ü Anma, Gençlik ve Spor Bayramı", "Commemoration of Atatürk, Youth and Sports Day", false),
    (7, 15, "Demokrasi ve Millî Birlik Günü", "Democracy and National Unity Day", false),
    (8, 30, "Zafer Bayramı", "Victory Day", false),
    (10, 28, "Cumhuriyet Bayramı arifesi", "Eve of Republic Day", true),
    (10, 29, "Cumhuriyet Bayramı", "Republic Day", false),
];

#[derive(Serialize)]
struct Holiday {
    on_date: Day,
    name_tr: String,
    name_en: String,
    half_day: bool,
    source: String,
}

impl Holiday {
    /// A religious day may fall on an official one (19 May 2027): one row with both names, half only if both are.
    fn join(&mut self, other: Self) {
        self.name_tr = format!("{}, {}", self.name_tr, other.name_tr);
        self.name_en = format!("{}, {}", self.name_en, other.name_en);
        self.half_day &= other.half_day;
        self.source = format!("{}; {}", self.source, other.source);
    }
}

fn official() -> BTreeMap<Day, Holiday> {
    let mut days = BTreeMap::new();
    for year in YEARS {
        for (month, day, name_tr, name_en, half_day) in OFFICIAL {
            if let Ok(date) = jiff::civil::Date::new(year, month, day) {
                let (name_tr, name_en, source) = (name_tr.to_owned(), name_en.to_owned(), LAW.to_owned());
                days.insert(Day(date), Holiday { on_date: Day(date), name_tr, name_en, half_day, source });
            }
        }
    }
    days
}

pub async fn import(run: &mut Run<'_>, religious: &str) -> Result<(), ImportError> {
    let mut refused = Vec::new();
    let religious = csv_file::rows("religious_holidays.csv", religious, &mut refused, |fields| {
        let date = fields.text("on_date")?;
        let on_date = Day::parse(date).ok_or_else(|| format!("on_date `{date}` is no day"))?;
        let half_day = match fields.text("half_day")? {
            "yes" => true,
            "no" => false,
            other => return Err(format!("half_day `{other}` is neither yes nor no")),
        };
        let row = Holiday {
            on_date,
            name_tr: fields.text("name_tr")?.to_owned(),
            name_en: fields.text("name_en")?.to_owned(),
            half_day,
            source: fields.text("source")?.to_owned(),
        };
        Ok((date.to_owned(), row))
    })?;
    run.report.refused.append(&mut refused);
    let mut days = official();
    for holiday in religious {
        match days.get_mut(&holiday.on_date) {
            Some(official) => official.join(holiday),
            None => drop(days.insert(holiday.on_date, holiday)),
        }
    }
    let rows: Vec<Holiday> = days.into_values().collect();
    write(run, &rows).await
}

async fn write(run: &mut Run<'_>, rows: &[Holiday]) -> Result<(), ImportError> {
    let written = sqlx::query_as!(
        Written,
        r#"with written as (
             insert into holidays (on_date, name_tr, name_en, half_day, source)
             select on_date, name_tr, name_en, half_day, source from jsonb_to_recordset($1) as given
               (on_date date, name_tr text, name_en text, half_day boolean, source text)
             on conflict (on_date) do update set name_tr = excluded.name_tr, name_en = excluded.name_en,
               half_day = excluded.half_day, source = excluded.source
             where (holidays.name_tr, holidays.name_en, holidays.half_day, holidays.source)
               is distinct from (excluded.name_tr, excluded.name_en, excluded.half_day, excluded.source)
             returning xmax = 0 as added)
           select count(*) filter (where added) as "added!", count(*) filter (where not added) as "changed!", 0::bigint as "kept!"
           from written"#,
        serde_json::to_value(rows)?
    )
    .fetch_one(&mut *run.connection)
    .await?;
    run.tally("holidays", rows.len(), &written);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_year_has_eight_official_days_and_only_one_is_half() {
        let days = official();
        assert_eq!(days.len(), 8 * 4);
        assert_eq!(days.values().filter(|day| day.half_day).count(), 4);
        assert!(Day::parse("2026-10-28").is_some_and(|day| days.get(&day).is_some_and(|holiday| holiday.half_day)));
    }
}
