//! Picked, unsent files. They are part of the draft: stored on disk over reloads, channel switches and sign-ins, each
//! under its own id. In a chunk.
//!
//! Like drafts, they belong to the person who picked them. Unlike drafts, they belong to one tab, and are adopted
//! when it closes.

use gloo_timers::callback::Timeout;
use js_sys::Array;

use super::Restored;
use crate::app::files::{InDraft, Keep};
use crate::app::state::ChatState;
use crate::model::message::{ChannelId, LocalId, PersonId};
use crate::model::outbox::Record;
use crate::model::upload::OwnFile;

/// Delay before an edited description is stored, in milliseconds: it is stored with the file's bytes, so not for each
/// letter.
const PAUSE_MS: u32 = 500;

/// Stores a picked file on disk, as far as there is room.
pub fn keep(state: ChatState, channel: &ChannelId, file: OwnFile) {
    let author = state.drafts().author();
    let mut bytes = None;
    state.files.change(&file.id, |held| {
        held.pause = None;
        held.draft = Some(InDraft { channel: channel.clone(), author: author.clone(), aside: None });
        bytes = held.is_kept.then(|| Array::of1(&held.blob));
    });
    state.files.keep(match bytes {
        Some(bytes) => Keep::Save(picked(channel.clone(), author, file), bytes),
        // Its original is too large.
        None => Keep::Forget(file.id),
    });
}

fn picked(channel: ChannelId, author: Option<PersonId>, file: OwnFile) -> Record {
    Record {
        id: file.id.clone(),
        author,
        channel,
        text: "".into(),
        reply_to: None,
        files: vec![file],
        anchor: None,
        refused: None,
        is_withdrawn: false,
        needs_consent: false,
    }
}

/// Stores a file whose description was being written, once it is complete.
pub fn keep_soon(state: ChatState, channel: ChannelId, id: LocalId) {
    let file = id.clone();
    let pause = Timeout::new(PAUSE_MS, move || {
        let picked = state.channel(&channel).picked.try_with_untracked(|picked| {
            let is_it = |picked: &&OwnFile| picked.id == id;
            picked.iter().find(is_it).cloned()
        });
        if let Some(file) = picked.flatten() {
            keep(state, &channel, file);
        }
    });
    state.files.change(&file, |held| held.pause = Some(pause));
}

/// Drops a picked file.
pub fn forget(state: ChatState, file: LocalId) {
    state.files.drop(&file);
    state.files.keep(Keep::Forget(file));
}

/// Adopts what earlier visits left.
pub fn restore(state: ChatState, Restored { sent, picked }: Restored) {
    for (entry, file, bytes) in sent {
        state.files.hold(file, Some(entry), bytes);
    }
    for (Record { author, channel, files, .. }, bytes) in picked {
        for file in files {
            let id = file.id.clone();
            state.files.hold(id.clone(), None, bytes.clone());
            let draft = InDraft { channel: channel.clone(), author: author.clone(), aside: Some(file) };
            state.files.change(&id, |held| held.draft = Some(draft));
        }
    }
    place(state);
}

/// Shows the user's own picked files, and hides those of others. Files picked before the user was known become
/// theirs.
pub fn place(state: ChatState) {
    if state.is_over() {
        return;
    }
    let author = state.drafts().author();
    let (mut shown, mut hidden) = (Vec::new(), Vec::new());
    state.files.change_all(|held| {
        let Some(draft) = &mut held.draft else { return };
        let is_own = draft.author.is_none() || draft.author == author;
        if !is_own && draft.aside.is_none() {
            hidden.push((draft.channel.clone(), held.file.clone()));
        } else if is_own {
            let is_claimed = draft.author != author;
            shown.push((draft.channel.clone(), held.file.clone(), draft.aside.take(), is_claimed));
        }
    });
    for (channel, id) in hidden {
        let aside = state.channel(&channel).unpick(&id);
        state.files.change(&id, |held| {
            if let Some(draft) = &mut held.draft {
                draft.aside = aside;
            }
        });
    }
    for (channel, id, aside, is_claimed) in shown {
        let channel_state = state.channel(&channel);
        if let Some(file) = aside {
            channel_state.pick(file);
        }
        let file = channel_state.picked.with_untracked(|picked| picked.iter().find(|file| file.id == id).cloned());
        if let Some(file) = file.filter(|_| is_claimed) {
            keep(state, &channel, file);
        }
    }
}
