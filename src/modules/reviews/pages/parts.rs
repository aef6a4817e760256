//! Parts that the profile, the workshop and the desk share.

use super::{dimension_names, rule_name};
use crate::{
    kernel::{
        lang::Lang,
        number::{self, decimal},
        paths,
    },
    modules::reviews::{
        model::RuleId,
        status::Status,
        store::{Shown, Summary},
    },
    say,
    ui::{Avatar, ScoreBars, StarBars, StarsShown, Tag, Tone},
};
use leptos::prelude::*;

/// Whole stars of an overall between 1 and 5.
pub(super) fn rounded(overall: f64) -> u8 {
    let distance = |stars: &u8| (f64::from(*stars) - overall).abs();
    // From five downward, so that halves round up.
    (1..=5_u8).rev().min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(5)
}

pub(super) fn stars(lang: Lang, overall: f64) -> AnyView {
    let sentence = say!(lang, reviews.stars_sentence, stars = decimal(lang, overall));
    view! { <StarsShown number=rounded(overall) sentence=sentence/> }.into_any()
}

/// The head of a list of reviews: score, distribution, dimensions.
pub(super) fn summary_view(lang: Lang, summary: &Summary) -> AnyView {
    let score = f64::from(summary.score);
    let count = number::count(lang, summary.count);
    let total = i64::from(summary.count.max(1));
    let shares = summary.distribution.map(|part| {
        let share = u8::try_from((part * 100 + total / 2) / total).unwrap_or(100);
        (share, if lang == Lang::Tr { format!("%{share}") } else { format!("{share}%") })
    });
    let dimensions = dimension_names(lang)
        .into_iter()
        .zip(summary.dimensions)
        .map(|(name, average)| (name.to_owned(), percent(average), decimal(lang, average)))
        .collect::<Vec<_>>();
    view! {
        <div class="panel p-5 md:p-6 grid grid-cols-1 md:grid-cols-[auto_1fr_1.15fr] gap-6 md:gap-9 items-center">
            <div class="flex md:block items-center gap-4">
                <b class="num text-5xl font-extrabold tracking-tight leading-none">{decimal(lang, score)}</b>
                <div class="md:mt-2">
                    {stars(lang, score)}
                    <p class="text-xs text-muted num mt-0.5">{say!(lang, reviews.count, count = count)}</p>
                </div>
            </div>
            <StarBars shares=shares/>
            <div class="md:border-l md:border-line md:pl-9"><ScoreBars items=dimensions/></div>
        </div>
    }
    .into_any()
}

/// Share of five stars in percent.
fn percent(average: f64) -> u8 {
    (0..=100_u8).rev().find(|percent| f64::from(*percent) <= average * 20.0 + 1e-9).unwrap_or(0)
}

/// One published review with the workshop's answer; `below` is what else stands under it.
pub(super) fn review_view(lang: Lang, review: Shown, below: AnyView) -> AnyView {
    let services = lang.pick(&review.services_tr, &review.services_en).to_owned();
    let photo = review.author_photo.as_deref().map(paths::photo);
    let text = (!review.text.is_empty())
        .then(|| view! { <p class="mt-3 max-w-[42rem] whitespace-pre-line">{review.text}</p> });
    let reply = review.reply.map(|reply| {
        let state = reply_state(lang, &review.reply_status, review.reply_rule.as_deref());
        let when = review.replied_at.map(|at| at.day().spoken_with_year(lang)).unwrap_or_default();
        view! {
            <div class="mt-4 ml-3 md:ml-14 border-l-2 border-primary pl-4 text-sm">
                <p class="flex flex-wrap items-center gap-2">
                    <Tag label=say!(lang, reviews.reply_tag) tone=Tone::Primary/>
                    <span class="text-xs text-muted num">{when}</span>
                    {state}
                </p>
                <p class="text-muted mt-1 whitespace-pre-line">{reply}</p>
            </div>
        }
    });
    view! {
        <li class="py-6" id=format!("y-{}", review.id)>
            <div class="flex items-center gap-3">
                <Avatar name=review.author_name.clone() src=photo/>
                <div class="min-w-0">
                    <b class="font-semibold">{review.author_name}</b>
                    <p class="text-xs text-muted num">{review.vehicle_label} " · " {services}</p>
                </div>
                <div class="ml-auto text-right shrink-0">
                    {stars(lang, f64::from(review.overall))}
                    <p class="text-xs text-muted num">{review.created_at.day().spoken_with_year(lang)}</p>
                </div>
            </div>
            {text}
            {reply}
            {below}
        </li>
    }
    .into_any()
}

/// What its own workshop sees of an answer that nobody else does.
fn reply_state(lang: Lang, status: &str, rule: Option<&str>) -> Option<AnyView> {
    let label = match Status::parse(status)? {
        Status::Published => return None,
        Status::Pending => say!(lang, reviews.reply_waits).to_owned(),
        Status::Hidden => {
            let rule = rule.and_then(RuleId::parse).map(|rule| rule_name(lang, rule)).unwrap_or_default();
            say!(lang, reviews.reply_is_hidden, rule = rule)
        }
    };
    Some(view! { <Tag label=label tone=Tone::Accent/> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_are_rounded_half_up() {
        let cases = [(5.0, 5), (4.6, 5), (4.5, 5), (4.4, 4), (2.5, 3), (1.2, 1), (0.0, 1)];
        assert!(
            cases.iter().all(|&(overall, stars)| rounded(overall) == stars),
            "{:?}",
            cases.map(|(overall, _)| rounded(overall))
        );
    }

    #[test]
    fn shares_of_five_stars_fill_the_bar() {
        assert_eq!((percent(5.0), percent(4.9), percent(0.0)), (100, 98, 0));
    }
}
