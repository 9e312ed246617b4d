//! What was typed and not sent, kept over reloads and sign-ins.

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
        let stored = storage().and_then(|storage| storage.get_item(&self.name(channel)).ok().flatten());
        stored.unwrap_or_default()
    }

    /// Keeps a channel's draft; `false` where the browser does not let it.
    #[must_use]
    pub fn save(&self, channel: &str, text: &str) -> bool {
        let Some(storage) = storage() else { return false };
        let name = self.name(channel);
        if text.is_empty() { storage.remove_item(&name).is_ok() } else { storage.set_item(&name, text).is_ok() }
    }

    fn name(&self, channel: &str) -> String {
        format!("{}{channel}", self.prefix)
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
