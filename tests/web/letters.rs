//! Letters as they are compared, and as they stand for a name.

use collabspace_chat::browser::letters::{folded, initials, lowered};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn case_and_accents_make_no_difference() {
    for (written, looked_for) in [("Élodie", "elodie"), ("JOSÉ", "jose"), ("Андрей", "андреи"), ("Çağla", "cagla")]
    {
        assert_eq!(folded(written), folded(looked_for), "{written}");
    }
    assert_eq!(folded("李四光"), "李四光");
    assert_ne!(folded("ה"), folded("ח"));
}

#[wasm_bindgen_test]
fn case_is_folded_in_every_script() {
    assert_eq!(
        (lowered("ЮЛЯ"), lowered("ROBÅ"), lowered("李")),
        ("юля".to_owned(), "robå".to_owned(), "李".to_owned())
    );
}

#[wasm_bindgen_test]
fn initials_are_of_the_first_and_the_last_word() {
    for (name, letters) in [
        ("Ada Lovelace", "AL"),
        ("ada  king of lovelace", "al"),
        ("Noor", "N"),
        ("李小龍", "李"),
        ("", ""),
        ("(ada) \"love\"", "al"),
        ("«élan» —zola", "éz"),
        ("... !", ".!"),
    ] {
        assert_eq!(initials(name), letters, "{name}");
    }
}

#[wasm_bindgen_test]
fn an_initial_is_all_that_is_drawn_as_one_letter() {
    for (name, letters) in [
        ("e\u{301}mile zola", "e\u{301}z"),
        ("👍🏽 ok", "👍🏽o"),
        ("👨‍👩‍👧‍👦 Family", "👨‍👩‍👧‍👦F"),
        ("🇩🇪 Hans", "🇩🇪H"),
        ("नितिन", "नि"),
        ("किरण शर्मा", "किश"),
        ("ভাস্কর", "ভা"),
    ] {
        assert_eq!(initials(name), letters, "{name}");
    }
}
