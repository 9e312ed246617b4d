//! What of the list is read aloud: messages that arrive, not the history that is fetched or scrolled to.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use crate::app::effect::effect;
use crate::model::timeline::HeadView;

/// Screen readers learn of new rows only some time after they are there.
const SETTLE_MS: u32 = 1_000;

/// The value of `aria-live`: `off` while history is being fetched, and until that is over for screen readers too; and while
/// older messages are read, as rows come and go with the scrolling.
pub fn aria_live(head: Memo<HeadView>, is_away: RwSignal<bool>) -> Signal<&'static str> {
    let is_quiet = RwSignal::new(true);
    let timer = StoredValue::new_local(None::<Timeout>);
    effect(move || {
        let fetches = head.with(is_fetching);
        if fetches {
            is_quiet.set(true);
        }
        let speak = move || {
            is_quiet.try_set(false);
        };
        timer.set_value((!fetches).then(|| Timeout::new(SETTLE_MS, speak)));
    });
    Signal::derive(move || if is_quiet.get() || is_away.get() { "off" } else { "polite" })
}

/// Whether history is being fetched into the list.
#[must_use]
pub fn is_fetching(head: &HeadView) -> bool {
    matches!(head, HeadView::Unknown | HeadView::Loading)
}
