//! How many connections this process may have open. To the system each is a file, and the default limit is low.

use crate::config::Config;

/// Files besides connections: the database, the log, the page's own files.
const OTHERS: usize = 64;

/// Asks the system for as many open files as the configured connections need. If it grants fewer, the limits are
/// lowered, so that live connections never use up what the API needs.
pub fn make_room(config: &mut Config) {
    let wanted = config.max_connections.get() + config.realtime.connections + OTHERS;
    let given = allowed(wanted);
    let (calls, live) = share(given, config.max_connections.get(), config.realtime.connections);
    if live < config.realtime.connections {
        tracing::warn!(
            "This process may open {given} files, so it accepts {live} live connections and {calls} others. For more, raise \
             the limit (LimitNOFILE, ulimit -n) to {wanted}."
        );
    }
    config.max_connections = calls.try_into().unwrap_or(config.max_connections);
    config.realtime.connections = live;
}

/// Divides the available files between calls and live connections. Calls come first, up to one half.
fn share(files: usize, calls: usize, live: usize) -> (usize, usize) {
    let room = files.saturating_sub(OTHERS);
    if calls + live <= room {
        return (calls, live);
    }
    let calls = calls.min(room / 2).max(1);
    (calls, live.min(room.saturating_sub(calls)))
}

#[cfg(unix)]
fn allowed(wanted: usize) -> usize {
    let limit = rlimit::increase_nofile_limit(u64::try_from(wanted).unwrap_or(u64::MAX));
    limit.map_or(wanted, |files| usize::try_from(files).unwrap_or(usize::MAX))
}

/// On other systems sockets are not files.
#[cfg(not(unix))]
fn allowed(wanted: usize) -> usize {
    wanted
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn calls_have_room_however_few_files_there_are() {
        assert_eq!(share(10_000, 1_000, 5_000), (1_000, 5_000));
        assert_eq!(share(4_064, 1_000, 5_000), (1_000, 3_000));
        assert_eq!(share(1_064, 1_000, 5_000), (500, 500));
        assert_eq!(share(164, 10, 5_000), (10, 90));
        assert_eq!(share(0, 1_000, 5_000), (1, 0));
    }
}
