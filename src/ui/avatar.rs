//! A person: their photo, or initials on a colour that stays the same for the same name.

use leptos::prelude::*;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AvatarSize {
    Small,
    #[default]
    Normal,
    Large,
}

#[component]
pub fn Avatar(
    #[prop(into)] name: String,
    #[prop(optional)] size: AvatarSize,
    /// Address of the photo.
    #[prop(optional_no_strip, into)]
    src: Option<String>,
) -> AnyView {
    let size = match size {
        AvatarSize::Small => "ava ava-sm size-9!",
        AvatarSize::Normal => "ava",
        AvatarSize::Large => "ava ava-lg max-sm:size-12! max-sm:text-base",
    };
    if let Some(src) = src {
        // The name stands beside it.
        return view! { <img class=format!("{size} object-cover") src=src alt="" width="44" height="44" loading="lazy" decoding="async"/> }
            .into_any();
    }
    view! { <span class=format!("{size} {}", colour(&name)) aria-hidden="true">{initials(&name)}</span> }.into_any()
}

fn colour(name: &str) -> &'static str {
    match super::facade::seed_of(name) % 6 {
        0 => "ava-1",
        1 => "ava-2",
        2 => "ava-3",
        3 => "ava-4",
        4 => "ava-5",
        _ => "ava-6",
    }
}

/// First letters of the first and the last name, in Turkish capitals.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|w| w.chars().next());
    let last = words.next_back().and_then(|w| w.chars().next());
    let letters: String = first.into_iter().chain(last).collect();
    super::facade::turkish_upper(&letters)
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_follow_turkish_capitals() {
        assert_eq!(initials("ismail ışık"), "İI");
        assert_eq!(initials("Elif Nur Yıldız"), "EY");
        assert_eq!(initials("Hasan"), "H");
        assert_eq!(initials(""), "");
    }
}
