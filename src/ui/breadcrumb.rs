//! Where the reader is: the way from the province to the workshop.

use crate::ui::button::Go;
use crate::ui::icon::Icon;
use leptos::prelude::*;

/// The links of the way, and the page itself at the end.
#[component]
pub fn Breadcrumb(
    /// Accessible name ("Konum").
    #[prop(into)]
    name: String,
    way: Vec<Go>,
    #[prop(into)] here: String,
) -> AnyView {
    view! {
        <nav class="text-sm text-muted mb-2 md:mb-4" aria-label=name>
            <ol class="flex flex-wrap items-center gap-x-1.5">
                {way
                    .into_iter()
                    .map(|go| {
                        view! {
                            <li class="inline-flex items-center gap-1.5">
                                <a class="crumb hover:underline" href=go.href>{go.label}</a>
                                <Icon name="chevron-right" class="size-3.5"/>
                            </li>
                        }
                    })
                    .collect_view()}
                <li class="text-base-content" aria-current="page">{here}</li>
            </ol>
        </nav>
    }
    .into_any()
}
