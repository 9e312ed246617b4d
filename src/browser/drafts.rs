//! What was typed and not sent, kept over reloads and sign-ins.

use super::ids;
use crate::model::message::LocalId;

/// Between a draft and the id of the message that it was sent as.
const SENT_AS: &str = "\0";

/// The drafts of one workspace's channels. Where the browser forbids storage they live as long as the page.
#[derive(Clone, Debug)]
pub struct Drafts {
    prefix: String,
}

impl Drafts {
    /// The drafts of this workspace.
    #[must_use]
    pub fn of_workspace(workspace: &str) -> Self {
        Self { prefix: format!("collabspace-draft/{workspace}/") }
    }

    /// A channel's draft; empty where there is none.
    #[must_use]
    pub fn load(&self, channel: &str) -> String {
        let mut text = self.stored(channel);
        let length = text.len().checked_sub(SENT_AS.len() + ids::LENGTH);
        if let Some(length) = length.filter(|length| text.as_bytes()[*length] == SENT_AS.as_bytes()[0]) {
            text.truncate(length);
        }
        text
    }

    /// The message that a channel's draft, of this text, was sent as: the page ended before that was seen to be in the
    /// outbox. Whoever sends the draft again sends the same message.
    #[must_use]
    pub fn sent_as(&self, channel: &str, text: &str) -> Option<LocalId> {
        let stored = self.stored(channel);
        let id = stored.strip_prefix(text)?.strip_prefix(SENT_AS)?;
        (id.len() == ids::LENGTH).then(|| id.into())
    }

    /// Keeps a channel's draft; `false` where the browser does not let it.
    #[must_use]
    pub fn save(&self, channel: &str, text: &str) -> bool {
        let Some(storage) = storage() else { return false };
        let name = self.name(channel);
        if text.is_empty() { storage.remove_item(&name).is_ok() } else { storage.set_item(&name, text).is_ok() }
    }

    /// Keeps a draft that is sent as this message, until that is in the outbox; `false` where the browser does not let it.
    #[must_use]
    pub fn save_sent(&self, channel: &str, text: &str, id: &LocalId) -> bool {
        self.save(channel, &[text, SENT_AS, id].concat())
    }

    fn stored(&self, channel: &str) -> String {
        let stored = storage().and_then(|storage| storage.get_item(&self.name(channel)).ok().flatten());
        stored.unwrap_or_default()
    }

    fn name(&self, channel: &str) -> String {
        format!("{}{channel}", self.prefix)
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
