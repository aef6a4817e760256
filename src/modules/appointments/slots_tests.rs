use super::*;
use proptest::prelude::*;

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn at(text: &str) -> Instant {
    Instant::parse(&format!("2026-11-{text}:00+03:00")).expect("an instant")
}

/// Monday to Saturday 09–18 with a break 12.30–13.30, from Tuesday 24 November 2026 on.
fn plan(bays: usize) -> Plan {
    let first = day("2026-11-24");
    let days = (0..60).map(|n| first.plus(n)).filter(|d| d.weekday() != 7);
    Plan {
        days: days.map(|d| WorkDay::new(d, 540, 1080, Some((750, 810)))).collect(),
        bays: (0..bays).map(|_| BayId::fresh()).collect(),
        people: None,
        away: Vec::new(),
        lead_minutes: 120,
        window_days: 30,
        buffer_minutes: 0,
        longest_day: 480,
    }
}

fn starts(plan: &Plan, busy: &[Busy], minutes: i64, now: &str, on: &str) -> Vec<String> {
    let on = day(&format!("2026-11-{on}"));
    let slots = plan.free(busy, minutes, at(now), on, on);
    slots.iter().map(|slot| slot.start.zoned().strftime("%H:%M").to_string()).collect()
}

#[test]
fn visits_lie_between_opening_break_and_closing() {
    let all = starts(&plan(1), &[], 90, "24T06:00", "25");
    assert_eq!(
        all,
        ["09:00", "09:30", "10:00", "10:30", "11:00", "13:30", "14:00", "14:30", "15:00", "15:30", "16:00", "16:30"]
    );
}

#[test]
fn the_lead_time_is_kept() {
    assert_eq!(starts(&plan(1), &[], 60, "24T14:01", "24"), ["16:30", "17:00"]);
    assert_eq!(starts(&plan(1), &[], 60, "24T14:00", "24"), ["16:00", "16:30", "17:00"]);
}

#[test]
fn a_second_bay_keeps_a_time_free_and_a_full_house_does_not() {
    let plan = plan(2);
    let held = |bay: usize| Busy { held: Held::Bay(plan.bays[bay]), from: at("25T09:00"), until: at("25T18:00") };
    assert_eq!(starts(&plan, &[held(0)], 60, "24T06:00", "25").len(), 14);
    assert!(starts(&plan, &[held(0), held(1)], 60, "24T06:00", "25").is_empty());
    let slot = plan.check(at("25T10:00"), 60, at("24T06:00")).expect("open");
    assert_eq!(plan.free_bays(slot, &[held(0)]), [plan.bays[1]]);
}

#[test]
fn a_buffer_keeps_its_distance() {
    let plan = Plan { buffer_minutes: 20, ..plan(1) };
    let busy = Busy { held: Held::Bay(plan.bays[0]), from: at("25T11:00"), until: at("25T12:20") };
    // 09.30 would end at 10.30 and hold the lift until 10.50; 10.00 would hold it until 11.20.
    assert_eq!(starts(&plan, &[busy], 60, "24T06:00", "25")[..3], ["09:00", "09:30", "13:30"]);
}

#[test]
fn work_longer_than_a_stretch_starts_at_opening_and_spans_the_break() {
    let plan = plan(1);
    assert_eq!(starts(&plan, &[], 300, "24T06:00", "25"), ["09:00"]);
    let slot = plan.check(at("25T09:00"), 300, at("24T06:00")).expect("open");
    assert_eq!(slot.end, at("25T15:00"));
    assert_eq!(plan.check(at("25T10:00"), 300, at("24T06:00")), Err(Rule::OutsideHours));
}

#[test]
fn work_longer_than_every_day_runs_through_the_following_open_days() {
    let plan = plan(1);
    // 28 November is a Saturday: 480 minutes there, the other 120 on Monday.
    let slot = plan.check(at("28T09:00"), 600, at("24T06:00")).expect("open");
    assert_eq!(slot.end, at("30T11:00"));
}

#[test]
fn a_short_day_does_not_begin_what_another_day_could_finish() {
    let mut plan = plan(1);
    plan.days[1] = WorkDay::new(day("2026-11-25"), 540, 720, None);
    assert_eq!(plan.check(at("25T09:00"), 300, at("24T06:00")), Err(Rule::OutsideHours));
    assert!(plan.check(at("26T09:00"), 300, at("24T06:00")).is_ok());
}

#[test]
fn every_refusal_names_its_rule() {
    let (plan, now) = (plan(1), at("24T10:00"));
    for (start, rule) in [
        ("24T09:00", Rule::InThePast),
        ("24T10:00", Rule::InThePast),
        ("24T11:30", Rule::TooSoon),
        ("25T08:30", Rule::OutsideHours),
        ("25T12:45", Rule::OutsideHours),
        ("25T12:00", Rule::OutsideHours),
        ("25T18:00", Rule::OutsideHours),
        ("29T10:00", Rule::OutsideHours),
        ("25T10:15", Rule::OffTheGrid),
    ] {
        assert_eq!(plan.check(at(start), 60, now), Err(rule), "{start}");
    }
    assert_eq!(plan.check(day("2026-12-25").at(600), 60, now), Err(Rule::TooFarAhead));
    let odd = at("25T10:00").plus_seconds(1);
    assert_eq!(plan.check(odd, 60, now), Err(Rule::OffTheGrid));
}

#[test]
fn the_nearest_times_surround_the_wished_one() {
    let plan = plan(1);
    let busy = Busy { held: Held::Bay(plan.bays[0]), from: at("25T10:00"), until: at("25T11:00") };
    let near = plan.nearest(&[busy], 60, at("24T06:00"), at("25T10:00"), 3);
    let near: Vec<Instant> = near.iter().map(|slot| slot.start).collect();
    assert_eq!(near, [at("25T09:00"), at("25T11:00"), at("25T11:30")]);
}

fn some_busy() -> impl Strategy<Value = Vec<(usize, i64, i64)>> {
    prop::collection::vec((0..3usize, 0..31 * 24 * 4i64, 1..40i64), 0..120)
}

prop_compose! {
    fn some_plan()(
        bays in 1..4usize, opens in 0..20i64, length in 2..44i64, pause in prop::option::of((0..40i64, 1..8i64)),
        closed in prop::collection::vec(any::<bool>(), 60), lead in 0..3000i64, window in 1..40i64, buffer in 0..90i64,
    ) -> Plan {
        let (opens, closes) = (opens * 15 + 300, (opens * 15 + 300 + length * 15).min(1440));
        let pause = pause.map(|(from, long)| (opens + from * 15, (opens + (from + long) * 15).min(closes)));
        let first = day("2026-11-24");
        let days: Vec<WorkDay> = closed.iter().enumerate().filter(|(_, closed)| !**closed)
            .map(|(n, _)| WorkDay::new(first.plus(n as i64), opens, closes, pause)).collect();
        Plan {
            longest_day: days.iter().map(WorkDay::working_minutes).max().unwrap_or_default(),
            days, bays: (0..bays).map(|_| BayId::fresh()).collect(), people: None, away: Vec::new(),
            lead_minutes: lead, window_days: window, buffer_minutes: buffer,
        }
    }
}

#[test]
fn a_time_is_free_only_while_a_person_is_too() {
    let (ali, veli) = (PersonId::fresh(), PersonId::fresh());
    let plan = Plan { people: Some(vec![ali, veli]), ..plan(3) };
    let held = |person, from, until| Busy { held: Held::Person(person), from: at(from), until: at(until) };
    let busy = [held(ali, "25T09:00", "25T18:00"), held(veli, "25T09:00", "25T11:00")];
    assert_eq!(starts(&plan, &busy, 60, "24T06:00", "25")[..2], ["11:00", "11:30"]);
    let slot = plan.check(at("25T10:00"), 60, at("24T06:00")).expect("open");
    assert!(plan.free_pairs(slot, &busy).is_empty());
    let slot = plan.check(at("25T11:00"), 60, at("24T06:00")).expect("open");
    assert_eq!(plan.free_pairs(slot, &busy), plan.bays.iter().map(|bay| (*bay, Some(veli))).collect::<Vec<_>>());
    let off = Plan { away: vec![held(veli, "25T00:00", "26T00:00")], ..plan.clone() };
    assert!(starts(&off, &busy, 60, "24T06:00", "25").is_empty(), "a day off");
    assert!(starts(&Plan { people: Some(Vec::new()), ..plan }, &[], 60, "24T06:00", "25").is_empty(), "nobody is fit");
}

#[test]
fn a_season_with_long_days_splits_no_work_that_fits_one_of_them() {
    let mut plan = plan(1);
    // Ten hours: two usual days, or one long day of the season.
    assert_eq!(plan.check(at("25T09:00"), 600, at("24T06:00")).map(|slot| slot.end), Ok(at("26T11:00")));
    let long = WorkDay { season_longest: Some(660), ..WorkDay::new(day("2026-11-27"), 480, 1140, None) };
    plan.days[3] = long;
    assert_eq!(plan.check(at("27T08:00"), 600, at("24T06:00")).map(|slot| slot.end), Ok(at("27T18:00")));
    let short = WorkDay { season_longest: Some(660), ..WorkDay::new(day("2026-11-28"), 540, 720, None) };
    plan.days[4] = short;
    assert_eq!(plan.check(at("28T09:00"), 600, at("24T06:00")), Err(Rule::OutsideHours), "another day of it could");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Offered exactly when a check by hand, minute by minute, allows it.
    #[test]
    fn exactly_the_bookable_times_are_offered(plan in some_plan(), taken in some_busy(), minutes in 5..900i64) {
        let now = at("24T07:13");
        let midnight = now.day().at(0);
        let busy: Vec<Busy> = taken.iter().filter_map(|&(bay, from, long)| {
            let from = midnight.plus_minutes(from * 15);
            plan.bays.get(bay).map(|&bay| Busy { held: Held::Bay(bay), from, until: from.plus_minutes(long * 15) })
        }).collect();
        let last = now.day().plus(plan.window_days);
        let offered = plan.free(&busy, minutes, now, now.day(), last);

        for pair in offered.windows(2) {
            prop_assert!(pair[0].start < pair[1].start);
        }
        let mut expected = Vec::new();
        for quarter in 0..(plan.window_days + 1) * 96 {
            let start = midnight.plus_minutes(quarter * 15);
            if let Ok(slot) = plan.check(start, minutes, now)
                && !plan.free_bays(slot, &busy).is_empty()
            {
                expected.push(slot);
            }
        }
        prop_assert_eq!(&offered, &expected);
        let first = expected.first().map(|slot| slot.start.day());
        let together: Vec<Instant> =
            expected.iter().map(|slot| slot.start).filter(|start| Some(start.day()) == first).take(3).collect();
        prop_assert_eq!(plan.first_free(&busy, minutes, now, 3), together);
    }

    /// The promises to the customer, said without the code that keeps them.
    #[test]
    fn an_offered_time_keeps_its_promises(plan in some_plan(), taken in some_busy(), minutes in 5..900i64) {
        let now = at("24T07:13");
        let midnight = now.day().at(0);
        let busy: Vec<Busy> = taken.iter().filter_map(|&(bay, from, long)| {
            let from = midnight.plus_minutes(from * 15);
            plan.bays.get(bay).map(|&bay| Busy { held: Held::Bay(bay), from, until: from.plus_minutes(long * 15) })
        }).collect();
        let is_working = |minute_of: i64| plan.days.iter().any(|work| {
            let at = minute_of - work.midnight;
            at >= work.opens && at < work.closes && work.pause.is_none_or(|(from, to)| at < from || at >= to)
        });
        for slot in plan.free(&busy, minutes, now, now.day(), now.day().plus(40)) {
            let (from, to) = (slot.start.0.as_second() / 60, slot.end.0.as_second() / 60);
            prop_assert!(slot.start >= now.plus_minutes(plan.lead_minutes));
            prop_assert!(slot.start.day() <= now.day().plus(plan.window_days));
            let work = plan.days.iter().find(|work| work.day == slot.start.day()).expect("an open day");
            prop_assert_eq!((from - work.midnight - work.opens) % 30, 0);
            let worked = (from..to).filter(|&m| is_working(m)).count() as i64;
            prop_assert_eq!(worked, minutes, "as many working minutes as the work takes");
            if to - from > minutes {
                prop_assert_eq!(from, work.midnight + work.opens, "only work from opening time spans closed time");
            }
            let until = slot.end.plus_minutes(plan.buffer_minutes);
            let free = plan.bays.iter().any(|bay| busy.iter().all(|b| b.held != Held::Bay(*bay) || b.until <= slot.start || b.from >= until));
            prop_assert!(free, "some bay is free for the whole visit and its buffer");
        }
    }

    /// People free and taken at random: offered exactly when, minute by minute, a lift and a person are free together.
    #[test]
    fn exactly_the_times_with_a_lift_and_a_person_are_offered(
        plan in some_plan(), taken in some_busy(), by in prop::collection::vec((0..3usize, 0..31 * 24 * 4i64, 1..60i64), 0..60),
        off in prop::collection::vec((0..3usize, 0..30i64, 0..5i64), 0..6), minutes in 5..900i64,
    ) {
        let now = at("24T07:13");
        let midnight = now.day().at(0);
        let people: Vec<PersonId> = (0..3).map(|_| PersonId::fresh()).collect();
        let span = |held, from: i64, long: i64| {
            let from = midnight.plus_minutes(from * 15);
            Busy { held, from, until: from.plus_minutes(long * 15) }
        };
        let mut busy: Vec<Busy> = taken.iter()
            .filter_map(|&(bay, from, long)| plan.bays.get(bay).map(|&bay| span(Held::Bay(bay), from, long))).collect();
        busy.extend(by.iter().map(|&(n, from, long)| span(Held::Person(people[n]), from, long)));
        let away: Vec<Busy> = off.iter().map(|&(n, day, long)| span(Held::Person(people[n]), day * 96, (long + 1) * 96)).collect();
        let without = plan.clone();
        let plan = Plan { people: Some(people.clone()), away: away.clone(), ..plan };
        let last = now.day().plus(plan.window_days);
        let expected: Vec<Slot> = without.free(&busy, minutes, now, now.day(), last).into_iter().filter(|slot| {
            let until = slot.end.plus_minutes(plan.buffer_minutes);
            people.iter().any(|person| busy.iter().chain(&away)
                .all(|b| b.held != Held::Person(*person) || b.until <= slot.start || b.from >= until))
        }).collect();
        let offered = plan.free(&busy, minutes, now, now.day(), last);
        prop_assert_eq!(&offered, &expected);
        for slot in offered {
            prop_assert!(!plan.free_pairs(slot, &busy).is_empty());
        }
    }
}
