//! What tabs say to each other has a version that is a digest of its sources: `src/app/connection/version.rs`.

use std::fs;
use std::path::Path;

use super::rust_files;

#[test]
fn the_version_is_of_all_sources() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let version = fs::read_to_string(root.join("src/app/connection/version.rs")).expect("a source can be read");
    let mut files = Vec::new();
    rust_files(&root.join("src/model/tabs"), &mut files);
    assert!(!files.is_empty());
    for file in files {
        let name = file.file_name().and_then(|name| name.to_str()).expect("a plain name");
        assert!(version.contains(&format!("include_bytes!(\"../../model/tabs/{name}\")")), "{name} is missing");
    }
}
