//! What is said about the connection: the hook for tests and hosts, the header's words, the banner.

use super::words;
use crate::model::connection::{Status, Trouble};

/// The value of `data-connection` on the root.
#[must_use]
pub fn connection(status: &Status) -> &'static str {
    match status {
        Status::Connecting | Status::Reconnecting => "connecting",
        Status::Syncing | Status::Behind(_) => "syncing",
        Status::Live => "live",
        Status::Polling(_) => "polling",
        Status::Offline => "offline",
        Status::SignedOut => "signed-out",
        Status::Failed(_) => "failed",
    }
}

/// The header's one or two words.
#[must_use]
pub fn short(status: &Status) -> &'static str {
    match status {
        Status::Connecting => words::connecting(),
        Status::Reconnecting => words::reconnecting(),
        Status::Syncing => words::catching_up(),
        Status::Behind(_) => words::behind(),
        Status::Live => words::live(),
        Status::Polling(_) => words::polling(),
        Status::Offline => words::offline(),
        Status::SignedOut => words::signed_out(),
        Status::Failed(_) => words::failed(),
    }
}

/// A line above the composer, for a connection that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Banner {
    /// The value of `data-kind`.
    pub kind: &'static str,
    /// Its icon; `None` for the spinner of something that goes on by itself.
    pub icon: Option<&'static str>,
    /// What is the matter, and what it means for the visitor.
    pub words: String,
    /// Whether trying at once can help.
    pub can_try: bool,
}

/// The banner, where one is needed; `live_channel` is the name of the workspace's Pusher channel. Who is signed out gets a
/// panel instead.
#[must_use]
pub fn banner(status: &Status, live_channel: &str) -> Option<Banner> {
    let banner = |kind, icon, words: String, can_try| Some(Banner { kind, icon, words, can_try });
    match status {
        Status::Connecting | Status::Syncing | Status::Behind(None) | Status::Live | Status::SignedOut => None,
        Status::Behind(Some(why)) => banner("behind", Some("alert"), words::unavailable(&words::reason(why)), true),
        Status::Reconnecting => banner("reconnecting", None, words::connection_lost().to_owned(), true),
        Status::Offline => banner("offline", Some("offline"), words::offline_banner().to_owned(), false),
        Status::Polling(trouble) => banner("polling", Some("alert"), polling(trouble, live_channel), true),
        Status::Failed(trouble) => banner("failed", Some("alert"), polling(trouble, live_channel), true),
    }
}

fn polling(trouble: &Trouble, live_channel: &str) -> String {
    match trouble {
        Trouble::Unreachable => words::polling_unreachable().to_owned(),
        Trouble::OverQuota => words::polling_over_quota().to_owned(),
        Trouble::Rejected(code, words) => words::polling_rejected(&numbered(words, Some(("Pusher ", *code)))),
        Trouble::Unauthorized(status, words) => {
            words::polling_unauthorized(live_channel, &numbered(words, status.map(|status| ("HTTP ", status))))
        }
    }
}

/// The service's own words where it gave some, and its number, by the protocol's name, for whoever has to mend it.
fn numbered(words: &str, number: Option<(&str, u16)>) -> String {
    let Some((kind, number)) = number else { return words::reason(words) };
    let number = [kind, &number.to_string()].concat();
    if words.is_empty() { number } else { [&words::reason(words), " (", &number, ")"].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_that_is_made_again_has_the_hook_of_one_that_is_made() {
        assert_eq!(connection(&Status::Reconnecting), connection(&Status::Connecting));
        assert_ne!(short(&Status::Reconnecting), short(&Status::Connecting));
    }

    #[test]
    fn a_refusal_names_its_reason_and_its_number() {
        let trouble = Trouble::Unauthorized(Some(403), "not a member.".into());
        let words = banner(&Status::Polling(trouble), "presence-x").map(|banner| banner.words).unwrap_or_default();
        assert!(words.contains("presence-x: not a member (HTTP 403)."), "{words}");
        let words =
            banner(&Status::Failed(Trouble::Rejected(4001, "".into())), "presence-x").map(|banner| banner.words);
        assert!(words.is_some_and(|words| words.contains("key: Pusher 4001.")));
    }

    #[test]
    fn all_is_well_without_a_banner() {
        assert_eq!(banner(&Status::Live, ""), None);
        assert_eq!(banner(&Status::SignedOut, ""), None);
    }
}
