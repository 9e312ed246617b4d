//! Removes files that no message uses.

use std::sync::Arc;
use std::time::Duration;

use super::incoming::on_disk;
use super::{Folder, Settings};
use crate::store::Store;

/// How many files are looked up in the store at a time.
const AT_ONCE: usize = 100;
/// How much longer than its time a file is kept, so that none is removed while a message claims it.
const MARGIN: Duration = Duration::from_secs(60);

/// Sweeps again and again, until the task is aborted.
pub async fn keep_sweeping(folder: Folder, settings: Settings, store: Arc<dyn Store>) {
    loop {
        tokio::time::sleep(settings.sweep_every).await;
        if let Err(error) = sweep(&folder, settings.unused, &store).await {
            tracing::warn!("Files that no message uses could not be removed: {error}. The server will try again.");
        }
    }
}

async fn sweep(folder: &Folder, unused: Duration, store: &Arc<dyn Store>) -> Result<(), Box<dyn std::error::Error>> {
    let age = unused + MARGIN;
    let of = folder.clone();
    let old = on_disk(move || of.remove_passing(age).and_then(|()| of.older_than(age))).await?;
    for ids in old.chunks(AT_ONCE) {
        let used = store.file_uses(ids.to_vec()).await?;
        let unused = ids.iter().filter(|id| !used.iter().any(|each| each.file_id == **id)).cloned();
        let (of, unused): (_, Vec<String>) = (folder.clone(), unused.collect());
        on_disk(move || unused.iter().try_for_each(|id| of.remove(id))).await?;
    }
    Ok(())
}
