//! The announcements. In a chunk.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use super::Region;
use crate::app::handle::Chat;
use crate::app::state::News;
use crate::browser::letters::native_emoji;
use crate::components::message_list::head_failure;
use crate::components::refused::Refused;
use crate::components::{banner, status_words};
use crate::model::connection::Status;
use crate::model::markup;
use crate::model::message::{ChannelId, Message, Reaction};
use crate::model::text::isolated;
use crate::model::timeline::{RowState, RowView, Shown};
use crate::reactive::{Memo, Stored, effect};
use crate::strings::Strings;

/// After an announcement of messages, further ones wait this long and are announced together.
const PAUSE_MS: u32 = 3_000;

/// Connection trouble shorter than this is not announced.
const SETTLE_MS: u32 = 1_000;

/// Of a longer text only this many characters are announced.
const LONGEST: usize = 300;

/// Up to this many authors of a burst are named; if there are more, none.
const NAMED: usize = 3;

type Timer = Stored<Option<Timeout>>;

/// Other people's messages and changes that were not announced yet, in the channel that was open then.
type Waiting = Stored<(Vec<(ChannelId, Message)>, Vec<(ChannelId, String)>)>;

/// Announces messages in `news` and everything else in `state`. `refused` has the refused files.
pub fn follow(chat: Chat, refused: Refused, [news, state]: [Region; 2]) {
    say_news(chat, news);
    say_status(chat, state);
    say_failures(chat, state);
    say_notices(chat, refused, state);
}

/// Emptied first, so that a repeated text is announced again.
fn say(region: Region, words: &str) {
    if let Some(region) = region.get_untracked() {
        region.set_text_content(None);
        region.set_text_content(Some(words));
    }
}

fn say_news(chat: Chat, region: Region) {
    let (timer, waiting): (Timer, Waiting) = (Stored::new(None), Stored::default());
    effect(move || {
        let open = chat.state.selected.get_untracked();
        let is_new = waiting.try_update_value(|(messages, changes)| {
            chat.state.news.with(|news| {
                for news in news {
                    match news {
                        News::Arrived(channel, message) if *channel == open => {
                            messages.push((channel.clone(), message.clone()));
                        }
                        News::Changed(channel, row, reaction) if *channel == open => {
                            changes.push((channel.clone(), changed(chat.strings(), row, reaction.as_ref())));
                        }
                        _ => {}
                    }
                }
            });
            !messages.is_empty() || !changes.is_empty()
        });
        if timer.with_value(Option::is_none) && is_new == Some(true) {
            say_waiting(chat, region, waiting, timer);
        }
    });
}

/// Someone edited or deleted the newest message, or reacted to an own one.
fn changed(strings: Strings, row: &RowView, reaction: Option<&Reaction>) -> String {
    let text = markup::words(&row.text, LONGEST);
    let author = row.author.as_ref().map(|author| &*author.name).unwrap_or_default();
    match reaction {
        Some(reaction) => {
            let name = reaction.name.as_deref().unwrap_or_default();
            strings.reacted(name, &native_emoji(&reaction.emoji), &text)
        }
        None if row.shows(Shown::Deleted) => strings.said(author, strings.message_deleted()),
        None => strings.edited_by(author, &text),
    }
}

/// Announces new messages, and after a pause those that arrived meanwhile, but not those of a channel that was left.
fn say_waiting(chat: Chat, region: Region, waiting: Waiting, timer: Timer) {
    let Some((mut news, mut changes)) = waiting.try_update_value(std::mem::take) else { return };
    let open = chat.state.selected.try_get_untracked();
    news.retain(|(channel, _)| Some(channel) == open.as_ref());
    changes.retain(|(channel, _)| Some(channel) == open.as_ref());
    let mut words = said(chat.strings(), &news);
    for (_, change) in &changes {
        if !words.is_empty() {
            words.push_str("; ");
        }
        words.push_str(change);
    }
    say(region, &words);
    let again = move || say_waiting(chat, region, waiting, timer);
    let is_any = !news.is_empty() || !changes.is_empty();
    timer.set_value(is_any.then(|| Timeout::new(PAUSE_MS, again)));
}

/// Announces one message by its author and text, several by their number and, if these are few, their authors.
fn said(strings: Strings, news: &[(ChannelId, Message)]) -> String {
    match news {
        [] => String::new(),
        [(_, one)] => strings.said(&one.author.name, &strings.of_message(one, LONGEST)),
        several => {
            let mut names: Vec<&str> = Vec::new();
            for (_, message) in several {
                if !names.contains(&&*message.author.name) {
                    names.push(&message.author.name);
                }
            }
            let words = strings.new_messages(several.len());
            if names.len() > NAMED { words } else { strings.said(&strings.list(&names), &words) }
        }
    }
}

/// Trouble is announced once, and its end once.
fn say_status(chat: Chat, region: Region) {
    let timer: Timer = Stored::new(None);
    let said = Stored::new(None::<String>);
    effect(move || {
        let (trouble, is_live) = chat.state.status.with(|status| {
            let banner = status_words::banner(chat.strings(), status, &chat.live_channel());
            (banner.map(|banner| banner.words), matches!(status, Status::Live | Status::Unanswered))
        });
        let all_well = chat.strings().connected_again();
        let settled = move || {
            if trouble.is_none() && !is_live || said.try_get_value().is_none_or(|said| said == trouble) {
                return;
            }
            say(region, trouble.as_deref().unwrap_or(all_well));
            said.set_value(trouble);
        };
        timer.set_value(Some(Timeout::new(SETTLE_MS, settled)));
    });
}

/// Messages that were not sent, and missing ones that could not be loaded: each once, when it happens, in any
/// channel.
fn say_failures(chat: Chat, region: Region) {
    let strings = chat.strings();
    effect(move || {
        let mut said = String::new();
        chat.state.news.with(|news| {
            for news in news {
                let (channel, words) = match news {
                    News::Arrived(..) | News::Changed(..) | News::Altered(..) => continue,
                    News::ChangeRefused(channel, _, what, why) => {
                        (channel, status_words::refused_change(strings, what, why))
                    }
                    News::Refused(channel, RowState::Failed { why }) => {
                        (channel, strings.refused(&strings.reason(why)))
                    }
                    News::Refused(channel, _) => (channel, strings.withdrawn().to_owned()),
                    News::GapFailed(channel, why) => (channel, strings.gap_failed(&strings.reason(why))),
                };
                if *channel != chat.state.selected.get_untracked() {
                    said.push('#');
                    said.push_str(&isolated(&untrack(|| chat.channel_name(channel)), false));
                    said.push_str(": ");
                }
                said.push_str(&words);
                said.push(' ');
            }
        });
        if !said.is_empty() {
            say(region, said.trim());
        }
    });
}

/// The banners above the composer that stay until dismissed, and the line above the messages.
fn say_notices(chat: Chat, refused: Refused, region: Region) {
    let (state, strings) = (chat.state, chat.strings());
    // Every failed save reports it again, but it is announced once.
    let is_kept = Memo::new(move |_| state.keeps_unsent.get());
    let not_kept = move || (!is_kept.get()).then(|| strings.not_kept().to_owned());
    let unknown =
        move || Some(state.unknown_unsent.get()).filter(|count| *count > 0).map(|count| strings.unknown_unsent(count));
    let outdated = move || state.is_outdated.get().then(|| strings.new_version().to_owned());
    let no_chunk = move || state.lacks_chunk.get().then(|| strings.part_not_loaded().to_owned());
    let not_found = move || banner::of_sought(strings, &state.sought.get()?);
    let not_sent = move || refused.words(strings);
    let not_loaded = move || head_failure(strings, &chat.open_channel().head.get());
    let all: [Box<dyn Fn() -> Option<String>>; 7] = [
        Box::new(not_kept),
        Box::new(unknown),
        Box::new(outdated),
        Box::new(no_chunk),
        Box::new(not_found),
        Box::new(not_sent),
        Box::new(not_loaded),
    ];
    for words in all {
        effect(move || {
            if let Some(words) = words() {
                say(region, &words);
            }
        });
    }
}
