//! Printing: all loaded rows are in the page meanwhile.

use leptos::ev;
use leptos::prelude::*;
use send_wrapper::SendWrapper;

use super::scroll::Scroll;

/// Draws all loaded rows when the browser is about to print, and removes the needless ones afterwards.
pub fn watch(scroll: Scroll) {
    let begin = window_event_listener(ev::beforeprint, move |_| scroll.print(true));
    let end = window_event_listener(ev::afterprint, move |_| scroll.print(false));
    let listeners = SendWrapper::new([begin, end]);
    on_cleanup(move || listeners.take().into_iter().for_each(WindowListenerHandle::remove));
}
