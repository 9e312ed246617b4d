//! Parts of a view that change, of one type for all: each closure's own would be compiled once more.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;
use leptos::tachys::reactive_graph::SharedReactiveFunction;

use super::element::{Child, IntoChild};
use crate::reactive::Memo;

/// A part that is drawn again whenever a signal that it reads has changed.
pub fn live<V: IntoChild>(mut draw: impl FnMut() -> V + Send + 'static) -> AnyView {
    erased(Arc::new(Mutex::new(move || drawn(draw().into_child()))))
}

/// A part that is drawn when it is first wanted, and stays.
pub fn once_wanted<V: IntoChild>(
    is_wanted: impl Fn() -> bool + Send + Sync + 'static,
    mut draw: impl FnMut() -> V + Send + 'static,
) -> AnyView {
    let was_wanted = Memo::new(move |was| was == Some(&true) || is_wanted());
    live(move || was_wanted.get().then(&mut draw))
}

/// Where there is nothing, a comment holds the place.
fn drawn(child: Option<Child>) -> AnyView {
    child.map_or_else(|| ().into_any(), Child::into_view)
}

fn erased(draw: SharedReactiveFunction<AnyView>) -> AnyView {
    draw.into_any()
}
