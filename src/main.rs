//! The stand-alone page's entry.

use collabspace_chat::{panic, run};

fn main() {
    panic::set_hook();
    if let Some(root) = web_sys::window().and_then(|window| window.document()).and_then(|document| document.body()) {
        wasm_bindgen_futures::spawn_local(run(root));
    }
}
