//! Free times, as a pure function: opening hours, breaks, bays, people, bookings and the length of the work in, starts out.
//!
//! The rules, in the words of the trade:
//! * Work starts on a grid of 30 minutes counted from the day's opening.
//! * A visit that fits between two breaks lies wholly between them. One that is longer than every stretch of the day
//!   starts at opening time and holds its bay until as many *working* minutes have passed, through breaks and, when it is
//!   longer than any day of the week, through the following open days (the car stays).
//! * A bay is held for the visit and the workshop's buffer after it; the buffer may reach into closed time.
//! * Where the workshop names the people who do its work, one of them is held exactly as long as the bay; on their days off
//!   they are held by those.
//! * The first start is `lead` minutes from now, the last day `window_days` from today.
//!
//! Times are minutes since 1970 inside; Istanbul's offset is in [`WorkDay::midnight`].

use crate::kernel::{
    error::Rule,
    ids::{BayId, PersonId},
    time::{Day, Instant},
};

/// The grid of starts, in minutes.
pub const GRID: i64 = 30;

/// An open day: the stretches in which work is done, in minutes after midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkDay {
    pub day: Day,
    /// Of the day in Istanbul, in minutes since 1970.
    pub midnight: i64,
    pub opens: i64,
    pub closes: i64,
    pub pause: Option<(i64, i64)>,
    /// Working minutes of the longest day of its season's week; `None` in the usual week.
    pub season_longest: Option<i64>,
}

impl WorkDay {
    /// A break at the very beginning or end only makes the day shorter.
    pub fn new(day: Day, opens: i64, closes: i64, pause: Option<(i64, i64)>) -> Self {
        let pause = pause.filter(|&(from, to)| from < to && from < closes && to > opens);
        let whole = Self { day, midnight: minute(day.at(0)), opens, closes, pause, season_longest: None };
        match pause {
            Some((from, to)) if from <= opens => Self { opens: to.min(closes), pause: None, ..whole },
            Some((from, to)) if to >= closes => Self { closes: from, pause: None, ..whole },
            _ => whole,
        }
    }

    /// From and to of each stretch, in minutes since 1970.
    fn stretches(&self) -> impl Iterator<Item = (i64, i64)> + use<> {
        let (first, second) = match self.pause {
            Some((from, to)) => ((self.opens, from), Some((to, self.closes))),
            None => ((self.opens, self.closes), None),
        };
        let midnight = self.midnight;
        std::iter::once(first)
            .chain(second)
            .filter(|(from, to)| from < to)
            .map(move |(from, to)| (midnight + from, midnight + to))
    }

    pub fn working_minutes(&self) -> i64 {
        self.stretches().map(|(from, to)| to - from).sum()
    }

    fn longest_stretch(&self) -> i64 {
        self.stretches().map(|(from, to)| to - from).max().unwrap_or_default()
    }
}

/// What a workshop allows, without its bookings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Open days in order, each once.
    pub days: Vec<WorkDay>,
    /// Those fit for the work, in the order in which they are filled.
    pub bays: Vec<BayId>,
    /// The same of people; `None`: the workshop names nobody, and needs nobody.
    pub people: Option<Vec<PersonId>>,
    /// When people are away.
    pub away: Vec<Busy>,
    pub lead_minutes: i64,
    pub window_days: i64,
    pub buffer_minutes: i64,
    /// Working minutes of the longest day of the usual week; longer work runs over several days.
    pub longest_day: i64,
}

/// What a visit holds: one bay, and one person where the workshop names people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    Bay(BayId),
    Person(PersonId),
}

/// A time in which a bay or a person is taken, buffer included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy {
    pub held: Held,
    pub from: Instant,
    pub until: Instant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    pub start: Instant,
    pub end: Instant,
}

impl Slot {
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

fn minute(at: Instant) -> i64 {
    at.0.as_second().div_euclid(60)
}

fn minute_up(at: Instant) -> i64 {
    let second = at.0.as_second() + i64::from(at.0.subsec_nanosecond() > 0);
    second.div_euclid(60) + i64::from(second.rem_euclid(60) > 0)
}

fn instant(minute: i64) -> Instant {
    Instant(jiff::Timestamp::from_second(minute * 60).unwrap_or(jiff::Timestamp::MIN))
}

impl Plan {
    /// The first minute in which a visit may start.
    fn earliest(&self, now: Instant) -> i64 {
        minute_up(now.plus_minutes(self.lead_minutes)).max(minute(now) + 1)
    }

    fn last_day(&self, now: Instant) -> Day {
        now.day().plus(self.window_days)
    }

    fn day(&self, day: Day) -> Option<(usize, &WorkDay)> {
        let place = self.days.binary_search_by_key(&day, |work| work.day).ok()?;
        self.days.get(place).map(|work| (place, work))
    }

    /// May a visit start then, whatever its length?
    ///
    /// # Errors
    /// The first rule that forbids it.
    pub fn check_start(&self, start: Instant, now: Instant) -> Result<(), Rule> {
        if start <= now {
            return Err(Rule::InThePast);
        }
        if start < now.plus_minutes(self.lead_minutes) {
            return Err(Rule::TooSoon);
        }
        if start.day() > self.last_day(now) {
            return Err(Rule::TooFarAhead);
        }
        let (_, work) = self.day(start.day()).ok_or(Rule::OutsideHours)?;
        let at = minute(start);
        if !work.stretches().any(|(from, to)| from <= at && at < to) {
            return Err(Rule::OutsideHours);
        }
        if minute_up(start) != at || (at - work.midnight - work.opens).rem_euclid(GRID) != 0 {
            return Err(Rule::OffTheGrid);
        }
        Ok(())
    }

    /// When a visit that starts then ends.
    ///
    /// # Errors
    /// The first rule that forbids it.
    pub fn check(&self, start: Instant, minutes: i64, now: Instant) -> Result<Slot, Rule> {
        self.check_start(start, now)?;
        let (place, work) = self.day(start.day()).ok_or(Rule::OutsideHours)?;
        let end = self.end_of(place, work, minute(start), minutes).ok_or(Rule::OutsideHours)?;
        Ok(Slot { start, end: instant(end) })
    }

    /// The end of a visit of `minutes` that starts at `start` on the day at `place`, if it may.
    fn end_of(&self, place: usize, work: &WorkDay, start: i64, minutes: i64) -> Option<i64> {
        if minutes <= work.longest_stretch() {
            let end = start + minutes;
            return work.stretches().any(|(from, to)| from <= start && end <= to).then_some(end);
        }
        let longest_day = work.season_longest.unwrap_or(self.longest_day);
        let fits_some_day = minutes <= longest_day.max(work.working_minutes());
        if start != work.midnight + work.opens || (fits_some_day && minutes > work.working_minutes()) {
            return None;
        }
        let mut left = minutes;
        for (from, to) in self.days.get(place..)?.iter().flat_map(WorkDay::stretches) {
            if left <= to - from {
                return Some(from + left);
            }
            left -= to - from;
        }
        None
    }

    /// Bays that nothing holds between `slot.start` and its end plus buffer, in the order in which they are filled.
    pub fn free_bays(&self, slot: Slot, busy: &[Busy]) -> Vec<BayId> {
        self.bays
            .iter()
            .copied()
            .filter(|bay| self.is_free(Held::Bay(*bay), slot.start, self.busy_until(slot), busy))
            .collect()
    }

    /// The same of people; `None` where nobody is needed.
    pub fn free_people(&self, slot: Slot, busy: &[Busy]) -> Option<Vec<PersonId>> {
        self.people.is_some().then(|| self.people_free(slot.start, self.busy_until(slot), busy))
    }

    /// People that nothing holds in a stretch of time.
    pub fn people_free(&self, from: Instant, until: Instant, busy: &[Busy]) -> Vec<PersonId> {
        let people = self.people.iter().flatten().copied();
        people.filter(|person| self.is_free(Held::Person(*person), from, until, busy)).collect()
    }

    /// Every free bay with every free person, in the order in which they are taken.
    pub fn free_pairs(&self, slot: Slot, busy: &[Busy]) -> Vec<(BayId, Option<PersonId>)> {
        let people: Vec<Option<PersonId>> = match self.free_people(slot, busy) {
            Some(people) => people.into_iter().map(Some).collect(),
            None => vec![None],
        };
        let bays = self.free_bays(slot, busy);
        bays.iter().flat_map(|bay| people.iter().map(|person| (*bay, *person))).collect()
    }

    fn is_free(&self, held: Held, from: Instant, until: Instant, busy: &[Busy]) -> bool {
        !busy.iter().chain(&self.away).any(|b| b.held == held && b.from < until && from < b.until)
    }

    /// Until when a visit holds its bay and its person.
    pub fn busy_until(&self, slot: Slot) -> Instant {
        slot.end.plus_minutes(self.buffer_minutes)
    }

    /// Every free start from `from` to `to` (both included) for a visit of `minutes`, soonest first.
    pub fn free(&self, busy: &[Busy], minutes: i64, now: Instant, from: Day, to: Day) -> Vec<Slot> {
        self.starts(busy, minutes, now, from, to).collect()
    }

    /// The first free starts of the window, at most `count` and all on one day.
    pub fn first_free(&self, busy: &[Busy], minutes: i64, now: Instant, count: usize) -> Vec<Instant> {
        let mut starts =
            self.starts(busy, minutes, now, now.day(), self.last_day(now)).map(|slot| slot.start).peekable();
        let Some(day) = starts.peek().map(|start| start.day()) else { return Vec::new() };
        starts.take_while(|start| start.day() == day).take(count).collect()
    }

    /// Free starts nearest to `wished`, at most `count`, soonest first.
    pub fn nearest(&self, busy: &[Busy], minutes: i64, now: Instant, wished: Instant, count: usize) -> Vec<Slot> {
        let mut slots = self.free(busy, minutes, now, now.day(), self.last_day(now));
        slots.sort_by_key(|slot| (slot.start.seconds_since(wished).abs(), *slot));
        slots.truncate(count);
        slots.sort();
        slots
    }

    fn starts<'a>(
        &'a self,
        busy: &[Busy],
        minutes: i64,
        now: Instant,
        from: Day,
        to: Day,
    ) -> impl Iterator<Item = Slot> + 'a {
        let earliest = self.earliest(now);
        let to = to.min(self.last_day(now));
        let mut lanes: Vec<Lane> = self.bays.iter().map(|bay| Lane::of(Held::Bay(*bay), busy, &[])).collect();
        let people = self.people.as_ref();
        let mut people: Option<Vec<Lane>> =
            people.map(|people| people.iter().map(|id| Lane::of(Held::Person(*id), busy, &self.away)).collect());
        self.days
            .iter()
            .enumerate()
            .filter(move |(_, work)| minutes > 0 && from <= work.day && work.day <= to)
            .flat_map(move |(place, work)| {
                let opens = work.midnight + work.opens;
                let grid = (0..(work.closes - work.opens + GRID - 1) / GRID).map(move |step| opens + step * GRID);
                grid.filter(move |start| *start >= earliest).map(move |start| (place, work, start))
            })
            .filter_map(move |(place, work, start)| {
                let end = self.end_of(place, work, start, minutes)?;
                let until = end + self.buffer_minutes;
                // Lanes only move forward; one that is not asked now catches up when it is.
                let any = |lanes: &mut Vec<Lane>| lanes.iter_mut().any(|lane| lane.is_free(start, until));
                let free = any(&mut lanes) && people.as_mut().is_none_or(any);
                free.then(|| Slot { start: instant(start), end: instant(end) })
            })
    }
}

/// The bookings of one bay or person, merged and in order, walked once by rising starts.
struct Lane {
    taken: Vec<(i64, i64)>,
    next: usize,
}

impl Lane {
    fn of(held: Held, busy: &[Busy], away: &[Busy]) -> Self {
        let own = busy.iter().chain(away).filter(|b| b.held == held);
        let mut all: Vec<(i64, i64)> = own.map(|b| (minute(b.from), minute_up(b.until))).collect();
        all.sort_unstable();
        let mut taken: Vec<(i64, i64)> = Vec::with_capacity(all.len());
        for (from, until) in all {
            match taken.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(until),
                _ => taken.push((from, until)),
            }
        }
        Self { taken, next: 0 }
    }

    fn is_free(&mut self, start: i64, until: i64) -> bool {
        while self.taken.get(self.next).is_some_and(|&(_, end)| end <= start) {
            self.next += 1;
        }
        self.taken.get(self.next).is_none_or(|&(from, _)| from >= until)
    }
}

#[cfg(test)]
#[path = "slots_tests.rs"]
mod tests;
