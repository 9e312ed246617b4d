//! What people do to stored messages in their tabs: edits, deletions, reactions. No wish is lost or applied twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::message::{Message, MessageId, Version};
use collabspace_chat::model::operations::{OperationRecord, Wish};
use collabspace_chat::model::session::{Call, Input, PersonInput};
use collabspace_chat::model::timeline::{RowView, Shown};

use crate::backend::{Doing, person};
use crate::replying::Answer;
use crate::world::{World, channel};

pub const EMOJI: [&str; 2] = ["👍", "🎉"];

/// What can be wished of one message: its text, its end, or one person's use of one emoji.
type Key = (MessageId, String);

/// The wishes of a run.
#[derive(Debug, Default)]
pub struct Wishes {
    /// The last that came to a disk, and the tab that wished it; `None` if others changed the same, too.
    last: BTreeMap<Key, Option<(usize, Wish)>>,
    made: usize,
}

fn key(message: &MessageId, wish: &Wish, who: usize) -> Key {
    let what = match wish {
        Wish::Edit { .. } => "text".to_owned(),
        Wish::Delete => "end".to_owned(),
        Wish::React { emoji, .. } => format!("{emoji} {who}"),
    };
    (message.clone(), what)
}

impl World {
    /// Somebody edits or deletes an own message, or reacts to any, as it stands on their screen.
    pub fn wishes_something(&mut self, tab: usize) -> Result<(), String> {
        if !self.plan.extended {
            return Ok(());
        }
        let is_shown = |row: &&Arc<RowView>| row.shows(Shown::Whole);
        let rows: Vec<_> = self.tabs[tab].rows("general").iter().rev().filter(is_shown).take(8).cloned().collect();
        if rows.is_empty() {
            return Ok(());
        }
        let row = &rows[self.random.up_to(rows.len() as i64 - 1) as usize];
        let (Some(message), channel) = (row.id().cloned(), channel("general")) else { return Ok(()) };
        self.wishes.made += 1;
        let id = format!("wish-{}", self.wishes.made).as_str().into();
        let input = match self.random.up_to(9) {
            0..=3 if row.is_own => {
                let (text, instead_of) = (format!("wish {}", self.wishes.made), row.text.clone());
                PersonInput::Edit { channel, id, message, text, instead_of }
            }
            4 if row.is_own => PersonInput::Delete { channel, id, message },
            5 => PersonInput::Undo { channel, message },
            _ => {
                let (emoji, on) = (EMOJI[self.random.up_to(1) as usize].to_owned(), self.random.up_to(2) > 0);
                PersonInput::React { channel, id, message, emoji, on }
            }
        };
        if let PersonInput::Undo { message, .. } = &input {
            // Whether it was in time is not told.
            for what in ["text", "end"] {
                self.wishes.last.insert((message.clone(), what.to_owned()), None);
            }
        }
        self.tell(tab, Input::Person(input))
    }

    /// Somebody with no tab in the run changes a message.
    pub fn note_stranger(&mut self, message: &MessageId, doing: &Doing) {
        let what = match doing {
            Doing::Edit(_) => "text".to_owned(),
            Doing::Delete => "end".to_owned(),
            Doing::React(who, emoji, _) => format!("{emoji} {who}"),
        };
        self.wishes.last.insert((message.clone(), what), None);
    }

    /// A wish has come to a disk: from now on it is not lost.
    pub fn note_wish(&mut self, tab: usize, record: &OperationRecord) {
        let key = key(&record.target, &record.wish, self.tabs[tab].person);
        let wish = Some((tab, record.wish.clone()));
        match self.wishes.last.get_mut(&key) {
            None => drop(self.wishes.last.insert(key, wish)),
            Some(Some((other, last))) if *other == tab => *last = record.wish.clone(),
            // Which of two tabs was the later one, only the backend can say.
            Some(last) => *last = None,
        }
    }

    /// The backend does what a person asks it to.
    pub fn commit_change(&mut self, author: usize, call: Call) -> Result<Answer, Failure> {
        let refused = |status, words| Err(Failure::from_status(status, words, None));
        let target = match &call {
            Call::Edit { message, .. } | Call::React { message, .. } | Call::Delete(_, message) => message.clone(),
            _ => return refused(400, "no change"),
        };
        let Some(at) = self.backend.stored.iter().position(|stored| stored.message.id == target) else {
            return refused(404, "no such message");
        };
        let stored = &self.backend.stored[at];
        let is_own = stored.message.author.id == person(author).id;
        let doing = match call {
            Call::Delete(..) if stored.is_deleted => return Ok(Answer::Done),
            _ if stored.is_deleted => return refused(404, "deleted"),
            Call::Edit { .. } | Call::Delete(..) if !is_own => return refused(403, "not yours"),
            Call::Edit { text, .. } if *text == *stored.message.text() => {
                return Ok(Answer::Changed(stored.message.clone()));
            }
            Call::Edit { rev: Some(rev), .. } if stored.edited > Version::Rev(rev) => {
                return Ok(Answer::Conflict(stored.message.clone()));
            }
            Call::Edit { text, .. } => Doing::Edit(text.to_string()),
            Call::React { emoji, on, .. } => Doing::React(author, emoji, on),
            _ => Doing::Delete,
        };
        let is_deletion = matches!(doing, Doing::Delete);
        let now = self.now;
        let event = self.backend.change(at, doing, now, &mut self.random);
        self.publish_change(event);
        let message = self.backend.stored[at].message.clone();
        Ok(if is_deletion { Answer::Done } else { Answer::Changed(message) })
    }

    /// At every moment: of a message whose newest version a tab has whole, it knows nothing but what is stored.
    pub fn judge_newest_states(&self, tab: usize) -> Result<(), String> {
        let Some(session) = &self.tabs[tab].session else { return Ok(()) };
        let of = |message: &Message| -> BTreeSet<String> {
            message.content.reactions.iter().map(|one| format!("{} {}", one.emoji, one.person)).collect()
        };
        for at in &self.backend.touched {
            let stored = &self.backend.stored[*at];
            let known = session.channel(&stored.channel).and_then(|here| here.timeline.stored(&stored.message.id));
            let is_newest = |known: &&Message| known.version == stored.message.version && !known.content.is_cut;
            let Some(known) = known.filter(is_newest).filter(|_| !stored.is_deleted) else { continue };
            if known.text() != stored.message.text() || of(known) != of(&stored.message) {
                return Err(format!("tab {tab} has {known:?} under the version of {:?}", stored.message));
            }
        }
        Ok(())
    }

    /// What one tab alone wished of something, and was not refused, is so.
    pub fn judge_wishes(&self) -> Result<(), String> {
        if let Some(record) = self.tabs.iter().find_map(|tab| tab.operations.first()) {
            return Err(format!("{record:?} is still on disk"));
        }
        for ((message, what), last) in &self.wishes.last {
            let Some((tab, wish)) = last else { continue };
            let is_refused = self.tabs.iter().any(|tab| tab.refused.contains(message));
            let Some(stored) = self.backend.stored.iter().find(|stored| stored.message.id == *message) else {
                return Err(format!("{message} is not stored, and was changed"));
            };
            if is_refused || stored.is_deleted && *wish != Wish::Delete {
                continue;
            }
            let me = person(self.tabs[*tab].person);
            let has = |emoji: &Arc<str>| {
                let mut all = stored.message.content.reactions.iter();
                all.any(|one| one.emoji == *emoji && one.person == me.id)
            };
            let is_so = match wish {
                Wish::Edit { text, .. } => **text == *stored.message.text(),
                Wish::Delete => stored.is_deleted,
                Wish::React { emoji, on } => has(emoji) == *on,
            };
            if !is_so {
                return Err(format!("tab {tab} wished {wish:?} of {message} ({what}), which is {stored:?}"));
            }
        }
        Ok(())
    }
}
