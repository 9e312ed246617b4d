//! Drafts, in the browser's own storage.

use collabspace_chat::browser::drafts::Drafts;
use collabspace_chat::browser::ids;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{unique, window};

#[wasm_bindgen_test]
fn a_draft_is_there_for_the_next_visit_as_it_was_typed() {
    let workspace = unique("workspace");
    assert_eq!(Drafts::of_workspace(&workspace).load("general"), "");
    for text in ["first", "Hello\n\tworld  \u{0} 😀 \"'<b>"] {
        assert!(Drafts::of_workspace(&workspace).save("general", text));
        assert_eq!(Drafts::of_workspace(&workspace).load("general"), text);
    }
}

#[wasm_bindgen_test]
fn what_is_being_sent_says_as_which_message_until_it_is_written_anew() {
    let drafts = Drafts::of_workspace(&unique("workspace"));
    let id = ids::uuid();
    assert!(drafts.save_sent("general", "on its way\u{0}", &id));
    assert_eq!(drafts.load("general"), "on its way\u{0}");
    assert_eq!(drafts.sent_as("general", "on its way\u{0}"), Some(id));
    assert_eq!(drafts.sent_as("general", "on its way"), None, "it became another text");
    assert!(drafts.save("general", "on its way\u{0}"));
    assert_eq!(drafts.sent_as("general", "on its way\u{0}"), None);
}

#[wasm_bindgen_test]
fn every_channel_and_every_workspace_has_its_own() {
    let (here, there) = (Drafts::of_workspace(&unique("here")), Drafts::of_workspace(&unique("there")));
    for (drafts, channel, text) in [(&here, "general", "a"), (&here, "random", "b"), (&there, "general", "c")] {
        assert!(drafts.save(channel, text));
    }
    assert_eq!((here.load("general").as_str(), here.load("random").as_str()), ("a", "b"));
    assert_eq!((there.load("general").as_str(), there.load("random").as_str()), ("c", ""));
}

#[wasm_bindgen_test]
fn an_empty_draft_leaves_nothing_behind() {
    let storage = window().local_storage().expect("allowed").expect("storage");
    let entries = storage.length().expect("a length");
    let drafts = Drafts::of_workspace(&unique("workspace"));
    assert!(drafts.save("general", "text"));
    assert_eq!(storage.length().expect("a length"), entries + 1);
    assert!(drafts.save("general", ""));
    assert_eq!(drafts.load("general"), "");
    assert_eq!(storage.length().expect("a length"), entries);
}

#[wasm_bindgen_test]
fn where_there_is_no_room_it_says_so_and_keeps_what_it_had() {
    let drafts = Drafts::of_workspace(&unique("workspace"));
    assert!(drafts.save("general", "kept"));
    // A browser gives an origin about five million letters.
    assert!(!drafts.save("general", &"x".repeat(20_000_000)));
    assert_eq!(drafts.load("general"), "kept");
}
