//! Watching the sizes of elements.

use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver};

/// Calls back after layout and before the picture is drawn, whenever the size of an element has changed, and once at
/// the beginning. What the callback scrolls is seen in that same picture. Dropping it ends that.
#[must_use = "dropping it ends the watching"]
#[derive(Debug)]
pub struct SizeObserver {
    observer: Option<ResizeObserver>,
    _callback: Closure<dyn FnMut()>,
}

impl SizeObserver {
    /// Watches these elements.
    pub fn new(elements: &[&Element], on_change: impl FnMut() + 'static) -> Self {
        let callback = Closure::<dyn FnMut()>::new(on_change);
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            elements.iter().for_each(|element| observer.observe(element));
        }
        Self { observer, _callback: callback }
    }
}

impl Drop for SizeObserver {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
