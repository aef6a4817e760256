//! A map that is tapped to put a pin on it, drawn on the server. The tap is an `<input type="image">` over the drawing, and what
//! moves the map are buttons: all of them send the form they stand in, so that nothing typed is lost and no script is needed.

use super::{
    Icon,
    map::off_map,
    pins::{HEIGHT, Spot, WIDTH, Window, ground},
};
use leptos::prelude::*;

/// The widest and the narrowest that is looked at, in units of the map of provinces: some 670 kilometres, and 800 metres.
const WIDEST: f64 = 400.0;
const NARROWEST: f64 = 0.5;
/// From here on a tap sets the pin and the map stays: what is aimed at does not jump away under the finger.
const CLOSE: f64 = 8.0;
/// How much one step brings nearer, and what share of the map one step goes along.
const NEARER: f64 = 4.0;
const ALONG: f64 = 1.0 / 3.0;
/// As far as the country goes, in degrees of latitude and of longitude.
const COUNTRY: [(f64, f64); 2] = [(35.8, 42.2), (25.6, 44.9)];
/// The tap arrives in pixels of the picture as it is shown, so there is one of a fixed size for phones and one for desks.
const TAPS: [(&str, u32, u32, &str); 2] =
    [("dokun", 280, 224, "absolute inset-0 lg:hidden"), ("dokun-genis", 480, 384, "absolute inset-0 max-lg:hidden")];
/// One pixel that nobody sees: the drawing lies below it.
const NOTHING: &str = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

/// Kilometres of one unit of the map of provinces.
const KM: f64 = 1.667;

/// What part of the country a map shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    lat: f64,
    lon: f64,
    /// Width in units of the map of provinces.
    span: f64,
}

impl Look {
    /// Around a place; `km` wide.
    #[must_use]
    pub fn around(place: (f64, f64), km: f64) -> Self {
        Self::over(place, km / KM)
    }

    fn over((lat, lon): (f64, f64), span: f64) -> Self {
        let [(south, north), (west, east)] = COUNTRY;
        Self { lat: lat.clamp(south, north), lon: lon.clamp(west, east), span: span.clamp(NARROWEST, WIDEST) }
    }

    /// As it travels in a form.
    #[must_use]
    pub fn word(self) -> String {
        format!("{:.5},{:.5},{:.3}", self.lat, self.lon, self.span * KM)
    }

    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let parts: Vec<f64> =
            word.split(',').filter_map(|part| part.parse().ok()).filter(|n: &f64| n.is_finite()).collect();
        match *parts {
            [lat, lon, km] => Some(Self::around((lat, lon), km)),
            _ => None,
        }
    }

    /// The middle of the map.
    #[must_use]
    pub fn middle(self) -> (f64, f64) {
        (self.lat, self.lon)
    }

    /// Is it wide enough to be told by the names of provinces?
    #[must_use]
    pub fn is_wide(self) -> bool {
        self.span > WIDEST / 2.5
    }

    /// The place at these shares of width and height.
    #[must_use]
    pub fn place(self, (across, down): (f64, f64)) -> (f64, f64) {
        let window = self.window();
        off_map(window.left + across * WIDTH / window.scale, window.top + down * HEIGHT / window.scale)
    }

    /// After a tap: nearer to the pin, until it is near enough to aim.
    #[must_use]
    pub fn after(self, pin: (f64, f64)) -> Self {
        if self.span <= CLOSE { self } else { Self::over(pin, self.span / NEARER) }
    }

    /// After a button; an unknown step stands still.
    #[must_use]
    pub fn stepped(self, step: &str) -> Self {
        let beside = |across: f64, down: f64| self.place((0.5 + across * ALONG, 0.5 + down * ALONG));
        let (place, span) = match step {
            "yakin" => (self.middle(), self.span / 2.0),
            "uzak" => (self.middle(), self.span * 2.0),
            "kuzey" => (beside(0.0, -1.0), self.span),
            "guney" => (beside(0.0, 1.0), self.span),
            "bati" => (beside(-1.0, 0.0), self.span),
            "dogu" => (beside(1.0, 0.0), self.span),
            _ => return self,
        };
        Self::over(place, span)
    }

    fn window(self) -> Window {
        Window::over((self.lat, self.lon), self.span)
    }
}

/// Where a map was tapped, as shares of its width and height. Who presses it with the keyboard means the middle: browsers then
/// send the corner.
pub fn tapped(number: impl Fn(&str) -> Option<f64>) -> Option<(f64, f64)> {
    TAPS.iter().find_map(|(name, width, height, _)| {
        let (x, y) = (number(&format!("{name}.x"))?, number(&format!("{name}.y"))?);
        let share = |at: f64, of: u32| (at / f64::from(of)).clamp(0.0, 1.0);
        let is_finite = x.is_finite() && y.is_finite();
        is_finite.then(|| if x == 0.0 && y == 0.0 { (0.5, 0.5) } else { (share(x, *width), share(y, *height)) })
    })
}

/// What the buttons of a map say.
#[derive(Debug, Clone, Copy)]
pub struct TapWords {
    /// Of the picture that is tapped.
    pub tap: &'static str,
    pub closer: &'static str,
    pub farther: &'static str,
    pub north: &'static str,
    pub south: &'static str,
    pub west: &'static str,
    pub east: &'static str,
    /// Puts the pin into the middle.
    pub middle: &'static str,
    pub remove: &'static str,
}

/// The name of the field that holds the step of a pressed button, and those that are no steps of the map.
pub const STEP: &str = "adim";
pub const MIDDLE: &str = "orta";
pub const REMOVE: &str = "kaldir";

/// The id of a button, to come back to it.
#[must_use]
pub fn step_id(step: &str) -> String {
    format!("adim-{step}")
}

/// A map to tap, and the buttons that move it.
#[component]
pub fn TapMap(
    look: Look,
    pin: Option<(f64, f64)>,
    /// To find one's way by; not drawn over tiles, which have names of their own.
    spots: Vec<Spot>,
    /// Plate numbers of all provinces, for their outlines.
    provinces: Vec<String>,
    /// Address of the tiles of a map server.
    tiles_at: Option<String>,
    /// Where the form is sent to by a tap.
    action: String,
    /// What the map shows, for screen readers.
    #[prop(into)]
    label: String,
    words: TapWords,
    /// May there be no pin?
    removable: bool,
) -> AnyView {
    let window = look.window();
    let acts = acts(&action, words, removable && pin.is_some());
    let drawn: Vec<(f64, f64)> = pin.into_iter().map(|(lat, lon)| window.place(lat, lon)).collect();
    let ground = ground(window, provinces, &spots, &drawn, tiles_at);
    let pin = drawn.into_iter().next().map(|(x, y)| {
        view! { <circle class="tapped" cx=format!("{x:.1}") cy=format!("{y:.1}") r="9"></circle> }
    });
    view! {
        <div class="relative w-[280px] h-[224px] lg:w-[480px] lg:h-[384px] rounded-field overflow-hidden">
            <svg class="pinmap w-full h-full" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=label>
                {ground}
                <path d="M192 160h16M200 152v16"></path>
                {pin}
            </svg>
            {taps(&action, words.tap)}
        </div>
        <div class="flex flex-wrap gap-1">{moves(&action, words)}</div>
        <div class="flex flex-wrap gap-2">{acts}</div>
    }
    .into_any()
}

/// What is tapped, over the drawing.
fn taps(action: &str, label: &'static str) -> AnyView {
    let taps = TAPS.iter().map(|&(name, width, height, class)| {
        view! {
            <input type="image" class=class name=name src=NOTHING alt=label width=width.to_string() height=height.to_string()
                tabindex="-1" formaction=action.to_owned() formnovalidate=true/>
        }
    });
    taps.collect_view().into_any()
}

fn moves(action: &str, words: TapWords) -> AnyView {
    let moves = [
        ("yakin", "plus", words.closer),
        ("uzak", "minus", words.farther),
        ("bati", "arrow-left", words.west),
        ("kuzey", "arrow-up", words.north),
        ("guney", "arrow-down", words.south),
        ("dogu", "arrow-right", words.east),
    ];
    let moves = moves.into_iter().map(|(step, icon, label)| {
        view! {
            <button type="submit" class="btn btn-line btn-icon scroll-mt-[26rem]" id=step_id(step) name=STEP value=step aria-label=label
                title=label formaction=action.to_owned() formnovalidate=true>
                <Icon name=icon/>
            </button>
        }
    });
    moves.collect_view().into_any()
}

fn acts(action: &str, words: TapWords, removes: bool) -> AnyView {
    let acts = [(MIDDLE, words.middle)].into_iter().chain(removes.then_some((REMOVE, words.remove)));
    let acts = acts.map(|(step, label)| {
        view! {
            <button type="submit" class="btn btn-line scroll-mt-[26rem]" id=step_id(step) name=STEP value=step formaction=action.to_owned()
                formnovalidate=true>{label}</button>
        }
    });
    acts.collect_view().into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIZILAY: (f64, f64) = (39.9208, 32.8541);

    fn number(pairs: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> Option<f64> {
        |name| pairs.iter().find(|(own, _)| *own == name).and_then(|(_, value)| value.parse().ok())
    }

    #[test]
    fn the_middle_of_a_map_is_where_it_was_put() {
        let look = Look::around(KIZILAY, 40.0);
        let (lat, lon) = look.place((0.5, 0.5));
        assert!((lat - KIZILAY.0).abs() < 1e-6 && (lon - KIZILAY.1).abs() < 1e-6, "{lat} {lon}");
        let (north, west) = look.place((0.0, 0.0));
        assert!(north > lat && west < lon);
        let again = Look::parse(&look.word()).unwrap();
        assert_eq!(again.word(), look.word());
    }

    #[test]
    fn a_tap_comes_nearer_until_the_map_is_near_enough_to_aim() {
        let wide = Look::around(KIZILAY, 130.0);
        let pin = wide.place((0.25, 0.75));
        let near = wide.after(pin);
        assert_eq!(near.middle(), pin);
        assert!((near.span - wide.span / NEARER).abs() < 1e-9);
        let nearest = near.after(near.place((0.6, 0.4)));
        assert_eq!(nearest.after(KIZILAY), nearest, "it stays");
    }

    #[test]
    fn steps_move_the_map_and_stay_in_the_country() {
        let look = Look::around(KIZILAY, 40.0);
        assert!(look.stepped("kuzey").lat > look.lat && look.stepped("guney").lat < look.lat);
        assert!(look.stepped("dogu").lon > look.lon && look.stepped("bati").lon < look.lon);
        assert!(look.stepped("yakin").span < look.span && look.stepped("uzak").span > look.span);
        assert_eq!(look.stepped("yok"), look);
        let far = (0..200).fold(look, |look, _| look.stepped("uzak").stepped("kuzey").stepped("dogu"));
        assert_eq!((far.lat, far.lon, far.span), (42.2, 44.9, WIDEST));
        let close = (0..200).fold(look, |look, _| look.stepped("yakin"));
        assert!((close.span - NARROWEST).abs() < 1e-9);
    }

    #[test]
    fn taps_are_shares_of_either_picture() {
        assert_eq!(tapped(number(&[("dokun.x", "140"), ("dokun.y", "56")])), Some((0.5, 0.25)));
        assert_eq!(tapped(number(&[("dokun-genis.x", "480"), ("dokun-genis.y", "9999")])), Some((1.0, 1.0)));
        assert_eq!(tapped(number(&[("dokun.x", "0"), ("dokun.y", "0")])), Some((0.5, 0.5)), "by the keyboard");
        assert_eq!(tapped(number(&[("dokun.x", "NaN"), ("dokun.y", "1")])), None);
        assert_eq!(tapped(number(&[("dokun.x", "1")])), None);
        assert_eq!(Look::parse("39,x,4"), None);
        assert_eq!(Look::parse("39,32,inf"), None);
    }
}
