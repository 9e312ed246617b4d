//! Searching: what is asked, what is dropped, and what of a message is shown.

use std::sync::Arc;

use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::message::{Person, PersonId};
use collabspace_chat::model::search::{
    Command, Found, Hit, Names, Piece, Progress, Query, Search, completions, excerpt, fold, is_match, read,
};
use collabspace_chat::model::session::ChannelInfo;
use collabspace_chat::model::time::Timestamp;

fn person(name: &str) -> Arc<Person> {
    Arc::new(Person { id: name.to_lowercase().as_str().into(), name: name.into(), avatar: None })
}

fn hit(id: &str) -> Hit {
    Hit { channel: "general".into(), message: id.into(), author: person("Ada"), at: Timestamp(0), text: id.into() }
}

fn found(ids: &[&str], has_more: bool) -> Found {
    let hits: Vec<_> = ids.iter().map(|id| hit(id)).collect();
    Found { last: hits.last().map(|hit| hit.message.clone()), hits, has_more }
}

fn words(text: &str) -> Query {
    Query { words: text.split(' ').map(str::to_owned).collect(), ..Query::default() }
}

fn ids(search: &Search) -> Vec<&str> {
    search.hits().iter().map(|hit| &*hit.message).collect()
}

/// A search that the backend has been asked for, and the number of that call.
fn asked(text: &str, local: &[&str]) -> (Search, u32) {
    let mut search = Search::default();
    let local = local.iter().map(|id| hit(id)).collect();
    let Some(Command::Wait(number)) = search.look_for(words(text), local, true) else { panic!("no pause") };
    assert!(matches!(search.due(number), Some(Command::Call(of, _)) if of == number));
    (search, number)
}

#[test]
fn what_the_tab_holds_is_shown_until_the_backend_has_answered() {
    let (mut search, number) = asked("deploy", &["local"]);
    assert_eq!((ids(&search), search.is_local(), search.progress()), (vec!["local"], true, &Progress::Running));
    search.answered(number, Ok(found(&["b", "a"], false)));
    assert_eq!((ids(&search), search.is_local(), search.progress()), (vec!["b", "a"], false, &Progress::Done));
    assert_eq!((search.more(), search.retry()), (None, None));
}

#[test]
fn a_pause_in_typing_is_waited_for_and_enter_does_not_wait() {
    let mut search = Search::default();
    let first = search.look_for(words("d"), Vec::new(), true);
    let second = search.look_for(words("de"), Vec::new(), true);
    let (Some(Command::Wait(first)), Some(Command::Wait(second))) = (first, second) else { panic!("no pause") };
    assert_eq!(search.due(first), None, "more was typed since");
    let Some(Command::Call(number, call)) = search.hurry() else { panic!("no call") };
    assert_eq!((number, &*call.words, call.before), (second, "de", None));
    assert_eq!((search.due(second), search.hurry()), (None, None), "it is asked for once");
}

#[test]
fn an_answer_to_an_earlier_query_is_dropped() {
    let (mut search, old) = asked("one", &[]);
    let Some(Command::Wait(new)) = search.look_for(words("two"), vec![hit("local")], true) else { panic!("no pause") };
    search.answered(old, Ok(found(&["stale"], true)));
    assert_eq!((ids(&search), search.is_local(), search.has_more()), (vec!["local"], true, false));
    search.answered(new, Ok(found(&["fresh"], false)));
    assert_eq!(ids(&search), ["fresh"]);
    // Emptied meanwhile.
    let (mut search, number) = asked("one", &[]);
    assert_eq!(search.look_for(Query::default(), vec![hit("local")], true), None);
    search.answered(number, Ok(found(&["stale"], false)));
    assert_eq!((ids(&search), search.progress()), (Vec::new(), &Progress::Idle));
}

#[test]
fn pages_follow_one_another_and_show_each_message_once() {
    let (mut search, number) = asked("x", &[]);
    search.answered(number, Ok(found(&["d", "c"], true)));
    let Some(Command::Call(number, call)) = search.more() else { panic!("no call") };
    assert_eq!(call.before, Some("c".into()));
    assert_eq!((search.more(), ids(&search)), (None, vec!["d", "c"]), "one at a time");
    search.answered(number, Ok(found(&["c", "b"], true)));
    assert_eq!(ids(&search), ["d", "c", "b"]);
    // A backend that says there is more, and does not go on.
    let Some(Command::Call(number, _)) = search.more() else { panic!("no call") };
    search.answered(number, Ok(found(&["b"], true)));
    assert_eq!((search.has_more(), search.more()), (false, None));
}

#[test]
fn a_failure_keeps_what_is_shown_and_can_be_tried_again() {
    let (mut search, number) = asked("x", &["local"]);
    search.answered(number, Err(Failure::NoAnswer));
    assert!(matches!(search.progress(), Progress::Failed(_)));
    assert_eq!((ids(&search), search.is_local()), (vec!["local"], true));
    let Some(Command::Call(number, _)) = search.retry() else { panic!("no call") };
    search.answered(number, Ok(found(&["a"], false)));
    assert_eq!((ids(&search), search.progress()), (vec!["a"], &Progress::Done));
}

#[test]
fn without_the_backend_the_tab_is_all() {
    let mut search = Search::default();
    assert_eq!(search.look_for(words("x"), vec![hit("local")], false), None);
    assert_eq!((ids(&search), search.is_local(), search.progress()), (vec!["local"], true, &Progress::Done));
    assert_eq!((search.more(), search.hurry()), (None, None));
}

#[test]
fn filters_narrow_it_and_say_whom_they_do_not_know() {
    let people = [person("Ada"), person("Adam Ant"), person("Grace Hopper")];
    let channel = |name: &str| ChannelInfo { id: name.into(), name: name.into(), ..ChannelInfo::default() };
    let channels = [channel("general"), channel("random")];
    let names = Names { people: &people, channels: &channels, fold: str::to_lowercase };
    let read = |text: &str| read(text, &names);
    let from = |id: &str| Some(PersonId::from(id));
    let query = read("deploy from:ada  in:#rand on friday");
    assert_eq!(
        (query.words, query.sender, query.channel),
        (["deploy", "on", "friday"].map(str::to_owned).to_vec(), from("ada"), Some("random".into()))
    );
    assert_eq!(read("FROM:\"grace hopper\" x").sender, from("grace hopper"));
    assert_eq!(read("from:\"grace ho").sender, from("grace hopper"), "its quote is not closed yet");
    assert_eq!(read("from:@gr").sender, from("grace hopper"), "the only one that begins so");
    for unknown in ["nobody", "a"] {
        assert_eq!(read(&["from:", unknown].concat()).unknown.as_deref(), Some(unknown));
    }
    assert_eq!(read("from: x"), words("x"), "it is being typed");
    // No filters, but words.
    assert_eq!(read("informed in: says:x").words, ["informed", "says:x"]);
    let mut search = Search::default();
    assert_eq!(search.look_for(read("x from:nobody"), vec![hit("a")], true), None);
    assert_eq!((ids(&search), search.progress()), (Vec::new(), &Progress::Unknown("nobody".into())));

    let complete = |text| completions(text, &names).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
    assert_eq!(complete("x from:ad"), ["x from:Ada ", "x from:\"Adam Ant\" "]);
    assert_eq!(complete("from:hop"), ["from:\"Grace Hopper\" "], "by a later name");
    assert_eq!(complete("in:"), ["in:general ", "in:random "]);
    for none in ["", "x", "from:ada ", "from:\"ada\"", "in:zzz"] {
        assert!(complete(none).is_empty(), "{none:?}");
    }
}

/// As the browser does it, for the letters of these tests.
fn decomposed(text: &str) -> String {
    let letters = text.to_lowercase();
    [("é", "e\u{301}"), ("ｃ", "c"), ("Ⅻ", "xii"), ("ⅻ", "xii"), ("ö", "o\u{308}")]
        .iter()
        .fold(letters, |text, (from, to)| text.replace(from, to))
}

fn folded(text: &str) -> String {
    fold(text, decomposed)
}

/// An excerpt with its hits in square brackets.
fn marked(text: &str, words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| folded(word)).collect();
    let show = |Piece { text, is_hit }| if is_hit { ["[", &text, "]"].concat() } else { text };
    excerpt(text, &words, folded).into_iter().map(show).collect()
}

#[test]
fn hits_are_marked_whatever_their_case_accents_and_width() {
    assert_eq!(marked("Un Café, CAFE\u{301} ｃafe", &["cafe"]), "Un [Café], [CAFE\u{301}] [ｃafe]");
    assert_eq!(marked("cafe", &["CAFÉ"]), "[cafe]");
    assert_eq!(marked("Straße", &["strasse"]), "[Straße]");
    assert_eq!(marked("Ⅻ", &["ii"]), "[Ⅻ]", "a part of a character is all of it");
    assert_eq!(marked("今天天气很好", &["天"]), "今[天天]气很好");
    assert_eq!(marked("aaaa", &["aa", "aaa"]), "[aaaa]");
    assert_eq!(marked("one two three", &["three", "one"]), "[one] two [three]");
    assert_eq!(marked("nothing of it", &["x"]), "nothing of it");
    assert!(is_match("Un Café", &["cafe".into(), "un".into()], folded));
    assert!(!is_match("Un Café", &["cafe".into(), "deux".into()], folded));
}

#[test]
fn a_long_message_is_shown_around_its_first_hit() {
    let long = ["word ".repeat(100), "needle".into(), " word".repeat(100)].concat();
    let shown = marked(&long, &["needle"]);
    assert!(shown.starts_with("…word ") && shown.contains(" [needle] ") && shown.ends_with('…'), "{shown}");
    assert!(shown.chars().count() < 220);
    let han = ["字".repeat(1_000), "针".into(), "字".repeat(1_000)].concat();
    assert!(marked(&han, &["针"]).contains("字[针]字"));
    // A hit that is longer than the excerpt.
    assert_eq!(marked(&"x".repeat(5_000), &["x"]).chars().count(), 203);
}
