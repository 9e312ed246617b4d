//! pusher-js itself. The page's entry hands it over, so that a host page's own `Pusher` is neither used nor replaced.

use std::cell::RefCell;

use js_sys::Function;

thread_local! {
    static CLASS: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// From now on clients are made by this class: pusher-js's `Pusher`.
pub fn provide(class: Option<Function>) {
    CLASS.set(class);
}

/// pusher-js's class; `None` where the entry had none to give.
#[must_use]
pub fn class() -> Option<Function> {
    CLASS.with_borrow(Clone::clone)
}
