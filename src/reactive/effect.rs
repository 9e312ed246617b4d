//! Effects of one type for all closures: otherwise each closure would compile the effect once more.

use leptos::prelude::Effect;

/// Runs a closure soon, and again whenever a signal that it reads changes, until the current reactive owner is gone.
pub fn effect(run: impl FnMut() + 'static) {
    start(Box::new(run));
}

fn start(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| run());
}
