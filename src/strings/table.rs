//! Every string that a visitor reads or hears, in English: what other languages are translated from
//! (`public/locales/`), and what is said where they have nothing.
//!
//! A string's name is its method here, its key in the catalogues, and its key in the `strings` of config.json. What it
//! is filled with stands in round brackets; a number that it is about, and that may ask for another form, is `[count]`.

use super::Strings;

/// Makes a method of each line that says it in the language of these [`Strings`].
macro_rules! strings {
    ($($(#[$doc:meta])* $name:ident $([$count:ident])? $(($($part:ident),+))? = $english:literal;)*) => {
        #[derive(Clone, Copy)]
        #[allow(non_camel_case_types, reason = "named like the methods")]
        pub(super) enum Word { $($name),* }

        /// Each word's key and what it is in English, as lines: a table of pointers would be more to load than the
        /// words.
        const ENGLISH: &str = concat!($(stringify!($name), "\t", $english, "\n"),*);

        /// What each word is filled with.
        #[cfg(test)]
        pub(super) const PLACEHOLDERS: &[&[&str]] = &[$(&[$(stringify!($count),)? $($(stringify!($part)),+)?]),*];

        #[allow(missing_docs, reason = "one comment may be for several")]
        impl Strings {
            $(strings!(@ $(#[$doc])* $name $([$count])? $(($($part),+))?);)*
        }
    };
    (@ $(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(self) -> &'static str {
            self.plain(Word::$name)
        }
    };
    (@ $(#[$doc:meta])* $name:ident ($($part:ident),+)) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(self, $($part: &str),+) -> String {
            self.filled(Word::$name, None, &[$((stringify!($part), $part)),+])
        }
    };
    (@ $(#[$doc:meta])* $name:ident [$count:ident] $(($($part:ident),+))?) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(self, $count: usize $($(, $part: &str)+)?) -> String {
            self.filled(Word::$name, Some($count), &[$($((stringify!($part), $part)),+)?])
        }
    };
}

strings! {
    /// The sidebar's name for screen readers.
    workspace = "Workspace";
    /// The button that opens the sidebar where it is a sheet.
    open_sidebar = "Channels and people";
    /// The button that closes the sidebar where it is a sheet.
    close_sidebar = "Close the sidebar";
    /// The heading of the list of channels.
    channels = "Channels";
    /// How many of a channel's messages are unread.
    unread[count] = "{count} unread";
    /// How many of them mention the visitor.
    mentions[count] = "{count, plural, one {{count} mentions you} other {{count} mention you}}";
    /// A channel in which something came in since an earlier visit, for screen readers.
    news = "new messages";
    /// The heading over who is online, where that is not known yet.
    online = "Online";
    /// The heading over who is online.
    online_heading[count] = "Online — {count}";
    /// How many people are online, in the header.
    people_online[count] = "{count} online";
    /// After the visitor's own name.
    you_mark = "(you)";
    /// The author of an own message while nobody has said who the visitor is.
    you = "You";
    /// Nobody but the visitor is online.
    alone = "No one else is online.";
    /// The workspace's live channel tells nothing about who is online.
    people_hidden = "This workspace does not show who is online.";
    /// There is no live channel that could tell who is online.
    people_unknown = "Cannot show who is online right now.";

    /// The name of a list of messages for screen readers.
    messages_in(channel) = "Messages in #{channel}";
    /// Above the first message that a channel ever had.
    beginning_of(channel) = "This is the beginning of #{channel}";
    /// Under the beginning of a channel.
    say_hello = "Say hello! Everyone in this workspace can see your messages.";
    /// Above the first message, while older ones are fetched.
    loading_older = "Loading older messages…";
    /// The first page of a channel could not be had.
    unavailable(why) = "Could not load messages: {why}.";
    /// Older messages could not be had.
    older_failed(why) = "Could not load older messages: {why}.";
    /// On every button that asks for something again that failed.
    try_again = "Try again";
    /// On the buttons that end a wait.
    try_now = "Try now";
    /// In place of messages that were not fetched.
    gap = "Some messages are missing here.";
    /// Missing messages could not be had.
    gap_failed(why) = "Some messages are missing here and could not be loaded: {why}.";
    /// The button of a gap.
    load_gap = "Load missing messages";
    /// The button of a gap that goes on from the messages above it.
    load_oldest = "Load from the start";
    /// The button of a gap that goes back from the messages below it.
    load_newest = "Load from the end";
    /// In place of the button of a gap.
    loading_gap = "Loading…";
    /// The button that leads back to the newest message, while there is nothing new.
    newest = "Jump to latest";
    /// The button that leads to messages that came while the visitor read older ones.
    new_messages[count] = "{count, plural, one {{count} new message} other {{count} new messages}}";

    /// The composer before the program is there.
    message = "Message";
    /// The name of the composer, also shown while it is empty.
    message_to(channel) = "Message #{channel}";
    /// The composer's button.
    send = "Send";
    /// Who types: one or two names as a list.
    typing[count](names) = "{count, plural, one {{names} is typing} other {{names} are typing}}";
    /// More people type than are named.
    several_typing = "Several people are typing";
    /// An own message on its way.
    sending = "Sending…";
    /// The same, when the answer takes long.
    slow_answer = "Sending… The server has not answered yet.";
    /// An own message that waits for its turn, or for a network.
    queued = "Not sent yet";
    /// An own message waits for its next try, which is due.
    waiting(why) = "Not sent yet: {why}.";
    /// An own message waits for its next try; `when` is a time from now, as in "in 4 seconds".
    waiting_until(why, when) = "Not sent yet: {why}. Retrying {when}.";
    /// An own message was refused for good.
    refused(why) = "Not sent: {why}.";
    /// Sends a refused message again.
    retry = "Retry";
    /// Takes a message that was not sent back into the composer.
    edit = "Edit";
    /// Throws a message away that was not sent.
    discard = "Discard";
    /// In the place of a message that its author or a moderator has deleted.
    message_deleted = "This message was deleted.";
    /// In the place of a message of a kind that is newer than this page, or encrypted.
    message_unreadable = "This version of the chat cannot show this message.";
    /// Beside the time of a message whose text was changed.
    edited = "edited";
    /// The name of the reactions under a message, for screen readers.
    reactions = "Reactions";
    /// The visitor among those who reacted, in the middle of a list: "you, Ben and 3 others".
    you_too = "you";
    /// The end of that list: those who are not named.
    others[count] = "{count, plural, one {{count} other} other {{count} others}}";
    /// The button and the dialog where an emoji is chosen.
    emoji = "Emoji";
    /// Opens the same for a reaction.
    add_reaction = "Add a reaction";
    /// The field there, and the name of what was found.
    search_emoji = "Search for an emoji";
    /// There is none of that name.
    no_emoji = "No emoji found.";
    /// The group of those that the visitor used last.
    recent_emoji = "Recently used";
    /// The name of the choice of skin tones, for screen readers.
    skin_tone = "Skin tone";
    /// The name of the button "+3", which shows all reactions.
    more_reactions[count] = "{count, plural, one {Show {count} more reaction} other {Show {count} more reactions}}";
    /// The name of the line above an answer, which leads to what it answers.
    reply_to(author, text) = "Reply to {author}: {text}";
    /// In that line, if the message is not known: leads to it all the same.
    reply_to_unknown = "Reply to an earlier message";
    /// In that line, if the message was deleted.
    reply_to_deleted = "Reply to a deleted message";
    /// Under a message: how many others answer it. Lists them.
    replies[count] = "{count, plural, one {{count} reply} other {{count} replies}}";
    /// The same if the backend does not count them: how many are loaded.
    replies_here[count] = "{count, plural, one {{count} reply here} other {{count} replies here}}";
    /// The title of their list.
    replies_title = "Replies";
    /// Under that list: how many more there are.
    replies_not_loaded[count] = "{count, plural, one {{count} more reply is not loaded yet. Scroll through the messages to load it.} other {{count} more replies are not loaded yet. Scroll through the messages to load them.}}";
    /// Leads back to the answer.
    back = "Back";
    /// A file without a name.
    file = "File";
    /// Answers a message.
    reply = "Reply";
    /// Above the composer while a message is edited; also the composer's name then.
    editing = "Editing your message";
    /// Gives an edit or an answer up, or leaves a question.
    cancel = "Cancel";
    /// The composer's button while a message is edited.
    save = "Save";
    /// Deletes a message.
    delete = "Delete";
    /// Takes back an edit or a deletion that was not sent yet.
    undo = "Undo";
    /// Before a message is deleted.
    delete_question = "Delete this message?";
    /// What that means.
    delete_consequence = "It is deleted for everyone. This cannot be undone.";
    /// The backend did not take an edit.
    edit_refused(why) = "The message was not changed: {why}.";
    /// The backend did not delete a message.
    delete_refused(why) = "The message was not deleted: {why}.";
    /// The backend did not take a reaction.
    reaction_refused(why) = "The reaction was not saved: {why}.";
    /// Why: after the colon of one of these three.
    changed_meanwhile = "it was changed elsewhere in the meantime";
    deleted_meanwhile = "it was deleted in the meantime";
    not_offered = "the server does not offer this";
    /// It was thrown away while it was not known whether it had arrived.
    withdrawn = "Discarded. It may already have been delivered.";
    /// The browser has no storage for unsent messages.
    not_kept = "This browser cannot save unsent messages. They will be lost if you reload the page.";
    /// A part of the chat could not be loaded because the server has a newer version.
    new_version = "There is a new version of this chat. Reload the page to continue; your draft is kept.";
    /// A part of the chat could not be loaded because the server did not answer.
    part_not_loaded = "This part of the chat could not be loaded. Check the network, then try again.";
    /// Unsent messages are on the disk that a later release wrote.
    unknown_unsent[count] =
        "Unsent messages written by another version of this chat: {count}. They are kept, but this version cannot send them.";
    /// A link leads to a message that is not in its channel, or so far back that it was not looked for.
    not_found = "Could not find the linked message. It may have been deleted, or be too far back.";
    /// The server did not say what stands around the message that a link leads to.
    not_reached(why) = "Could not load the linked message: {why}.";
    /// Puts a line away that was read.
    understood = "OK";

    /// The connection, in the header: the first one is being made.
    connecting = "Connecting…";
    /// It is being made again.
    reconnecting = "Reconnecting…";
    /// What was missed is being fetched.
    catching_up = "Catching up…";
    /// What was missed cannot be had; it is asked for again and again.
    behind = "Not up to date";
    /// Nothing was missed.
    live = "Live";
    /// The same, but the backend does not answer.
    server_silent = "Server not answering";
    /// The backend is asked every few seconds.
    polling = "Delayed";
    /// The device has no network.
    offline = "Offline";
    /// The visitor is not signed in.
    signed_out = "Signed out";
    /// There will be no live connection until somebody mends it.
    failed = "Not connected";
    /// The banner of a connection that is made again.
    connection_lost = "Connection lost. Reconnecting…";
    /// The banner of a device without a network.
    offline_banner = "You are offline. Your messages will be sent when you reconnect.";
    /// The same while what is shown was kept by an earlier visit, at this time of today or of another day.
    offline_as_of(time) = "Offline, as of {time}. Your messages will be sent when you reconnect.";
    /// The live service cannot be reached.
    polling_unreachable = "Live updates are not available. Checking for new messages every few seconds.";
    /// The live service takes no more connections.
    polling_over_quota =
        "The live service is full right now. Checking for new messages every few seconds.";
    /// The live service knows no such app or key.
    polling_rejected(why) =
        "The live service rejected this site's app or key: {why}. Checking for new messages every few seconds.";
    /// The live channel is closed to the visitor.
    polling_unauthorized(channel, why) =
        "You do not have access to the live channel {channel}: {why}. Checking for new messages every few seconds.";

    /// The panel for who is not signed in.
    signed_out_title = "You are signed out";
    /// What to do then.
    signed_out_text = "Sign in to read and write in this workspace. Your text is kept.";
    /// The link to the site's sign-in.
    sign_in = "Sign in";
    /// The same, in another tab of the browser.
    sign_in_beside = "Sign in in a new tab";
    /// The panel for a value of the settings that cannot be used.
    configuration_title = "The chat is not set up correctly";
    /// What to do then.
    configuration_text = "config.json has an invalid value. Fix it and reload the page.";
    /// The name of a setting.
    field = "Setting";
    /// What a setting is.
    holds = "Current value";
    /// What a setting ought to be.
    expected = "Expected";
    /// The panel for a chat that cannot start.
    fatal_title = "The chat could not start";
    /// The link to the doctor, in a panel for what does not work.
    doctor = "Find out what is wrong";
    /// The settings are not where they should be.
    settings_missing(status) =
        "Could not load config.json (HTTP {status}). It must be in the same folder as this page: see docs/configuration.md.";
    /// There was no answer to the request for the settings.
    settings_unanswered =
        "Could not load config.json: the server did not answer. Check the network and reload the page.";
    /// There is no program.
    not_loaded = "The chat could not be loaded. Check the network and reload the page.";
    /// The panel for a chat that broke while it ran.
    stopped_title = "The chat has stopped";
    /// What it means.
    stopped_text =
        "Something went wrong. Messages that were sent are safe. Reload the page to continue.";
    /// The name of what the visitor had in the composer then.
    unsent_text = "Your unsent text";
    /// Loads the page anew.
    reload = "Reload";

    /// An embedded chat's panel.
    chat = "Chat";
    /// The floating button of an embedded chat.
    open_chat = "Open the chat";
    /// The same while the chat is open; also in the chat's own header.
    close_chat = "Close the chat";
    /// The floating button, with messages that came in since the visitor last looked.
    open_chat_unread[count] = "Open the chat, {count} unread";
    /// The same while the chat is open.
    close_chat_unread[count] = "Close the chat, {count} unread";

    /// The button that closes a dialog.
    close_dialog = "Close";
    /// The dialog that lists the shortcuts.
    shortcuts = "Keyboard shortcuts";
    /// The dialog in which a channel is found by its name.
    go_to_channel = "Go to a channel";
    /// No channel has what was typed in its name.
    no_channel = "No channels found.";
    /// The button and the panel that search the messages, and the panel's field.
    search = "Search messages";
    /// In the panel while nothing is typed. `author` is "from:" and `channel` is "in:", which are typed so in every
    /// language; right after each stands what is to be typed there.
    search_hint(author, channel) = "Type what to look for. {author}name and {channel}channel narrow it down.";
    /// While the server searches.
    search_running = "Searching…";
    /// How many messages were found.
    search_found[count] = "{count, plural, one {{count} message found} other {{count} messages found}}";
    /// The same, if the server has more.
    search_newest[count] = "{count, plural, one {The newest message found} other {The newest {count} messages found}}";
    /// Nothing was found.
    search_nothing = "No messages found.";
    /// After one of these: the server was not asked.
    search_here = "Only messages loaded in this tab were searched.";
    /// The server did not search. What the tab has is shown.
    search_failed(why) = "The server could not search: {why}. Only messages loaded in this tab are shown.";
    /// After from: or in: stands a name that is not known here.
    search_unknown(name) = "No person or channel named {name} is known here.";
    /// What Alt and the arrows do.
    previous_channel = "Previous channel";
    next_channel = "Next channel";
    next_unread = "Next channel with unread messages";
    /// What Enter does in the composer.
    send_message = "Send the message";
    new_line = "New line";
    /// What Up does in an empty composer: the text of one that was sent, or one that was not, to be written anew.
    recall = "In an empty message: edit or repeat your last one";
    /// What Control and Up do there.
    to_messages = "From an empty message: go to the latest one";
    /// What Up, Down and the like do in the list.
    walk = "Move between messages";
    /// What Enter does on a message.
    actions_of_message = "On a message: open its actions";
    /// What keys do on a message.
    react_key = "On a message: react to it";
    reply_key = "On a message: reply to it";
    delete_key = "On a message: delete it (with Shift: without asking)";
    /// What Escape does.
    close_or_back = "Close what is open, or return to writing";
    /// What is written on keys.
    key_control = "Ctrl";
    key_alt = "Alt";
    key_shift = "Shift";
    key_enter = "Enter";
    key_escape = "Esc";
    key_delete = "Del";
    /// The toolbar and the menu of a message.
    message_actions = "Message actions";
    more_actions = "More";
    /// Puts a message as a quote into the composer.
    quote = "Reply with a quote";
    copy = "Copy text";
    /// In the menu that a finger opens: lets it select the text of the message.
    select_text = "Select text";
    copy_link = "Copy link";
    /// Marks a message and all after it as unread.
    mark_unread = "Mark as unread from here";
    /// Said when that is done.
    copied = "Text copied.";
    link_copied = "Link copied.";
    not_copied = "Could not copy. Select the text and copy it yourself.";

    /// On the button under a long message that shows the rest of it.
    show_all = "Show all";
    /// On the same button, where a step of the rest is shown.
    show_more = "Show more";
    /// On the same button of a message that is shown whole.
    show_less = "Show less";
    /// In place of a message that has no character that can be seen.
    blank_message = "This message is blank.";
    /// More was pasted or dropped than can be worked with.
    text_cut[count](most) = "{count, plural, one {The text is too long: {count} character at its end was left out. A message can have at most {most}.} other {The text is too long: {count} characters at its end were left out. A message can have at most {most}.}}";

    /// Read aloud when the trouble with the connection is over.
    connected_again = "The connection is back.";
    /// A message that has arrived, as it is read aloud.
    said(author, text) = "{author}: {text}";
    /// Somebody has edited the newest message, as it is read aloud.
    edited_by(author, text) = "{author} edited: {text}";
    /// Somebody has reacted to a message of the visitor, as it is read aloud.
    reacted(author, emoji, text) = "{author} reacted with {emoji} to: {text}";
    /// Above the first message that came while the visitor did not look.
    new_divider = "New";
    /// Beside the name of a channel in which something is written and not sent, for screen readers.
    draft = "draft";
    /// The part of the sidebar where the visitor chooses.
    settings = "Settings";
    /// Light, dark, or as the system has it.
    theme = "Theme";
    theme_system = "System";
    theme_light = "Light";
    theme_dark = "Dark";
    /// Messages that come while nobody looks are notified of by the desktop.
    notifications = "Notifications";
    /// The browser, or the visitor when it asked them, does not allow them.
    notifications_blocked =
        "Notifications are blocked. Allow them for this site in your browser's settings, then turn them on here.";
    /// They are heard.
    sound = "Sound";
    /// The name of a piece of code that is wider than its box, for screen readers.
    code = "Code";
    /// The name of the list of suggestions.
    suggestions = "Suggestions";
    /// How many suggestions there are, for screen readers.
    suggestion_count[count] =
        "{count, plural, one {{count} suggestion. Press Enter to insert it.} other {{count} suggestions. Use Up and Down to choose, Enter to insert.}}";
    /// What stands for a message of one picture and no text, after its author.
    sent_picture = "sent a picture";
    /// What stands for a message of other files and no text, after its author.
    sent_files[count] = "{count, plural, one {sent a file} other {sent {count} files}}";
    /// The button that picks files to send.
    attach = "Attach files";
    /// The list of the files that were picked.
    attached_files = "Files to send";
    /// In the field for what a picture shows, while that is empty.
    description = "Description";
    /// The name of that field.
    describe_file(name) = "Description of {name}";
    /// The button that sends a picked picture as it is.
    original_file = "Original file";
    /// What that button does, as a hint.
    original_file_hint = "Send the original file in full size, including camera data unless the server removes it";
    /// Stands for a picture without a description; `author` has sent it.
    picture_from(author) = "Picture from {author}";
    /// The name of the dialog that shows a channel's pictures.
    pictures = "Pictures";
    /// Which of the pictures is seen.
    picture_position(at, all) = "{at} of {all}";
    /// The button that goes to the picture before.
    previous_picture = "Previous";
    /// The button that goes to the next picture.
    next_picture = "Next";
    /// The button that enlarges a picture.
    zoom_in = "Zoom in";
    /// The button that makes a picture smaller again.
    zoom_out = "Zoom out";
    /// The link that saves a picture.
    save_picture = "Save picture";
    /// In a picture's place for visitors who save data: a press loads it.
    load_picture = "Load picture";
    /// Takes a picked file out.
    remove_file(name) = "Remove {name}";
    /// How much of a message's files is sent.
    uploading(percent) = "Uploading… {percent}%";
    /// A picked file has too many bytes.
    file_too_large(name, size) = "{name} is too large. The limit is {size}.";
    /// A picked file is sent, but is too large to be kept in the browser until then.
    file_not_kept(name) = "{name} is too large to save in this browser. Keep this page open until it is sent.";
    /// A text was pasted that had a picture with it.
    picture_left_out = "The text was pasted without its picture.";
    /// The button that attaches that picture and takes the text out.
    attach_instead = "Attach the picture instead";
    /// Too many files were picked.
    too_many_files(most) = "A message can have at most {most} files.";
    /// A picked file has no bytes, or none that can be read.
    file_unreadable(name) = "{name} cannot be sent: it is empty, a folder, or cannot be read.";
    /// A file was pasted or dropped.
    only_text = "Files cannot be sent here. The file was left out.";
    /// Several were.
    only_text_many = "Files cannot be sent here. The files were left out.";
    /// The text has come near to what may be sent.
    nearly_full[count] = "{count, plural, one {{count} character left.} other {{count} characters left.}}";
    /// The text is longer than what may be sent.
    too_long[count] =
        "{count, plural, one {{count} character over the limit.} other {{count} characters over the limit.}}";

    // Reasons, which stand after a colon.
    /// A call was not answered.
    no_answer = "the server did not answer";
    /// 401.
    are_signed_out = "you are signed out";
    /// 429.
    too_many = "too many messages at once";
    /// A server's error, before its number.
    server_failed = "the server failed";
    /// A server's refusal, before its number.
    server_refused = "the server refused it";
    /// An answer that holds something else.
    unexpected_answer = "the server's answer is not of the expected form";
    /// A redirect that is not followed.
    redirected = "you are signed out, or the server's address is not the final one";
    /// The end of what a server gives.
    no_older = "the server gives no older messages";
    /// A message that was on its way when its page was closed.
    page_closed = "the page was closed while sending";
    /// An earlier release kept a message without saying for which chat of the site.
    unknown_chat = "it was written before an update of the chat, perhaps for another chat of this site";
    /// The live service said nothing.
    subscription_unanswered = "the subscription was not answered";
    /// A message with files was left by an earlier visit.
    no_files = "this chat takes no files any more";
    /// The same, and the bytes are gone.
    no_bytes = "the browser has not kept the file: attach it again";
    /// A text that is too long for any server.
    text_too_long(length, most) = "the message has {length} characters, at most {most} can be sent";
    /// Nobody said why.
    no_reason = "no reason was given";
}

/// Each word's key and what it is in English, in the order of [`Word`].
pub(super) fn english() -> impl Iterator<Item = (&'static str, &'static str)> {
    ENGLISH.split_terminator('\n').filter_map(|line| line.split_once('\t'))
}
