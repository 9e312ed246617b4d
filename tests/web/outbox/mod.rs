//! The outbox on disk, over the browser's real IndexedDB and Web Locks.

mod adopting;
mod earlier;
mod keeping;

use collabspace_chat::browser::outbox::OutboxStore;
use collabspace_chat::model::deployment::Deployment;
use wasm_bindgen::prelude::*;

use crate::support::Patience;

#[wasm_bindgen(module = "/tests/web/page.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn put(database: &str, value: &JsValue, key: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(catch)]
    async fn values(database: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = makeLater)]
    async fn make_later(database: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_name = isHeld)]
    async fn is_held(workspace: &str, tab: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = oldPut)]
    async fn old_put(database: &str, tab: &str, id: &str, record: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_name = oldValues)]
    async fn old_values(database: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = openedForEver)]
    async fn opened_for_ever(database: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = tabHolding)]
    async fn tab_holding(lock: &str) -> Result<JsValue, JsValue>;
}

const API: &str = "https://chat.test/api";

fn deployment(workspace: &str) -> Deployment {
    Deployment::new(API, workspace)
}

/// The name of a workspace's database, and what the names of its tabs' locks begin with.
fn database(workspace: &str) -> String {
    format!("collabspace-outbox {API} {workspace}")
}

async fn open(workspace: &str, tab: &str) -> OutboxStore {
    OutboxStore::open(&deployment(workspace), tab).await.expect("a store")
}

async fn save(store: &OutboxStore, id: &str, record: &str) {
    store.save(id, record).await.expect("saved");
}

async fn adopt(store: &OutboxStore) -> Vec<String> {
    store.adopt_orphans(|_| true).await.expect("adopted").records
}

/// Closes a tab, and waits until the browser has let go of its locks.
async fn close(store: OutboxStore, workspace: &str, tab: &str) {
    let held = async || is_held(workspace, tab).await.expect("locks").is_truthy();
    assert!(held().await, "a living tab holds a lock");
    drop(store);
    let patience = Patience::new();
    while held().await {
        patience.look_again("the lock is free").await;
    }
}
