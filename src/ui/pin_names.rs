//! The names on a map with pins: beside the pins, out of each other's way, and at the edge where hardly one lies in sight.

use super::pins::{HEIGHT, RADIUS, Spot, WIDTH, Window};
use std::f64::consts::PI;

/// Names that stand on a map at most, and the room that each needs.
const NAMES: usize = 12;
const NAME_ROOM: (f64, f64) = (90.0, 16.0);
/// About how wide a letter is, how far a name reaches above its line, and where it moves to when a pin covers it: below, then above.
const LETTER: f64 = 6.2;
const LETTER_HEIGHT: f64 = 9.0;
const ASIDE: [f64; 3] = [0.0, 26.0, -18.0];
/// Where fewer names than this are seen, so many places beyond the edge are named at it.
const FEW: usize = 3;
const BEYOND: usize = 4;
/// How far from the edge those names stand.
const EDGE: (f64, f64) = (60.0, 22.0);

/// A name on the map: where the middle of its line is, and what it says.
type Name = (f64, f64, String);

/// The names that fit, each in room of its own, beside the pins.
pub(super) fn names(window: Window, spots: &[Spot], pins: &[(f64, f64)]) -> Vec<Name> {
    let mut fit: Vec<Name> = Vec::new();
    for spot in spots {
        let (x, y) = window.place(spot.lat, spot.lon);
        let fits = |at: &(f64, f64)| {
            Window::holds(*at, NAME_ROOM.1) && has_room(&fit, *at) && !is_covered(*at, &spot.name, pins)
        };
        if let Some((x, y)) = ASIDE.into_iter().map(|aside| (x, y + aside)).find(fits) {
            fit.push((x, y, spot.name.clone()));
        }
        if fit.len() == NAMES {
            break;
        }
    }
    if fit.len() < FEW {
        name_beyond(window, spots, pins, &mut fit);
    }
    fit
}

fn has_room(fit: &[Name], (x, y): (f64, f64)) -> bool {
    fit.iter().all(|(a, b, _)| (a - x).abs() > NAME_ROOM.0 || (b - y).abs() > NAME_ROOM.1)
}

/// Does a pin stand on a name? Its line is written around `x`, upwards from `y`.
fn is_covered((x, y): (f64, f64), name: &str, pins: &[(f64, f64)]) -> bool {
    let half = LETTER * f64::from(u32::try_from(name.chars().count()).unwrap_or(u32::MAX)) / 2.0;
    pins.iter().any(|(a, b)| (a - x).abs() < half + RADIUS && *b > y - LETTER_HEIGHT - RADIUS && *b < y + RADIUS)
}

/// So near that hardly a name is seen, the nearest places around stand at the edge, with the way to them.
fn name_beyond(window: Window, spots: &[Spot], pins: &[(f64, f64)], fit: &mut Vec<Name>) {
    let (middle_x, middle_y) = (WIDTH / 2.0, HEIGHT / 2.0);
    let mut around: Vec<(f64, f64, f64, &Spot)> = spots
        .iter()
        .map(|spot| {
            let (x, y) = window.place(spot.lat, spot.lon);
            let (dx, dy) = (x - middle_x, y - middle_y);
            // In halves of the drawing: one is its edge.
            ((dx.abs() / middle_x).max(dy.abs() / middle_y), dx, dy, spot)
        })
        .filter(|(halves, ..)| *halves >= 1.0)
        .collect();
    around.sort_by(|one, other| one.0.total_cmp(&other.0));
    let enough = fit.len() + BEYOND;
    for (_, dx, dy, spot) in around {
        let name = format!("{} {}", arrow(dx, dy), spot.name);
        let in_reach = ((middle_x - EDGE.0) / dx.abs()).min((middle_y - EDGE.1) / dy.abs());
        let at = (middle_x + dx * in_reach, middle_y + dy * in_reach);
        if has_room(fit, at) && !is_covered(at, &name, pins) {
            fit.push((at.0, at.1, name));
        }
        if fit.len() == enough {
            break;
        }
    }
}

/// The way there; south is down.
fn arrow(dx: f64, dy: f64) -> char {
    // Eighths of a turn, from the east over the south.
    let eighth = (dy.atan2(dx) * 4.0 / PI).round();
    let ways = [(-3.0, '↖'), (-2.0, '↑'), (-1.0, '↗'), (0.0, '→'), (1.0, '↘'), (2.0, '↓'), (3.0, '↙')];
    ways.into_iter().find(|(way, _)| (way - eighth).abs() < 0.5).map_or('←', |(_, arrow)| arrow)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIZILAY: (f64, f64) = (39.9208, 32.8541);
    const BATIKENT: (f64, f64) = (39.9683, 32.7306);

    #[test]
    fn names_keep_out_of_each_others_way() {
        let spot = |name: &str, lat, lon| Spot { name: name.to_owned(), lat, lon };
        let window = Window::around(&[KIZILAY, BATIKENT]);
        let spots = [spot("Çankaya", 39.93, 32.83), spot("Çankaya 2", 39.931, 32.831), spot("İzmir", 38.4, 27.1)];
        let said: Vec<String> = names(window, &spots, &[]).into_iter().map(|(_, _, name)| name).collect();
        assert_eq!(said, ["Çankaya", "Çankaya 2", "← İzmir"], "below the other one");
        let at: Vec<(f64, f64)> = names(window, &spots, &[]).into_iter().map(|(x, y, _)| (x, y)).collect();
        assert!((at[0].1 - at[1].1).abs() > NAME_ROOM.1, "{at:?}");
    }

    #[test]
    fn names_keep_out_of_the_way_of_pins() {
        let spot = Spot { name: "Çankaya".to_owned(), lat: KIZILAY.0, lon: KIZILAY.1 };
        let window = Window::around(&[KIZILAY, BATIKENT]);
        let at = window.place(KIZILAY.0, KIZILAY.1);
        let (x, y, _) = names(window, std::slice::from_ref(&spot), &[at]).remove(0);
        assert!((x - at.0).abs() < 0.001 && !is_covered((x, y), "Çankaya", &[at]) && (y - at.1).abs() > 1.0, "{x} {y}");
        let crowd: Vec<_> = (-3..=3).map(|step| (at.0, at.1 + f64::from(step) * 20.0)).collect();
        assert!(names(window, &[spot], &crowd).is_empty(), "no room for it");
    }

    #[test]
    fn a_map_without_names_of_its_own_names_what_is_around() {
        let spot = |name: &str, lat, lon| Spot { name: name.to_owned(), lat, lon };
        let window = Window::over((39.95, 32.75), 2.0);
        let spots = [spot("Keçiören", 39.97, 32.86), spot("Etimesgut", 39.95, 32.67), spot("Gölbaşı", 39.88, 32.76)];
        let said: Vec<String> = names(window, &spots, &[]).into_iter().map(|(_, _, name)| name).collect();
        assert_eq!(said, ["← Etimesgut", "→ Keçiören", "↓ Gölbaşı"]);
        for (x, y, name) in names(window, &spots, &[]) {
            assert!(Window::holds((x, y), EDGE.1 - 0.001), "{name}");
        }
    }
}
