//! Ids and seeds.

use std::collections::BTreeSet;

use collabspace_chat::browser::ids::{seed, uuid};
use wasm_bindgen_test::wasm_bindgen_test;

const MANY: usize = 1_000;

#[wasm_bindgen_test]
fn an_id_has_the_form_of_a_random_uuid() {
    for _ in 0..MANY {
        let id = uuid();
        let form = |at: usize, letter: char| match at {
            8 | 13 | 18 | 23 => letter == '-',
            14 => letter == '4',
            19 => "89ab".contains(letter),
            _ => letter.is_ascii_digit() || ('a'..='f').contains(&letter),
        };
        assert!(id.len() == 36 && id.chars().enumerate().all(|(at, letter)| form(at, letter)), "{id}");
    }
}

#[wasm_bindgen_test]
fn every_digit_of_an_id_is_drawn() {
    let ids: Vec<_> = (0..MANY).map(|_| uuid()).collect();
    for at in (0..36).filter(|at| ![8, 13, 14, 18, 23].contains(at)) {
        let digits: BTreeSet<u8> = ids.iter().map(|id| id.as_bytes()[at]).collect();
        // The one that also holds the variant has two free bits.
        assert_eq!(digits.len(), if at == 19 { 4 } else { 16 }, "digit {at}");
    }
}

#[wasm_bindgen_test]
fn none_comes_twice() {
    assert_eq!((0..MANY).map(|_| uuid()).collect::<BTreeSet<_>>().len(), MANY);
    assert_eq!((0..MANY).map(|_| seed()).collect::<BTreeSet<_>>().len(), MANY);
}
