//! What is kept, in which order, until when, and beside what else.

use collabspace_chat::browser::outbox::OutboxStore;
use collabspace_chat::model::deployment::Deployment;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{adopt, close, database, deployment, make_later, open, opened_for_ever, put, save, values};
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
    let database = database(&workspace);
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
    make_later(&database(&workspace)).await.expect("made");
    let error = OutboxStore::open(&deployment(&workspace), "first").await.expect_err("it must not be touched");
    let words = error.to_string();
    assert!(words.contains("VersionError") && words.contains("lost by a reload"), "{words}");
}

#[wasm_bindgen_test]
async fn deployments_of_one_workspace_stay_apart() {
    let workspace = unique("workspace");
    let first = open(&workspace, "first").await;
    save(&first, "id", "of here").await;
    close(first, &workspace, "first").await;
    let elsewhere = Deployment::new("https://chat.test/team-b/api", &workspace);
    let second = OutboxStore::open(&elsewhere, "second").await.expect("a store");
    assert_eq!(adopt(&second).await, [""; 0]);
    assert_eq!(adopt(&open(&workspace, "third").await).await, ["of here"]);
}

#[wasm_bindgen_test]
async fn a_later_release_that_changes_the_store_is_not_held_up() {
    let workspace = unique("workspace");
    let first = open(&workspace, "first").await;
    make_later(&database(&workspace)).await.expect("it closes on `versionchange`");
    first.save("id", "record").await.expect_err("it is closed");
}

#[wasm_bindgen_test]
async fn a_store_that_another_tab_keeps_from_being_opened_is_an_error_after_a_while() {
    let workspace = unique("workspace");
    let _upgrade = opened_for_ever(&database(&workspace)).await.expect("it is being made");
    let error = OutboxStore::open(&deployment(&workspace), "first").await.expect_err("it cannot be opened");
    assert!(error.to_string().contains("TimeoutError"), "{error}");
}
