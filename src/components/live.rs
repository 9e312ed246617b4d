//! Parts of a view that change, of one type for all: each closure's own would be compiled once more.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;
use leptos::tachys::reactive_graph::SharedReactiveFunction;

/// A part that is drawn again whenever a signal that it reads has changed.
pub fn live<V: IntoAny>(mut draw: impl FnMut() -> V + Send + 'static) -> AnyView {
    erased(Arc::new(Mutex::new(move || draw().into_any())))
}

fn erased(draw: SharedReactiveFunction<AnyView>) -> AnyView {
    draw.into_any()
}
