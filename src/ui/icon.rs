//! Signs: Lucide icons from the cached sprite `/icons.svg`, and the filled star of ratings.

use crate::ui::asset;
use leptos::prelude::*;

/// A Lucide icon by its own name (`<Icon name="check"/>`), drawn in the colour of the text around it.
/// It's decoration: the words beside it, or the `aria-label` of its button, carry the meaning.
#[component]
pub fn Icon(name: &'static str, #[prop(default = "size-5")] class: &'static str) -> impl IntoView {
    view! {
        <svg class=if class.is_empty() { "ic".to_owned() } else { format!("ic {class}") } aria-hidden="true">
            <use href=format!("{}#{name}", asset("icons.svg"))></use>
        </svg>
    }
}

/// A filled star.
#[component]
pub fn Star(#[prop(default = "size-4 text-star shrink-0")] class: &'static str) -> impl IntoView {
    view! { <Icon name="star-full" class=class/> }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    fn rust_files(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                rust_files(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(fs::read_to_string(path).unwrap());
            }
        }
    }

    /// The names written as literals: `<Icon name="…"`, ` icon="…"`, `.icon("…")`, `Place::new("key", "…"`.
    fn icons_named(source: &str) -> Vec<String> {
        let literal = |rest: &str| rest.split('"').next().unwrap_or_default().to_owned();
        let mut names: Vec<String> = ["<Icon name=\"", " icon=\"", ".icon(\""]
            .iter()
            .flat_map(|mark| source.split(mark).skip(1).map(literal))
            .collect();
        for call in source.split("Place::new(").skip(1) {
            let parts: Vec<&str> = call.splitn(5, '"').collect();
            if let [before, _, between, icon, _] = parts[..]
                && before.trim().is_empty()
                && between.trim() == ","
            {
                names.push(icon.to_owned());
            }
        }
        names
    }

    #[test]
    fn every_icon_named_in_a_view_is_in_the_sprite() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let sprite = fs::read_to_string(root.join("public/icons.svg")).unwrap();
        let mut sources = Vec::new();
        rust_files(&root.join("src"), &mut sources);
        let missing: BTreeSet<String> = sources
            .iter()
            .flat_map(|source| icons_named(source))
            .filter(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
            .filter(|name| !sprite.contains(&format!("id=\"{name}\"")))
            .collect();
        assert!(missing.is_empty(), "not in public/icons.svg: {missing:?}");
    }

    #[test]
    fn icon_names_are_found_where_views_write_them() {
        let source = "<Icon name=\"a\"/> <X icon=\"b\"/> field.icon(\"c\") Place::new(\"key\", \"d\", label)";
        assert_eq!(icons_named(source), ["a", "b", "c", "d"]);
    }
}
