//! One connection for all tabs of a browser: what each tab says, does and tells its session.

use collabspace_chat::model::connection::LinkCommand::{Connect, Disconnect, Ping};
use collabspace_chat::model::tabs::TabsInput::{Event, Granted, Heard, Named, PutAway, Robbed, Tick, Visible, Want};
use collabspace_chat::model::tabs::TabsOutput::{Drive, Leave, Post, Queue, Steal, Tell, WakeAt};
use collabspace_chat::model::tabs::{
    Leader, LiveEvent, Question, Role, Stage, Stamp, Tabs, TabsInput, TabsOutput, Word,
};

#[derive(Clone, Debug, PartialEq)]
pub enum Live {
    Connected,
    Closed,
    Subscribed,
    Said(&'static str),
}

impl LiveEvent for Live {
    fn connected() -> Self {
        Self::Connected
    }

    fn closed() -> Self {
        Self::Closed
    }

    fn stage(&self) -> Option<Stage> {
        match self {
            Self::Connected => Some(Stage::Connected),
            Self::Closed => Some(Stage::Down),
            Self::Subscribed => Some(Stage::Subscribed),
            Self::Said(_) => None,
        }
    }
}

pub const ME: u32 = 7;
pub const OTHER: Leader = Leader { tab: 1, reign: 1 };

/// A tab, by what it does; when it wants to be woken is not told.
pub struct Tab {
    tabs: Tabs<Live>,
    now: i64,
    pub wake_at: Option<i64>,
}

impl Tab {
    /// One whose visitor is known, and whose session wants a connection.
    pub fn follower() -> Self {
        let mut tab = Self::new();
        tab.does(Named(true));
        assert_eq!(tab.does(Want(Connect)), [Queue, asks(Question::Join)]);
        tab
    }

    /// One that follows a live leader which has reported five events.
    pub fn joined() -> Self {
        let mut tab = Self::follower();
        assert_eq!(tab.does(state(OTHER, 5)), [Tell(Live::Connected), Tell(Live::Subscribed)]);
        tab
    }

    /// One that leads, and is live.
    pub fn leader() -> Self {
        let mut tab = Self::follower();
        assert_eq!(tab.does(Granted), [Post(Word::Here(mine(0))), Drive(Connect)]);
        tab.does(Event(Live::Connected));
        tab.does(Event(Live::Subscribed));
        tab
    }

    fn new() -> Self {
        Self { tabs: Tabs::new(ME, true, 0), now: 0, wake_at: None }
    }

    pub fn does(&mut self, input: TabsInput<Live>) -> Vec<TabsOutput<Live>> {
        let mut outputs = self.tabs.apply(input, self.now, &|| Live::Subscribed);
        outputs.retain(|output| match output {
            WakeAt(at) => {
                self.wake_at = *at;
                false
            }
            _ => true,
        });
        outputs
    }

    pub fn does_after(&mut self, span: i64, input: TabsInput<Live>) -> Vec<TabsOutput<Live>> {
        self.now += span;
        self.does(input)
    }
}

pub fn asks(question: Question) -> TabsOutput<Live> {
    Post(Word::Ask(ME, question))
}

pub fn mine(n: u32) -> Stamp {
    Stamp { leader: Leader { tab: ME, reign: 1 }, n, is_hidden: false }
}

fn stamp(leader: Leader, n: u32) -> Stamp {
    Stamp { leader, n, is_hidden: false }
}

pub fn state(leader: Leader, n: u32) -> TabsInput<Live> {
    Heard(Word::State { stamp: stamp(leader, n), to: ME, is_connected: true, subscribed: Some(Live::Subscribed) })
}

pub fn said(n: u32, text: &'static str) -> TabsInput<Live> {
    Heard(Word::Happened(stamp(OTHER, n), Live::Said(text)))
}

#[test]
fn before_the_visitor_is_known_a_tab_connects_alone() {
    let mut tab = Tab::new();
    assert_eq!(tab.does(Want(Connect)), [Drive(Connect)]);
    assert_eq!(tab.does(Event(Live::Connected)), [Tell(Live::Connected)]);
    assert_eq!(tab.does(Want(Ping)), [Drive(Ping)]);
    assert_eq!(tab.tabs.role(), Role::Alone);
}

#[test]
fn once_they_are_known_it_keeps_its_connection_until_it_has_the_leaders() {
    let mut tab = Tab::new();
    tab.does(Want(Connect));
    tab.does(Event(Live::Connected));
    tab.does(Event(Live::Subscribed));
    assert_eq!(tab.does(Named(true)), [Queue, asks(Question::Join)]);
    assert_eq!(tab.does(Event(Live::Said("still here"))), [Tell(Live::Said("still here"))]);
    // A leader that is no further than to connect is of no use yet.
    let early = Word::State { stamp: stamp(OTHER, 0), to: ME, is_connected: false, subscribed: None };
    assert_eq!(tab.does(Heard(early)), []);
    let subscribed = Word::Happened(stamp(OTHER, 2), Live::Subscribed);
    assert_eq!(tab.does(Heard(subscribed)), [asks(Question::Join)]);
    assert_eq!(tab.does(state(OTHER, 2)), [Drive(Disconnect), Tell(Live::Connected), Tell(Live::Subscribed)]);
    assert_eq!(tab.does(Event(Live::Said("late"))), []);
    assert_eq!(tab.does(said(3, "by the leader")), [Tell(Live::Said("by the leader"))]);
}

#[test]
fn if_no_tab_leads_it_leads_with_its_own_connection() {
    let mut tab = Tab::new();
    tab.does(Want(Connect));
    tab.does(Event(Live::Connected));
    tab.does(Event(Live::Subscribed));
    tab.does(Named(true));
    assert_eq!(tab.does(Granted), [Post(Word::Here(mine(0)))]);
}

#[test]
fn a_leader_broadcasts_events_once_a_tab_follows() {
    let mut tab = Tab::leader();
    assert_eq!(tab.does(Event(Live::Said("alone"))), [Tell(Live::Said("alone"))]);
    let answer = Word::State { stamp: mine(3), to: 9, is_connected: true, subscribed: Some(Live::Subscribed) };
    assert_eq!(tab.does(Heard(Word::Ask(9, Question::Join))), [Post(answer)]);
    let word = Word::Happened(mine(4), Live::Said("to all"));
    assert_eq!(tab.does(Event(Live::Said("to all"))), [Post(word), Tell(Live::Said("to all"))]);
    assert_eq!(tab.does(Heard(Word::Ask(9, Question::Ping))), [Post(Word::Here(mine(4))), Drive(Ping)]);
}

#[test]
fn a_gap_in_the_leaders_messages_restarts_the_connection() {
    let mut tab = Tab::joined();
    assert_eq!(tab.does(said(6, "six")), [Tell(Live::Said("six"))]);
    assert_eq!(tab.does(said(6, "six")), [], "it came twice");
    assert_eq!(tab.does(said(8, "eight")), [Tell(Live::Connected), asks(Question::Join)]);
    assert_eq!(tab.does(said(9, "nine")), [], "what comes before the leader's state is in what is caught up");
    assert_eq!(tab.does(state(OTHER, 9)), [Tell(Live::Connected), Tell(Live::Subscribed)]);
    assert_eq!(tab.does(said(10, "ten")), [Tell(Live::Said("ten"))]);
    // The last one can be missed, too.
    assert_eq!(tab.does(Heard(Word::Here(stamp(OTHER, 11)))), [Tell(Live::Connected), asks(Question::Join)]);
}

#[test]
fn another_leader_begins_the_connection_again() {
    let mut tab = Tab::joined();
    let again = Leader { reign: 2, ..OTHER };
    assert_eq!(tab.does(Heard(Word::Here(stamp(again, 0)))), [Tell(Live::Connected), asks(Question::Join)]);
    assert_eq!(tab.does(state(again, 3)), [Tell(Live::Connected), Tell(Live::Subscribed)]);
}

#[test]
fn the_next_one_in_the_line_connects_at_once_when_the_leader_is_gone() {
    let mut tab = Tab::joined();
    assert_eq!(tab.does(Granted), [Post(Word::Here(mine(0))), Tell(Live::Connected), Drive(Connect)]);
}

#[test]
fn a_leader_that_does_not_answer_is_robbed() {
    let mut tab = Tab::joined();
    tab.does(Visible(false));
    assert_eq!(tab.does_after(60_000, Visible(true)), [asks(Question::Alive)]);
    assert_eq!(tab.wake_at, Some(62_000));
    assert_eq!(tab.does_after(2_000, Tick), [Steal]);
    assert_eq!(tab.does(Granted), [Post(Word::Here(mine(0))), Tell(Live::Connected), Drive(Connect)]);
}

#[test]
fn a_tab_that_stood_still_itself_asks_once_more() {
    let mut tab = Tab::joined();
    tab.does_after(11_000, Tick);
    assert_eq!(tab.does_after(30_000, Tick), [asks(Question::Alive)]);
    assert_eq!(tab.does(Heard(Word::Here(stamp(OTHER, 5)))), []);
}

#[test]
fn a_leader_that_was_robbed_follows() {
    let mut tab = Tab::leader();
    let follows = [Leave, Drive(Disconnect), Tell(Live::Connected), Queue, asks(Question::Join)];
    assert_eq!(tab.does(Robbed), follows);
    assert_eq!(tab.does(state(OTHER, 2)), [Tell(Live::Connected), Tell(Live::Subscribed)]);
}

#[test]
fn a_tab_that_is_looked_at_takes_the_lead_from_a_hidden_one() {
    let mut tab = Tab::joined();
    let hidden = || Heard(Word::Here(Stamp { is_hidden: true, ..stamp(OTHER, 5) }));
    assert_eq!(tab.does_after(9_000, hidden()), []);
    assert_eq!(tab.does_after(2_000, hidden()), [Steal]);
}

#[test]
fn a_leader_whose_session_gives_its_connection_up_lets_others_lead() {
    let mut tab = Tab::leader();
    tab.does(Heard(Word::Ask(9, Question::Join)));
    assert_eq!(tab.does(Want(Disconnect)), [Post(Word::Happened(mine(3), Live::Closed)), Leave, Drive(Disconnect)]);
    // The lock that comes now is nobody's.
    assert_eq!(tab.does(Granted), []);
}

#[test]
fn a_page_that_is_put_away_lets_others_lead() {
    let mut tab = Tab::leader();
    assert_eq!(tab.does(PutAway), [Leave, Drive(Disconnect), Tell(Live::Closed)]);
    assert_eq!(tab.does(Want(Disconnect)), []);
    assert_eq!(tab.does(Want(Connect)), [Queue, asks(Question::Join)]);
}

#[test]
fn a_connection_that_is_dead_for_a_follower_is_given_up_by_the_leader() {
    let mut follower = Tab::joined();
    assert_eq!(follower.does(Want(Ping)), [asks(Question::Ping)]);
    follower.does(Heard(Word::Here(stamp(OTHER, 5))));
    assert_eq!(follower.does(Want(Disconnect)), [asks(Question::Dead), Leave]);

    let mut leader = Tab::leader();
    leader.does(Heard(Word::Ask(9, Question::Join)));
    let closed = [Post(Word::Happened(mine(3), Live::Closed)), Tell(Live::Closed)];
    assert_eq!(leader.does(Heard(Word::Ask(9, Question::Dead))), closed);
    assert_eq!(leader.does(Want(Disconnect)), [Leave, Drive(Disconnect)]);
}

#[test]
fn a_connection_that_pusher_js_makes_after_the_end_is_ended_too() {
    let mut tab = Tab::leader();
    tab.does(Event(Live::Closed));
    tab.does(Want(Disconnect));
    assert_eq!(tab.does(Event(Live::Connected)), [Drive(Disconnect)]);
    tab.does(Want(Connect));
    assert_eq!(
        tab.does(Granted),
        [Post(Word::Here(Stamp { leader: Leader { tab: ME, reign: 2 }, n: 0, is_hidden: false })), Drive(Connect)]
    );
}
