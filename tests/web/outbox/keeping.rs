//! What is kept, in which order, until when, and beside what else.

use collabspace_chat::browser::outbox::OutboxStore;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{adopt, close, make_later, open, put, save, values};
use crate::support::unique;

#[wasm_bindgen_test]
async fn what_a_closed_tab_left_is_adopted_in_the_order_typed() {
    let workspace = unique("workspace");
    let first = open(&workspace, "first").await;
    // Ids whose own order is another one.
    for (id, record) in [("z", "1"), ("a", "2"), ("m", "3")] {
        save(&first, id, record).await;
    }
    close(first, &workspace, "first").await;
    let second = open(&workspace, "second").await;
    assert_eq!(adopt(&second).await, ["1", "2", "3"]);
    assert_eq!(adopt(&second).await, [""; 0], "once is enough");
}

#[wasm_bindgen_test]
async fn saved_again_it_keeps_its_place() {
    let workspace = unique("workspace");
    let first = open(&workspace, "first").await;
    for id in ["a", "b", "c"] {
        save(&first, id, &format!("{id}, typed")).await;
    }
    save(&first, "a", "a, sent once").await;
    close(first, &workspace, "first").await;

    let second = open(&workspace, "second").await;
    assert_eq!(adopt(&second).await, ["a, sent once", "b, typed", "c, typed"]);
    save(&second, "b", "b, sent once").await;
    save(&second, "d", "d, typed").await;
    close(second, &workspace, "second").await;
    let third = open(&workspace, "third").await;
    assert_eq!(adopt(&third).await, ["a, sent once", "b, sent once", "c, typed", "d, typed"]);
}

#[wasm_bindgen_test]
async fn what_is_forgotten_is_gone() {
    let workspace = unique("workspace");
    let first = open(&workspace, "first").await;
    for id in ["a", "b", "c"] {
        save(&first, id, id).await;
    }
    first.forget("b").await.expect("forgotten");
    first.forget("never saved").await.expect("nothing to do");
    close(first, &workspace, "first").await;

    let second = open(&workspace, "second").await;
    assert_eq!(adopt(&second).await, ["a", "c"]);
    second.forget("a").await.expect("forgotten");
    close(second, &workspace, "second").await;
    assert_eq!(adopt(&open(&workspace, "third").await).await, ["c"]);
}

#[wasm_bindgen_test]
async fn workspaces_stay_apart() {
    let (here, there) = (unique("here"), unique("there"));
    let first = open(&here, "first").await;
    save(&first, "id", "of here").await;
    close(first, &here, "first").await;
    let second = open(&there, "second").await;
    save(&second, "id", "of there").await;
    assert_eq!(adopt(&second).await, [""; 0]);
    close(second, &there, "second").await;
    assert_eq!(adopt(&open(&here, "third").await).await, ["of here"]);
    assert_eq!(adopt(&open(&there, "fourth").await).await, ["of there"]);
}

#[wasm_bindgen_test]
async fn foreign_objects_in_the_store_do_no_harm_and_are_left_alone() {
    let workspace = unique("workspace");
    let database = format!("collabspace-outbox/{workspace}");
    let first = open(&workspace, "first").await;
    let keyless = JsValue::UNDEFINED;
    let foreign = ["null", "7", "\"text\"", "[]", r#"{"tab":"first"}"#, r#"{"tab":1,"id":2,"record":3}"#];
    for value in foreign {
        let value = js_sys::JSON::parse(value).expect("JSON");
        put(&database, &value, &keyless).await.expect("put");
    }
    save(&first, "id", "record").await;
    let whole = js_sys::JSON::parse(r#"{"tab":"first","id":"x","record":"under a foreign key"}"#).expect("JSON");
    put(&database, &whole, &"a text for a key".into()).await.expect("put");
    close(first, &workspace, "first").await;

    let second = open(&workspace, "second").await;
    assert_eq!(adopt(&second).await, ["record"]);
    second.forget("id").await.expect("forgotten");
    let left = js_sys::Array::from(&values(&database).await.expect("values"));
    assert_eq!(left.length() as usize, foreign.len() + 1);
}

#[wasm_bindgen_test]
async fn a_store_of_a_later_version_is_an_error_in_words() {
    let workspace = unique("workspace");
    make_later(&format!("collabspace-outbox/{workspace}")).await.expect("made");
    let error = OutboxStore::open(&workspace, "first").await.expect_err("it must not be touched");
    let words = error.to_string();
    assert!(words.contains("VersionError") && words.contains("lost by a reload"), "{words}");
}
