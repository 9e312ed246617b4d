-- Files of messages. The release before this schema still opens the file; it does not show them.

CREATE TABLE attachments (
    id         TEXT PRIMARY KEY, -- a file belongs to one message
    message_id TEXT NOT NULL,
    position   INTEGER NOT NULL, -- its place among the message's files
    kind       TEXT NOT NULL,    -- 'image' or 'file'
    url        TEXT NOT NULL,
    name       TEXT NOT NULL,
    size       INTEGER,          -- bytes
    mime       TEXT,
    width      INTEGER,          -- pixels, as it is shown
    height     INTEGER,
    alt        TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX attachments_by_message ON attachments (message_id, position);
