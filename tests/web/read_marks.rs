//! Up to where channels were read, in the browser's own storage.

use collabspace_chat::browser::earlier::Earlier;
use collabspace_chat::browser::read_marks::ReadMarks;
use collabspace_chat::model::deployment::Deployment;
use collabspace_chat::model::message::{ChannelId, OrderKey};
use collabspace_chat::model::time::Timestamp;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{unique, window};

fn place(at: i64, id: &str) -> OrderKey {
    OrderKey { at: Timestamp(at), id: id.into() }
}

fn marks_of(person: &str, workspace: &str) -> (ReadMarks, Vec<(ChannelId, OrderKey)>) {
    let deployment = Deployment::new("https://chat.test/api", workspace);
    let marks = ReadMarks::new(deployment.clone(), Some(Earlier::of(&deployment)));
    let kept = marks.of(Some(person));
    (marks, kept)
}

/// What Ada's next visit finds of a channel.
fn kept(workspace: &str, channel: &str) -> Option<OrderKey> {
    kept_for("ada", workspace, channel)
}

fn kept_for(person: &str, workspace: &str, channel: &str) -> Option<OrderKey> {
    let (_, marks) = marks_of(person, workspace);
    marks.into_iter().find(|(id, _)| **id == *channel).map(|(_, read)| read)
}

#[wasm_bindgen_test]
fn the_last_of_what_is_kept_is_there_for_the_next_visit_for_each_channel() {
    let workspace = unique("workspace");
    let (marks, _) = marks_of("ada", &workspace);
    let (general, random): (ChannelId, ChannelId) = ("general".into(), "random".into());
    for at in [1, 2, 3] {
        marks.save(general.clone(), place(at, "an id\u{e9}"));
    }
    marks.save(random, place(7, ""));
    marks.write();
    assert_eq!(kept(&workspace, "general"), Some(place(3, "an id\u{e9}")));
    assert_eq!(kept(&workspace, "random"), Some(place(7, "")));
}

#[wasm_bindgen_test]
fn a_tab_that_has_read_less_does_not_take_back_what_another_has_read() {
    let workspace = unique("workspace");
    let (here, there) = (marks_of("ada", &workspace).0, marks_of("ada", &workspace).0);
    here.save("general".into(), place(5, "m5"));
    there.save("general".into(), place(6, "m6"));
    there.write();
    here.write();
    assert_eq!(kept(&workspace, "general"), Some(place(6, "m6")));
    here.go_back("general".into(), place(4, "m4"));
    here.save("general".into(), place(5, "m5"));
    here.write();
    assert_eq!(kept(&workspace, "general"), Some(place(5, "m5")), "unless they want it so");
}

#[wasm_bindgen_test]
fn what_cannot_be_read_is_passed_over() {
    let workspace = unique("workspace");
    let storage = window().local_storage().expect("allowed").expect("storage");
    let name = format!("collabspace-read-1 https://chat.test/api {workspace} ada");
    storage.set_item(&name, "\nno tabs\nx\ty\tgeneral\n9\tm9\trandom").expect("room for it");
    assert_eq!(kept(&workspace, "general"), None);
    assert_eq!(kept(&workspace, "random"), Some(place(9, "m9")));
}

#[wasm_bindgen_test]
fn each_person_has_their_own() {
    let workspace = unique("workspace");
    let (marks, _) = marks_of("ada", &workspace);
    marks.save("general".into(), place(5, "m5"));
    // Another person is known from here on: what the first has read is written as hers.
    assert!(marks.of(Some("grace")).is_empty());
    assert_eq!(kept_for("ada", &workspace, "general"), Some(place(5, "m5")));
    assert_eq!(kept_for("grace", &workspace, "general"), None);
}

#[wasm_bindgen_test]
fn those_of_an_earlier_release_are_the_first_persons_and_stay_for_that_release() {
    let workspace = unique("workspace");
    let storage = window().local_storage().expect("allowed").expect("storage");
    let name = ["collabspace-read/", &workspace].concat();
    storage.set_item(&name, "9\tm9\tgeneral").expect("room for it");
    assert_eq!(kept_for("ada", &workspace, "general"), Some(place(9, "m9")));
    assert_eq!(kept_for("grace", &workspace, "general"), None);
    assert!(storage.get_item(&name).expect("read").is_some());
}
