//! A map of places near each other, drawn on the server: numbered pins over the outlines of the provinces, or over the tiles of a
//! map server where one is configured. No script and, without such a server, nobody else's host.

use super::{map::on_map, pin_names::names};
use crate::ui::asset;
use leptos::prelude::*;
use std::f64::consts::PI;

/// A numbered place.
#[derive(Clone, Debug)]
pub struct Pin {
    pub number: usize,
    pub lat: f64,
    pub lon: f64,
    pub name: String,
    pub href: String,
}

/// A name to find one's way by; the first in a list are the most important.
#[derive(Clone, Debug)]
pub struct Spot {
    pub name: String,
    pub lat: f64,
    pub lon: f64,
}

/// In units of the drawing.
pub(super) const WIDTH: f64 = 400.0;
pub(super) const HEIGHT: f64 = 320.0;
/// Around the outermost pins.
const MARGIN: f64 = 32.0;
/// Nothing narrower than so many units of the map of provinces, some three kilometres.
const NARROWEST: f64 = 2.0;
pub(super) const RADIUS: f64 = 13.0;
/// Between pins, so that two of them are two under a finger as well.
const GAP: f64 = 4.0;
/// A tile is drawn at most this wide; they are 256 pixels, and screens are finer than the drawing.
const TILE: f64 = 160.0;

/// What part of the map of provinces is seen, and how large.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Window {
    pub left: f64,
    pub top: f64,
    pub scale: f64,
}

impl Window {
    /// Around all of these places.
    pub(super) fn around(places: &[(f64, f64)]) -> Self {
        let on: Vec<(f64, f64)> = places.iter().map(|&(lat, lon)| on_map(lat, lon)).collect();
        let edge = |pick: fn(&(f64, f64)) -> f64, better: fn(f64, f64) -> f64| {
            on.iter().map(pick).reduce(better).unwrap_or_default()
        };
        let (left, right) = (edge(|p| p.0, f64::min), edge(|p| p.0, f64::max));
        let (top, bottom) = (edge(|p| p.1, f64::min), edge(|p| p.1, f64::max));
        let wide = (right - left).max(NARROWEST) / (WIDTH - 2.0 * MARGIN);
        let high = (bottom - top) / (HEIGHT - 2.0 * MARGIN);
        let scale = 1.0 / wide.max(high);
        Self {
            left: f64::midpoint(left, right) - WIDTH / scale / 2.0,
            top: f64::midpoint(top, bottom) - HEIGHT / scale / 2.0,
            scale,
        }
    }

    /// `span` units wide, with this place in the middle.
    pub fn over((lat, lon): (f64, f64), span: f64) -> Self {
        let ((x, y), scale) = (on_map(lat, lon), WIDTH / span);
        Self { left: x - WIDTH / scale / 2.0, top: y - HEIGHT / scale / 2.0, scale }
    }

    pub fn place(self, lat: f64, lon: f64) -> (f64, f64) {
        let (x, y) = on_map(lat, lon);
        ((x - self.left) * self.scale, (y - self.top) * self.scale)
    }

    pub(super) const fn holds((x, y): (f64, f64), margin: f64) -> bool {
        x >= margin && x <= WIDTH - margin && y >= margin && y <= HEIGHT - margin
    }

    /// How many units of the drawing a degree of longitude takes.
    fn degree(self) -> f64 {
        (on_map(0.0, 1.0).0 - on_map(0.0, 0.0).0) * self.scale
    }
}

/// Where each pin is drawn so that none covers another: at its place, or as near to it as there is room.
fn apart(places: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut drawn: Vec<(f64, f64)> = Vec::with_capacity(places.len());
    for &(x, y) in places {
        let is_free = |(x, y): &(f64, f64)| drawn.iter().all(|(a, b)| (a - x).hypot(b - y) >= 2.0 * RADIUS + GAP);
        let rings = (0..8).flat_map(|ring| {
            (0..12).map(move |step| {
                let (angle, far) = (f64::from(step) * PI / 6.0, f64::from(ring) * 1.2 * RADIUS);
                (x + far * angle.cos(), y + far * angle.sin())
            })
        });
        let found = rings.filter(|place| Window::holds(*place, RADIUS)).find(is_free);
        drawn.push(found.unwrap_or((x, y)));
    }
    drawn
}

/// A picture of a map server and where it lies in the drawing.
#[derive(Debug, PartialEq)]
struct Tile {
    href: String,
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// The tiles below a window; `template` holds `{z}`, `{x}`, `{y}`. Tiles are those of Web Mercator.
fn tiles(window: Window, template: &str) -> Vec<Tile> {
    let zoom = (360.0 * window.degree() / TILE).log2().ceil().clamp(1.0, 19.0);
    let count = zoom.exp2();
    let lon_of = |column: f64| column / count * 360.0 - 180.0;
    let lat_of = |row: f64| (PI * (1.0 - 2.0 * row / count)).sinh().atan().to_degrees();
    // The last row or column that begins at or before an edge of the drawing.
    let last_before = |edge: f64, at: &dyn Fn(f64) -> f64| {
        let (mut low, mut high) = (0.0_f64, count);
        while high - low > 1.0 {
            let middle = f64::midpoint(low, high).floor();
            if at(middle) <= edge { low = middle } else { high = middle }
        }
        low
    };
    let x_at = |column: f64| window.place(0.0, lon_of(column)).0;
    let y_at = |row: f64| window.place(lat_of(row), 0.0).1;
    let mut tiles = Vec::new();
    let mut column = last_before(0.0, &x_at);
    while column < count && x_at(column) < WIDTH {
        let mut row = last_before(0.0, &y_at);
        while row < count && y_at(row) < HEIGHT {
            let (x, y) = (x_at(column), y_at(row));
            let href = [("{z}", zoom), ("{x}", column), ("{y}", row)]
                .into_iter()
                .fold(template.to_owned(), |address, (part, value)| address.replace(part, &format!("{value:.0}")));
            tiles.push(Tile { href, x, y, width: x_at(column + 1.0) - x, height: y_at(row + 1.0) - y });
            row += 1.0;
        }
        column += 1.0;
    }
    tiles
}

fn short(number: f64) -> String {
    format!("{number:.1}")
}

/// Pins are shortcuts for the pointer; the same places stand in a list beside the map.
#[component]
pub fn PinMap(
    pins: Vec<Pin>,
    /// To find one's way by; not drawn over tiles, which have names of their own.
    spots: Vec<Spot>,
    /// Plate numbers of all provinces, for their outlines.
    provinces: Vec<String>,
    /// Address of the tiles of a map server.
    tiles_at: Option<String>,
    /// What the map shows, for screen readers.
    #[prop(into)]
    label: String,
) -> AnyView {
    let window = Window::around(&pins.iter().map(|pin| (pin.lat, pin.lon)).collect::<Vec<_>>());
    let places: Vec<(f64, f64)> = pins.iter().map(|pin| window.place(pin.lat, pin.lon)).collect();
    let drawn = apart(&places);
    let ground = ground(window, provinces, &spots, &drawn, tiles_at);
    let lines: Vec<_> = places
        .iter()
        .zip(&drawn)
        .filter(|(place, drawn)| place != drawn)
        .map(|((x, y), (a, b))| {
            view! { <path d=format!("M{} {}L{} {}", short(*x), short(*y), short(*a), short(*b))></path> }
        })
        .collect();
    let pins: Vec<_> = pins.into_iter().zip(drawn).map(|(pin, at)| numbered(pin, at)).collect();
    view! {
        <svg class="pinmap w-full h-auto rounded-field" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="group" aria-label=label>
            {ground}
            {lines}
            {pins}
        </svg>
    }
    .into_any()
}

/// What lies below the pins: tiles where there are some, else outlines and names.
pub(super) fn ground(
    window: Window,
    provinces: Vec<String>,
    spots: &[Spot],
    pins: &[(f64, f64)],
    tiles_at: Option<String>,
) -> AnyView {
    let Some(template) = tiles_at else { return outlines(window, provinces, spots, pins) };
    tiles(window, &template)
        .into_iter()
        .map(|tile| {
            view! {
                <image href=tile.href x=short(tile.x) y=short(tile.y) width=short(tile.width) height=short(tile.height)
                    preserveAspectRatio="none"></image>
            }
        })
        .collect::<Vec<_>>()
        .into_any()
}

/// Provinces as far as they are seen, drawn from the cached map, and names.
fn outlines(window: Window, provinces: Vec<String>, spots: &[Spot], pins: &[(f64, f64)]) -> AnyView {
    let file = asset("map.svg");
    let shapes: Vec<_> =
        provinces.into_iter().map(|plate| view! { <use href=format!("{file}#il-{plate}")></use> }).collect();
    let move_to = format!("scale({:.3}) translate({:.3} {:.3})", window.scale, -window.left, -window.top);
    let names: Vec<_> = names(window, spots, pins)
        .into_iter()
        .map(|(x, y, name)| view! { <text x=short(x) y=short(y)>{name}</text> })
        .collect();
    view! {
        <g transform=move_to stroke-width=format!("{:.4}", 1.0 / window.scale)>{shapes}</g>
        {names}
    }
    .into_any()
}

fn numbered(pin: Pin, (x, y): (f64, f64)) -> AnyView {
    view! {
        <a href=pin.href tabindex="-1">
            <title>{format!("{}. {}", pin.number, pin.name)}</title>
            <circle cx=short(x) cy=short(y) r=RADIUS.to_string()></circle>
            <text x=short(x) y=short(y + 4.5)>{pin.number}</text>
        </a>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIZILAY: (f64, f64) = (39.9208, 32.8541);
    const BATIKENT: (f64, f64) = (39.9683, 32.7306);

    #[test]
    fn all_places_are_seen_at_the_size_that_holds_them() {
        let window = Window::around(&[KIZILAY, BATIKENT]);
        for (lat, lon) in [KIZILAY, BATIKENT] {
            assert!(Window::holds(window.place(lat, lon), MARGIN - 0.01), "{:?}", window.place(lat, lon));
        }
        let (east, west) = (window.place(KIZILAY.0, KIZILAY.1), window.place(BATIKENT.0, BATIKENT.1));
        assert!(east.0 > west.0 && east.1 > west.1, "south-east of it");
        let alone = Window::around(&[KIZILAY]);
        let (x, y) = alone.place(KIZILAY.0, KIZILAY.1);
        assert!((x - WIDTH / 2.0).abs() < 0.001 && (y - HEIGHT / 2.0).abs() < 0.001, "{x} {y}");
        assert!((alone.scale - (WIDTH - 2.0 * MARGIN) / NARROWEST).abs() < 0.001);
    }

    #[test]
    fn pins_of_one_place_stand_apart_and_near_it() {
        let drawn = apart(&[(200.0, 160.0); 20]);
        assert_eq!(drawn.first(), Some(&(200.0, 160.0)));
        for (n, (x, y)) in drawn.iter().enumerate() {
            assert!((x - 200.0).hypot(y - 160.0) <= 9.0 * RADIUS, "{x} {y}");
            assert!(drawn.iter().skip(n + 1).all(|(a, b)| (a - x).hypot(b - y) >= 2.0 * RADIUS - 0.001));
        }
    }

    #[test]
    fn tiles_cover_the_window_and_lie_where_their_places_are() {
        let window = Window::around(&[KIZILAY, BATIKENT]);
        let tiles = tiles(window, "https://harita.test/{z}/{x}/{y}.png");
        assert!((4..=20).contains(&tiles.len()), "{}", tiles.len());
        let covered = |x: f64, y: f64| {
            tiles.iter().filter(|t| t.x <= x && x < t.x + t.width && t.y <= y && y < t.y + t.height).count()
        };
        for (x, y) in [(0.0, 0.0), (399.9, 0.0), (0.0, 319.9), (399.9, 319.9), (200.0, 160.0)] {
            assert_eq!(covered(x, y), 1, "{x} {y}");
        }
        // Kızılay is in this tile of level 12: column 2421, row 1551.
        let level = |n: f64| format!("https://harita.test/12/{n:.0}/1551.png");
        let far = Window { scale: window.scale * 4000.0 * TILE / (360.0 * window.degree()), ..window };
        let (x, y) = far.place(KIZILAY.0, KIZILAY.1);
        let all = super::tiles(
            Window { left: far.left + (x - 200.0) / far.scale, top: far.top + (y - 160.0) / far.scale, ..far },
            "https://harita.test/{z}/{x}/{y}.png",
        );
        let below =
            all.iter().find(|t| t.x <= 200.0 && 200.0 < t.x + t.width && t.y <= 160.0 && 160.0 < t.y + t.height);
        assert_eq!(below.map(|tile| tile.href.clone()), Some(level(2421.0)));
    }
}
