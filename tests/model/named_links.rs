//! Words that lead to an address: which are a link, and what a reader sees of where they lead.

use std::time::{Duration, Instant};

use collabspace_chat::model::markup::links::{Piece, host_beside, linkify};
use collabspace_chat::model::markup::{Block, Kind, Mentionable, parse};

/// A text with its links: `⟦address⟧`, `⟦words|host → address⟧`.
fn shown(text: &str) -> String {
    let one = |piece: Piece<'_>| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Link(address) => format!("⟦{address}⟧"),
        Piece::Named(words, address) => {
            format!("⟦{words}|{} → {address}⟧", host_beside(words, address).unwrap_or_default())
        }
    };
    linkify(text).into_iter().map(one).collect()
}

#[test]
fn words_lead_to_an_address_and_its_host_is_seen() {
    for (written, seen) in [
        ("[the docs](https://example.com/a)", "⟦the docs|example.com → https://example.com/a⟧"),
        (
            "see [a](http://a.example), [b](HTTPS://B.example:80/?c).",
            "see ⟦a|a.example → http://a.example⟧, ⟦b|B.example → HTTPS://B.example:80/?c⟧.",
        ),
        ("([a](https://a.example))", "(⟦a|a.example → https://a.example⟧)"),
        ("[a [b] c](https://a.example/x_(y))!", "⟦a [b] c|a.example → https://a.example/x_(y)⟧!"),
        ("] [a](https://a.example) [", "] ⟦a|a.example → https://a.example⟧ ["),
        ("[ a\t](https://a.example)", "⟦a|a.example → https://a.example⟧"),
        ("[توثيق](https://例え.テスト/道)", "⟦توثيق|例え.テスト → https://例え.テスト/道⟧"),
        (
            "[می\u{200c}خواهم 👩\u{200d}🚀](https://a.example)",
            "⟦می\u{200c}خواهم 👩\u{200d}🚀|a.example → https://a.example⟧",
        ),
        ("见[文档](https://example.com)。", "见⟦文档|example.com → https://example.com⟧。"),
        ("[x](http://[::1]:3000/)", "⟦x|[::1] → http://[::1]:3000/⟧"),
        // They are the address, or its host.
        ("[https://a.example/b](https://a.example/b)", "⟦https://a.example/b⟧"),
        ("[www.a.example](https://www.a.example)", "⟦www.a.example⟧"),
        ("[a.example](https://A.example/b)", "⟦a.example| → https://A.example/b⟧"),
        ("[a.example/b?c](https://www.a.example/b?c)", "⟦a.example/b?c| → https://www.a.example/b?c⟧"),
        ("[mailto:ada@a.example](mailto:ada@a.example)", "⟦mailto:ada@a.example⟧"),
    ] {
        assert_eq!(shown(written), seen, "{}", written.escape_unicode());
    }
}

#[test]
fn words_that_seem_to_lead_elsewhere_do_not_hide_the_host() {
    for (written, seen) in [
        ("[google.com](https://evil.example)", "⟦google.com|evil.example → https://evil.example⟧"),
        ("[docs (google.com)](https://evil.example)", "⟦docs (google.com)|evil.example → https://evil.example⟧"),
        (
            "[evil.example google.com](https://evil.example)",
            "⟦evil.example google.com|evil.example → https://evil.example⟧",
        ),
        (
            "[google.com/evil.example](https://evil.example)",
            "⟦google.com/evil.example|evil.example → https://evil.example⟧",
        ),
        ("[a](https://google.com.evil.example/)", "⟦a|google.com.evil.example → https://google.com.evil.example/⟧"),
        // An address in the words leads where it says.
        ("[https://google.com](https://evil.example)", "[⟦https://google.com⟧](⟦https://evil.example⟧)"),
        ("[see www.google.com!](https://evil.example)", "[see ⟦www.google.com⟧!](⟦https://evil.example⟧)"),
        ("[https://a@b.example](https://evil.example)", "[https://a@b.example](⟦https://evil.example⟧)"),
        ("[https://a.example/](https://a.example/b)", "[⟦https://a.example/⟧](⟦https://a.example/b⟧)"),
    ] {
        assert_eq!(shown(written), seen, "{}", written.escape_unicode());
    }
}

#[test]
fn what_is_broken_or_disguised_stays_text() {
    for seen in [
        // Not of the web.
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        "[a](//a.example) [a](a.example) [a](/path) [a]()",
        "[a](⟦www.a.example⟧)",
        "[a](⟦mailto:ada@a.example⟧)",
        "[a](javascript:⟦https://a.example⟧)",
        // No link by itself.
        "[a](https://google.com@evil.example)",
        "[a](https://evil.example/\u{202e}moc.elgoog)",
        "[a](https://g\u{43e}ogle.com)",
        "[a](https://google.com\\@evil.example)",
        // Words that show nothing, or something else than they are.
        "[](⟦https://a.example⟧)",
        "[  ](⟦https://a.example⟧)",
        "[\u{2800}](⟦https://a.example⟧)",
        "[\u{202e}moc.elgoog](⟦https://evil.example⟧)",
        "[\u{2067}a\u{2069}](⟦https://evil.example⟧)",
        "[goo\u{200b}gle](⟦https://evil.example⟧)",
        "[a\u{200d}b](⟦https://evil.example⟧)",
        "[\u{e0061}\u{e0062}](⟦https://evil.example⟧)",
        // Broken.
        "[a] (⟦https://a.example⟧)",
        "[a](⟦https://a.example⟧",
        "[a](⟦https://a.example⟧.)",
        "[a](⟦https://a.example⟧ \"title\")",
        "[a](<⟦https://a.example⟧>)",
        "a](⟦https://a.example⟧)",
        "[a]](⟦https://a.example⟧)",
        "(a](⟦https://a.example⟧)",
        "[a] b](⟦https://a.example⟧)",
        "[a]\u{200b}(⟦https://a.example⟧)",
        "![a](⟦https://a.example/a.png⟧)",
        "![⟦https://a.example⟧](⟦https://a.example⟧)",
    ] {
        let written = seen.replace(['⟦', '⟧'], "");
        assert_eq!(shown(&written), seen, "{}", seen.escape_unicode());
    }
    // Of nested ones the inner counts.
    let inner = "[a ⟦b|b.example → https://b.example⟧ c](⟦https://a.example⟧)";
    assert_eq!(shown("[a [b](https://b.example) c](https://a.example)"), inner);
    assert_eq!(
        shown("[[b](https://b.example)](https://a.example)"),
        "[⟦b|b.example → https://b.example⟧](⟦https://a.example⟧)"
    );
    assert_eq!(shown("https://a.example/[b](https://c.example)"), "⟦https://a.example/[b](https://c.example)⟧");
}

/// The spans of a text of one block: words, and where they lead.
fn spans(text: &str) -> Vec<(&str, Kind<'_>, bool)> {
    match parse(text, Mentionable::NOBODY).swap_remove(0) {
        Block::Text(spans) => spans.into_iter().map(|span| (span.text, span.kind, span.style.bold)).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn marks_around_it_count_and_those_within_are_words() {
    let to = Kind::Named("https://a.example");
    assert_eq!(spans("**[a](https://a.example)**"), [("a", to, true)]);
    assert_eq!(
        spans("**b [*a*](https://a.example)** c"),
        [("b ", Kind::Text, true), ("*a*", to, true), (" c", Kind::Text, false)]
    );
    assert_eq!(spans("[**a](https://a.example)**"), [("**a", to, false), ("**", Kind::Text, false)]);
}

#[test]
fn nothing_in_code_is_a_link() {
    for text in ["`[a](https://a.example)`", "[`a](https://a.example)`", "[a](`https://a.example`)"] {
        assert!(spans(text).iter().all(|(_, kind, _)| matches!(kind, Kind::Text | Kind::Code)), "{text}");
    }
    assert!(matches!(&parse("```\n[a](https://a.example)\n```", Mentionable::NOBODY)[..], [Block::Code(_)]));
    assert_eq!(
        spans("[`a`](https://a.example)").iter().filter(|(_, kind, _)| matches!(kind, Kind::Named(_))).count(),
        0
    );
}

#[test]
fn it_is_within_one_line() {
    assert!(spans("[a\nb](https://a.example)").iter().all(|(_, kind, _)| !matches!(kind, Kind::Named(_))));
    assert!(spans("[a](\nhttps://a.example)").iter().all(|(_, kind, _)| !matches!(kind, Kind::Named(_))));
}

#[test]
fn hundreds_of_thousands_of_brackets_are_read_in_one_go() {
    // In one go a debug build takes seconds for all of them; each again for every bracket, it would take hours.
    let most = 100_000;
    for text in [
        "[".repeat(most),
        "[".repeat(most) + &"](https://a.example)".repeat(most),
        "[".repeat(most) + "\u{200b}" + &"](https://a.example)".repeat(most),
        "[](https://a.example/[".repeat(most),
        "[x](https://a.example/(".repeat(most),
        "[x](https://".repeat(most),
        "](".repeat(most) + "https://a.example",
        "[".repeat(most) + &"]".repeat(most) + "(https://a.example)",
        "[https://a.example](https://a.example".repeat(most),
    ] {
        let begin = Instant::now();
        let pieces = linkify(&text);
        assert!(!pieces.is_empty());
        assert!(begin.elapsed() < Duration::from_secs(20), "{:?} for {}", begin.elapsed(), &text[..40]);
    }
}
