//! The loader of the chunks, in `src/entry/shared/chunks.js`.

#[cfg(feature = "chunks")]
mod loader {
    use wasm_bindgen::prelude::*;

    // The module that scripts/page/chunks.mjs writes.
    #[wasm_bindgen(raw_module = "./__wasm_split.js")]
    extern "C" {
        #[wasm_bindgen(js_name = fetchWhenIdle)]
        pub fn fetch_when_idle();
        #[wasm_bindgen(js_name = isOutdated)]
        pub fn is_outdated() -> bool;
    }
}

/// Everything is in one file.
#[cfg(not(feature = "chunks"))]
mod loader {
    pub fn fetch_when_idle() {}

    pub fn is_outdated() -> bool {
        false
    }
}

/// Fetches all chunks when the browser has nothing else to do, unless the connection is slow. Later calls do nothing.
pub fn fetch_when_idle() {
    loader::fetch_when_idle();
}

/// Returns `true` if the chunk that failed last is gone from the server or has changed: there is a new version.
#[must_use]
pub fn is_outdated() -> bool {
    loader::is_outdated()
}
