//! Type-erased reactive fragments, compiled once instead of once per closure.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;
use leptos::tachys::reactive_graph::SharedReactiveFunction;

use super::element::{Child, IntoChild};
use crate::reactive::Memo;

/// A fragment that is redrawn whenever a signal that it reads changes.
pub fn live<V: IntoChild>(mut draw: impl FnMut() -> V + Send + 'static) -> AnyView {
    erased(Arc::new(Mutex::new(move || drawn(draw().into_child()))))
}

/// A fragment that is drawn on demand, and stays.
pub fn once_wanted<V: IntoChild>(
    is_wanted: impl Fn() -> bool + Send + Sync + 'static,
    mut draw: impl FnMut() -> V + Send + 'static,
) -> AnyView {
    let was_wanted = Memo::new(move |was| was == Some(&true) || is_wanted());
    live(move || was_wanted.get().then(&mut draw))
}

/// A comment marks the place of an empty fragment.
fn drawn(child: Option<Child>) -> AnyView {
    child.map_or_else(|| ().into_any(), Child::into_view)
}

fn erased(draw: SharedReactiveFunction<AnyView>) -> AnyView {
    draw.into_any()
}
