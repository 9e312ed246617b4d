//! Observes the sizes of elements, and the system's gesture for closing what is open: "back" on Android.

use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver};

/// Calls back after layout and before paint, whenever an observed element's size changes, and once at the beginning.
/// Scrolling in the callback takes effect in the same frame. Dropping it stops it.
#[must_use = "dropping it ends the watching"]
#[derive(Debug)]
pub struct SizeObserver {
    observer: Option<ResizeObserver>,
    _callback: Closure<dyn FnMut()>,
}

impl SizeObserver {
    /// Observes these elements.
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

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = CloseWatcher)]
    type Watcher;

    #[wasm_bindgen(js_class = "CloseWatcher", constructor, catch)]
    fn new() -> Result<Watcher, JsValue>;

    #[wasm_bindgen(method, setter)]
    fn set_onclose(this: &Watcher, close: &JsValue);

    #[wasm_bindgen(method)]
    fn destroy(this: &Watcher);
}

/// Closes something when the system's gesture asks for it, until dropped.
pub struct CloseWatcher {
    watcher: Watcher,
    _close: Closure<dyn FnMut()>,
}

impl CloseWatcher {
    /// Starts to watch. Returns `None` if the browser has no such gesture.
    #[must_use]
    pub fn new(close: impl FnMut() + 'static) -> Option<Self> {
        let watcher = Watcher::new().ok()?;
        let close = Closure::<dyn FnMut()>::new(close);
        watcher.set_onclose(close.as_ref());
        Some(Self { watcher, _close: close })
    }
}

impl Drop for CloseWatcher {
    fn drop(&mut self) {
        self.watcher.set_onclose(&JsValue::NULL);
        self.watcher.destroy();
    }
}
