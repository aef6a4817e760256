//! Opening hours of a demo workshop, and places in its calendar that nobody has taken.

use super::{dice::Dice, trades::Open, world::World};
use crate::kernel::time::{Day, Instant};

/// Starts lie on a grid of so many minutes from opening, as real bookings do.
const GRID: i64 = 30;
/// On a half holiday work ends at 13.00.
const HALF_DAY: i64 = 13 * 60;

#[derive(Clone, Copy, Debug)]
pub struct Hours {
    pub weekday: i16,
    pub opens: i64,
    pub closes: i64,
    pub pause: Option<(i64, i64)>,
}

#[derive(Clone, Debug)]
pub struct Exception {
    pub from: Day,
    pub to: Day,
    pub hours: Option<(i64, i64)>,
    pub reason: &'static str,
}

#[derive(Clone, Copy, Debug)]
struct Taken {
    bay: usize,
    day: Day,
    from: i64,
    until: i64,
}

/// A free place that is now taken.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub bay: usize,
    pub start: Instant,
    pub end: Instant,
    pub busy_until: Instant,
}

#[derive(Clone, Debug)]
pub struct Calendar {
    pub week: Vec<Hours>,
    pub exceptions: Vec<Exception>,
    pub bays: usize,
    pub buffer: i64,
    pub works_on_holidays: bool,
    taken: Vec<Taken>,
}

impl Calendar {
    pub fn new(dice: &mut Dice, open: Open, today: Day) -> Self {
        let bays = match open {
            Open::Workshop => 1 + dice.weighted([30, 35, 18, 10, 7]),
            Open::Daily | Open::Always => 1 + dice.weighted([35, 40, 25]),
        };
        let buffer = dice.pick(&[0, 0, 0, 15, 30]);
        let works_on_holidays = open == Open::Always || dice.chance(6);
        let exceptions = exceptions(dice, today);
        Self { week: week(dice, open), exceptions, bays, buffer, works_on_holidays, taken: Vec::new() }
    }

    /// 08.30–18.30 with lunch on six days, two lifts, nothing unusual.
    pub fn plain() -> Self {
        let week =
            (1..=6).map(|weekday| Hours { weekday, opens: 510, closes: 1_110, pause: Some((750, 810)) }).collect();
        Self { week, exceptions: Vec::new(), bays: 2, buffer: 0, works_on_holidays: false, taken: Vec::new() }
    }

    /// When work is done on a day: from, to and the opening time that the grid counts from.
    fn stretches(&self, world: &World, day: Day) -> Vec<(i64, i64, i64)> {
        let holiday = world.holidays.get(&day).filter(|_| !self.works_on_holidays);
        let exception = self.exceptions.iter().find(|exception| exception.from <= day && day <= exception.to);
        let (opens, closes, pause) =
            match (holiday, exception, self.week.iter().find(|hours| hours.weekday == day.weekday())) {
                (Some(false), _, _) | (_, None, None) => return Vec::new(),
                (_, Some(exception), _) => match exception.hours {
                    Some((opens, closes)) => (opens, closes, None),
                    None => return Vec::new(),
                },
                (_, None, Some(hours)) => (hours.opens, hours.closes, hours.pause),
            };
        let closes = if holiday.is_some() { closes.min(HALF_DAY) } else { closes };
        let halves = match pause {
            Some((from, to)) => vec![(opens, from.min(closes), opens), (to, closes, opens)],
            None => vec![(opens, closes, opens)],
        };
        halves.into_iter().filter(|(from, to, _)| from < to).collect()
    }

    /// A free place of so many minutes between two days (counted from today), if one of a few throws finds it.
    pub fn take(&mut self, world: &World, dice: &mut Dice, days: (i64, i64), minutes: i64) -> Option<Place> {
        (0..12).find_map(|_| {
            let day = world.today.plus(dice.between(days.0, days.1));
            let stretches = self.stretches(world, day);
            let (from, to, opens) = stretches.get(dice.below(stretches.len())).copied()?;
            let first = opens + (from - opens + GRID - 1).div_euclid(GRID) * GRID;
            let last = (to - minutes - first).div_euclid(GRID);
            if last < 0 {
                return None;
            }
            let start = first + dice.between(0, last) * GRID;
            self.try_take(Taken { bay: dice.below(self.bays), day, from: start, until: start + minutes + self.buffer })
        })
    }

    fn try_take(&mut self, wish: Taken) -> Option<Place> {
        let overlaps = |taken: &Taken| {
            taken.bay == wish.bay && taken.day == wish.day && taken.from < wish.until && wish.from < taken.until
        };
        // The buffer of the day's last visit may reach past midnight only where the doors never close; keep it inside.
        if self.taken.iter().any(overlaps) || wish.until > 1_440 {
            return None;
        }
        self.taken.push(wish);
        let at = |minutes: i64| wish.day.at(i32::try_from(minutes).unwrap_or_default());
        let (start, end, busy_until) = (at(wish.from), at(wish.until - self.buffer), at(wish.until));
        Some(Place { bay: wish.bay, start, end, busy_until })
    }
}

fn week(dice: &mut Dice, open: Open) -> Vec<Hours> {
    let (opens, closes, pause, saturday, sunday) = match open {
        Open::Always => (0, 1_440, None, Some(1_440), Some(1_440)),
        Open::Daily => {
            let closes = dice.pick(&[1_140, 1_200, 1_260]);
            (dice.pick(&[510, 540]), closes, None, Some(closes), dice.chance(60).then_some(1_080))
        }
        Open::Workshop => {
            let (opens, closes) = dice.pick(&[(510, 1_110), (510, 1_110), (510, 1_140), (480, 1_080), (540, 1_140)]);
            let pause = dice.chance(75).then(|| dice.pick(&[(750, 810), (720, 780), (720, 780)]));
            let saturday = match dice.below(10) {
                0 => None,
                1..=3 => Some(840),
                _ => Some(closes),
            };
            (opens, closes, pause, saturday, dice.chance(8).then_some(960))
        }
    };
    let ends = (1..=5).map(|weekday| (weekday, Some(closes))).chain([(6, saturday), (7, sunday)]);
    ends.filter_map(|(weekday, closes)| {
        let closes = closes?;
        Some(Hours { weekday, opens, closes, pause: pause.filter(|(_, to)| *to < closes) })
    })
    .collect()
}

fn exceptions(dice: &mut Dice, today: Day) -> Vec<Exception> {
    let mut all = Vec::new();
    if dice.chance(15) {
        let from = today.plus(dice.between(3, 60));
        let reason = dice.pick(&["Yıllık izin", "Atölye tadilatı", "Fuar", "Sayım"]);
        all.push(Exception { from, to: from.plus(dice.between(0, 6)), hours: None, reason });
    }
    if dice.chance(6) {
        let day = today.plus(dice.between(61, 75));
        all.push(Exception { from: day, to: day, hours: Some((540, 780)), reason: "Öğleden sonra kapalı" });
    }
    all
}
