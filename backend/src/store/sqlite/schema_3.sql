-- How far each person has read each channel. Without a row they have not been there; their first row in a workspace
-- says since when what comes in there is new to them.
CREATE TABLE read_positions (
    user_id      TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    channel_id   TEXT NOT NULL,
    message_id   TEXT NOT NULL,    -- empty: nothing is read
    created_at   INTEGER NOT NULL, -- that message's; with its id, the place in the order of the channel
    since        INTEGER NOT NULL, -- when the row was first written, in milliseconds since 1970
    PRIMARY KEY (user_id, workspace_id, channel_id)
) STRICT, WITHOUT ROWID;
