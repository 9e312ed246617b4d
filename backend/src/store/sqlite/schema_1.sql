-- Messages that change. Columns have defaults and nothing is renamed: the release before this schema
-- still opens the file, and the messages that it adds are in the feed too (see the trigger).

ALTER TABLE messages ADD COLUMN rev INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN edited_at INTEGER; -- milliseconds since 1970
ALTER TABLE messages ADD COLUMN edited_rev INTEGER NOT NULL DEFAULT 0; -- the rev of the last edit
ALTER TABLE messages ADD COLUMN reply_to TEXT;

CREATE INDEX messages_by_rev ON messages (workspace_id, rev);
CREATE INDEX messages_by_reply ON messages (reply_to) WHERE reply_to IS NOT NULL;

-- Deleted messages: a row of its own, so that no history has to pass over them.
CREATE TABLE tombstones (
    id           TEXT PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    channel_id   TEXT NOT NULL,
    sender_id    TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    client_id    TEXT,
    rev          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX tombstones_by_rev ON tombstones (workspace_id, rev);
CREATE UNIQUE INDEX tombstones_by_client_id ON tombstones (sender_id, client_id) WHERE client_id IS NOT NULL;

CREATE TABLE reactions (
    message_id TEXT NOT NULL,
    emoji      TEXT NOT NULL, -- without U+FE0F
    user_id    TEXT NOT NULL,
    user_name  TEXT NOT NULL,
    rev        INTEGER NOT NULL, -- the rev of the message that set it
    PRIMARY KEY (message_id, emoji, user_id)
) STRICT, WITHOUT ROWID;

-- One row. `position` is the highest rev given out; `database` tells cursors of different files apart.
CREATE TABLE feed (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    database TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;

INSERT INTO feed VALUES (1, lower(hex(randomblob(8))), 0);

-- The release before this schema stores messages without a rev.
CREATE TRIGGER messages_of_the_old_release AFTER INSERT ON messages WHEN NEW.rev = 0
BEGIN
    UPDATE feed SET position = position + 1;
    UPDATE messages SET rev = (SELECT position FROM feed) WHERE id = NEW.id;
END;
