//! What an earlier visit kept of channels: who sees it, until when, and what becomes of it.

use std::sync::Arc;

use collabspace_chat::model::connection::Status;
use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::history::{Changes, Page};
use collabspace_chat::model::message::{Message, Removal, Version};
use collabspace_chat::model::reason::Reason;
use collabspace_chat::model::session::{Call, LiveInput, Options, PersonInput, TabInput};
use collabspace_chat::model::snapshot::{Entry, Index, NamedChannel, Ownership, Snapshot, ownership};
use collabspace_chat::model::time::Timestamp;

use crate::replying::Answer;
use crate::support::{GENERAL, Story, history, message, options};

const AS_OF: Timestamp = Timestamp(1_000_000);

fn kept(messages: Vec<Message>) -> Snapshot {
    let cursor = Some("c1".into());
    Snapshot { channel: GENERAL.into(), as_of: AS_OF, cursor, is_whole: true, messages }
}

/// A visitor whom the site names as Ada.
fn named() -> Options {
    Options { named: Some("ada".into()), ..options() }
}

/// A visitor whom nobody names; Ada was here last.
fn after_ada() -> Options {
    Options { last: Some("ada".into()), ..options() }
}

impl Story {
    fn finds(&mut self, person: &str, snapshot: Snapshot) {
        let output = self.session.show_snapshot(&person.into(), snapshot, self.now);
        self.take(output);
    }

    fn offline(options: Options) -> Self {
        let mut story = Self::start(options);
        story.tab(TabInput::Online(false));
        story
    }

    /// Answers the open calls for pages as a backend with the feed does.
    fn serve_pages_with(&mut self, cursor: &str) {
        while let Some((request, query)) = self.open_page() {
            let page = Page { cursor: Some(cursor.into()), ..self.page(&query) };
            self.answer(request, Ok(Answer::Page(page)));
        }
    }

    /// Answers the open call for what changed since a cursor.
    fn serve_changes(&mut self, since: &str, changes: Changes) {
        let (request, call) = self.open_call(|call| matches!(call, Call::Changes(..)));
        assert!(matches!(call, Call::Changes(_, cursor) if *cursor == *since), "it is read from what was kept");
        self.answer(request, Ok(Answer::Changes(changes)));
    }

    fn kept_now(&self) -> Option<Snapshot> {
        self.session.snapshot(&GENERAL.into(), AS_OF)
    }
}

fn nothing_changed() -> Changes {
    Changes { messages: Vec::new(), removals: Vec::new(), cursor: "c2".into(), has_more: false }
}

#[test]
fn who_is_named_sees_it_before_any_answer_and_it_is_not_live() {
    let mut story = Story::start(named());
    story.finds("ada", kept(history(3)));
    assert_eq!(story.screen(), ["text 1", "text 2", "text 3"]);
    assert!(story.arrived.is_empty(), "nothing of it has arrived");
    assert!(!matches!(story.status(), Status::Live | Status::AsOf(..)), "{:?}", story.status());
    assert!(story.read.is_empty(), "and nothing of it is read");
}

#[test]
fn it_is_live_once_the_page_and_the_feed_have_said_what_became_of_it() {
    let mut story = Story::start(named());
    story.features = vec!["changes"];
    story.stored = history(120);
    story.finds("ada", Snapshot { is_whole: false, ..kept(history(100).split_off(10)) });
    story.connect(&["ada"]);
    story.serve_pages_with("c2");
    assert_eq!(story.status(), &Status::Syncing, "the feed was not read: {:?}", story.calls);
    story.answer_features();
    let mut edited = message("m020", 20_000, "grace", "edited meanwhile");
    edited.version = Version::Rev(9);
    let removals = vec![(Some(GENERAL.into()), Removal { id: "m030".into() })];
    let messages = vec![(Some(GENERAL.into()), edited)];
    story.serve_changes("c1", Changes { messages, removals, ..nothing_changed() });
    assert_eq!(story.status(), &Status::Live);
    let screen = story.screen();
    assert!(screen.contains(&"edited meanwhile".to_owned()) && !screen.contains(&"text 30".to_owned()), "{screen:?}");
    assert_eq!((screen.first().map(String::as_str), screen.len()), (Some("text 11"), 110));
    assert!(story.arrived.is_empty(), "what came since the last visit does not arrive now");
}

#[test]
fn without_a_network_it_is_as_of_then_and_shown_to_who_was_here_last() {
    let mut story = Story::offline(after_ada());
    story.finds("ada", kept(history(3)));
    assert_eq!(story.screen().len(), 3);
    assert_eq!(story.status(), &Status::AsOf(AS_OF, false));
    let mut story = Story::start(after_ada());
    story.fail_page(Failure::NoAnswer);
    story.finds("ada", kept(history(3)));
    assert_eq!(story.status(), &Status::AsOf(AS_OF, true), "also if the device believes that it has one");
}

#[test]
fn no_one_sees_another_persons_data() {
    let mut story = Story::start(named());
    story.finds("grace", kept(history(3)));
    assert!(story.screen().is_empty());
    let mut story = Story::offline(options());
    story.finds("ada", kept(history(3)));
    assert!(story.screen().is_empty(), "nobody was here last");
    let mut story = Story::start(after_ada());
    story.finds("ada", kept(history(3)));
    assert!(story.screen().is_empty(), "with a network, who was here last may be somebody else by now");
}

#[test]
fn an_answer_to_an_unnamed_user_removes_it() {
    let mut story = Story::offline(after_ada());
    story.finds("ada", kept(history(3)));
    story.tab(TabInput::Online(true));
    story.serve_pages_with("c2");
    assert!(story.screen().is_empty(), "the backend has nothing for whoever it is: {:?}", story.screen());
    story.finds("ada", kept(history(3)));
    assert!(story.screen().is_empty());
}

#[test]
fn a_sign_out_takes_it_away_and_wipes_it() {
    let mut story = Story::start(named());
    story.finds("ada", kept(history(3)));
    story.fail_page(Failure::SignedOut);
    assert!(story.screen().is_empty());
    assert_eq!((story.status(), story.wiped), (&Status::SignedOut, 1));
    story.finds("ada", kept(history(3)));
    assert!(story.screen().is_empty(), "nor does it come back");
}

#[test]
fn another_person_than_the_site_named_sees_nothing_of_it_any_more() {
    let mut story = Story::start(named());
    story.features = vec!["changes"];
    story.stored = history(1);
    story.finds("ada", kept(history(5)));
    story.answer_features();
    story.serve_pages_with("c2");
    story.serve_changes("c1", nothing_changed());
    story.connect(&["grace"]);
    story.serve_pages();
    assert_eq!(story.screen(), ["text 1"], "what the backend shows to Grace, and no more");
}

#[test]
fn without_the_feed_a_page_replaces_it() {
    let mut story = Story::start(named());
    story.answer_features();
    story.stored = history(60);
    story.finds("ada", kept(history(30)));
    story.connect(&["ada"]);
    story.serve_pages();
    let screen = story.screen();
    assert_eq!((screen.len(), screen[0].as_str()), (50, "text 11"), "only what the backend vouches for: {screen:?}");
    assert_eq!(story.status(), &Status::Live);
}

#[test]
fn a_backend_that_has_lost_the_feed_or_the_cursor_takes_it_away() {
    let mut story = Story::start(named());
    story.stored = history(60);
    story.finds("ada", kept(history(30)));
    story.connect(&["ada"]);
    story.serve_pages_with("c2");
    // It offers no `changes`.
    story.answer_features();
    story.serve_pages();
    assert_eq!((story.screen().len(), story.status()), (50, &Status::Live));

    let mut story = Story::start(named());
    story.features = vec!["changes"];
    story.stored = history(60);
    story.finds("ada", kept(history(30)));
    story.connect(&["ada"]);
    story.answer_features();
    let (request, _) = story.open_call(|call| matches!(call, Call::Changes(..)));
    story.answer(request, Err(Failure::Refused { status: 410, why: Reason::words("gone") }));
    assert!(story.screen().is_empty(), "stored messages are forgotten with their versions");
    assert_eq!(story.forgotten, [GENERAL], "on disk, too");
}

#[test]
fn a_channel_that_was_kept_too_long_ago_takes_no_other_one_with_it() {
    let mut story = Story::live_with(named(), &["changes"], history(60));
    story.does(PersonInput::LoadOlder { channel: GENERAL.into() });
    story.serve_pages_with("c9");
    let loaded = |story: &Story| story.session.channel(GENERAL).map(|channel| channel.timeline.len());
    assert_eq!(loaded(&story), Some(60));
    story.does(PersonInput::Select { channel: "random".into() });
    story.finds("ada", Snapshot { channel: "random".into(), ..kept(history(3)) });
    let (request, call) = story.open_call(|call| matches!(call, Call::Changes(..)));
    assert!(matches!(call, Call::Changes(_, since) if *since == *"c1"));
    story.answer(request, Err(Failure::Refused { status: 410, why: Reason::words("gone") }));
    assert_eq!(loaded(&story), Some(60), "what is loaded stays");
    assert_eq!((story.forgotten.as_slice(), story.wiped), (["random".to_owned()].as_slice(), 0));
    let (request, _) = story.open_call(|call| matches!(call, Call::Page(_, channel, _) if **channel == *"random"));
    story.answer(request, Ok(Answer::Page(Page { cursor: Some("c9".into()), ..Page::default() })));
    assert_eq!(story.status(), &Status::Live);
}

#[test]
fn a_channel_that_is_refused_is_not_theirs_to_read_any_more() {
    let mut story = Story::start(named());
    story.finds("ada", kept(history(3)));
    story.fail_page(Failure::Refused { status: 403, why: Reason::words("no") });
    assert!(story.screen().is_empty());
    assert_eq!(story.forgotten, [GENERAL]);
}

#[test]
fn it_comes_too_late_once_the_history_was_read() {
    let mut story = Story::live_with(named(), &[], history(2));
    story.finds("ada", kept(history(9)));
    assert_eq!(story.screen().len(), 2);
}

#[test]
fn a_deletion_in_a_channel_that_is_not_loaded_leaves_nothing_of_it() {
    let mut story = Story::live_with(named(), &[], history(2));
    story.happens(LiveInput::Deleted("random".into(), Removal { id: "x".into() }));
    story.happens(LiveInput::Deleted(GENERAL.into(), Removal { id: "m001".into() }));
    assert_eq!(story.forgotten, ["random"], "of a loaded one, the rest is kept");
    let messages = story.kept_now().map(|snapshot| snapshot.messages).unwrap_or_default();
    assert_eq!(messages.iter().map(Message::text).collect::<Vec<_>>(), ["text 2"]);
}

#[test]
fn the_newest_200_are_kept_with_the_cursor_up_to_which_they_are_known() {
    let mut story = Story::start(named());
    story.features = vec!["changes"];
    story.stored = history(260);
    story.answer_features();
    story.connect(&["ada"]);
    assert_eq!(story.kept_now(), None, "nothing is known yet");
    story.serve_pages_with("c1");
    for _ in 0..5 {
        story.does(PersonInput::LoadOlder { channel: GENERAL.into() });
        story.serve_pages_with("c1");
    }
    let snapshot = story.kept_now().expect("it is all here");
    assert_eq!((snapshot.messages.len(), snapshot.messages[0].text(), snapshot.is_whole), (200, "text 61", false));
    assert_eq!(snapshot.cursor, Some("c1".into()));
    story.happens(LiveInput::Lost);
    story.connect(&["ada"]);
    assert_eq!(story.kept_now(), None, "something may have been missed, and is not known yet");
}

#[test]
fn nothing_is_stored_after_someone_else_used_the_same_tab() {
    let mut story = Story::live_with(named(), &[], history(2));
    assert!(story.kept_now().is_some());
    story.subscribe(&["grace"]);
    story.serve_pages();
    assert_eq!(story.kept_now(), None, "what is loaded may be Ada's");
}

#[test]
fn nothing_is_kept_after_a_sign_out_in_the_same_tab() {
    let mut story = Story::live_with(named(), &[], history(2));
    story.happens(LiveInput::SignedOut);
    story.tab(TabInput::MaybeSignedIn);
    story.serve_pages();
    assert!(story.kept_now().is_none(), "who has signed in again is not known yet");
}

#[test]
fn nothing_is_stored_for_an_unnamed_user() {
    let mut story = Story::start(Options { has_presence: false, ..after_ada() });
    story.answer_features();
    story.stored = history(3);
    story.happens(LiveInput::Connected);
    story.happens(LiveInput::Subscribed { me: None, people: Vec::new() });
    story.serve_pages();
    assert_eq!(story.screen().len(), 3);
    assert_eq!(story.kept_now(), None, "Ada was here last, but who is here now?");
}

#[test]
fn the_sidebar_shows_the_channels_that_were_known_until_the_backend_lists_its_own() {
    let known = |id: &str| NamedChannel { id: id.into(), name: Arc::from(format!("The {id}")), topic: None };
    let mut story = Story::offline(after_ada());
    let channels = vec![known(GENERAL), known("plans")];
    let output = story.session.show_kept_channels(&"ada".into(), channels, story.now);
    story.take(output);
    let names = |story: &Story| story.channels.iter().map(|channel| channel.name.to_string()).collect::<Vec<_>>();
    assert_eq!(names(&story), ["The general", "random", "The plans"]);
    story.features = vec!["channels"];
    story.tab(TabInput::Online(true));
    story.answer_features();
    let (request, _) = story.open_call(|call| matches!(call, Call::Channels(_)));
    let listed = vec![crate::support::channel(GENERAL), crate::support::channel("random")];
    story.answer(request, Ok(Answer::Channels(listed, None)));
    assert_eq!(names(&story), ["general", "random"]);
    assert_eq!(story.forgotten, ["plans"]);
}

#[test]
fn it_belongs_only_to_the_person_it_names() {
    let ada = "ada".into();
    assert_eq!(ownership("", Some(&ada)), Ownership::Nothing);
    assert_eq!(ownership("ada", Some(&ada)), Ownership::Own);
    assert_eq!(ownership("grace", Some(&ada)), Ownership::Anothers);
    assert_eq!(ownership("ada", None), Ownership::Anothers);
}

#[test]
fn what_was_open_longest_ago_goes_first() {
    let entry = |n: usize, bytes| {
        let at = Timestamp(n as i64);
        Entry { channel: format!("c{n}").into(), used_at: at, as_of: at, bytes }
    };
    let mut index = Index::of("ada".into());
    (0..22).rev().for_each(|n| index.put(entry(n, 100)));
    assert_eq!(index.evict(), ["c0".into(), "c1".into()]);
    assert_eq!(index.entries.len(), 20);
    index.put(entry(30, 19_998_000));
    assert_eq!(index.evict(), ["c2".into()]);
    index.put(entry(31, 300));
    index.put(entry(31, 400));
    assert_eq!(index.entries.iter().filter(|entry| *entry.channel == *"c31").count(), 1);
    index.put(entry(32, 21_000_000));
    let evicted = index.evict();
    assert!(index.entries.is_empty() && evicted.len() == 22, "nor is what alone is too much: {evicted:?}");
}
