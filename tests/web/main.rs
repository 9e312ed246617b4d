//! What wraps the browser and pusher-js, in a real browser. `make test` says how it is run.
#![cfg(target_arch = "wasm32")]

mod calendar;
mod clock;
mod drafts;
mod formats;
mod frame;
mod ids;
mod letters;
mod listener;
mod observe;
mod outbox;
mod pusher;
mod read_marks;
mod support;
mod tab;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
