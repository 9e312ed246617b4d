//! The feed of changes, which one tab reads for all of a browser.

use std::sync::Arc;

use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::tabs::TabsInput::{Event, Granted, Heard, Read, Robbed, Tick, WasRead};
use collabspace_chat::model::tabs::TabsOutput::{self, Answer, Post};
use collabspace_chat::model::tabs::{FeedPlace, Leader, Question, Stamp, TabsInput, Word};

use crate::sharing::{Live, ME, OTHER, Tab, asks, said, state};

const MYSELF: Leader = Leader { tab: ME, reign: 1 };

fn place(leader: Leader, n: u32) -> FeedPlace {
    FeedPlace { leader, n, cursor: "c1".into() }
}

fn wants() -> TabsInput<Live> {
    Read("c1".into())
}

/// A follower's question, for the leader.
fn asked(n: u32) -> TabsInput<Live> {
    Heard(Word::Read(place(MYSELF, n)))
}

fn reads(id: u32) -> TabsOutput<Live> {
    TabsOutput::Read(id, "c1".into())
}

fn text() -> Arc<str> {
    "the answer".into()
}

fn was_read(id: u32) -> TabsInput<Live> {
    WasRead(id, Ok(text()))
}

/// What the leader has read when it had reported `n` events.
fn broadcast(n: u32) -> TabsInput<Live> {
    Heard(Word::Feed(place(OTHER, n), Some(text())))
}

/// A follower that has asked its leader, of whose events it has taken in five.
fn waiting() -> Tab {
    let mut tab = Tab::joined();
    assert_eq!(tab.does(wants()), [Post(Word::Read(place(OTHER, 5)))]);
    tab
}

#[test]
fn a_leader_reads_once_for_all_that_stand_at_its_cursor() {
    let mut tab = Tab::leader();
    assert_eq!(tab.does(wants()), [reads(0)]);
    assert_eq!(tab.does(asked(2)), [], "two followers ask for the same");
    assert_eq!(tab.does(asked(2)), []);
    let word = Word::Feed(place(MYSELF, 2), Some(text()));
    assert_eq!(tab.does(was_read(0)), [Post(word), Answer(Ok(text()))]);
    // Nobody has asked for this one but the leader's own session.
    assert_eq!(tab.does(wants()), [reads(1)]);
    assert_eq!(tab.does(was_read(1)), [Answer(Ok(text()))]);
}

#[test]
fn a_leader_gives_its_last_answer_to_those_who_come_later() {
    let mut tab = Tab::leader();
    assert_eq!(tab.does(wants()), [reads(0)]);
    assert_eq!(tab.does(was_read(0)), [Answer(Ok(text()))]);
    let word = || Post(Word::Feed(place(MYSELF, 2), Some(text())));
    assert_eq!(tab.does_after(9_000, asked(2)), [word()]);
    let elsewhere = FeedPlace { cursor: "c2".into(), ..place(MYSELF, 2) };
    assert_eq!(tab.does(Heard(Word::Read(elsewhere))), [TabsOutput::Read(1, "c2".into())]);
    assert_eq!(tab.does_after(1_000, asked(2)), [reads(2)], "it is too old");

    assert_eq!(tab.does(was_read(2)), [word()]);
    tab.does(Event(Live::Said("what the feed has told of, or has not")));
    assert_eq!(tab.does(asked(3)), [reads(3)], "something has happened since");
}

#[test]
fn a_leader_reads_for_others_what_its_own_session_does_not_want() {
    let mut tab = Tab::leader();
    assert_eq!(tab.does(asked(2)), [reads(0)]);
    assert_eq!(tab.does(was_read(0)), [Post(Word::Feed(place(MYSELF, 2), Some(text())))]);
}

#[test]
fn a_follower_takes_the_leaders_answer() {
    let mut tab = waiting();
    assert_eq!(tab.does(broadcast(5)), [Answer(Ok(text()))]);
    assert_eq!(tab.does(broadcast(5)), [], "once");
    assert_eq!(tab.wake_at, Some(10_000), "nothing is waited for but the next sign of life");
}

#[test]
fn a_request_that_was_made_before_the_last_event_is_not_shared() {
    let mut leader = Tab::leader();
    assert_eq!(leader.does(wants()), [reads(0)]);
    leader.does(Event(Live::Said("what the feed has told of, or has not")));
    assert_eq!(leader.does(asked(3)), [reads(1)]);
    // Nor does the answer to the first one serve who has asked for the second.
    assert_eq!(leader.does(was_read(0)), [Answer(Ok(text()))]);

    let mut follower = Tab::joined();
    follower.does(said(6, "six"));
    assert_eq!(follower.does(wants()), [Post(Word::Read(place(OTHER, 6)))]);
    assert_eq!(follower.does(broadcast(5)), []);
    assert_eq!(follower.does(broadcast(7)), [Answer(Ok(text()))]);
}

#[test]
fn an_answer_from_another_cursor_or_of_another_leader_is_not_taken() {
    let mut tab = waiting();
    let elsewhere = FeedPlace { cursor: "c2".into(), ..place(OTHER, 5) };
    assert_eq!(tab.does(Heard(Word::Feed(elsewhere, Some(text())))), []);
    let again = Leader { reign: 2, ..OTHER };
    assert_eq!(tab.does(Heard(Word::Feed(place(again, 9), Some(text())))), []);
    assert_eq!(tab.does(broadcast(5)), [Answer(Ok(text()))]);
}

#[test]
fn a_follower_that_gets_no_answer_reads_by_itself() {
    let mut tab = waiting();
    assert_eq!(tab.wake_at, Some(2_000));
    assert_eq!(tab.does_after(2_000, Tick), [reads(0)]);
    assert_eq!(tab.does(broadcast(5)), [], "too late");
    assert_eq!(tab.does(was_read(0)), [Answer(Ok(text()))]);
}

#[test]
fn a_follower_reads_by_itself_if_the_leader_could_not() {
    let failure = || Failure::from_status(503, "", None);
    let mut leader = Tab::leader();
    leader.does(wants());
    leader.does(asked(2));
    let word = Word::Feed(place(MYSELF, 2), None);
    assert_eq!(leader.does(WasRead(0, Err(failure()))), [Post(word), Answer(Err(failure()))]);

    let mut follower = waiting();
    assert_eq!(follower.does(Heard(Word::Feed(place(OTHER, 5), None))), [reads(0)]);
    assert_eq!(follower.does(WasRead(0, Err(failure()))), [Answer(Err(failure()))]);
}

#[test]
fn a_follower_that_loses_its_leader_reads_by_itself() {
    let ends = [
        said(7, "after a hole"),
        Heard(Word::Here(Stamp { leader: Leader { tab: 2, reign: 1 }, n: 0, is_hidden: false })),
        Granted,
    ];
    for end in ends {
        let mut tab = waiting();
        let told = tab.does(end.clone());
        assert_eq!(told.last(), Some(&reads(0)), "{end:?}");
    }
}

#[test]
fn what_a_robbed_leader_has_read_is_for_itself() {
    let mut tab = Tab::leader();
    assert_eq!(tab.does(wants()), [reads(0)]);
    assert_eq!(tab.does(asked(2)), []);
    tab.does(Robbed);
    assert_eq!(tab.does(state(OTHER, 2)).len(), 2);
    assert_eq!(tab.does(asked(2)), [], "it does not lead");
    assert_eq!(tab.does(was_read(0)), [Answer(Ok(text()))]);
    // The request that it made as a leader is nothing to go by now.
    assert_eq!(tab.does(wants()), [Post(Word::Read(place(OTHER, 2)))]);
    assert_eq!(tab.does(said(4, "after a hole")), [TabsOutput::Tell(Live::Connected), asks(Question::Join), reads(1)]);
}
