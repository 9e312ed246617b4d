//! Which part of a text is an address: what is clicked leads where it seems to lead.

use collabspace_chat::model::markup::links::{Piece, linkify, target};

/// A text with its links in brackets.
fn shown(text: &str) -> String {
    let bracketed = |piece: Piece<'_>| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Link(text) => format!("⟦{text}⟧"),
        Piece::Named(words, address) => format!("⟦{words}→{address}⟧"),
    };
    linkify(text).into_iter().map(bracketed).collect()
}

/// Each text as it should be seen; without the brackets it is what was written.
const SEEN: [&str; 88] = [
    // What stands around an address in the scripts that have no spaces.
    "见⟦https://example.com⟧。谢谢大家",
    "见⟦https://example.com/a⟧。谢谢大家",
    "见⟦https://example.com⟧，再见",
    "（⟦https://example.com⟧）",
    "「⟦https://example.com/道⟧」と",
    "《⟦https://example.com⟧》",
    "看：⟦https://example.com/a?b=c⟧；好",
    "⟦https://example.com⟧！真的",
    "⟦https://example.com/x⟧？真的",
    "⟦https://例え.テスト/道⟧、と",
    "⟦https://ja.wikipedia.org/wiki/ジョン・レノン⟧ と",
    "⟦https://example.com⟧　全角",
    "مرحبا ⟦https://example.com/سلام⟧،",
    "⟦https://example.com⟧؟",
    "देखो ⟦https://example.com/क⟧।",
    // Quotation marks.
    "[\"Paste: ⟦http://hpaste.org⟧\",\"Logs: ⟦http://tunes.org/a⟧\"]",
    "“⟦https://example.com/a⟧”",
    "«⟦https://example.com/a⟧»",
    "'⟦https://example.com⟧'",
    "'⟦https://example.com/a⟧','⟦https://example.com/b⟧'",
    "⟦https://example.com/it's⟧",
    "⟦https://example.com/l’été⟧ oui",
    "<a href=\"⟦https://example.com/a⟧\">",
    "`⟦https://example.com⟧`",
    // Brackets.
    "⟦https://example.com/a_(b)⟧",
    "(⟦https://example.com/a_(b)⟧)",
    "(see ⟦https://example.com/a_(b)⟧.)",
    "⟦https://example.com/a⟧)b",
    "[⟦https://example.com/a⟧]",
    "⟦https://example.com/?q[]=1⟧",
    "{⟦https://example.com/a⟧}",
    "⟦http://[::1]:3000/⟧",
    "⟦https://example.com/a⟧](b",
    // What ends the sentence.
    "⟦https://example.com⟧.",
    "⟦https://example.com/a.b?c=d⟧...",
    "⟦https://example.com/a⟧?!",
    "⟦https://example.com⟧…",
    "⟦https://example.com/a⟧, ⟦https://example.org⟧;",
    "⟦https://example.com/a⟧,⟦https://example.org/b⟧",
    "|⟦https://example.com/a⟧|",
    "⟦https://example.com/?a=1⟧",
    "⟦https://example.com/#a,b;c:d⟧",
    "⟦https://example.com/~ada/-/@b⟧",
    "⟦https://example.com:8443/a⟧",
    "⟦https://example.com⟧:",
    "⟦https://example.com⟧: see",
    // User names in front of the host.
    "https://google.com@evil.example",
    "https://google.com@evil.example/a",
    "https://google.com:80@evil.example",
    "https://user:pass,word@evil.example",
    "https://google.com%2f@evil.example",
    "https://google.com%2fevil.example",
    "https://google.com\\@evil.example",
    "https://google.com\\evil.example",
    "⟦https://medium.com/@ada⟧",
    "⟦https://example.com/?to=a@b.c⟧",
    // Invisible and bidirectional characters.
    "https://evil.example/\u{202e}moc.elgoog",
    "https://evil.example\u{202e}moc.elgoog",
    "https://goo\u{200b}gle.com",
    "https://google.com\u{200b}.evil.example",
    "https://google.com/\u{2067}a",
    "https://google.com/a\u{ad}b",
    "https://google.com/a\u{3164}b",
    "\u{2067}⟦https://example.com/a⟧\u{2069}",
    "⟦https://example.com/a⟧\u{200b} b",
    "\u{202e}⟦https://example.com/a⟧\u{202c}",
    "⟦https://example.com/❤️/می\u{200c}خواهم⟧",
    // Letters that look like others.
    "https://g\u{43e}ogle.com",
    "https://ｇoogle.com",
    "https://google．com",
    "https://ⓖoogle.com",
    "⟦https://пример.com/⟧",
    "⟦https://bücher.example/⟧",
    "⟦https://i❤.ws⟧",
    // No scheme.
    "⟦www.example.com⟧.",
    "见⟦www.example.com/a⟧。",
    "⟦WWW.Example.com:80/a⟧",
    "www.example",
    "www.. www. xwww.a.b ada@www.a.b http:/www.a.b",
    "www.google.com@evil.example",
    // Mail.
    "⟦mailto:ada@example.com?subject=a⟧, b",
    "mailto: mailto:ada",
    // Other schemes.
    "javascript:alert(1) data:text/html,x vbscript:x file:///etc ftp://a.b //a.b blob:https",
    "javascript:⟦https://x.example⟧",
    "xhttp://a.b ahttps://a.b view-source+http://a.b",
    "https:// http://. https://)",
    "⟦http://موقع.وزارة-الاتصالات.مصر/⟧",
    // Beginnings within others.
    "https://⟦https://example.com⟧",
];

#[test]
fn an_address_is_what_readers_see_as_one() {
    for seen in SEEN {
        let written = seen.replace(['⟦', '⟧'], "");
        assert_eq!(shown(&written), seen, "{}", seen.escape_unicode());
    }
}

#[test]
fn an_address_without_a_scheme_leads_to_the_encrypted_page() {
    assert_eq!(target("www.example.com/a"), "https://www.example.com/a");
    assert_eq!(target("WWW.example.com"), "https://WWW.example.com");
    assert_eq!(target("http://www.example.com"), "http://www.example.com");
}

#[test]
fn a_long_text_of_near_misses_is_read_in_one_go() {
    assert!(!shown(&"http:".repeat(100_000)).contains('⟦'));
    assert!(!shown(&"https://)".repeat(100_000)).contains('⟦'));
    assert!(shown(&format!("https://a{}", ")".repeat(500_000))).starts_with("⟦https://a⟧"));
}
