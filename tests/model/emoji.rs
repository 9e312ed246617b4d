//! The emoji of the picker.

use collabspace_chat::model::emoji::{Emoji, Group, USUAL, Used, find, without_tone};

fn groups() -> Vec<Group> {
    let smileys = "Smileys\n😀\tgrinning face\tcheerful happy\n😺\tgrinning cat\tface\n🥐\tcroissant\tcafé bread";
    let people = "People\n👋\twaving hand\thello\t1\n👩\u{200d}🔬\twoman scientist\tbiology\t1\n\
                  👩\u{200d}❤\u{200d}👨\tcouple\tlove\t2";
    vec![Group::read(smileys), Group::read(people)]
}

fn found(wanted: &str) -> Vec<String> {
    // Stands in for the browser, which takes off accents too.
    let fold = |text: &str| text.to_lowercase().replace('é', "e");
    find(&groups(), wanted, fold).into_iter().map(|emoji| emoji.text.to_owned()).collect()
}

#[test]
fn emoji_are_found_by_their_names_and_keywords_whatever_the_order_of_the_words() {
    assert_eq!(found("happy"), ["😀"]);
    assert_eq!(found("cat grinning"), ["😺"]);
    assert_eq!(found("CAFE"), ["🥐"]);
    assert_eq!(found("👋"), ["👋"]);
    assert_eq!(found("nothing like it"), [""; 0]);
}

#[test]
fn those_whose_name_begins_with_the_words_come_first() {
    assert_eq!(found("gr"), ["😀", "😺"]);
    assert_eq!(found("c"), ["🥐", "👩\u{200d}❤\u{200d}👨", "😀", "😺", "👩\u{200d}🔬"]);
}

#[test]
fn a_skin_tone_stands_behind_the_character_that_takes_it() {
    let tones = |line: &str| [0, 1, 5, 6].map(|tone| Emoji::read(line).toned(tone));
    assert_eq!(tones("👋\t\t\t1"), ["👋", "👋🏻", "👋🏿", "👋"]);
    assert_eq!(tones("👩\u{200d}🔬\t\t\t1")[2], "👩🏿\u{200d}🔬");
    assert_eq!(tones("👩\u{200d}❤\u{200d}👨\t\t\t2")[1], "👩🏻\u{200d}❤\u{200d}👨🏻");
    assert_eq!(tones("😀\t\t\t"), ["😀"; 4]);
    let couple = "👩\u{200d}❤\u{200d}👨";
    assert_eq!(without_tone(&Emoji::read(&[couple, "\t\t\t2"].concat()).toned(4)), couple);
}

#[test]
fn a_line_that_lacks_fields_is_an_emoji_without_them() {
    assert_eq!(Emoji::read("😀").name, "");
    assert_eq!(Emoji::read("").toned(3), "");
    assert_eq!(Group::read("").emoji().count(), 0);
}

#[test]
fn what_was_used_last_comes_first_and_each_emoji_once() {
    let mut used = Used::default();
    ["😀", "👋", "😀", "🎉"].iter().for_each(|emoji| used.note(emoji));
    assert_eq!(used.recent().iter().map(|emoji| &**emoji).collect::<Vec<_>>(), ["🎉", "😀", "👋"]);
    assert_eq!(Used::read(&used.written()), used);
}

#[test]
fn what_is_used_again_and_again_is_offered_at_once_before_the_usual_ones() {
    let quick = |used: &Used| used.quick().iter().map(|emoji| emoji.to_string()).collect::<Vec<_>>();
    let mut used = Used::default();
    assert_eq!(quick(&used), USUAL);
    ["🎉", "🦀", "🦀", "👋"].iter().for_each(|emoji| used.note(emoji));
    assert_eq!(quick(&used), ["🦀", "👍", "❤", "😂", "🎉", "😮"], "one use is no habit");
    ["🎉", "🎉"].iter().for_each(|emoji| used.note(emoji));
    assert_eq!(quick(&used)[..2], ["🎉", "🦀"]);
    (0..100).for_each(|_| used.note("😢"));
    assert_eq!(quick(&used), ["😢", "👍", "❤", "😂", "🎉", "😮"], "habits of old are forgotten");
}

#[test]
fn what_the_browser_kept_and_is_no_emoji_is_passed_over() {
    let long = "👩".repeat(9);
    let used = Used::read(&format!("  👋 <script> {long} alert(1)  🎉"));
    assert_eq!(used.recent().iter().map(|emoji| &**emoji).collect::<Vec<_>>(), ["🎉", "👋"]);
}
