//! The connection's status in words: the hook for tests and hosts, the header's text, the banner.

use crate::model::connection::{Status, Trouble};
use crate::model::reason::Reason;
use crate::model::session::{Refusal, RefusedChange};
use crate::strings::Strings;

/// The value of `data-connection` on the root.
#[must_use]
pub fn connection(status: &Status) -> &'static str {
    match status {
        Status::Connecting | Status::Reconnecting => "connecting",
        Status::Syncing | Status::Behind(_) => "syncing",
        Status::Live | Status::Unanswered => "live",
        Status::Polling(_) => "polling",
        Status::Offline | Status::AsOf(..) => "offline",
        Status::SignedOut => "signed-out",
        Status::Failed(_) => "failed",
    }
}

/// Returns why a change by the user to a message was refused.
#[must_use]
pub fn refused_change(strings: Strings, what: &RefusedChange, why: &Refusal) -> String {
    let why = match why {
        Refusal::Changed => strings.changed_meanwhile().to_owned(),
        Refusal::Deleted => strings.deleted_meanwhile().to_owned(),
        Refusal::NotOffered => strings.not_offered().to_owned(),
        Refusal::Because(why) => strings.reason(why),
    };
    match what {
        RefusedChange::Edit(_) => strings.edit_refused(&why),
        RefusedChange::Delete => strings.delete_refused(&why),
        RefusedChange::React { .. } => strings.reaction_refused(&why),
    }
}

/// Returns the header's one or two words.
#[must_use]
pub fn short(strings: Strings, status: &Status) -> &'static str {
    match status {
        Status::Connecting => strings.connecting(),
        Status::Reconnecting => strings.reconnecting(),
        Status::Syncing => strings.catching_up(),
        Status::Behind(_) => strings.behind(),
        Status::Live => strings.live(),
        Status::Unanswered => strings.server_silent(),
        Status::Polling(_) => strings.polling(),
        Status::Offline | Status::AsOf(..) => strings.offline(),
        Status::SignedOut => strings.signed_out(),
        Status::Failed(_) => strings.failed(),
    }
}

/// A banner about a problem with the connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Banner {
    /// The value of `data-kind`.
    pub kind: &'static str,
    /// Its icon; `None` for the spinner of work in progress.
    pub icon: Option<&'static str>,
    /// The problem, and its meaning for the user.
    pub words: String,
    /// True if trying at once can help.
    pub can_try: bool,
}

/// Returns the banner, if one is needed; `live_channel` is the name of the workspace's Pusher channel. A signed-out
/// user gets a panel instead.
#[must_use]
pub fn banner(strings: Strings, status: &Status, live_channel: &str) -> Option<Banner> {
    let banner = |kind, icon, words: String, can_try| Some(Banner { kind, icon, words, can_try });
    match status {
        Status::Connecting
        | Status::Syncing
        | Status::Behind(None)
        | Status::Live
        | Status::Unanswered
        | Status::SignedOut => None,
        Status::Behind(Some(why)) => banner("behind", Some("alert"), strings.unavailable(&strings.reason(why)), true),
        Status::Reconnecting => banner("reconnecting", None, strings.connection_lost().to_owned(), true),
        Status::Offline => banner("offline", Some("offline"), strings.offline_banner().to_owned(), false),
        Status::AsOf(at, can_try) => {
            banner("offline", Some("offline"), strings.offline_as_of(&strings.moment(*at)), *can_try)
        }
        Status::Polling(trouble) => banner("polling", Some("alert"), polling(strings, trouble, live_channel), true),
        Status::Failed(trouble) => banner("failed", Some("alert"), polling(strings, trouble, live_channel), true),
    }
}

fn polling(strings: Strings, trouble: &Trouble, live_channel: &str) -> String {
    match trouble {
        Trouble::Unreachable => strings.polling_unreachable().to_owned(),
        Trouble::OverQuota => strings.polling_over_quota().to_owned(),
        Trouble::Rejected(code, why) => strings.polling_rejected(&numbered(strings, why, Some(("Pusher ", *code)))),
        Trouble::Unauthorized(status, why) => {
            strings.polling_unauthorized(live_channel, &numbered(strings, why, status.map(|status| ("HTTP ", status))))
        }
    }
}

/// The service's message if there is one, and its number, by the protocol's name, for the person who has to fix it.
fn numbered(strings: Strings, why: &Reason, number: Option<(&str, u16)>) -> String {
    let has_number = matches!(why, Reason::Failed(_) | Reason::Refused(_));
    let Some((kind, number)) = number.filter(|_| !has_number) else { return strings.reason(why) };
    let number = [kind, &number.to_string()].concat();
    if *why == Reason::Unsaid { number } else { [&strings.reason(why), " (", &number, ")"].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_that_is_made_again_has_the_hook_of_one_that_is_made() {
        assert_eq!(connection(&Status::Reconnecting), connection(&Status::Connecting));
        let strings = Strings::english();
        assert_ne!(short(strings, &Status::Reconnecting), short(strings, &Status::Connecting));
    }

    #[test]
    fn a_refusal_names_its_reason_and_its_number() {
        let trouble = Trouble::Unauthorized(Some(403), Reason::words("not a member."));
        let words = banner(Strings::english(), &Status::Polling(trouble), "presence-x")
            .map(|banner| banner.words)
            .unwrap_or_default();
        assert!(words.contains("presence-x: not a member (HTTP 403)."), "{words}");
        let words = banner(Strings::english(), &Status::Failed(Trouble::Rejected(4001, Reason::Unsaid)), "presence-x")
            .map(|banner| banner.words);
        assert!(words.is_some_and(|words| words.contains("key: Pusher 4001.")));
        let trouble = Trouble::Unauthorized(Some(503), Reason::Failed(503));
        let words = banner(Strings::english(), &Status::Polling(trouble), "presence-x").map(|banner| banner.words);
        assert!(words.is_some_and(|words| words.contains("presence-x: the server failed (HTTP 503).")));
    }

    #[test]
    fn all_is_well_without_a_banner() {
        assert_eq!(banner(Strings::english(), &Status::Live, ""), None);
        assert_eq!(banner(Strings::english(), &Status::SignedOut, ""), None);
    }
}
