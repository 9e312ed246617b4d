//! How much of a long message is shown until the reader asks for the rest.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use collabspace_chat::model::fold::part;

#[test]
fn a_message_of_the_usual_length_is_whole() {
    let paragraph = "word ".repeat(1_000);
    let lines = "line\n".repeat(39);
    for text in ["", "a", &paragraph, &lines] {
        assert_eq!((&*part(text, 0).text, part(text, 0).is_whole), (text, true));
    }
}

#[test]
fn a_message_that_would_fill_the_screen_is_folded_and_shown_whole_on_request() {
    for text in ["\n".repeat(5_000), "- a\n".repeat(1_250), "*a* ".repeat(1_250), "é".repeat(7_000)] {
        let folded = part(&text, 0);
        assert!(!folded.is_whole && text.starts_with(&*folded.text));
        assert!(folded.text.chars().filter(|c| *c == '\n').count() <= 30, "{folded:?}");
        assert_eq!(part(&text, 1).text, Cow::Borrowed(&text), "the contract's longest is whole at once");
        assert!(part(&text, 1).is_whole);
    }
}

#[test]
fn a_foreign_text_of_any_length_is_shown_in_steps_that_take_no_time() {
    let text = "wörd ".repeat(40_000);
    let lengths: Vec<_> = (0..12).map(|steps| part(&text, steps).text.chars().count()).collect();
    assert!(lengths.is_sorted() && lengths[0] < 4_100 && lengths[1] < 20_100, "{lengths:?}");
    assert!(!part(&text, 9).is_whole && part(&text, 10).is_whole);
    let begin = Instant::now();
    (0..100).for_each(|_| assert!(!part(&text, 0).is_whole));
    assert!(begin.elapsed() < Duration::from_secs(2), "{:?}", begin.elapsed());
}

#[test]
fn a_fold_is_between_words_and_closes_a_block_of_code() {
    let text = "word ".repeat(2_000);
    assert!(part(&text, 0).text.ends_with("word "));
    let code = format!("see\n```rust\n{}```\nend", "let a = 1;\n".repeat(100));
    let folded = part(&code, 0).text;
    assert!(folded.starts_with("see\n```rust\nlet a = 1;") && folded.ends_with("let a = 1;\n```"), "{folded}");
    let closed = format!("```\na\n```\n{}", "line\n".repeat(100));
    assert!(part(&closed, 0).text.ends_with("\nline"));
}
