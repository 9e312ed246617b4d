-- The tables of the first releases. A file that they made has them, with the schema version 0.

CREATE TABLE IF NOT EXISTS messages (
    id            TEXT PRIMARY KEY,
    workspace_id  TEXT NOT NULL,
    channel_id    TEXT NOT NULL,
    content       TEXT NOT NULL,
    sender_id     TEXT NOT NULL,
    sender_name   TEXT NOT NULL,
    sender_avatar TEXT NOT NULL,
    created_at    INTEGER NOT NULL, -- milliseconds since 1970
    client_id     TEXT
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX IF NOT EXISTS messages_in_order
    ON messages (workspace_id, channel_id, created_at, id);

CREATE INDEX IF NOT EXISTS messages_by_instant ON messages (created_at);

CREATE UNIQUE INDEX IF NOT EXISTS messages_by_client_id
    ON messages (sender_id, client_id) WHERE client_id IS NOT NULL;

CREATE TABLE IF NOT EXISTS revoked_sessions (
    hash       TEXT PRIMARY KEY, -- SHA-256 in hexadecimal digits
    expires_at INTEGER NOT NULL  -- milliseconds since 1970
) STRICT, WITHOUT ROWID;
