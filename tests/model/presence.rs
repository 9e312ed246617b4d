//! Who is online: one person however many tabs, and no flicker.

use crate::support::{Story, options, person};
use collabspace_chat::model::session::{LiveInput, Options};

fn people(story: &Story) -> Vec<&str> {
    story.people.as_ref().map(|ids| ids.iter().map(String::as_str).collect()).unwrap_or_default()
}

#[test]
fn the_visitor_first_then_by_name() {
    let mut story = Story::start(options());
    assert_eq!(story.people, None);
    story.connect(&["mary", "zoe", "alan"]);
    assert_eq!(people(&story), ["mary", "alan", "zoe"]);
}

#[test]
fn who_comes_is_shown_at_once_and_who_comes_twice_is_one() {
    let mut story = Story::live(vec![]);
    story.happens(LiveInput::Joined(person("alan")));
    story.happens(LiveInput::Joined(person("alan")));
    assert_eq!(people(&story), ["ada", "alan", "grace"]);
}

#[test]
fn a_short_absence_is_not_shown() {
    let mut story = Story::live(vec![]);
    story.happens(LiveInput::Left("grace".into()));
    story.pass(4_000);
    assert_eq!(people(&story), ["ada", "grace"]);
    story.happens(LiveInput::Joined(person("grace")));
    story.pass(60_000);
    assert_eq!(people(&story), ["ada", "grace"]);
}

#[test]
fn a_longer_one_is() {
    let mut story = Story::live(vec![]);
    story.happens(LiveInput::Left("grace".into()));
    story.pass(5_000);
    assert_eq!(people(&story), ["ada"]);
}

#[test]
fn a_new_subscription_replaces_the_list() {
    let mut story = Story::live(vec![]);
    story.happens(LiveInput::Lost);
    story.pass(5_000);
    story.connect(&["ada", "alan"]);
    assert_eq!(people(&story), ["ada", "alan", "grace"], "grace may only be reloading");
    story.pass(5_000);
    assert_eq!(people(&story), ["ada", "alan"]);
}

#[test]
fn on_a_private_channel_it_is_not_known() {
    let mut story = Story::start(Options { has_presence: false, ..options() });
    story.connect(&[]);
    assert_eq!(story.people, None);
}
