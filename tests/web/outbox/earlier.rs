//! What a release before deployments left in its store, which it named after the workspace alone.

use collabspace_chat::browser::outbox::Adopted;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{close, old_put, old_values, open, save, tab_holding};
use crate::support::{Patience, unique, until};

/// As that release names its database, and its tabs' locks.
fn earlier(workspace: &str) -> String {
    format!("collabspace-outbox/{workspace}")
}

async fn leave(workspace: &str, tab: &str, id: &str) {
    old_put(&earlier(workspace), tab, id, id).await.expect("left behind");
}

async fn tabs(workspace: &str) -> String {
    old_values(&earlier(workspace)).await.expect("read").as_string().expect("a text")
}

fn old(records: &[&str]) -> Adopted {
    Adopted { old: records.iter().map(|record| (*record).to_owned()).collect(), ..Adopted::default() }
}

#[wasm_bindgen_test]
async fn it_is_adopted_once_in_its_order_and_stays_where_an_earlier_release_finds_it() {
    let workspace = unique("workspace");
    leave(&workspace, "gone", "1").await;
    leave(&workspace, "gone too", "2").await;
    let first = open(&workspace, "first").await;
    let second = open(&workspace, "second").await;
    assert_eq!(first.adopt_orphans(|_| true).await.expect("adopted"), old(&["1", "2"]));
    assert!(second.adopt_orphans(|_| true).await.expect("adopted").old.is_empty(), "once is enough");
    first.save("1", "1, sent once").await.expect("saved");
    save(&first, "3", "3, new").await;
    first.forget("2").await.expect("sent");
    assert_eq!(tabs(&workspace).await, "first: 1, sent once", "nothing new is put there");
    close(first, &workspace, "first").await;
    let mut found = second.adopt_orphans(|_| true).await.expect("adopted");
    let patience = Patience::new();
    while found.old.is_empty() {
        patience.look_again("the lock of the earlier release is free").await;
        found.old = second.adopt_orphans(|_| true).await.expect("adopted").old;
    }
    assert_eq!(found.old, ["1, sent once"]);
}

#[wasm_bindgen_test]
async fn an_open_tab_of_that_release_keeps_its_own_until_it_is_gone() {
    let workspace = unique("workspace");
    let lock = format!("{}/old tab", earlier(&workspace));
    let tab = tab_holding(&lock).await.expect("a tab");
    leave(&workspace, "old tab", "id").await;
    let heir = open(&workspace, "heir").await;
    let found = heir.adopt_orphans(|_| true).await.expect("adopted");
    assert_eq!(found, Adopted { living: vec![lock.clone()], ..Adopted::default() });

    let is_over = std::rc::Rc::new(std::cell::Cell::new(false));
    let (end, flag) = (heir.end_of(&lock), is_over.clone());
    wasm_bindgen_futures::spawn_local(async move {
        end.await;
        flag.set(true);
    });
    tab.unchecked_into::<web_sys::Element>().remove();
    until("its end is seen", || is_over.get()).await;
    assert_eq!(heir.adopt_orphans(|_| true).await.expect("adopted"), old(&["id"]));
}

#[wasm_bindgen_test]
async fn no_database_of_that_release_is_made() {
    let workspace = unique("workspace");
    let store = open(&workspace, "first").await;
    save(&store, "id", "record").await;
    assert!(old_values(&earlier(&workspace)).await.expect("read").is_null());
}
