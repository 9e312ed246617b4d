//! The secret that signs the sessions: given, or generated once and kept beside the SQLite file.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::{ConfigError, Database};

/// The shortest accepted secret, in bytes.
const SHORTEST: usize = 16;

/// Returns the given secret, or the one in the file beside the SQLite file, which is created if it does not exist.
pub fn load(given: Option<String>, database: &Database) -> Result<Vec<u8>, ConfigError> {
    if let Some(secret) = given {
        return checked(secret.into_bytes(), "SESSION_SECRET");
    }
    let file = match database {
        Database::Sqlite(file) => beside(file),
        #[cfg(feature = "mongodb")]
        Database::MongoDb(_) => {
            return Err(ConfigError(
                "SESSION_SECRET is not set. MongoDB needs it, because every backend of one database must have the same \
                 secret, or a session works with only one of them. `openssl rand -hex 32` prints a good one."
                    .into(),
            ));
        }
    };
    match std::fs::read(&file) {
        Ok(secret) => {
            keep(&file);
            checked(secret, &file.display().to_string())
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            make(&file).map_err(|error| cannot("written", &file, &error))
        }
        Err(error) => Err(cannot("read", &file, &error)),
    }
}

fn beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".secret");
    name.into()
}

fn make(file: &Path) -> std::io::Result<Vec<u8>> {
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(std::io::Error::other)?;
    let secret = hex::encode(random).into_bytes();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.write_all(&secret)?;
    Ok(secret)
}

/// Makes the file readable only by its owner, as when it is created here: it may have been copied since.
fn keep(file: &Path) {
    #[cfg(unix)]
    if let Err(error) = std::fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o600)) {
        tracing::warn!("Others may be able to read {}, and this could not be changed: {error}.", file.display());
    }
}

fn checked(secret: Vec<u8>, name: &str) -> Result<Vec<u8>, ConfigError> {
    if secret.len() >= SHORTEST {
        return Ok(secret);
    }
    Err(ConfigError(format!(
        "{name} holds {} bytes; a secret needs at least {SHORTEST}. \
         `openssl rand -hex 32` prints a good one.",
        secret.len()
    )))
}

fn cannot(what: &str, file: &Path, error: &std::io::Error) -> ConfigError {
    ConfigError(format!(
        "The session secret {} could not be {what}: {error}. Make its folder writable, name \
         another --database, or set SESSION_SECRET.",
        file.display()
    ))
}
