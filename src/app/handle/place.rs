//! Where a chat is: its site and page, what may be fetched from there, and whether its files are of this version.

use super::Chat;
use crate::app::config::Site;
use crate::browser::{address, chunks, tab};
use crate::model::message::MessageId;

impl Chat {
    /// Whether the chat stands in something that can be closed.
    #[must_use]
    pub fn can_close(&self) -> bool {
        self.close.with_value(Option::is_some)
    }

    /// Closes what the chat stands in. The chat itself goes on.
    pub fn close(&self) {
        if let Some(close) = self.close.get_value() {
            // What the page around throws is its own.
            let _ = close.call0(&wasm_bindgen::JsValue::UNDEFINED);
        }
    }

    /// Returns `true` on the stand-alone page, `false` in a host page.
    #[must_use]
    pub fn owns_page(&self) -> bool {
        self.site.with_value(|site| site.owns_page)
    }

    /// Returns `true` if a picture or file may be fetched from here: over TLS, or from the backend. Others would be
    /// seen, and could be replaced, on their way.
    #[must_use]
    pub fn may_fetch(&self, address: &str) -> bool {
        let url = web_sys::Url::new(address).ok();
        url.is_some_and(|url| {
            url.protocol() == "https:" || self.site.with_value(|site| site.api_origin == url.origin())
        })
    }

    /// Returns the whole address of a file if it is as safe as that of a picture. A path leads to the backend.
    #[must_use]
    pub fn file_address(&self, address: &str) -> Option<String> {
        let url = self.site.with_value(|site| web_sys::Url::new_with_base(address, &site.api_origin)).ok()?;
        Some(url.href()).filter(|address| self.may_fetch(address))
    }

    /// The address that leads to a message of the open channel; `None` where the page's address is not the chat's.
    #[must_use]
    pub fn link_to(&self, message: &MessageId) -> Option<String> {
        self.owns_page().then(|| address::of_message(&self.selected(), message)).flatten()
    }

    /// The workspace's name: as the backend says it, else as the settings do, else its id. Tracks the backend's.
    #[must_use]
    pub fn workspace(&self) -> String {
        let named = self.state.workspace.get();
        named.map_or_else(|| self.site.with_value(|site| site.workspace.clone()), |name| name.to_string())
    }

    /// The name of the deployment, for what its tabs share.
    #[must_use]
    pub fn deployment(&self) -> String {
        self.site.with_value(|site| site.deployment.clone())
    }

    /// The name of the workspace's Pusher channel, for messages about a failed subscription.
    #[must_use]
    pub fn live_channel(&self) -> String {
        self.site.with_value(|site| site.live_channel.clone())
    }

    /// The address to sign in at, which leads back to this page.
    #[must_use]
    pub fn login_url(&self) -> String {
        self.site.with_value(Site::login_url)
    }

    /// Where it opens, where that is not this tab.
    #[must_use]
    pub fn login_target(&self) -> Option<&'static str> {
        self.site.with_value(Site::login_target)
    }

    /// Fetches the chunks when the browser has nothing else to do.
    pub fn fetch_chunks_when_idle(&self) {
        chunks::fetch_when_idle();
    }

    /// Shows or clears the notice about a chunk that could not be loaded. A new version is always told, an unreachable
    /// server only after a press.
    pub fn note_chunk(&self, is_there: bool, by_press: bool) {
        let is_outdated = chunks::is_outdated();
        // The chat may be gone by now.
        if !is_there && is_outdated {
            self.state.is_outdated.set(true);
        }
        self.state.lacks_chunk.set(!is_there && !is_outdated && by_press);
    }

    /// Shows the notice that there is a new version.
    pub fn note_new_version(&self) {
        self.state.is_outdated.set(true);
    }

    /// Clears that notice: the visitor has read it.
    pub fn put_chunk_away(&self) {
        self.state.is_outdated.set(false);
        self.state.lacks_chunk.set(false);
    }

    /// Reloads the page.
    pub fn reload(&self) {
        tab::reload();
    }

    /// Makes a step in the browser's history that closes something when the visitor goes back, and goes back when it is
    /// dropped. Only on the chat's own page: the history of another page is that page's.
    #[must_use]
    pub fn step_in_history(&self, on_back: impl Fn() + 'static) -> Option<address::Step> {
        self.owns_page().then(|| address::Step::begin(on_back)).flatten()
    }

    /// Returns `true` if the visitor wants little to be fetched: pictures wait for a press.
    #[must_use]
    pub fn saves_data(&self) -> bool {
        tab::saves_data()
    }
}
