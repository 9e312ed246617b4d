//! What is taken over from tabs that are gone, and from those alone.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use collabspace_chat::browser::outbox::Adopted;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{adopt, close, database, open, put, save, tab_holding};
use crate::support::{Patience, unique, until};

#[wasm_bindgen_test]
async fn what_a_living_tab_has_is_its_own() {
    let workspace = unique("workspace");
    let (first, second) = (open(&workspace, "first").await, open(&workspace, "second").await);
    save(&first, "id", "record").await;
    assert_eq!(adopt(&second).await, [""; 0]);
    assert_eq!(adopt(&first).await, [""; 0]);
    // Adopting nothing must not have cost the first tab its lock.
    assert_eq!(adopt(&second).await, [""; 0]);
    close(first, &workspace, "first").await;
    assert_eq!(adopt(&second).await, ["record"]);
}

#[wasm_bindgen_test]
async fn what_several_tabs_left_comes_in_one_order() {
    let workspace = unique("workspace");
    let (first, second) = (open(&workspace, "first").await, open(&workspace, "second").await);
    for (store, record) in [(&second, "1"), (&first, "2"), (&second, "3"), (&first, "4")] {
        save(store, record, record).await;
    }
    close(first, &workspace, "first").await;
    close(second, &workspace, "second").await;
    assert_eq!(adopt(&open(&workspace, "third").await).await, ["1", "2", "3", "4"]);
}

#[wasm_bindgen_test]
async fn tabs_that_adopt_at_once_share_without_a_double() {
    let workspace = unique("workspace");
    let mut expected = Vec::new();
    // The heirs that are done with a small one come to the next while another is at the first for long.
    for (tab, messages) in [("tab 1", 20), ("tab 2", 1), ("tab 3", 2), ("tab 4", 1)] {
        let store = open(&workspace, tab).await;
        for number in 0..messages {
            let record = format!("{tab}, message {number:02}");
            save(&store, &record, &record).await;
            expected.push(record);
        }
        close(store, &workspace, tab).await;
    }
    let mut heirs = Vec::new();
    for name in ["heir 1", "heir 2", "heir 3"] {
        heirs.push(open(&workspace, name).await);
    }
    let (adopted, ended) = (Rc::new(RefCell::new(Vec::new())), Rc::new(RefCell::new(0)));
    for heir in heirs.clone() {
        let (adopted, ended) = (adopted.clone(), ended.clone());
        wasm_bindgen_futures::spawn_local(async move {
            let records = adopt(&heir).await;
            adopted.borrow_mut().extend(records);
            *ended.borrow_mut() += 1;
        });
    }
    until("all have adopted", || *ended.borrow() == heirs.len()).await;
    let mut adopted = adopted.take();
    for heir in &heirs {
        // What one left alone because another was just looking at it.
        adopted.extend(adopt(heir).await);
    }
    adopted.sort_unstable();
    assert_eq!(adopted, expected);
}

#[wasm_bindgen_test]
async fn a_tab_that_vanished_without_a_word_is_inherited_from() {
    let workspace = unique("workspace");
    let database = database(&workspace);
    let heir = open(&workspace, "heir").await;
    let frame = tab_holding(&format!("{database}/crashed")).await.expect("a tab");
    let record = js_sys::JSON::parse(r#"{"tab":"crashed","id":"x","record":"typed in it"}"#).expect("JSON");
    put(&database, &record, &JsValue::UNDEFINED).await.expect("put");
    assert_eq!(adopt(&heir).await, [""; 0]);

    frame.unchecked_into::<web_sys::Element>().remove();
    let patience = Patience::new();
    let mut adopted = adopt(&heir).await;
    while adopted.is_empty() {
        patience.look_again("it is adopted").await;
        adopted = adopt(&heir).await;
    }
    assert_eq!(adopted, ["typed in it"]);
}

#[wasm_bindgen_test]
async fn a_living_tab_with_unsent_messages_is_named_and_its_end_can_be_awaited() {
    let workspace = unique("workspace");
    let (first, second) = (open(&workspace, "first").await, open(&workspace, "second").await);
    let nothing = Adopted::default();
    assert_eq!(second.adopt_orphans(|_| true).await.expect("adopted"), nothing, "it has no messages");
    save(&first, "id", "record").await;
    let found = second.adopt_orphans(|_| true).await.expect("adopted");
    assert_eq!(found, Adopted { living: vec![format!("{}/first", database(&workspace))], ..Adopted::default() });

    let ended = Rc::new(Cell::new(false));
    let (end, flag) = (second.end_of(&found.living[0]), ended.clone());
    wasm_bindgen_futures::spawn_local(async move {
        end.await;
        flag.set(true);
    });
    // The browser has taken the request, which is behind the living tab's lock.
    assert_eq!(second.adopt_orphans(|_| true).await.expect("adopted"), found);
    assert!(!ended.get(), "it lives");
    drop(first);
    until("its end is seen", || ended.get()).await;
    let patience = Patience::new();
    let mut found = second.adopt_orphans(|_| true).await.expect("adopted");
    while found.records.is_empty() {
        patience.look_again("its message is adopted").await;
        found = second.adopt_orphans(|_| true).await.expect("adopted");
    }
    assert_eq!(found, Adopted { records: vec!["record".to_owned()], ..Adopted::default() });
}

#[wasm_bindgen_test]
async fn what_this_release_cannot_read_stays_where_it_is_and_is_counted() {
    let workspace = unique("workspace");
    let first = open(&workspace, "first").await;
    for record in ["known", "of a later version"] {
        save(&first, record, record).await;
    }
    close(first, &workspace, "first").await;
    let second = open(&workspace, "second").await;
    for known in [vec!["known".to_owned()], Vec::new()] {
        let found = second.adopt_orphans(|record| record == "known").await.expect("adopted");
        assert_eq!(found, Adopted { records: known, unknown: 1, ..Adopted::default() });
    }
    assert_eq!(adopt(&second).await, ["of a later version"], "a release that knows it finds it");
}
