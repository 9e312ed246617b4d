//! Drafts, in the browser's own storage.

use std::cell::RefCell;
use std::rc::Rc;

use collabspace_chat::browser::drafts::{Changed, Drafts};
use collabspace_chat::browser::earlier::Earlier;
use collabspace_chat::browser::ids;
use collabspace_chat::model::deployment::Deployment;
use collabspace_chat::model::draft::{Edit, Save};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{unique, until, window};

fn deployment(workspace: &str) -> Deployment {
    Deployment::new("https://chat.test/api", workspace)
}

/// A person's drafts, as the next visit finds them.
fn drafts_of(person: &str, workspace: &str) -> Drafts {
    let drafts = nobodys(workspace);
    drafts.set_author(person.into());
    drafts
}

fn nobodys(workspace: &str) -> Drafts {
    Drafts::new(deployment(workspace), Some(Earlier::of(&deployment(workspace))))
}

fn put(name: &str, text: &str) {
    window().local_storage().expect("allowed").expect("storage").set_item(name, text).expect("room for it");
}

fn at(name: &str) -> Option<String> {
    window().local_storage().expect("allowed").expect("storage").get_item(name).expect("read")
}

#[wasm_bindgen_test]
fn a_draft_is_there_for_the_next_visit_as_it_was_typed() {
    let workspace = unique("workspace");
    assert_eq!(drafts_of("ada", &workspace).load("general"), "");
    for text in ["first", "Hello\n\tworld  \u{0} 😀 \"'<b>"] {
        assert!(drafts_of("ada", &workspace).save("general", text));
        assert_eq!(drafts_of("ada", &workspace).load("general"), text);
    }
}

#[wasm_bindgen_test]
fn an_edit_and_an_answer_are_kept_beside_the_draft_for_one_person() {
    let workspace = unique("workspace");
    let edit = Edit { message: "m1".into(), instead_of: "before".into() };
    let drafts = drafts_of("ada", &workspace);
    assert!(drafts.save("general", "the draft"));
    assert!(drafts.save_edit("general", Some((&edit, "after\u{0}"))));
    assert!(drafts.save_reply_to("general", Some(&"m2".into())));
    let next = drafts_of("ada", &workspace);
    assert_eq!(next.edit("general"), Some((edit, "after\u{0}".to_owned())));
    assert_eq!(next.reply_to("general"), Some("m2".into()));
    assert_eq!(next.load("general"), "the draft");
    assert_eq!((next.edit("random"), next.reply_to("random")), (None, None));
    assert_eq!(drafts_of("grace", &workspace).edit("general"), None);
    assert!(next.save_edit("general", None) && next.save_reply_to("general", None));
    assert_eq!((next.edit("general"), next.reply_to("general")), (None, None));
}

#[wasm_bindgen_test]
fn what_is_being_sent_says_as_which_message_until_it_is_written_anew() {
    let drafts = drafts_of("ada", &unique("workspace"));
    let id = ids::uuid();
    assert!(drafts.save_sent("general", "on its way\u{0}", &id));
    assert_eq!(drafts.load("general"), "on its way\u{0}");
    assert_eq!(drafts.sent_as("general", "on its way\u{0}"), Some(id));
    assert_eq!(drafts.sent_as("general", "on its way"), None, "it became another text");
    assert!(drafts.save("general", "on its way\u{0}"));
    assert_eq!(drafts.sent_as("general", "on its way\u{0}"), None);
}

#[wasm_bindgen_test]
fn what_is_being_sent_makes_room_for_what_is_written_next_and_comes_back_unless_the_outbox_has_it() {
    let (drafts, id) = (drafts_of("ada", &unique("workspace")), ids::uuid());
    let does = |saves: &[Save]| assert!(saves.iter().all(|save| drafts.carry_out("general", save)));
    does(&[Save::Sent("first".to_owned(), id.clone()), Save::Aside, Save::Text("second".to_owned())]);
    assert_eq!(drafts.load("general"), "second");
    does(&[Save::Text(String::new())]);
    assert_eq!(drafts.next("general"), "first");
    assert_eq!(drafts.sent_as("general", "first"), Some(id.clone()));
    // It is sent again, and makes room once more.
    does(&[Save::Sent("first".to_owned(), id.clone()), Save::Aside, Save::Text("third".to_owned())]);
    does(&[Save::ForgetAside(id), Save::Text(String::new())]);
    assert_eq!(drafts.next("general"), "");
}

#[wasm_bindgen_test]
fn every_channel_and_every_workspace_has_its_own() {
    let (here, there) = (drafts_of("ada", &unique("here")), drafts_of("ada", &unique("there")));
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
    let drafts = drafts_of("ada", &unique("workspace"));
    assert!(drafts.save("general", "text"));
    assert_eq!(storage.length().expect("a length"), entries + 1);
    assert!(drafts.save("general", ""));
    assert_eq!(drafts.load("general"), "");
    assert_eq!(storage.length().expect("a length"), entries);
}

#[wasm_bindgen_test]
fn where_there_is_no_room_it_says_so_and_keeps_what_it_had() {
    let drafts = drafts_of("ada", &unique("workspace"));
    assert!(drafts.save("general", "kept"));
    // A browser gives an origin about five million letters.
    assert!(!drafts.save("general", &"x".repeat(20_000_000)));
    assert_eq!(drafts.load("general"), "kept");
}

#[wasm_bindgen_test]
fn the_next_person_does_not_see_it_and_the_one_who_typed_it_finds_it_again() {
    let workspace = unique("workspace");
    assert!(drafts_of("ada", &workspace).save("general", "of Ada"));
    let grace = drafts_of("grace", &workspace);
    assert_eq!(grace.load("general"), "");
    assert!(grace.save("general", "of Grace"));
    assert_eq!(drafts_of("ada", &workspace).load("general"), "of Ada");
    assert_eq!(nobodys(&workspace).load("general"), "");
}

#[wasm_bindgen_test]
fn another_deployment_of_the_workspace_has_its_own() {
    let workspace = unique("workspace");
    assert!(drafts_of("ada", &workspace).save("general", "of here"));
    let there = Drafts::new(Deployment::new("https://chat.test/team-b/api", &workspace), None);
    there.set_author("ada".into());
    assert_eq!(there.load("general"), "");
}

#[wasm_bindgen_test]
fn what_was_typed_before_the_person_was_known_becomes_theirs_and_what_they_had_comes_after_it() {
    let workspace = unique("workspace");
    assert!(drafts_of("ada", &workspace).save("general", "earlier"));
    let drafts = nobodys(&workspace);
    assert!(drafts.save("general", "typed"));
    drafts.set_author("ada".into());
    drafts.claim("general");
    assert_eq!(drafts.load("general"), "typed");
    assert_eq!(drafts.next("general"), "", "not before the other is gone");
    assert_eq!(drafts_of("grace", &workspace).load("general"), "");
    assert!(drafts.save("general", ""));
    assert_eq!(drafts.next("general"), "earlier");
    assert!(drafts.save("general", ""));
    assert_eq!((drafts.load("general").as_str(), drafts.next("general").as_str()), ("", ""));
}

#[wasm_bindgen_test]
fn what_was_sent_already_and_comes_after_what_was_typed_still_says_as_which_message() {
    let (workspace, id) = (unique("workspace"), ids::uuid());
    let put_aside = || {
        assert!(drafts_of("ada", &workspace).save_sent("general", "sent", &id));
        let drafts = nobodys(&workspace);
        assert!(drafts.save("general", "typed"));
        drafts.set_author("ada".into());
        drafts.claim("general");
        drafts
    };
    let drafts = put_aside();
    drafts.forget_aside("general", |_| false);
    assert!(drafts.save("general", ""));
    assert_eq!(drafts.next("general"), "sent");
    assert_eq!(drafts.sent_as("general", "sent"), Some(id.clone()));
    assert!(drafts.save("general", ""));

    let drafts = put_aside();
    drafts.forget_aside("general", |kept| *kept == *id);
    assert_eq!(drafts.load("general"), "typed");
    assert!(drafts.save("general", ""));
    assert_eq!(drafts.next("general"), "", "it is in the outbox");
}

#[wasm_bindgen_test]
fn one_of_an_earlier_release_is_the_first_persons_and_stays_in_its_place_until_it_changes() {
    let workspace = unique("workspace");
    let name = format!("collabspace-draft/{workspace}/general");
    put(&name, "from before");
    let ada = drafts_of("ada", &workspace);
    assert_eq!(ada.load("general"), "from before");
    assert_eq!(drafts_of("grace", &workspace).load("general"), "");
    assert!(ada.save("general", "from before"));
    assert_eq!(at(&name).as_deref(), Some("from before"), "an earlier release still finds it");
    assert!(ada.save("general", "from before, and on"));
    assert_eq!(at(&name), None, "it does not stand in two places");
    assert_eq!(drafts_of("ada", &workspace).load("general"), "from before, and on");
}

#[wasm_bindgen_test]
fn one_of_an_earlier_release_that_may_be_another_deployments_is_not_touched() {
    let workspace = unique("workspace");
    let name = format!("collabspace-draft/{workspace}/general");
    put(&name, "from before");
    let drafts = Drafts::new(deployment(&workspace), None);
    drafts.set_author("ada".into());
    assert_eq!(drafts.load("general"), "");
    assert!(drafts.save("general", "new"));
    assert_eq!(at(&name).as_deref(), Some("from before"));
}

#[wasm_bindgen_test]
async fn what_another_tab_makes_of_it_is_told_with_what_it_was() {
    let workspace = unique("workspace");
    let drafts = drafts_of("ada", &workspace);
    let told: Rc<RefCell<Vec<Changed>>> = Rc::default();
    let heard = told.clone();
    let _watch = drafts.watch(move |changed| heard.borrow_mut().push(changed));
    assert!(drafts.save("general", "text"));
    assert!(drafts_of("grace", &workspace).save("general", "another's"));
    let document = window().document().expect("a document");
    let frame = document.create_element("iframe").expect("a frame").unchecked_into::<web_sys::HtmlElement>();
    document.body().expect("a body").append_child(&frame).expect("there");
    let inside = js_sys::Reflect::get(&frame, &"contentWindow".into()).expect("a window");
    let storage = inside.unchecked_into::<web_sys::Window>().local_storage().expect("allowed").expect("storage");
    let name = format!("collabspace-draft-1 https://chat.test/api {workspace} ada general");
    storage.remove_item(&name).expect("removed");
    until("it is told", || !told.borrow().is_empty()).await;
    frame.remove();
    let expected = Changed { channel: "general".to_owned(), before: "text".to_owned() };
    assert_eq!(*told.borrow(), [expected], "and nothing of what this tab or another person wrote");
}
