//! Every word that a visitor reads or hears, in one place, so that other languages can take it.

use crate::browser::formats;
use crate::model::text::MESSAGE_LIMIT;

/// The sidebar's name for screen readers.
pub const WORKSPACE: &str = "Workspace";
/// The button that closes the sidebar where it is a sheet.
pub const CLOSE_SIDEBAR: &str = "Close the sidebar";
pub const CLOSE_CHAT: &str = "Close the chat";
/// The heading of the list of channels.
pub const CHANNELS: &str = "Channels";
/// After the number of a channel's unread messages.
pub const UNREAD: &str = " unread";
/// The heading over who is online, where that is not known yet.
pub const ONLINE: &str = "Online";
/// After the visitor's own name.
pub const YOU_MARK: &str = "(you)";
/// Nobody but the visitor is online.
pub const ALONE: &str = "Nobody else is here yet.";
/// The workspace's live channel tells nothing about who is online.
pub const PEOPLE_HIDDEN: &str = "This workspace does not show who is online.";
/// There is no live channel that could tell who is online.
pub const PEOPLE_UNKNOWN: &str = "Who is online is not known at the moment.";
/// The button that opens the sidebar where it is a sheet.
pub const OPEN_SIDEBAR: &str = "Channels and people";
/// After the number of people in the header.
pub const ONLINE_MARK: &str = " online";
/// The author of an own message while nobody has said who the visitor is.
pub const YOU: &str = "You";
/// Under the beginning of a channel.
pub const SAY_HELLO: &str = "Say hello: everyone in the workspace can read along.";
/// Above the first message, while older ones are fetched.
pub const LOADING_OLDER: &str = "Loading older messages…";
/// On every button that asks for something again that failed.
pub const TRY_AGAIN: &str = "Try again";
/// In place of messages that were not fetched.
pub const GAP: &str = "Some messages are missing here.";
/// The button of a gap.
pub const LOAD_GAP: &str = "Load them";
/// The button of a gap that goes on from the messages above it.
pub const LOAD_OLDEST: &str = "Load the oldest";
/// The button of a gap that goes back from the messages below it.
pub const LOAD_NEWEST: &str = "Load the newest";
/// In place of the button of a gap.
pub const LOADING_GAP: &str = "Loading…";
/// An own message on its way.
pub const SENDING: &str = "Sending…";
/// On the buttons that end a wait.
pub const TRY_NOW: &str = "Try now";
/// The browser has no storage for unsent messages.
pub const NOT_KEPT: &str =
    "This browser does not keep unsent messages: what is not sent is lost when the page is reloaded.";
/// A link leads to a message that is not in its channel, or so far back that it was not looked for.
pub const NOT_FOUND: &str =
    "The message that the link leads to could not be found: it may have been removed, or lie too far back.";
/// Puts a line away that was read.
pub const UNDERSTOOD: &str = "OK";
/// Sends a refused message again.
pub const RETRY: &str = "Retry";
/// Takes a refused message back into the composer.
pub const EDIT: &str = "Edit";
/// Throws a refused message away.
pub const DISCARD: &str = "Discard";
/// The day of a message that was sent today.
pub const TODAY: &str = "Today";
/// The day of a message that was sent yesterday.
pub const YESTERDAY: &str = "Yesterday";
/// The button that leads back to the newest message, while there is nothing new.
pub const NEWEST: &str = "Newest";
/// The composer's button.
pub const SEND: &str = "Send";
/// The panel for who is not signed in.
pub const SIGNED_OUT_TITLE: &str = "You are signed out";
/// What to do then.
pub const SIGNED_OUT_TEXT: &str = "Sign in to read and write in this workspace. What you have written is kept.";
/// The link to the site's sign-in.
pub const SIGN_IN: &str = "Sign in";
/// The panel for a value of the settings that cannot be used.
pub const CONFIGURATION_TITLE: &str = "The chat is not set up correctly";
/// What to do then.
pub const CONFIGURATION_TEXT: &str = "A value in config.json cannot be used. Correct it and reload the page.";
/// The name of a setting.
pub const FIELD: &str = "Field";
/// What a setting is.
pub const HOLDS: &str = "It holds";
/// What a setting ought to be.
pub const EXPECTED: &str = "It should hold";
/// The panel for a chat that cannot start.
pub const FATAL_TITLE: &str = "The chat could not start";
/// Loads the page anew.
pub const RELOAD: &str = "Reload";
/// Read aloud when the trouble with the connection is over.
pub const CONNECTED_AGAIN: &str = "The connection is back.";

/// Above the first message that came while the visitor did not look.
pub const NEW: &str = "New";
/// After the name of a channel in which something is written and not sent.
pub const DRAFT: &str = " draft";
/// The part of the sidebar where the visitor chooses.
pub const SETTINGS: &str = "Settings";
/// Light, dark, or as the system has it.
pub const THEME: &str = "Theme";
pub const THEME_SYSTEM: &str = "System";
pub const THEME_LIGHT: &str = "Light";
pub const THEME_DARK: &str = "Dark";
/// Messages that come while nobody looks are notified of by the desktop.
pub const NOTIFICATIONS: &str = "Notifications";
/// The browser, or the visitor when it asked them, does not allow them.
pub const NOTIFICATIONS_BLOCKED: &str = "This browser blocks notifications of this page. Allow them in the browser's settings for the site, then switch them on here.";
/// They are heard.
pub const SOUND: &str = "Sound";

/// The name of a list of messages for screen readers.
#[must_use]
pub fn messages_in(channel: &str) -> String {
    join(&["Messages in #", channel])
}

/// The name of the composer, also shown while it is empty.
#[must_use]
pub fn message_to(channel: &str) -> String {
    join(&["Message #", channel])
}

/// Above the first message that a channel ever had.
#[must_use]
pub fn beginning_of(channel: &str) -> String {
    join(&["This is the beginning of #", channel])
}

/// The heading over who is online.
#[must_use]
pub fn online(count: usize) -> String {
    join(&["Online — ", &formats::number(count)])
}

/// A channel's count of unread messages.
#[must_use]
pub fn badge(count: u32) -> String {
    if count > 99 { "99+".to_owned() } else { count.to_string() }
}

/// The button that leads to messages that came while the visitor read older ones.
#[must_use]
pub fn new_messages(count: usize) -> String {
    let noun = if count == 1 { " new message" } else { " new messages" };
    join(&[&formats::number(count), noun])
}

/// Who types; `None` where nobody does.
#[must_use]
pub fn typing<S: AsRef<str>>(names: &[S]) -> Option<String> {
    match names {
        [] => None,
        [one] => Some(join(&[one.as_ref(), " is typing"])),
        [one, two] => Some(join(&[one.as_ref(), " and ", two.as_ref(), " are typing"])),
        _ => Some("Several people are typing".to_owned()),
    }
}

/// How long a text is, against what may be sent.
#[must_use]
pub fn counter(length: usize) -> String {
    join(&[&formats::number(length), " / ", &formats::number(MESSAGE_LIMIT)])
}

/// The first page of a channel could not be had.
#[must_use]
pub fn unavailable(why: &str) -> String {
    because("Messages could not be loaded", why)
}

/// Older messages could not be had.
#[must_use]
pub fn older_failed(why: &str) -> String {
    because("Older messages could not be loaded", why)
}

/// Missing messages could not be had.
#[must_use]
pub fn gap_failed(why: &str) -> String {
    because("Some messages are missing here and could not be loaded", why)
}

/// An own message was refused for good.
#[must_use]
pub fn refused(why: &str) -> String {
    because("Not sent", why)
}

/// An own message waits for its next try.
#[must_use]
pub fn waiting(why: &str, seconds: i64) -> String {
    let not_yet = because("Not sent yet", why);
    if seconds > 0 { join(&[&not_yet, " Next try in ", &seconds.to_string(), " s."]) } else { not_yet }
}

/// A message that has arrived, as it is read aloud.
#[must_use]
pub fn said(author: &str, text: &str) -> String {
    join(&[author, ": ", text])
}

/// A statement and its reason, as one sentence. The reason may be a backend's words, with or without a full stop.
#[must_use]
pub fn because(statement: &str, why: &str) -> String {
    match why.trim().trim_end_matches('.') {
        "" => join(&[statement, "."]),
        why => join(&[statement, ": ", why, "."]),
    }
}

// The text and the composer.

/// The name of a piece of code that is wider than its box, for screen readers.
pub const CODE: &str = "Code";
/// The name of the list of suggestions.
pub const SUGGESTIONS: &str = "Suggestions";
/// A file was pasted or dropped.
pub const ONLY_TEXT: &str = "Only text can be sent here: the file was left out.";
/// Several files were pasted or dropped.
pub const ONLY_TEXT_MANY: &str = "Only text can be sent here: the files were left out.";

/// How many suggestions there are, for screen readers.
#[must_use]
pub fn suggestions(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "1 suggestion. Enter takes it.".to_owned(),
        count => join(&[&count.to_string(), " suggestions. Up and down choose, Enter takes."]),
    }
}

/// The text has come near to what may be sent.
#[must_use]
pub fn nearly_full(left: usize) -> String {
    join(&[&formats::number(left), " characters left."])
}

/// The text is longer than what may be sent.
#[must_use]
pub fn too_long(over: usize) -> String {
    join(&["Too long to be sent, by characters: ", &formats::number(over), "."])
}

/// Less code than `format!`, which counts in a page's WebAssembly.
fn join(parts: &[&str]) -> String {
    parts.concat()
}

/// The button that closes a dialog.
pub const CLOSE_DIALOG: &str = "Close";
/// The dialog that lists the shortcuts.
pub const SHORTCUTS: &str = "Keyboard shortcuts";
/// The dialog in which a channel is found by its name.
pub const GO_TO_CHANNEL: &str = "Go to a channel";
/// No channel has what was typed in its name.
pub const NO_CHANNEL: &str = "No channel has this in its name.";
/// What Alt and the arrows do.
pub const PREVIOUS_CHANNEL: &str = "Previous channel";
pub const NEXT_CHANNEL: &str = "Next channel";
pub const NEXT_UNREAD: &str = "Next channel with unread messages";
/// What Enter does in the composer.
pub const SEND_MESSAGE: &str = "Send the message";
pub const NEW_LINE: &str = "New line";
/// What Up does in an empty composer.
pub const TO_MESSAGES: &str = "From an empty message: edit the one that was refused, or go to the newest";
/// What Up, Down and the like do in the list.
pub const WALK: &str = "From message to message";
/// What Enter does on a message.
pub const ACTIONS_OF_MESSAGE: &str = "On a message: what can be done with it";
/// What Escape does.
pub const CLOSE_OR_BACK: &str = "Close what is open, or go back to writing";
/// What is written on keys.
pub const KEY_CONTROL: &str = "Ctrl";
pub const KEY_ALT: &str = "Alt";
pub const KEY_SHIFT: &str = "Shift";
pub const KEY_ENTER: &str = "Enter";
pub const KEY_ESCAPE: &str = "Esc";
/// The toolbar and the menu of a message.
pub const MESSAGE_ACTIONS: &str = "What can be done with the message";
pub const MORE_ACTIONS: &str = "More";
/// Puts a message as a quote into the composer.
pub const QUOTE: &str = "Reply with a quote";
pub const COPY: &str = "Copy the text";
pub const COPY_LINK: &str = "Copy a link to it";
/// Said when that is done.
pub const COPIED: &str = "The text is copied.";
pub const LINK_COPIED: &str = "The link is copied.";
pub const NOT_COPIED: &str = "The browser did not let it be copied. Select the text and copy it from there.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn up_to_two_people_are_named() {
        assert_eq!(typing::<&str>(&[]), None);
        assert_eq!(typing(&["Ada"]).as_deref(), Some("Ada is typing"));
        assert_eq!(typing(&["Ada", "Grace"]).as_deref(), Some("Ada and Grace are typing"));
        assert_eq!(typing(&["Ada", "Grace", "Linus"]).as_deref(), Some("Several people are typing"));
    }

    #[test]
    fn a_reason_ends_in_one_full_stop() {
        assert_eq!(because("Not sent", "too long."), "Not sent: too long.");
        assert_eq!(because("Not sent", "too long"), "Not sent: too long.");
        assert_eq!(because("Not sent", " "), "Not sent.");
    }

    #[test]
    fn a_wait_that_is_over_is_not_counted() {
        assert_eq!(waiting("no answer", 4), "Not sent yet: no answer. Next try in 4 s.");
        assert_eq!(waiting("no answer", 0), "Not sent yet: no answer.");
    }

    #[test]
    fn a_badge_is_never_longer_than_three_characters() {
        assert_eq!([badge(1), badge(99), badge(100), badge(u32::MAX)], ["1", "99", "99+", "99+"]);
    }
}
