//! Who types is shown while it lasts, and told with few words.

use std::sync::Arc;

use crate::support::{GENERAL, Story, message, person};
use collabspace_chat::model::message::ChannelId;
use collabspace_chat::model::session::{LiveInput, PersonInput};

fn general() -> ChannelId {
    GENERAL.into()
}

fn types(story: &mut Story, who: &str, is_typing: bool) {
    story.happens(LiveInput::Typing { channel: general(), person: person(who), is_typing });
}

fn shown(story: &Story) -> Vec<&str> {
    story.typists.get(GENERAL).map(|ids| ids.iter().map(String::as_str).collect()).unwrap_or_default()
}

#[test]
fn it_ends_with_the_word() {
    let mut story = Story::live(vec![]);
    types(&mut story, "grace", true);
    types(&mut story, "alan", true);
    assert_eq!(shown(&story), ["alan", "grace"]);
    types(&mut story, "grace", false);
    assert_eq!(shown(&story), ["alan"]);
}

#[test]
fn it_ends_by_itself_when_the_word_was_lost() {
    let mut story = Story::live(vec![]);
    types(&mut story, "grace", true);
    story.pass(6_000);
    assert_eq!(shown(&story), ["grace"]);
    types(&mut story, "grace", true);
    story.pass(6_000);
    assert_eq!(shown(&story), ["grace"]);
    story.pass(1_000);
    assert!(shown(&story).is_empty());
}

#[test]
fn it_ends_with_the_message_and_with_leaving() {
    let mut story = Story::live(vec![]);
    types(&mut story, "grace", true);
    story.says(&message("m1", 1_000, "grace", "done"));
    assert!(shown(&story).is_empty());
    types(&mut story, "grace", true);
    story.happens(LiveInput::Left("grace".into()));
    assert!(shown(&story).is_empty());
}

#[test]
fn one_does_not_see_oneself_type() {
    let mut story = Story::live(vec![]);
    types(&mut story, "ada", true);
    assert!(shown(&story).is_empty());
}

#[test]
fn the_name_is_the_one_in_the_list_of_people() {
    let mut story = Story::live(vec![]);
    let stranger = Arc::new(collabspace_chat::model::message::Person {
        name: "g.hopper@example".into(),
        ..(*person("grace")).clone()
    });
    story.happens(LiveInput::Typing { channel: general(), person: stranger, is_typing: true });
    let typists = story.session.channel(GENERAL).map(|channel| channel.typists.list()).unwrap_or_default();
    assert_eq!(typists.iter().map(|person| &*person.name).collect::<Vec<_>>(), ["GRACE"]);
}

#[test]
fn many_keys_are_one_word_again_while_it_lasts_and_one_at_the_end() {
    let mut story = Story::live(vec![]);
    let mut told = Vec::new();
    for _ in 0..110 {
        story.does(PersonInput::Type { channel: general() });
        told.extend(story.told_typing());
        story.pass(100);
    }
    assert_eq!(told, [true, true, true], "at 0, 5 and 10 s of 11");
    story.pass(1_800);
    assert!(story.told_typing().is_empty());
    story.pass(200);
    assert_eq!(story.told_typing(), [false]);
    story.pass(60_000);
    assert!(story.told_typing().is_empty());
}

#[test]
fn a_message_that_is_sent_ends_it_without_a_word() {
    let mut story = Story::live_extended(vec![]);
    story.does(PersonInput::Type { channel: general() });
    assert_eq!(story.told_typing(), [true]);
    story.sends("done");
    story.pass(10_000);
    assert!(story.told_typing().is_empty());
}

#[test]
fn on_a_baseline_it_is_told_because_the_original_page_knows_no_other_end() {
    let mut story = Story::live(vec![]);
    story.does(PersonInput::Type { channel: general() });
    assert_eq!(story.told_typing(), [true]);
    story.sends("done");
    assert_eq!(story.told_typing(), [false]);
    story.sends("and done");
    assert!(story.told_typing().is_empty(), "nothing was typed");
}

#[test]
fn an_emptied_composer_ends_it_at_once() {
    let mut story = Story::live(vec![]);
    story.does(PersonInput::Type { channel: general() });
    story.told_typing();
    story.does(PersonInput::StopTyping);
    story.does(PersonInput::StopTyping);
    assert_eq!(story.told_typing(), [false]);
}

#[test]
fn another_channel_ends_it_here() {
    let mut story = Story::live(vec![]);
    story.does(PersonInput::Type { channel: general() });
    story.told_typing();
    story.does(PersonInput::Type { channel: "random".into() });
    assert_eq!(story.told_typing(), [false, true]);
}

#[test]
fn typing_is_not_announced_while_no_one_is_there() {
    let mut story = Story::live(vec![]);
    story.happens(LiveInput::Left("grace".into()));
    story.pass(6_000);
    story.does(PersonInput::Type { channel: general() });
    assert!(story.told_typing().is_empty());
    story.happens(LiveInput::Joined(person("grace")));
    story.does(PersonInput::Type { channel: general() });
    assert_eq!(story.told_typing(), [true]);
}
