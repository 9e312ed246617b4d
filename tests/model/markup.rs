//! Formatting: what becomes of what people write, and what stays.

use std::sync::Arc;
use std::time::{Duration, Instant};

use collabspace_chat::model::markup::emoji::is_emoji_only;
use collabspace_chat::model::markup::{Block, Kind, Mentionable, Span, Style, parse, words};
use proptest::prelude::*;

/// The blocks, written so that a reader sees what is what: `[bold b|words]`, `[code|words]`.
fn shown(text: &str) -> String {
    shown_with(text, &[])
}

fn shown_with(text: &str, names: &[&str]) -> String {
    let names: Vec<Arc<str>> = names.iter().map(|name| Arc::from(*name)).collect();
    blocks(&parse(text, who(&names)))
}

fn who(names: &[Arc<str>]) -> Mentionable<'_> {
    Mentionable { names, lowered: |name| name.to_lowercase() }
}

fn blocks(list: &[Block<'_>]) -> String {
    list.iter().map(block).collect::<Vec<_>>().join("¶")
}

fn block(block: &Block<'_>) -> String {
    match block {
        Block::Text(list) => spans(list),
        Block::Quote(parts) => format!("quote({})", blocks(parts)),
        Block::Code(lines) => format!("code({})", lines.join("\n")),
        Block::List(items) => {
            let item = |item: &collabspace_chat::model::markup::Item<'_>| {
                format!("{}{} {}", "+".repeat(item.level.into()), item.number.unwrap_or("•"), spans(&item.spans))
            };
            format!("list({})", items.iter().map(item).collect::<Vec<_>>().join("; "))
        }
    }
}

fn spans(list: &[Span<'_>]) -> String {
    let mut all = String::new();
    for Span { text, kind, style } in list {
        let Style { bold, italic, strike } = style;
        let mut marks = String::new();
        for (mark, is_there) in [("b", *bold), ("i", *italic), ("s", *strike)] {
            marks += if is_there { mark } else { "" };
        }
        marks += match kind {
            Kind::Text => "",
            Kind::Code => "code",
            Kind::Link => "link",
            Kind::Named(_) => "named",
            Kind::Mention => "name",
        };
        all += &if marks.is_empty() { (*text).to_owned() } else { format!("[{marks}|{text}]") };
    }
    all
}

#[test]
fn what_is_read_aloud_has_no_marks() {
    let text = "**Bold** and `code`, see https://example.org\n> a quote\n\n- one\n- two\n```rust\nlet a = 1;\n```";
    assert_eq!(words(text, 300), "Bold and code, see https://example.org\na quote\n\none\ntwo\nlet a = 1;");
    assert_eq!(words("2 * 3 * 4", 300), "2 * 3 * 4");
    assert_eq!(
        words("the [docs](https://example.com/a) of [example.com](https://example.com)", 300),
        "the docs (example.com) of example.com"
    );
}

#[test]
fn of_a_long_text_only_the_beginning_is_read_aloud() {
    assert_eq!(words("short", 5), "short");
    assert_eq!(words(&"é".repeat(200_000), 300), "é".repeat(300));
    assert_eq!(words(&"*é* ".repeat(50_000), 300).chars().count(), 300);
}

#[test]
fn words_are_bold_italic_and_struck() {
    assert_eq!(shown("a **bold** b"), "a [b|bold] b");
    assert_eq!(shown("*one* and _two_"), "[i|one] and [i|two]");
    assert_eq!(shown("~~gone~~."), "[s|gone].");
    assert_eq!(shown("***both***"), "[bi|both]");
    assert_eq!(shown("**a *b* c**"), "[b|a ][bi|b][b| c]");
    assert_eq!(shown("***a* b**"), "[bi|a][b| b]");
    assert_eq!(shown("***a** b*"), "[bi|a][i| b]");
    assert_eq!(shown("**a *b***"), "[b|a ][bi|b]");
    assert_eq!(shown("~~_**all**_~~"), "[bis|all]");
    assert_eq!(shown("(*so*), \"**this**\""), "([i|so]), \"[b|this]\"");
    assert_eq!(shown("这是**粗体**文字"), "这是[b|粗体]文字");
}

#[test]
fn what_has_no_partner_stays() {
    for text in [
        "**bold",
        "bold**",
        "*a",
        "_a",
        "~~a",
        "`a",
        "```a",
        "a `` b `",
        "**a*",
        "*a _b",
        "~a~",
        "****",
        "a * * b",
        "** a **",
        "*_*",
        "^_^ -_- >_<",
        "¯\\_(ツ)_/¯",
        "(*_*)",
        "*\n*",
        "**a\nb**",
        "`a\nb`",
    ] {
        assert_eq!(shown(text), text);
    }
    assert_eq!(shown("**a *b**"), "[b|a *b]");
    assert_eq!(shown("*a **b*"), "[i|a **b]");
}

#[test]
fn signs_within_words_and_sums_are_no_formatting() {
    for text in [
        "snake_case_name",
        "a_b_",
        "_private_name",
        "__init__",
        "2*3*4",
        "2 * 3 * 4",
        "a**b**c",
        "5 * x, 6 * y",
        "src/*.rs and tests/*.rs",
        "**/*.rs",
        "int* a, int* b",
        "char *a, *b;",
        "f(**a, **b)",
        "*.rs *.toml",
        "SELECT * FROM a, b WHERE *",
        "привет_мир_",
        "1~~2~~3",
    ] {
        assert_eq!(shown(text), text);
    }
}

#[test]
fn addresses_keep_their_signs() {
    assert_eq!(shown("https://a.b/x_y_z*1*2~~3~~"), "[link|https://a.b/x_y_z*1*2~~3]~~");
    assert_eq!(shown("_https://a.b/c_d_"), "[ilink|https://a.b/c_d]");
    assert_eq!(shown("**see https://a.b/** now"), "[b|see ][blink|https://a.b/] now");
    assert_eq!(shown("![x](https://a.b/p.png) # no\n# heading"), "![x]([link|https://a.b/p.png]) # no\n# heading");
}

#[test]
fn code_wins_over_everything() {
    assert_eq!(shown("`**a** _b_ https://c.d @Ada`"), "[code|**a** _b_ https://c.d @Ada]");
    assert_eq!(shown("**a `b** c` d"), "**a [code|b** c] d");
    assert_eq!(shown("**`a`**"), "[bcode|a]");
    assert_eq!(shown("``a ` b``"), "[code|a ` b]");
    assert_eq!(shown("`` ` ``"), "[code|`]");
    assert_eq!(shown("```one line```"), "[code|one line]");
    assert_eq!(shown("a ` b `` c `"), "a [code|b `` c]");
}

#[test]
fn fenced_code_is_kept_exactly() {
    assert_eq!(shown("see\n```rust\nfn main() {\n    *a* ;\n\n}\n```\nso"), "see¶code(fn main() {\n    *a* ;\n\n})¶so");
    assert_eq!(shown("```\n> - 1. @x\n```"), "code(> - 1. @x)");
    assert_eq!(shown("```a b\nc```"), "code(a b\nc)");
    assert_eq!(shown("````\n```\n````"), "code(```)");
    assert_eq!(shown("```\nnever closed"), "```\nnever closed");
    assert_eq!(shown("```\n```"), "```\n```");
}

#[test]
fn quotes_contain_other_peoples_text() {
    assert_eq!(shown("> a **b**\n> c\nd"), "quote(a [b|b]\nc)¶d");
    assert_eq!(shown("> a\n>\n> b"), "quote(a\n\nb)");
    assert_eq!(shown("> > a\n> b"), "quote(quote(a)¶b)");
    assert_eq!(shown("> - a\n> - b"), "quote(list(• a; • b))");
    assert_eq!(shown("> ```\n> x\n> ```"), "quote(code(x))");
    for text in [">:(", ">", "> ", ">5 apples", "a > b", "->"] {
        assert_eq!(shown(text), text);
    }
}

#[test]
fn lists_keep_their_numbers() {
    assert_eq!(shown("to do:\n- a\n* b\n  - c\nend"), "to do:¶list(• a; • b; +• c)¶end");
    assert_eq!(shown("1. a\n1. b\n10. _c_"), "list(1. a; 1. b; 10. [i|c])");
    assert_eq!(shown("            - deep"), "list(+++• deep)");
    assert_eq!(shown("- a\n\t- b\n\t\t1. c\n  \t- d\n-\te"), "list(• a; +• b; ++1. c; ++• d; • e)");
    for text in ["-a", "- ", "-5 degrees", "1.5 or 2.5", "2026. That was a year", "1) a", "*a", "1."] {
        assert_eq!(shown(text), text);
    }
}

#[test]
fn names_that_are_known_are_mentioned() {
    let names = ["Ann", "Ada", "Ada Lovelace", "李四", "snake_case"];
    assert_eq!(shown_with("@Ada, see", &names), "[name|@Ada], see");
    assert_eq!(shown_with("@ada lovelace!", &names), "[name|@ada lovelace]!");
    assert_eq!(shown_with("**@Ann**", &names), "[bname|@Ann]");
    assert_eq!(shown_with("你好@李四你好", &names), "你好[name|@李四]你好");
    assert_eq!(shown_with("@snake_case_ a", &names), "@snake_case_ a");
    for text in ["@Annette", "@ada_x", "me@Ada", "@", "@@", "@Grace", "@ Ada"] {
        assert_eq!(shown_with(text, &names), text);
    }
    assert_eq!(shown("@Ada"), "@Ada");
}

#[test]
fn names_with_letters_beyond_ascii_are_mentioned_whole() {
    let names = ["Rob", "Юля", "Робå", "Élodie", "Ångström", "محمد", "민수", "İpek"];
    assert_eq!(shown_with("@юля, @ЮЛЯ!", &names), "[name|@юля], [name|@ЮЛЯ]!");
    assert_eq!(shown_with("@éLODIE @ångström", &names), "[name|@éLODIE] [name|@ångström]");
    assert_eq!(shown_with("@محمد،", &names), "[name|@محمد]،");
    assert_eq!(shown_with("@민수가", &names), "[name|@민수]가");
    assert_eq!(shown_with("@Rob’s, @Rob—", &names), "[name|@Rob]’s, [name|@Rob]—");
    for text in ["@Robå", "@Robé", "@юлями", "@Élodies", "@محمدی", "@Roб"] {
        assert_eq!(shown_with(text, &names), text);
    }
}

#[test]
fn an_e_mail_address_mentions_no_one() {
    let names = ["Rob", "Юля", "example"];
    for text in
        ["ada@rob", "josé@rob.de", "юля@юля", "ada.@rob.de", "ada+@rob.de", "@rob@example.org", "a.b@example.com"]
    {
        assert_eq!(shown_with(text, &names), text);
    }
    assert_eq!(shown_with("Thanks.@Rob", &names), "Thanks.[name|@Rob]");
    assert_eq!(shown_with("(@Rob) @Rob. Next", &names), "([name|@Rob]) [name|@Rob]. Next");
}

#[test]
fn a_few_emoji_alone_are_large() {
    for text in ["🎉", "👍🏽 ❤️", "👩‍👩‍👧‍👦", "🇩🇪🇫🇷", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "☕\n⭐", "😀😀😀😀😀😀😀😀"]
    {
        assert!(is_emoji_only(text), "{text}");
    }
    for text in ["", " ", "a", "🎉a", "1", "12", "#", "😀😀😀😀😀😀😀😀😀", "🇩", "\u{200d}", "\u{fe0f}", "—", "…", "→"]
    {
        assert!(!is_emoji_only(text), "{text}");
    }
}

/// Reading a text of 20 times the length takes about 20 times as long. What grew with the square would take 400 times
/// as long.
#[test]
fn near_misses_are_read_in_one_go() {
    let pieces = [
        "*",
        "**",
        "***",
        "_",
        "~~",
        "`",
        "``",
        "```",
        "*a",
        "**a ",
        " *a",
        " _a",
        " ~~a",
        " **a *b _c",
        "a* ",
        "a_ ",
        "`a``b```c",
        "> ",
        "> > ",
        "- ",
        "1. ",
        "```\n",
        "````a\n```b\n",
        "@",
        "@A",
        "@Ad ",
        ":",
        "http:",
        "https://)",
        ";www.",
        "www.a.b;",
        "https://a/",
        "https://a@",
        "https://a\u{202e}",
        "mailto:",
        "mailto:a@b ",
        "@é",
        "@ádám ",
        "*a `b _c ",
        "\n> *a\n- _b\n",
        "***a ** b ",
        "_*",
        "*_~~",
    ];
    let names: Vec<Arc<str>> = (0..100).map(|at| format!("Adam {at}").into()).chain(["Ádám".into()]).collect();
    let took = |piece: &str, length: usize| {
        let text = piece.repeat(length / piece.len());
        let start = Instant::now();
        assert!(!parse(&text, who(&names)).is_empty());
        start.elapsed()
    };
    for piece in pieces {
        // A machine that is busy in the wrong moment is asked again.
        let mut tries = (0..5).map(|_| (took(piece, 5_000), took(piece, 100_000)));
        let is_in_one_go = |(short, long): (Duration, Duration)| {
            long < short.max(Duration::from_micros(200)) * 150 && short < Duration::from_secs(2)
        };
        assert!(tries.any(is_in_one_go), "{piece:?}: {:?}", (took(piece, 5_000), took(piece, 100_000)));
    }
    let mut falling: String = (3..300).rev().map(|length| format!("{}\n", "`".repeat(length))).collect();
    falling.push('x');
    assert!(!parse(&falling, Mentionable::NOBODY).is_empty());
}

#[test]
fn nesting_of_any_depth_is_read() {
    let deep = "> ".repeat(2_500) + "a";
    assert_eq!(shown(&deep), format!("quote(quote(quote({}a)))", "> ".repeat(2_497)));
    let opened: String = (0..1_000).map(|_| "**a *b ~~c ").collect();
    let closed: String = (0..1_000).map(|_| "c~~ b* a** ").collect();
    let text = opened + &closed;
    assert!(parse(&text, Mentionable::NOBODY).len() == 1);
}

/// All letters and digits of the text, in order: none is lost, doubled or moved, whatever the markers around them are.
fn letters(list: &[Block<'_>], all: &mut String) {
    let from_spans = |spans: &[Span<'_>], all: &mut String| {
        spans.iter().for_each(|span| all.extend(span.text.chars().filter(|c| c.is_alphanumeric())));
    };
    for block in list {
        match block {
            Block::Text(spans) => from_spans(spans, all),
            Block::Quote(parts) => letters(parts, all),
            Block::Code(lines) => {
                lines.iter().for_each(|line| all.extend(line.chars().filter(|c| c.is_alphanumeric())));
            }
            Block::List(items) => {
                for item in items {
                    all.extend(item.number.unwrap_or_default().chars().filter(|c| c.is_alphanumeric()));
                    from_spans(&item.spans, all);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_letter_is_lost_whatever_is_written(text in "([*_~`>@:. \n-]{0,3}(a|é|字|1|🎉|https://x.y|Ada|1\\. |- |> |```\n)?){0,40}") {
        let names: [Arc<str>; 2] = ["Ada".into(), "Ada a".into()];
        let mut found = String::new();
        letters(&parse(&text, who(&names)), &mut found);
        // The language of a fence is not shown.
        let is_fenced = text.contains("```");
        let expected: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        if is_fenced {
            let mut rest = expected.chars();
            prop_assert!(found.chars().all(|c| rest.any(|other| other == c)), "{found:?} of {text:?}");
        } else {
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_text_without_markers_is_one_span(text in "[a-zé字 ]{0,60}") {
        prop_assert_eq!(parse(&text, Mentionable::NOBODY), vec![Block::Text(vec![Span { text: &text, kind: Kind::Text, style: Style::default() }])]);
    }
}
