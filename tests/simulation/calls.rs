//! What becomes of a call: an answer, or one of the ways in which there is none.

use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::message::{LocalId, Message, Version};
use collabspace_chat::model::session::{Call, ChannelInfo, Input, LiveInput, Posted};

use crate::backend::{event_of, person};
use crate::files::{LIMITS, attachment};
use crate::plan::Fault;
use crate::replying::{Answer, reply};
use crate::world::{Happening, World};

/// The backend always refuses a text that begins so.
pub const REFUSED: &str = "bad";

/// What a backend offers beside the feed of changes.
const EXTENSIONS: [&str; 9] =
    ["client-id", "after", "around", "me", "channels", "edit", "delete", "reactions", "replies"];

/// After an answer was given up the backend is at work no longer than this. It is what the contract allows to rely on:
/// a client that waited longer would only be wrong more rarely.
const LATEST_COMMIT_MS: i64 = 900;

impl World {
    pub fn reach(&mut self, tab: usize, life: u32, call: Call, from: Option<LocalId>) {
        let author = self.tabs[tab].person;
        // A request of a closed tab may have left; nobody hears what becomes of it.
        let has_network = self.tabs[tab].life != life || self.tabs[tab].has_network;
        if !has_network || self.strikes(Fault::LostRequest) {
            return self.answer_between(50, 3_000, tab, life, call, Err(Failure::NoAnswer));
        }
        if let Some(from) = &from
            && !self.signed_out.contains(&author)
            && !is_refused(&call)
            && self.strikes(Fault::LateCommit)
        {
            let from = from.clone();
            self.answer_between(0, 0, tab, life, call.clone(), Err(Failure::NoAnswer));
            return self.after(0, LATEST_COMMIT_MS, Happening::Commit { author, call, from });
        }
        let is_change = matches!(call, Call::Edit { .. } | Call::Delete(..) | Call::React { .. });
        if is_change && !self.signed_out.contains(&author) && self.strikes(Fault::LateCommit) {
            self.answer_between(0, 0, tab, life, call.clone(), Err(Failure::NoAnswer));
            return self.after(0, LATEST_COMMIT_MS, Happening::CommitChange { author, call });
        }
        // A page whose cursor expires twice in a row does without the feed.
        let is_feed = matches!(call, Call::Changes(..));
        if is_feed && !self.expired.contains(&(tab, life)) && self.strikes(Fault::ExpiredCursor) {
            self.expired.insert((tab, life));
            let result = Err(Failure::from_status(410, "too old", None));
            return self.answer_between(2, 400, tab, life, call, result);
        }
        let is_post = matches!(call, Call::Post { .. });
        let mut result = self.serve(author, call.clone(), from);
        if (is_post || is_change) && result.is_ok() && self.strikes(Fault::ErrorAfterCommit) {
            result = Err(Failure::from_status(500, "could not publish", None));
        }
        if self.strikes(Fault::LostAnswer) {
            return self.answer_between(50, 3_000, tab, life, call, Err(Failure::NoAnswer));
        }
        if is_feed && result.is_ok() {
            self.expired.remove(&(tab, life));
        }
        let most = if self.random.up_to(20) == 0 { 4_000 } else { 400 };
        self.answer_between(2, most, tab, life, call, result);
    }

    fn answer_between(
        &mut self,
        least: i64,
        most: i64,
        tab: usize,
        life: u32,
        call: Call,
        result: Result<Answer, Failure>,
    ) {
        self.after(least, most, Happening::Tell { tab, life, input: Input::Replied(reply(call, result)) });
    }

    /// Whether the backend looks at a call at all.
    pub fn lets_in(&mut self, author: usize) -> Result<(), Failure> {
        if self.signed_out.contains(&author) {
            return Err(Failure::SignedOut);
        }
        if self.strikes(Fault::TooMany) {
            let retry_after = Some(self.random.up_to(8_000)).filter(|after| *after > 2_000);
            return Err(Failure::from_status(429, "too many", retry_after));
        }
        if self.strikes(Fault::ErrorBeforeCommit) {
            return Err(Failure::from_status(503, "down", None));
        }
        Ok(())
    }

    fn serve(&mut self, author: usize, call: Call, from: Option<LocalId>) -> Result<Answer, Failure> {
        self.lets_in(author)?;
        match &call {
            Call::Features(_) if self.plan.extended => {
                let feed = self.plan.feed.then_some("changes");
                let files = self.plan.files.then_some("attachments");
                let features = EXTENSIONS.into_iter().chain(feed).chain(files);
                Ok(Answer::Features(features.map(str::to_owned).collect(), self.plan.files.then_some(LIMITS)))
            }
            Call::Features(_) => Err(Failure::from_status(404, "", None)),
            Call::Me(_) => Ok(Answer::Me(person(author))),
            Call::Channels(_) => Ok(Answer::Channels(["random", "general", "later"].map(channel_info).to_vec(), None)),
            Call::Page(_, channel, query) => self.backend.page(channel, query),
            Call::Changes(_, since) => self.backend.changes_since(since, self.plan.page_size as usize),
            Call::Read(..) => Ok(Answer::Done),
            Call::Typing(_, channel, is_typing) => {
                let (channel, is_typing) = (channel.clone(), *is_typing);
                self.publish(LiveInput::Typing { channel, person: person(author), is_typing });
                Ok(Answer::Done)
            }
            Call::Edit { .. } | Call::Delete(..) | Call::React { .. } => self.commit_change(author, call),
            Call::Post { .. } if is_refused(&call) => Err(Failure::from_status(403, "not such words", None)),
            Call::Post { reply_to: Some(id), .. } if !self.backend.has(id) => {
                Err(Failure::from_status(400, "no such message to reply to", None))
            }
            Call::Post { .. } => {
                let stored = from.and_then(|from| self.commit(author, &call, from));
                let message = stored.ok_or_else(|| Failure::from_status(400, "nobody sent it", None))?;
                let is_deleted = self.backend.is_deleted(&message.id);
                let rev = match message.version {
                    Version::Rev(rev) => Some(rev),
                    Version::At(_) => None,
                };
                Ok(Answer::Posted(Posted {
                    text: if is_deleted { "".into() } else { message.shared_text() },
                    id: message.id,
                    author_name: message.author.name.clone(),
                    created_at: message.created_at,
                    attachments: message.content.attachments.clone(),
                    rev,
                    is_deleted,
                }))
            }
        }
    }

    /// Stores a message and publishes it; the message as stored.
    pub fn commit(&mut self, author: usize, call: &Call, from: LocalId) -> Option<Message> {
        let Call::Post { channel, text, client_id, reply_to, attachments, .. } = call else { return None };
        let known = self.backend.stored.len();
        let (now, author) = (self.now, person(author));
        let mut message =
            self.backend.store(channel, &author, text.clone(), client_id.clone(), from, now, &mut self.random);
        if let Some(new) = self.backend.stored.get_mut(known) {
            new.message.content.reply_to = reply_to.clone();
            new.message.content.attachments = attachments.iter().map(attachment).collect();
            message.content.attachments = new.message.content.attachments.clone();
            message.content.reply_to = reply_to.clone();
            self.note(|| format!("backend stores {} {:?} (to {reply_to:?})", message.id, message.text()));
            self.publish(LiveInput::Message(channel.clone(), event_of(&message)));
        }
        Some(message)
    }

    pub fn publish(&mut self, event: LiveInput) {
        let copies = if self.strikes(Fault::DoubleEvent) { 2 } else { 1 };
        for _ in 0..copies {
            if self.strikes(Fault::LostEvent) {
                continue;
            }
            let most = if self.strikes(Fault::LateEvent) { 4_000 } else { 50 };
            self.after(1, most, Happening::Publish { event: event.clone() });
        }
    }
}

fn channel_info(name: &str) -> ChannelInfo {
    ChannelInfo { id: name.into(), name: name.into(), ..ChannelInfo::default() }
}

fn is_refused(call: &Call) -> bool {
    matches!(call, Call::Post { text, .. } if text.starts_with(REFUSED))
}
