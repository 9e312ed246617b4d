//! What the composer suggests for the word that is being written.

use std::sync::Arc;

use collabspace_chat::model::completion::{Begun, MOST, Trigger, begun, suggested_emoji, suggested_people};
use collabspace_chat::model::message::Person;

fn emoji(word: &str) -> Vec<String> {
    let list =
        ["😃 smiley", "😄 smile", "😏 smirk", "🙃 upside_down_smile", "👍 thumbsup +1", "😀 grin"].map(str::to_owned);
    suggested_emoji(&list, word).into_iter().map(|found| format!("{} {}", found.text, found.name)).collect()
}

fn people(word: &str) -> Vec<String> {
    let person = |name: &&str| Arc::new(Person { id: (*name).into(), name: (*name).into(), avatar: None });
    let all: Vec<_> = ["Ada Lovelace", "Grace Hopper", "李四光"].iter().map(person).collect();
    suggested_people(&all, word, str::to_lowercase).into_iter().map(|found| found.text).collect()
}

#[test]
fn a_word_begins_with_a_colon_or_an_at_sign_that_stands_free() {
    assert_eq!(begun("so :sm"), Some(Begun { trigger: Trigger::Emoji, start: 3, word: "sm" }));
    assert_eq!(begun(":+1"), Some(Begun { trigger: Trigger::Emoji, start: 0, word: "+1" }));
    assert_eq!(begun("é @Ada L"), Some(Begun { trigger: Trigger::Person, start: 3, word: "Ada L" }));
    assert_eq!(begun("@"), Some(Begun { trigger: Trigger::Person, start: 0, word: "" }));
    for text in ["", "at 10:30", "http:x", ":smile:", "::a", ":-", ":3", ":)", "ada@example", "@ a", "@a\nb", "a"] {
        assert_eq!(begun(text), None, "{text}");
    }
    assert_eq!(begun(&format!("@{}", "字".repeat(5_000))), None);
}

#[test]
fn emoji_are_found_by_any_of_their_names_those_that_begin_so_first() {
    assert_eq!(emoji("smi"), ["😃 :smiley:", "😄 :smile:", "😏 :smirk:", "🙃 :upside_down_smile:"]);
    assert_eq!(emoji("+"), ["👍 :+1:"]);
    assert_eq!(emoji("SMILE"), ["😄 :smile:", "😃 :smiley:", "🙃 :upside_down_smile:"], "what is called so first");
    assert!(emoji("xyz").is_empty());
    let many: Vec<_> = (0..50).map(|at| format!("x same_{at}")).collect();
    assert_eq!(suggested_emoji(&many, "same").len(), MOST);
}

#[test]
fn people_are_found_by_any_part_of_their_name() {
    assert_eq!(people("a"), ["@Ada Lovelace"]);
    assert_eq!(people("hop"), ["@Grace Hopper"]);
    assert_eq!(people("李"), ["@李四光"]);
    assert_eq!(people("").len(), 3);
    assert!(people("Ada Lovelace ").is_empty(), "it is written out");
}
