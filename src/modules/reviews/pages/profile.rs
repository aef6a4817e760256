//! Reviews on a workshop's public profile.

use super::parts;
use crate::{
    kernel::paths,
    modules::reviews::OnProfile,
    platform::Visit,
    say,
    ui::{Empty, Pager, PagerWords, TextLink},
};
use leptos::prelude::*;

/// The section below a profile: score, distribution, dimensions, reviews newest first (`?yorum_sonra=` goes on).
pub fn on_profile(visit: &Visit, on_profile: OnProfile) -> AnyView {
    let OnProfile { summary, reviews, is_first } = on_profile;
    let lang = visit.lang;
    let body = if summary.count == 0 {
        view! { <Empty title=say!(lang, reviews.none) line=say!(lang, reviews.none_line) icon="star"/> }.into_any()
    } else {
        let words = PagerWords {
            name: say!(lang, reviews.pages).to_owned(),
            previous: say!(lang, reviews.newest).to_owned(),
            next: say!(lang, reviews.older).to_owned(),
        };
        let first = (!is_first).then(|| format!("{}#yorumlar", visit.path));
        let next = reviews.next.map(|id| format!("{}?yorum_sonra={id}#yorumlar", visit.path));
        let items =
            reviews.items.into_iter().map(|review| parts::review_view(lang, review, ().into_any())).collect_view();
        view! {
            {parts::summary_view(lang, &summary)}
            <ul class="mt-2 divide-y divide-line">{items}</ul>
            <Pager previous=first next=next words=words/>
        }
        .into_any()
    };
    let view = view! {
        <section class="mt-12" id="yorumlar" aria-labelledby="yorumlar-baslik">
            <div class="flex items-end justify-between gap-4 mb-5">
                <h2 class="text-lg md:text-xl" id="yorumlar-baslik">{say!(lang, reviews.profile_title)}</h2>
                <TextLink href=paths::REVIEW_RULES label=say!(lang, reviews.rules_link)/>
            </div>
            {body}
        </section>
    };
    view.into_any()
}
