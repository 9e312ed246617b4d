//! Who may know whom, read off the sources.
//!
//! A room is a folder of `src/`. What it may mention of the other rooms and of foreign crates is listed in [`rules`]; a
//! path that begins with `crate`, `self` or `super`, or that is imported by `use`, is held against it. Comments and
//! texts do not count.
#![cfg(not(target_arch = "wasm32"))]

mod circles;
mod columns;
mod mentions;
mod rules;
mod styles;
mod the_reader;
mod versions;

use std::fs;
use std::path::{Path, PathBuf};

use rules::{RULES, breaches_of};

#[test]
fn no_folder_knows_one_that_it_must_not() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut breaches = Vec::new();
    for rule in RULES {
        let mut files = Vec::new();
        rust_files(&root.join(rule.room), &mut files);
        assert!(!files.is_empty(), "src/{} is not there: does this test still name the rooms?", rule.room);
        for file in files {
            let source = fs::read_to_string(&file).expect("a source can be read");
            let name = file.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
            breaches.extend(breaches_of(rule, &name, &source));
        }
    }
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
