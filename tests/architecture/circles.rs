//! No file may depend on itself by way of others.
//!
//! Whoever wants to understand one file of a circle has to understand all of them, and none of them can be moved or
//! tested alone. One direction is exempt: a parent module may know its children, which it declares and re-exports. An
//! item that is re-exported counts as a mention of the file that defines it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

use super::mentions::{Mention, module_of, paths_of};
use super::rust_files;

#[test]
fn no_file_depends_on_itself_by_way_of_others() {
    let mut circles = Vec::new();
    for root in ["src", "backend/src"] {
        circles.extend(Sources::read(root).circles().iter().map(|circle| [root, ": ", &circle.join(" → ")].concat()));
    }
    assert!(circles.is_empty(), "these files depend on themselves:\n{}\n", circles.join("\n"));
}

#[test]
fn a_circle_is_found_however_it_is_closed() {
    for files in [
        // By an import, by a path in the code, and by what a parent re-exports.
        [("mod.rs", "mod a; mod b;"), ("a.rs", "use super::b::B;"), ("b.rs", "fn f() -> super::a::A {}")],
        [("mod.rs", "mod a; mod b; pub use self::b::B;"), ("a.rs", "use super::B;"), ("b.rs", "use super::a;")],
        [("mod.rs", "mod a; mod b; pub use b::{B, C};"), ("a.rs", "use crate::room::C;"), ("b.rs", "use super::a::*;")],
    ] {
        assert_eq!(Sources::of("room", &files).circles(), [["room/a.rs", "room/b.rs", "room/a.rs"]]);
    }
    let through_three = [
        ("mod.rs", ""),
        ("a.rs", "use super::b::B;"),
        ("b.rs", "use crate::room::c::{self, C};"),
        ("c.rs", "use super::{a::A};"),
    ];
    assert_eq!(Sources::of("room", &through_three).circles(), [["room/a.rs", "room/b.rs", "room/c.rs", "room/a.rs"]]);
}

#[test]
fn a_parent_and_its_children_are_no_circle() {
    let files = [
        ("mod.rs", "mod a; mod b; pub use self::a::A; use self::b::B; struct P;"),
        ("a.rs", "use super::{P, b}; impl P {}"),
        ("b.rs", "use super::P; #[cfg(test)] mod tests { use super::*; }"),
    ];
    assert_eq!(Sources::of("room", &files).circles(), Vec::<Vec<String>>::new());
}

/// The files of one source folder and the files that each of them mentions.
struct Sources {
    mentioned_by: BTreeMap<String, BTreeSet<String>>,
}

impl Sources {
    fn read(folder: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut files = Vec::new();
        rust_files(&root, &mut files);
        assert!(!files.is_empty(), "{folder} is not there");
        let read = |file: &std::path::PathBuf| {
            let name = file.strip_prefix(&root).expect("below the folder").to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(file).expect("a source can be read"))
        };
        Self::new(&files.iter().map(read).collect::<Vec<_>>())
    }

    fn of(folder: &str, files: &[(&str, &str)]) -> Self {
        let named = |(name, source): &(&str, &str)| ([folder, "/", name].concat(), (*source).to_owned());
        Self::new(&files.iter().map(named).collect::<Vec<_>>())
    }

    fn new(files: &[(String, String)]) -> Self {
        let modules: BTreeMap<Vec<String>, String> =
            files.iter().map(|(name, _)| (module_of(name), name.clone())).collect();
        let mentions: BTreeMap<String, Vec<Mention>> = files
            .iter()
            .map(|(name, source)| {
                let paths = paths_of(name, source).unwrap_or_else(|error| panic!("{name}: {error}"));
                (name.clone(), paths)
            })
            .collect();
        let mut mentioned_by = BTreeMap::new();
        for (name, paths) in &mentions {
            let own = module_of(name);
            let targets = paths.iter().filter(|mention| mention.path[0] == "crate");
            let targets = targets.filter_map(|mention| file_of(&mention.path[1..], &modules, &mentions));
            // A parent may know its children.
            let targets = targets.filter(|target| *target != *name && !module_of(target).starts_with(&own));
            mentioned_by.insert(name.clone(), targets.collect());
        }
        Self { mentioned_by }
    }

    /// One circle, the shortest, of each group of files that depend on each other.
    fn circles(&self) -> Vec<Vec<String>> {
        let mut circles: Vec<Vec<String>> = Vec::new();
        for file in self.mentioned_by.keys() {
            let is_known = circles.iter().any(|circle| circle.contains(file));
            if let Some(circle) = self.way_back_to(file).filter(|_| !is_known) {
                circles.push(circle);
            }
        }
        circles
    }

    /// The shortest way from a file over others to itself.
    fn way_back_to(&self, start: &String) -> Option<Vec<String>> {
        let mut waiting = VecDeque::from([vec![start.clone()]]);
        let mut seen = BTreeSet::new();
        while let Some(way) = waiting.pop_front() {
            for next in self.mentioned_by.get(way.last()?).into_iter().flatten() {
                let mut way = way.clone();
                way.push(next.clone());
                if next == start {
                    return Some(way);
                }
                if seen.insert(next.clone()) {
                    waiting.push_back(way);
                }
            }
        }
        None
    }
}

/// The file that defines what a path leads to: the deepest module on it, or the one that this re-exports the name from.
fn file_of(
    path: &[String],
    modules: &BTreeMap<Vec<String>, String>,
    mentions: &BTreeMap<String, Vec<Mention>>,
) -> Option<String> {
    let depth = (0..=path.len()).rev().find(|depth| modules.contains_key(&path[..*depth]))?;
    let file = &modules[&path[..depth]];
    let Some(name) = path.get(depth) else { return Some(file.clone()) };
    let is_below = |mention: &&Mention| mention.path.len() > depth + 2 && mention.path[1..].starts_with(&path[..depth]);
    let exported = mentions[file].iter().filter(|mention| mention.is_import).filter(is_below);
    let from = exported.filter(|mention| mention.path.last() == Some(name)).find(|mention| mention.path[1..] != *path);
    match from {
        Some(from) => file_of(&from.path[1..], modules, mentions),
        None => Some(file.clone()),
    }
}
