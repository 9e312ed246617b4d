//! Web Locks: held by a living tab, and released however that tab ends.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// A lock, held until dropped.
#[derive(Debug, PartialEq)]
pub struct TabLock {
    release: Function,
}

impl Drop for TabLock {
    fn drop(&mut self) {
        let _ = self.release.call0(&JsValue::NULL);
    }
}

/// The outcome of asking for a lock.
#[derive(Debug, PartialEq)]
pub enum Asked {
    /// It was free, and is held now.
    Granted(TabLock),
    /// Another tab holds it.
    Taken,
    /// The browser has no Web Locks (a page without TLS), so no tab can hold one.
    Unsupported,
}

/// Waits for a lock and holds it. Returns `None` if the browser has no Web Locks.
pub async fn hold(name: &str) -> Option<TabLock> {
    request(&lock_manager()?, name, false).await
}

/// Takes a lock if it is free.
pub async fn take_if_free(name: &str) -> Asked {
    let Some(locks) = lock_manager() else { return Asked::Unsupported };
    request(&locks, name, true).await.map_or(Asked::Taken, Asked::Granted)
}

fn lock_manager() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)
}

async fn request(locks: &JsValue, name: &str, if_available: bool) -> Option<TabLock> {
    let ask: Function = Reflect::get(locks, &"request".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &if_available.into()).ok()?;
    let held: Rc<RefCell<Option<Function>>> = Rc::default();
    let release = held.clone();
    let answered = Promise::new(&mut |answer, _| {
        let release = release.clone();
        // The lock is held until the promise that this returns settles.
        let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let until_released = if lock.is_null() || lock.is_undefined() {
                JsValue::UNDEFINED
            } else {
                Promise::new(&mut |resolve, _| *release.borrow_mut() = Some(resolve)).into()
            };
            let _ = answer.call0(&JsValue::NULL);
            until_released
        });
        let _ = ask.call3(locks, &name.into(), &options, &granted);
    });
    JsFuture::from(answered).await.ok()?;
    let release = held.borrow_mut().take();
    release.map(|release| TabLock { release })
}
