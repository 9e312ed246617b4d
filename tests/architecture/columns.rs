//! Comments stay within the width of the code. rustfmt does not wrap them.

use std::fs;
use std::path::Path;

use super::rust_files;

/// In characters, as `max_width` in rustfmt.toml.
const WIDTH: usize = 120;

#[test]
fn no_comment_is_wider_than_the_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "backend/src", "tests", "backend/tests"] {
        rust_files(&root.join(folder), &mut files);
    }
    let mut wide = Vec::new();
    for file in files {
        let source = fs::read_to_string(&file).expect("a source can be read");
        let lines = source.lines().enumerate().filter(|(_, line)| is_too_wide(line));
        let name = file.strip_prefix(root).expect("below the root").display();
        wide.extend(lines.map(|(at, _)| format!("{name}:{}", at + 1)));
    }
    assert!(wide.is_empty(), "comments wider than {WIDTH} columns:\n{}\n", wide.join("\n"));
}

fn is_too_wide(line: &str) -> bool {
    line.trim_start().starts_with("//") && line.chars().count() > WIDTH
}

#[test]
fn a_comment_is_distinguished_from_code() {
    let long = "x".repeat(WIDTH);
    for comment in ["// ", "/// ", "    //! "] {
        assert!(is_too_wide(&[comment, &long].concat()));
    }
    assert!(!is_too_wide(&["let text = \"", &long, "\";"].concat()), "code is rustfmt's");
    assert!(!is_too_wide("// short"));
}
