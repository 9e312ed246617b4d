//! The programs that these tests start.

use std::path::PathBuf;

/// The program that `variable` names, else the one that the project's set-up has installed.
pub fn program(variable: &str, package: &str, name: &str) -> PathBuf {
    if let Some(path) = std::env::var_os(variable) {
        return path.into();
    }
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let tools = home.join(".cache/collabspace/tools");
    let versions = std::fs::read_dir(&tools).into_iter().flatten().flatten();
    let is_its = |folder: &str| folder.strip_prefix(package).is_some_and(|version| version.starts_with('-'));
    let found = versions.filter(|folder| is_its(&folder.file_name().to_string_lossy())).find_map(|folder| {
        let path = folder.path().join("bin").join(name);
        path.is_file().then_some(path)
    });
    found.unwrap_or_else(|| {
        panic!(
            "{name}, which this test needs, is not in {}. `make test` installs it; or set {variable} to its path.",
            tools.display()
        )
    })
}
