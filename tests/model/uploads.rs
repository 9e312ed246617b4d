//! Messages with files: each goes out once, when all of its files are uploaded.

use std::sync::Arc;

use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::session::{Call, Input, PersonInput, Reply, TabInput};
use collabspace_chat::model::timeline::{Offered, RowState};
use collabspace_chat::model::upload::{FileLimits, OwnFile};

use crate::support::{GENERAL, Story, options};

const FEATURES: [&str; 3] = ["client-id", "after", "attachments"];

fn live() -> Story {
    Story::live_with(options(), &FEATURES, vec![])
}

fn file(id: &str) -> OwnFile {
    OwnFile {
        id: id.into(),
        name: id.into(),
        size: 100,
        is_picture: false,
        dimensions: None,
        thumbhash: None,
        alt: None,
    }
}

impl Story {
    /// Ada sends a message with these files; its id is its text.
    fn sends_with(&mut self, text: &str, files: &[&str]) {
        let channel = self.session.selected().clone();
        let files = files.iter().map(|id| file(id)).collect();
        self.does(PersonInput::Send { channel, id: text.into(), text: text.to_owned(), reply_to: None, files });
    }

    /// The uploads under way, by the files' ids.
    fn uploading(&self) -> Vec<String> {
        self.uploads.values().map(|(_, file)| file.file.to_string()).collect()
    }

    /// The backend stores a file, by its name in capitals.
    fn stores_file(&mut self, id: &str) {
        self.answers_upload(id, Ok(id.to_uppercase().into()));
    }

    fn fails_file(&mut self, id: &str, failure: Failure) {
        self.answers_upload(id, Err(failure));
    }

    fn answers_upload(&mut self, id: &str, result: Result<Arc<str>, Failure>) {
        let request = *self.uploads.iter().find(|(_, (_, file))| *file.file == *id).expect("it is under way").0;
        let (ticket, _) = self.uploads.remove(&request).expect("it is under way");
        self.apply(Input::Replied(Reply::Uploaded(ticket, result)));
    }

    /// The files of the one POST under way.
    fn posted_files(&self) -> Vec<String> {
        let (_, call) = self.open_call(|call| matches!(call, Call::Post { .. }));
        let Call::Post { attachments, .. } = call else { unreachable!() };
        attachments.iter().map(|id| id.to_string()).collect()
    }
}

#[test]
fn a_message_goes_out_with_all_its_files_once() {
    let mut story = live();
    story.sends_with("look", &["a", "b", "c"]);
    assert_eq!((story.uploading(), story.posts()), (vec!["a".to_owned(), "b".to_owned()], vec![]));
    story.stores_file("b");
    assert_eq!(story.uploading(), ["a", "c"], "two at a time");
    story.stores_file("a");
    assert!(story.posts().is_empty(), "one is missing");
    story.stores_file("c");
    assert_eq!(story.posted_files(), ["A", "B", "C"]);
    story.stores_post("m1", 1_000);
    assert_eq!(story.screen(), ["look"]);
    assert!(story.disk.is_empty() && story.calls.is_empty());
}

#[test]
fn files_need_no_text_and_hold_up_none() {
    let mut story = live();
    story.sends_with("", &["a"]);
    story.sends("words");
    assert_eq!((story.posts(), story.screen()), (vec!["words".to_owned()], vec!["↑".to_owned(), "words…".to_owned()]));
    story.stores_post("m1", 1_000);
    story.stores_file("a");
    assert_eq!(story.posted_files(), ["A"]);
    story.stores_post("m2", 2_000);
    assert_eq!(story.screen(), ["words", ""]);
}

#[test]
fn nothing_is_sent_before_it_is_on_disk() {
    let mut story = live();
    story.is_disk_slow = true;
    story.sends_with("look", &["a"]);
    assert!(story.uploading().is_empty());
    assert_eq!(story.disk[0].files, [file("a")]);
    story.is_disk_slow = false;
    story.tab(TabInput::Saved("look".into()));
    assert_eq!(story.uploading(), ["a"]);
}

#[test]
fn how_far_it_is_can_be_seen() {
    let mut story = live();
    story.sends_with("look", &["a", "b"]);
    story.stores_file("a");
    story.tab(TabInput::Uploaded { entry: "look".into(), file: "b".into(), bytes: 60 });
    assert_eq!(story.row("look").state(), Some(&RowState::Uploading { percent: 80 }));
    let names: Vec<_> =
        story.row("look").extras.as_ref().unwrap().attachments.iter().map(|file| file.name.to_string()).collect();
    assert_eq!(names, ["a", "b"]);
}

#[test]
fn a_file_without_an_answer_is_sent_again_after_a_while_or_at_a_press() {
    let mut story = live();
    story.sends_with("look", &["a"]);
    story.fails_file("a", Failure::NoAnswer);
    assert_eq!((story.screen(), story.uploading()), (vec!["look~".to_owned()], vec![]));
    story.pass(60_000);
    assert_eq!(story.uploading(), ["a"]);
    story.fails_file("a", Failure::NoAnswer);
    story.does(PersonInput::Retry { channel: GENERAL.into(), id: "look".into() });
    assert_eq!(story.uploading(), ["a"]);
}

#[test]
fn a_file_that_always_fails_is_left_to_its_sender() {
    let mut story = live();
    story.sends_with("look", &["a"]);
    let mut tries = 0;
    while !matches!(story.row("look").state(), Some(RowState::Failed { .. })) {
        story.tab(TabInput::Uploaded { entry: "look".into(), file: "a".into(), bytes: 60 });
        let failure = if tries % 2 == 0 { Failure::NoAnswer } else { Failure::from_status(500, "", None) };
        story.fails_file("a", failure);
        story.pass(40_000);
        tries += 1;
    }
    assert_eq!((tries, story.uploading()), (6, vec![]));
    story.reopen();
    story.answer_features();
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    assert!(
        story.uploading().is_empty() && matches!(story.row("look").state(), Some(RowState::Failed { .. })),
        "a reload knows"
    );
    story.does(PersonInput::Retry { channel: GENERAL.into(), id: "look".into() });
    assert_eq!(story.uploading(), ["a"]);
    story.does(PersonInput::Discard { channel: GENERAL.into(), id: "look".into() });
    assert!(story.screen().is_empty() && story.disk.is_empty());
}

#[test]
fn without_a_network_no_try_is_used_up() {
    let mut story = live();
    story.sends_with("look", &["a"]);
    for failure in [Failure::NoAnswer, Failure::from_status(503, "", None), Failure::from_status(429, "", Some(1_000))]
    {
        for _ in 0..20 {
            story.fails_file("a", failure.clone());
            story.pass(60_000);
        }
    }
    // Cut in the middle, and the browser says so first.
    for _ in 0..20 {
        story.tab(TabInput::Uploaded { entry: "look".into(), file: "a".into(), bytes: 60 });
        story.tab(TabInput::Online(false));
        story.fails_file("a", Failure::NoAnswer);
        story.pass(600_000);
        assert!(story.uploading().is_empty());
        story.tab(TabInput::Online(true));
    }
    assert_eq!(story.uploading(), ["a"]);
}

#[test]
fn a_wait_that_the_backend_asked_for_is_not_cut_short() {
    let mut story = live();
    story.sends_with("look", &["a"]);
    story.fails_file("a", Failure::from_status(429, "", Some(60_000)));
    story.tab(TabInput::Online(false));
    story.tab(TabInput::Online(true));
    assert!(story.uploading().is_empty());
    story.pass(60_000);
    assert_eq!(story.uploading(), ["a"]);
}

#[test]
fn a_refused_file_says_why_and_waits_for_its_sender() {
    let mut story = live();
    story.sends_with("look", &["a", "b"]);
    story.stores_file("b");
    story.fails_file("a", Failure::from_status(413, "The file is too large", None));
    assert!(
        matches!(story.row("look").state(), Some(RowState::Failed { why }) if why.to_string().contains("too large"))
    );
    story.pass(600_000);
    assert!(story.uploading().is_empty() && story.posts().is_empty());
    story.sends("words");
    assert_eq!(story.posts(), ["words"]);
    story.does(PersonInput::Retry { channel: GENERAL.into(), id: "look".into() });
    assert_eq!(story.uploading(), ["a", "b"], "what was uploaded may be gone by now");
}

#[test]
fn cancelled_it_is_forgotten() {
    let mut story = live();
    story.sends_with("look", &["a"]);
    story.does(PersonInput::Discard { channel: GENERAL.into(), id: "look".into() });
    assert!(story.screen().is_empty() && story.disk.is_empty());
    story.stores_file("a");
    assert!(story.posts().is_empty());
}

#[test]
fn a_reload_in_the_middle_continues() {
    let mut story = live();
    story.sends_with("look", &["a", "b"]);
    story.stores_file("a");
    story.reopen();
    story.answer_features();
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    assert_eq!(story.uploading(), ["a", "b"]);
    story.stores_file("a");
    story.stores_file("b");
    assert_eq!(story.posted_files(), ["A", "B"]);
    // And once more, while the answer to the post is awaited.
    story.stores_post_silently("m1", 1_000);
    story.reopen();
    story.answer_features();
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    assert_eq!(story.screen(), ["look"]);
    assert!(story.disk.is_empty());
}

#[test]
fn it_is_offered_if_the_backend_takes_files_and_the_site_does() {
    let limits = Some(FileLimits { max_bytes: 1_000, max_count: 3 });
    assert_eq!(live().session.offered().attach, limits);
    let without_client_id = Story::live_with(options(), &["attachments"], vec![]);
    assert_eq!(without_client_id.session.offered().attach, None);
    let mut switched_off = options();
    switched_off.allowed = Offered { attach: None, ..switched_off.allowed };
    assert_eq!(Story::live_with(switched_off, &FEATURES, vec![]).session.offered().attach, None);
}

#[test]
fn offline_and_signed_out_nothing_is_uploaded() {
    let mut story = live();
    story.tab(TabInput::Online(false));
    story.sends_with("look", &["a"]);
    assert!(story.uploading().is_empty());
    story.tab(TabInput::Online(true));
    assert_eq!(story.uploading(), ["a"]);
    story.fails_file("a", Failure::SignedOut);
    story.pass(60_000);
    assert!(story.uploading().is_empty());
}
