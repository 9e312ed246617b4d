//! Going to a message that a link names, wherever in the history it lies.

use crate::support::{GENERAL, Story, broken, history, options};
use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::history::Cursor;
use collabspace_chat::model::reason::Reason;
use collabspace_chat::model::session::{Call, PersonInput, TabInput};
use collabspace_chat::model::timeline::HeadView;

fn go_to(story: &mut Story, id: &str) {
    story.does(PersonInput::GoTo { channel: GENERAL.into(), message: id.into() });
}

/// The id of the message with this text.
fn id_of(story: &Story, text: &str) -> String {
    story.stored.iter().find(|message| message.text() == text).expect("it is stored").id.to_string()
}

#[test]
fn a_message_that_is_there_is_found_at_once() {
    let mut story = Story::live(history(20));
    let id = id_of(&story, "text 7");
    go_to(&mut story, &id);
    assert_eq!(story.found, [Some(story.key("text 7"))]);
    assert!(story.calls.is_empty(), "nothing is asked for");
}

#[test]
fn older_pages_are_read_until_it_is_there_and_no_further() {
    let mut story = Story::live(history(400));
    let id = id_of(&story, "text 210");
    go_to(&mut story, &id);
    assert_eq!(story.found, []);
    story.serve_pages();
    assert_eq!(story.found, [Some(story.key("text 210"))]);
    assert_eq!(*story.head(), HeadView::More, "what is older than it was not read");
}

#[test]
fn a_message_that_the_channel_lacks_is_reported_as_missing() {
    let mut story = Story::live(history(120));
    go_to(&mut story, "nobody's");
    story.serve_pages();
    assert_eq!(story.found, [None]);
    assert_eq!(*story.head(), HeadView::Start);
}

#[test]
fn a_channel_too_long_to_read_is_given_up() {
    let mut story = Story::live(history(5_000));
    go_to(&mut story, "nobody's");
    story.serve_pages();
    assert_eq!(story.found, [None]);
    assert_eq!(*story.head(), HeadView::More);
    assert!(story.rows().len() <= 2_100, "{} rows", story.rows().len());
}

#[test]
fn a_page_that_fails_ends_it_and_is_offered_again() {
    let mut story = Story::live(history(120));
    go_to(&mut story, "nobody's");
    story.fail_page(broken(500));
    assert_eq!(story.found, [None]);
    assert_eq!(story.unreached, ["the store is down"]);
    assert!(matches!(story.head(), HeadView::Failed(_)), "{:?}", story.head());
}

#[test]
fn after_a_page_that_failed_the_link_can_be_followed_once_more() {
    let mut story = Story::live(history(120));
    let id = id_of(&story, "text 5");
    go_to(&mut story, &id);
    story.fail_page(broken(500));
    go_to(&mut story, &id);
    story.serve_pages();
    assert_eq!(story.found, [None, Some(story.key("text 5"))]);
}

#[test]
fn opened_by_a_link_it_is_found_once_the_history_is_there() {
    let mut story = Story::start(options());
    story.stored = history(20);
    let id = id_of(&story, "text 7");
    go_to(&mut story, &id);
    assert_eq!(story.found, []);
    story.answer_features();
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    assert_eq!(story.found, [Some(story.key("text 7"))]);
}

#[test]
fn with_the_extension_what_stands_around_it_is_asked_for_and_the_rest_is_a_gap() {
    let mut story = Story::live_with(options(), &["around", "after"], history(1_000));
    let id = id_of(&story, "text 300");
    go_to(&mut story, &id);
    assert_eq!(story.serve_page().cursor, Cursor::Around(id.into()));
    assert_eq!(story.found, [Some(story.key("text 300"))]);
    assert!(story.calls.is_empty(), "one page is enough: {:?}", story.calls);
    let screen = story.screen();
    assert_eq!(screen.iter().filter(|line| *line == "--").count(), 1, "{screen:?}");
    let gap = screen.iter().position(|line| line == "--").expect("a gap");
    assert_eq!(screen[gap - 1], "text 324", "it stands between what is around the message and the newest page");
    assert_eq!(screen[gap + 1], "text 951");
    assert_eq!(*story.head(), HeadView::More);
}

#[test]
fn with_the_extension_a_message_near_the_newest_page_leaves_no_gap() {
    let mut story = Story::live_with(options(), &["around"], history(100));
    let id = id_of(&story, "text 45");
    go_to(&mut story, &id);
    story.serve_pages();
    assert_eq!(story.found, [Some(story.key("text 45"))]);
    assert!(!story.screen().contains(&"--".to_owned()), "{:?}", story.screen());
}

#[test]
fn with_the_extension_a_message_that_is_not_known_is_said_to_be_missing() {
    let mut story = Story::live_with(options(), &["around"], history(100));
    go_to(&mut story, "nobody's");
    story.fail_page(Failure::Refused { status: 404, why: Reason::words("there is no such message") });
    assert_eq!(story.found, [None]);
    assert!(story.unreached.is_empty(), "it is the message that is missing");
    go_to(&mut story, "somebody's");
    story.fail_page(Failure::Refused { status: 403, why: Reason::words("you are not let in") });
    assert_eq!(story.unreached, ["you are not let in"]);
}

#[test]
fn with_the_extension_an_answer_that_is_lost_is_asked_for_again() {
    let mut story = Story::live_with(options(), &["around"], history(1_000));
    let id = id_of(&story, "text 300");
    go_to(&mut story, &id);
    story.fail_page(Failure::NoAnswer);
    assert_eq!(story.found, [], "nothing is known yet");
    assert_eq!(story.open_page(), None, "not at once");
    story.pass(5_000);
    story.serve_pages();
    assert_eq!(story.found, [Some(story.key("text 300"))]);
}

#[test]
fn with_the_extension_it_is_given_up_after_a_few_tries() {
    let mut story = Story::live_with(options(), &["around"], history(1_000));
    let id = id_of(&story, "text 300");
    go_to(&mut story, &id);
    let is_around = |call: &Call| matches!(call, Call::Page(_, _, query) if matches!(query.cursor, Cursor::Around(_)));
    for tries in 0..4 {
        assert_eq!(story.found, [], "given up after {tries}");
        let (request, _) = story.open_call(is_around);
        story.answer(request, Err(broken(503)));
        story.pass(10_000);
    }
    assert_eq!(story.found, [None]);
    assert_eq!(story.unreached, ["the store is down"]);
    assert!(!story.calls.values().any(is_around), "and not asked for any more");
    go_to(&mut story, &id);
    story.serve_pages();
    assert_eq!(story.found, [None, Some(story.key("text 300"))]);
}

#[test]
fn with_the_extension_whoever_signs_in_again_is_taken_there() {
    let mut story = Story::live_with(options(), &["around"], history(1_000));
    let id = id_of(&story, "text 300");
    go_to(&mut story, &id);
    story.fail_page(Failure::SignedOut);
    assert_eq!(story.found, []);
    story.tab(TabInput::MaybeSignedIn);
    story.serve_pages();
    assert_eq!(story.found, [Some(story.key("text 300"))]);
}

#[test]
fn with_the_extension_only_the_last_link_counts() {
    let mut story = Story::live_with(options(), &["around"], history(1_000));
    let (first, last) = (id_of(&story, "text 10"), id_of(&story, "text 500"));
    go_to(&mut story, &first);
    let (late, _) = story.open_page().expect("it is asked for");
    go_to(&mut story, &last);
    story.answer(late, Err(broken(404)));
    assert_eq!(story.found, [], "what became of the first says nothing of the last");
    story.serve_pages();
    assert_eq!(story.found, [Some(story.key("text 500"))]);
}

#[test]
fn only_the_last_link_counts() {
    let mut story = Story::live(history(400));
    let (first, last) = (id_of(&story, "text 10"), id_of(&story, "text 390"));
    go_to(&mut story, &first);
    go_to(&mut story, &last);
    story.serve_pages();
    assert_eq!(story.found, [Some(story.key("text 390"))]);
}

#[test]
fn it_opens_its_channel() {
    let mut story = Story::live(history(3));
    story.does(PersonInput::GoTo { channel: "random".into(), message: "m1".into() });
    assert_eq!(&**story.session.selected(), "random");
}
