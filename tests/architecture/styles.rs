//! The style sheets are the same from left to right and from right to left: they say start and end, never left and
//! right. And they are the same in every browser.

use std::path::Path;

/// What is a side of the screen, in a property's name or as its value.
const SIDES: [&str; 2] = ["left", "right"];

/// Properties that are physical without naming a side. (`overflow-block` is not in every browser.)
const PHYSICAL: [&str; 4] = ["width", "height", "top", "bottom"];

#[test]
fn the_styles_know_no_left_and_no_right() {
    let mut told = Vec::new();
    for (name, text) in sheets() {
        told.extend(physical(&text).iter().map(|line| [&name, ": ", line].concat()));
    }
    assert_eq!(told, Vec::<String>::new());
}

/// Every style sheet, by its name.
fn sheets() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("style");
    let files = std::fs::read_dir(folder).expect("the style sheets").map(|file| file.expect("a file").path());
    let text = |file: &Path| std::fs::read_to_string(file).expect("a style sheet");
    files.map(|file| (file.display().to_string(), text(&file))).collect()
}

#[test]
fn what_is_physical_is_seen() {
    for line in [
        "  margin-left: 1px;",
        "  text-align: right;",
        "  left: 0;",
        "  width: 10px;",
        "  padding-top: 1px;",
        "  border-bottom-color: red;",
        "  margin: 0 1px 0 2px;",
        "  inset: 0 auto 0 0;",
        "  border-radius: 1px 2px 3px 4px;",
    ] {
        assert_eq!(physical(line).len(), 1, "not seen: {line}");
    }
    for line in [
        "  margin-inline-start: 1px;",
        "  text-align: start;",
        "/* from left to right */",
        "@media (width < 600px) {",
        "  line-height: 20px;",
        "  margin: 0 1px;",
        "  --width: 1px;",
        "  transition: width 1s;",
        "  margin: 0 env(safe-area-inset-left);",
        "  padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);",
    ] {
        assert_eq!(physical(line), Vec::<String>::new());
    }
}

/// Properties that Safari knows by another name alone.
const OF_SAFARI: [&str; 1] = ["user-select"];

#[test]
fn what_safari_calls_otherwise_is_said_by_both_names() {
    let alone: Vec<_> = sheets().iter().flat_map(|(name, text)| half_said(text, name)).collect();
    assert_eq!(alone, Vec::<String>::new());
    assert_eq!(half_said(".a {\n  user-select: none;\n}", "a").len(), 1);
    assert_eq!(half_said(".a {\n  user-select: none;\n  -webkit-user-select: none;\n}", "a").len(), 0);
}

/// The rules that say it by the one name and not, with the same value, by the other.
fn half_said(text: &str, sheet: &str) -> Vec<String> {
    let rules = text.split('}').filter_map(|rule| rule.rsplit_once('{'));
    rules
        .filter_map(|(selector, body)| {
            let declarations: Vec<_> = body.split(';').map(str::trim).collect();
            let values = |name: &str| -> Vec<_> {
                declarations
                    .iter()
                    .filter_map(|line| line.split_once(": ").filter(|(it, _)| *it == name))
                    .map(|it| it.1)
                    .collect()
            };
            let is_half = OF_SAFARI.iter().any(|name| values(name) != values(&["-webkit-", name].concat()));
            is_half.then(|| [sheet, ": ", selector.trim()].concat())
        })
        .collect()
}

/// The declarations that are of a side of the screen, each with its line.
fn physical(text: &str) -> Vec<String> {
    let mut told = Vec::new();
    let mut in_comment = false;
    for (at, line) in text.lines().enumerate() {
        let is_comment = in_comment || line.trim_start().starts_with("/*");
        in_comment = is_comment && !line.contains("*/");
        let Some((name, value)) = line.trim().split_once(':').filter(|_| !is_comment) else { continue };
        if !value.ends_with(';')
            || name.starts_with("--")
            || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        {
            continue;
        }
        let parts: Vec<_> = name.split('-').collect();
        let is_side = SIDES
            .iter()
            .any(|side| parts.contains(side) || value.trim_end_matches(';').split(' ').any(|word| word == *side));
        let is_physical = PHYSICAL.iter().any(|physical| {
            let rest = name.strip_prefix("min-").or_else(|| name.strip_prefix("max-")).unwrap_or(name);
            rest == *physical || (["top", "bottom"].contains(physical) && parts.contains(physical))
        });
        if is_side || is_physical || is_uneven(name, value) {
            told.push(format!("{}: {}", at + 1, line.trim()));
        }
    }
    told
}

/// Whether a shorthand gives the left side another value than the right one. The screen's own insets have no logical
/// names.
fn is_uneven(name: &str, value: &str) -> bool {
    if !["margin", "padding", "inset", "border-width", "border-radius", "scroll-margin", "scroll-padding"]
        .contains(&name)
    {
        return false;
    }
    let (mut values, mut depth) = (vec![String::new()], 0);
    for letter in value.trim_end_matches(';').trim().chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if letter == ' ' && depth == 0 {
            values.push(String::new());
        } else {
            values.last_mut().expect("a value").push(letter);
        }
    }
    let is_uneven = if name == "border-radius" {
        values.iter().any(|value| *value != values[0])
    } else {
        values.len() == 4 && values[1] != values[3]
    };
    is_uneven && !value.contains("safe-area-inset-")
}
