//! Letters as they are compared.

use collabspace_chat::browser::letters::folded;
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
