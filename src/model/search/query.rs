//! A query as typed: words, and the filters `from:name` and `in:channel`. A name with spaces is quoted.

use std::sync::Arc;

use crate::model::message::{ChannelId, Person, PersonId};
use crate::model::session::ChannelInfo;
use crate::model::text::cut;

/// The maximum number of completions.
const MOST: usize = 8;

/// A parsed query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The words; each must occur.
    pub words: Vec<String>,
    /// Only in this channel.
    pub channel: Option<ChannelId>,
    /// Only by this person.
    pub sender: Option<PersonId>,
    /// A filter's name that is not known, or is ambiguous.
    pub unknown: Option<String>,
}

/// The names that filters are read with.
pub struct Names<'a> {
    /// The people that are known here.
    pub people: &'a [Arc<Person>],
    /// The channels of the workspace.
    pub channels: &'a [ChannelInfo],
    /// Folds a name for comparing.
    pub fold: fn(&str) -> String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Filter {
    From,
    In,
}

impl Filter {
    const ALL: [(&'static str, Self); 2] = [("from:", Self::From), ("in:", Self::In)];

    fn at_start(text: &str) -> Option<(Self, &str)> {
        Self::ALL.into_iter().find_map(|(prefix, filter)| {
            let is_it = text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
            is_it.then(|| (filter, cut(text, prefix.len()..)))
        })
    }

    fn prefix(self) -> &'static str {
        match self {
            Self::From => "from:",
            Self::In => "in:",
        }
    }
}

/// A part of a query.
struct Part<'a> {
    /// Where it begins, in bytes.
    start: usize,
    filter: Option<Filter>,
    /// The word, or what the filter names.
    value: &'a str,
    /// Whether what is typed next belongs to it.
    is_open: bool,
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return parts;
        }
        let start = text.len() - rest.len();
        let (filter, named) = Filter::at_start(rest).map_or((None, rest), |(filter, named)| (Some(filter), named));
        let quoted = named.strip_prefix('"').filter(|_| filter.is_some());
        let (value, after) = match quoted {
            Some(quoted) => quoted.split_once('"').map_or((quoted, None), |(value, after)| (value, Some(after))),
            None => match named.find(char::is_whitespace) {
                Some(end) => (cut(named, ..end), Some(cut(named, end..))),
                None => (named, None),
            },
        };
        parts.push(Part { start, filter, value, is_open: after.is_none() });
        rest = after.unwrap_or_default();
    }
}

/// Reads a query.
#[must_use]
pub fn read(text: &str, names: &Names<'_>) -> Query {
    let mut query = Query::default();
    for Part { filter, value, .. } in parts(text) {
        let is_known = match filter {
            None => {
                query.words.push(value.to_owned());
                true
            }
            // It is still being typed.
            Some(_) if value.is_empty() => true,
            Some(Filter::From) => {
                query.sender = one(names, value, names.people.iter().map(|person| (&*person.name, &person.id)));
                query.sender.is_some()
            }
            Some(Filter::In) => {
                query.channel = one(names, value, names.channels.iter().map(|channel| (&*channel.name, &channel.id)));
                query.channel.is_some()
            }
        };
        if !is_known && query.unknown.is_none() {
            query.unknown = Some(value.to_owned());
        }
    }
    query
}

/// The one that is called so, or the only one whose name begins so.
fn one<'a, T: Clone + PartialEq + 'a>(
    names: &Names<'_>,
    value: &str,
    all: impl Iterator<Item = (&'a str, &'a T)>,
) -> Option<T> {
    let wanted = (names.fold)(value.trim_start_matches(['@', '#']));
    let mut begun: Option<&T> = None;
    let mut is_one = true;
    for (name, id) in all {
        let name = (names.fold)(name);
        if name == wanted {
            return Some(id.clone());
        }
        if name.as_bytes().starts_with(wanted.as_bytes()) {
            is_one &= begun.is_none_or(|other| other == id);
            begun = Some(id);
        }
    }
    begun.filter(|_| is_one).cloned()
}

/// What the filter at the end of a query may become: the whole text for each, without quotes and with them.
#[must_use]
pub fn completions(text: &str, names: &Names<'_>) -> Vec<(String, String)> {
    let Some(Part { start, filter: Some(filter), value, is_open: true }) = parts(text).pop() else {
        return Vec::new();
    };
    let wanted = (names.fold)(value.trim_start_matches(['@', '#']));
    let mut all: Vec<&str> = match filter {
        Filter::From => names.people.iter().map(|person| &*person.name).collect(),
        Filter::In => names.channels.iter().map(|channel| &*channel.name).collect(),
    };
    all.retain(|name| {
        let name = (names.fold)(name);
        name.split(' ').any(|part| part.as_bytes().starts_with(wanted.as_bytes()))
            || name.as_bytes().starts_with(wanted.as_bytes())
    });
    all.truncate(MOST);
    let before = [cut(text, ..start), filter.prefix()].concat();
    let complete = |name: &str| {
        let quote = if name.contains(char::is_whitespace) { "\"" } else { "" };
        ([&before, name].concat(), [&before, quote, name, quote, " "].concat())
    };
    all.into_iter().map(complete).collect()
}
