//! Decides when live events, keys and changes reach the session and the screen. Knows no browser: it is given the
//! time, and returns what to request from the screen.
//!
//! - Live events pass together, once a frame; the first one after a pause passes as soon as the running callback has
//!   ended.
//! - The frame after a key in the composer draws the letter and nothing else. The key's meaning for the session, and
//!   waiting events, are handled in the following frame, when the next key is furthest away.
//! - While the user types, events wait for at most [`HELD_MS`]. In a flood the screen changes only every
//!   [`FLOOD_MS`].
//! - The user's profile and the list of channels are requested, and the live connection is made, once the first
//!   messages are on the screen.
//!
//! docs/performance.md gives the reasons and the gains.

use crate::model::failure::Failure;
use crate::model::session::{Call, Command, Input, PersonInput, Reply};
use crate::model::time::Millis;

/// How long after a key the user counts as typing, in milliseconds.
const TYPING_MS: Millis = 500;

/// The longest that events wait while the user types, in milliseconds.
const HELD_MS: u32 = 150;

/// More events than this in one frame are a flood, too fast for anyone to read.
const FLOOD: usize = 30;

/// How often the screen changes in a flood, in milliseconds: events arrive faster than they could be drawn.
const FLOOD_MS: Millis = 100;

/// The longest that commands wait for the first messages, in milliseconds, so that a slow backend does not hold up
/// the live connection.
pub const PATIENCE_MS: u32 = 2_000;

/// What is asked of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Nothing: what there is waits for a frame that was asked for.
    Nothing,
    /// The next frame.
    Frame,
    /// The end of the running callback, or the next frame if there was one just now.
    Soon,
    /// A frame in so many milliseconds, unless the events are let through before.
    In(u32),
}

/// What a frame is for.
#[allow(clippy::large_enum_variant, reason = "there is one at a time, which is taken apart at once")]
#[derive(Debug)]
pub enum Frame {
    /// The letter of a key. Another frame is needed for all else.
    Key,
    /// Everything that waits: first what the last key means, if that was not looked at yet, then the events.
    Work(Option<Input>),
}

/// Where changes go that the session has just made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// On the screen at once.
    Now,
    /// Into the next frame, which is to be asked for.
    NextFrame,
    /// Into the frame that is being drawn, or the first one.
    WithOthers,
}

/// The pacing of one chat.
#[derive(Debug)]
pub struct Pacing {
    /// What the last key in the composer means, until the session is told.
    key: Option<Input>,
    /// When a key was last pressed there.
    key_at: Option<Millis>,
    /// Whether the next frame is that key's.
    is_key_frame: bool,
    /// Whether a frame for the events was asked for that waits until nobody types.
    is_held: bool,
    has_view: bool,
    is_drawing: bool,
    shown_at: Millis,
    /// Whether a page of messages has arrived, or a call has failed, except for 401, or it was waited long enough for
    /// them: from then on there is nothing to wait for.
    is_answered: bool,
    /// Commands that wait for a frame with the first messages; `None` once that was drawn.
    deferred: Option<Vec<Command>>,
}

impl Pacing {
    /// The pacing of a chat that is not on the screen yet.
    pub fn new() -> Self {
        Self {
            key: None,
            key_at: None,
            is_key_frame: false,
            is_held: false,
            has_view: false,
            is_drawing: false,
            shown_at: 0,
            is_answered: false,
            deferred: Some(Vec::new()),
        }
    }

    /// The chat is on the screen from now on.
    pub fn view_is_there(&mut self) -> Ask {
        self.has_view = true;
        Ask::Frame
    }

    /// A live event has come, and waits.
    pub fn event(&mut self, now: Millis) -> Ask {
        let is_typing = self.key_at.is_some_and(|at| now - at < TYPING_MS);
        match is_typing {
            false => Ask::Soon,
            true if std::mem::replace(&mut self.is_held, true) => Ask::Nothing,
            true => Ask::In(HELD_MS),
        }
    }

    /// The events that waited are let through.
    pub fn events_taken(&mut self) {
        self.is_held = false;
    }

    /// Something is for the session. Returns what it is told now, in this order; a key waits.
    pub fn input(&mut self, input: Input, now: Millis) -> ([Option<Input>; 2], Ask) {
        match &input {
            Input::Person(PersonInput::Type { .. } | PersonInput::StopTyping) => {
                (self.key, self.key_at, self.is_key_frame) = (Some(input), Some(now), true);
                return ([None, None], Ask::Frame);
            }
            // What was typed before it comes before it.
            Input::Person(_) => return ([self.key.take(), Some(input)], Ask::Nothing),
            Input::Replied(reply) => {
                self.is_answered |= match reply.failure() {
                    None => matches!(reply, Reply::Page(..)),
                    Some(failure) => *failure != Failure::SignedOut,
                };
            }
            _ => {}
        }
        ([None, Some(input)], Ask::Nothing)
    }

    /// A frame is about to be drawn. After [`Frame::Work`], [`Self::drawn`] is to be called once the work is done.
    pub fn frame(&mut self) -> Frame {
        if std::mem::take(&mut self.is_key_frame) {
            return Frame::Key;
        }
        self.is_drawing = true;
        Frame::Work(self.key.take())
    }

    /// The session was told of `came` events. Returns `false` if the screen changes in a later frame.
    #[must_use]
    pub fn drawn(&mut self, came: usize, now: Millis) -> bool {
        self.is_drawing = false;
        if came > FLOOD && now - self.shown_at < FLOOD_MS {
            return false;
        }
        self.shown_at = now;
        true
    }

    /// The session has changed something. What is typed after another channel was chosen is meant for that: `is_switch`
    /// does not wait for a frame.
    pub fn changed(&self, is_switch: bool) -> Show {
        match (self.has_view && !self.is_drawing, is_switch) {
            (false, _) => Show::WithOthers,
            (true, true) => Show::Now,
            (true, false) => Show::NextFrame,
        }
    }

    /// Returns a command that is to be carried out now; one that can wait for the first messages is kept until then.
    pub fn command(&mut self, command: Command) -> Option<Command> {
        match &mut self.deferred {
            Some(deferred) if is_deferrable(&command) => {
                deferred.push(command);
                None
            }
            _ => Some(command),
        }
    }

    /// [`PATIENCE_MS`] have passed since the chat began. The next frame ends the waiting, whatever is in it.
    pub fn waited_enough(&mut self) {
        self.is_answered = true;
    }

    /// Returns the commands that have waited for the first messages, once after the first frame with messages;
    /// otherwise `None`.
    pub fn take_deferred(&mut self) -> Option<Vec<Command>> {
        if self.is_answered { self.deferred.take() } else { None }
    }
}

/// Returns `true` if a command can wait for what is on the screen first.
pub fn is_deferrable(command: &Command) -> bool {
    matches!(command, Command::Call(Call::Me(_) | Call::Channels(_)) | Command::Link(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::connection::LinkCommand;
    use crate::model::session::{Options, Session};
    use crate::model::timeline::Offered;

    fn key() -> Input {
        Input::Person(PersonInput::Type { channel: "general".into() })
    }

    /// What the session is told, in words.
    fn told(inputs: impl IntoIterator<Item = Option<Input>>) -> Vec<String> {
        inputs.into_iter().flatten().map(|input| format!("{input:?}")).collect()
    }

    /// What a frame does: a key's nothing, another what it tells the session.
    fn frame(pacing: &mut Pacing) -> Option<Vec<String>> {
        match pacing.frame() {
            Frame::Key => None,
            Frame::Work(key) => Some(told([key])),
        }
    }

    /// A chat on the screen, with nothing to do.
    fn shown() -> Pacing {
        let mut pacing = Pacing::new();
        assert_eq!(pacing.view_is_there(), Ask::Frame);
        assert_eq!(frame(&mut pacing), Some(vec![]));
        assert!(pacing.drawn(0, 0));
        pacing
    }

    #[test]
    fn an_event_passes_soon_while_no_one_types() {
        let mut pacing = shown();
        assert_eq!(pacing.event(1_000), Ask::Soon);
        assert_eq!(pacing.event(1_001), Ask::Soon);
    }

    #[test]
    fn events_wait_while_the_user_types_but_not_long() {
        let mut pacing = shown();
        let (inputs, ask) = pacing.input(key(), 1_000);
        assert_eq!((told(inputs), ask), (vec![], Ask::Frame));
        assert_eq!(pacing.event(1_010), Ask::In(HELD_MS));
        assert_eq!(pacing.event(1_020), Ask::Nothing, "a frame was asked for");
        pacing.events_taken();
        assert_eq!(pacing.event(1_030), Ask::In(HELD_MS));
        assert_eq!(pacing.event(1_000 + TYPING_MS), Ask::Soon, "nobody types any more");
    }

    #[test]
    fn the_frame_after_a_key_is_the_keys_and_the_session_is_told_in_the_next_one() {
        let mut pacing = shown();
        let _ = pacing.input(key(), 1_000);
        assert_eq!(frame(&mut pacing), None);
        assert_eq!(frame(&mut pacing), Some(told([Some(key())])));
        assert!(pacing.drawn(0, 1_032));
        assert_eq!(frame(&mut pacing), Some(vec![]), "it is told once");
    }

    #[test]
    fn of_several_keys_before_a_frame_the_last_one_counts() {
        let mut pacing = shown();
        let _ = pacing.input(key(), 1_000);
        let _ = pacing.input(Input::Person(PersonInput::StopTyping), 1_001);
        assert_eq!(frame(&mut pacing), None);
        assert_eq!(frame(&mut pacing), Some(told([Some(Input::Person(PersonInput::StopTyping))])));
    }

    #[test]
    fn what_a_person_does_after_a_key_comes_after_it_at_once() {
        let mut pacing = shown();
        let _ = pacing.input(key(), 1_000);
        let click = || Input::Person(PersonInput::TryNow);
        assert_eq!(told(pacing.input(click(), 1_001).0), told([Some(key()), Some(click())]));
        assert_eq!(told(pacing.input(click(), 1_002).0), told([Some(click())]));
        assert_eq!(frame(&mut pacing), None);
        assert_eq!(frame(&mut pacing), Some(vec![]));
    }

    #[test]
    fn in_a_flood_the_screen_changes_now_and_then_only() {
        let mut pacing = shown();
        let mut is_shown = |came, now| {
            let _ = pacing.frame();
            pacing.drawn(came, now)
        };
        assert!(is_shown(FLOOD + 1, 1_000), "the first one is shown");
        assert!(!is_shown(FLOOD + 1, 1_016));
        assert!(is_shown(FLOOD, 1_032), "so few can be read");
        assert!(!is_shown(FLOOD + 1, 1_048));
        assert!(is_shown(FLOOD + 1, 1_032 + FLOOD_MS));
    }

    #[test]
    fn changes_are_drawn_together_and_another_channel_at_once() {
        let mut pacing = Pacing::new();
        assert_eq!(pacing.changed(true), Show::WithOthers, "there is no screen yet");
        let _ = pacing.view_is_there();
        assert_eq!(pacing.changed(false), Show::NextFrame);
        assert_eq!(pacing.changed(true), Show::Now);
        let _ = pacing.frame();
        assert_eq!(pacing.changed(true), Show::WithOthers, "a frame is being drawn");
        let _ = pacing.drawn(0, 0);
        assert_eq!(pacing.changed(false), Show::NextFrame);
    }

    #[test]
    fn a_frame_before_the_chat_is_on_the_screen_does_not_put_it_there() {
        let mut pacing = Pacing::new();
        assert_eq!(frame(&mut pacing), Some(vec![]));
        let _ = pacing.drawn(0, 0);
        assert_eq!(pacing.changed(false), Show::WithOthers);
    }

    #[test]
    fn the_live_connection_waits_for_the_first_messages_but_not_for_ever() {
        let connect = || Command::Link(LinkCommand::Connect);
        let mut pacing = Pacing::new();
        assert_eq!(pacing.command(connect()), None);
        assert_eq!(pacing.take_deferred(), None);
        pacing.waited_enough();
        assert_eq!(pacing.take_deferred(), Some(vec![connect()]));
        assert_eq!(pacing.command(connect()), Some(connect()));
    }

    #[test]
    fn the_profile_and_the_channels_wait_for_the_first_messages() {
        let (mut session, first) = Session::start(options(), 0);
        let ask = first.commands.into_iter().find_map(|command| match command {
            Command::Call(Call::Features(ticket)) => Some(ticket),
            _ => None,
        });
        let ticket = ask.expect("it is asked what there is");
        let replied = |result| Input::Replied(Reply::Features(ticket.clone(), result));
        let names = vec!["me".to_owned(), "channels".to_owned()];
        let calls = session.apply(replied(Ok((names, None))), 0).commands;
        let find = |is_it: fn(&Command) -> bool| calls.iter().find(|command| is_it(command)).cloned().expect("a call");
        let me = find(|command| matches!(command, Command::Call(Call::Me(_))));
        let channels = find(|command| matches!(command, Command::Call(Call::Channels(_))));

        let mut pacing = Pacing::new();
        assert_eq!(pacing.command(me.clone()), None);
        assert_eq!(pacing.command(Command::WakeAt(Some(1))), Some(Command::WakeAt(Some(1))));
        assert_eq!(pacing.take_deferred(), None);
        let _ = pacing.input(replied(Err(Failure::SignedOut)), 0);
        assert_eq!(pacing.take_deferred(), None, "who is signed out is told nothing more");
        let _ = pacing.input(replied(Err(Failure::NoAnswer)), 0);
        assert_eq!(pacing.take_deferred(), Some(vec![me]));
        assert_eq!(pacing.take_deferred(), None);
        assert_eq!(pacing.command(channels.clone()), Some(channels), "and then nothing waits");
    }

    fn options() -> Options {
        Options {
            channels: Vec::new(),
            opens: None,
            page_size: 50,
            catch_up_limit: 500,
            has_presence: true,
            named: None,
            last: None,
            allowed: Offered::default(),
            day_of: |at| at.0,
            is_same: |one, other| one == other,
            seed: 7,
        }
    }
}
