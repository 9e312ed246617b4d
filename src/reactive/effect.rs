//! Effects, of one type for all: each closure's own would be compiled once more.

use leptos::prelude::Effect;

/// Runs something soon, and again whenever a signal that it reads has changed, until the current reactive owner is
/// gone.
pub fn effect(run: impl FnMut() + 'static) {
    start(Box::new(run));
}

fn start(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| run());
}
