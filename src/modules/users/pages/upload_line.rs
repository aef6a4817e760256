//! The line of every form with files that tells how far they are.

use crate::{
    kernel::lang::Lang,
    say,
    ui::{UploadLine, UploadWords},
};
use leptos::prelude::*;

/// Under the files of a form; `photos` for those of a gallery.
pub fn upload_line(lang: Lang, photos: bool) -> AnyView {
    let words = UploadWords {
        sending: say!(lang, gallery.sending),
        done: say!(lang, common.added),
        lost: say!(lang, gallery.not_sent),
        stopped: say!(lang, gallery.stopped),
        stop: say!(lang, gallery.stop),
    };
    view! { <UploadLine words=words photos=photos/> }.into_any()
}
