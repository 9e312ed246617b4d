//! What somebody else has written is told of once, by whichever way it came; history and one's own are no news.

use crate::support::{Story, history, message, options};
use collabspace_chat::model::session::{LiveInput, Options};

#[test]
fn an_event_is_news_once_and_the_history_is_none() {
    let mut story = Story::live(history(3));
    assert!(story.arrived.is_empty(), "{:?}", story.arrived);
    let news = message("n1", 9_000, "grace", "over here");
    story.says(&news);
    story.event(&news);
    story.says(&message("n2", 9_500, "ada", "my own, from another tab"));
    assert_eq!(story.arrived, ["over here"]);
}

#[test]
fn what_was_missed_is_news_when_it_is_caught_up_with() {
    let mut story = Story::live(history(3));
    story.happens(LiveInput::Lost);
    story.stores(&message("n1", 9_000, "grace", "while you were away"));
    story.pass(5_000);
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    assert_eq!(story.arrived, ["while you were away"]);
}

#[test]
fn a_named_channel_is_opened_in_place_of_the_first() {
    let story = Story::start(Options { opens: Some("random".into()), ..options() });
    assert_eq!(&**story.session.selected(), "random");
    let unknown = Story::start(Options { opens: Some("nowhere".into()), ..options() });
    assert_eq!(&**unknown.session.selected(), "general");
}
