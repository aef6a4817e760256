//! Where bars and content stand.

use leptos::prelude::*;

/// Id of the main content, target of the skip link.
pub const MAIN_ID: &str = "icerik";

/// The first stop of the keyboard: past the bars, to the content.
#[component]
pub fn SkipLink(#[prop(into)] label: String) -> AnyView {
    view! {
        <a
            href=format!("#{MAIN_ID}")
            class="sr-only focus:not-sr-only focus:fixed focus:z-50 focus:top-2 focus:left-2 focus:bg-surface focus:px-4 focus:py-3 focus:rounded-field focus:shadow-float"
        >
            {label}
        </a>
    }
    .into_any()
}

/// Header, content, footer. Content brings its own width (`wrap`), so heroes may fill the screen.
#[component]
pub fn PublicFrame(
    /// Words of the skip link ("İçeriğe geç").
    #[prop(into)]
    skip: String,
    header: AnyView,
    footer: AnyView,
    /// News of the last act, above the content.
    flash: Option<AnyView>,
    children: Children,
) -> AnyView {
    view! {
        <SkipLink label=skip/>
        <div class="min-h-dvh flex flex-col">
            {header}
            <main id=MAIN_ID class="flex-1">
                {flash.map(|flash| view! { <div class="wrap pt-4">{flash}</div> })}
                {children()}
            </main>
            {footer}
        </div>
    }
    .into_any()
}

/// Side bar and content on desks; top bar, content and bottom bar on phones.
#[component]
pub fn AppFrame(
    /// Words of the skip link ("İçeriğe geç").
    #[prop(into)]
    skip: String,
    side: AnyView,
    top: AnyView,
    #[prop(optional)] bottom: Option<AnyView>,
    flash: Option<AnyView>,
    children: Children,
) -> AnyView {
    let class = if bottom.is_some() { "min-w-0 pb-24 lg:pb-10" } else { "min-w-0 pb-10" };
    view! {
        <SkipLink label=skip/>
        <div class="lg:grid lg:grid-cols-[15.5rem_minmax(0,1fr)] min-h-dvh">
            {side}
            <div class=class>
                {top}
                <main id=MAIN_ID data-fresh class="px-4 md:px-8 lg:px-10 pt-4 lg:pt-8 max-w-[82rem]">
                    {flash.map(|flash| view! { <div class="mb-5">{flash}</div> })}
                    {children()}
                </main>
            </div>
        </div>
        {bottom}
    }
    .into_any()
}
