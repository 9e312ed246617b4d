//! Keeps the database private to its owner, because it contains people's messages.

use std::path::Path;

/// Makes the file, and the files that SQLite keeps beside it, readable only by the owner. SQLite gives its own files
/// the mode of the database, so this runs before it is opened.
#[cfg(unix)]
pub fn keep(database: &Path) {
    use std::fs::{OpenOptions, Permissions, metadata, set_permissions};
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};

    const OWNER_ALONE: u32 = 0o600;
    // If this fails, opening the database says why.
    let _ = OpenOptions::new().write(true).create_new(true).mode(OWNER_ALONE).open(database);
    for ending in ["", "-wal", "-shm"] {
        let mut name = database.as_os_str().to_owned();
        name.push(ending);
        let Ok(found) = metadata(&name) else { continue };
        if !found.is_file() || found.permissions().mode() & 0o077 == 0 {
            continue;
        }
        if let Err(error) = set_permissions(&name, Permissions::from_mode(OWNER_ALONE)) {
            tracing::warn!("Others may read {}, and this could not be changed: {error}.", name.display());
        }
    }
}

#[cfg(not(unix))]
pub fn keep(_database: &Path) {}
