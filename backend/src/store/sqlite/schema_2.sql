-- Search. The release before the feed still opens the file: the messages that it adds have no `position`, by which
-- the next start finds and indexes them.

ALTER TABLE messages ADD COLUMN position INTEGER; -- the order of storing
ALTER TABLE tombstones ADD COLUMN position INTEGER;

CREATE INDEX messages_not_indexed ON messages (created_at, id) WHERE position IS NULL;

-- What is searched: the text without case, accents and width, and what a search is narrowed by.
CREATE TABLE search_texts (
    position     INTEGER PRIMARY KEY,
    id           TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    channel_id   TEXT NOT NULL,
    sender_id    TEXT NOT NULL,
    folded       TEXT NOT NULL -- and two spaces, so that the last characters begin a trigram too
) STRICT;

CREATE VIRTUAL TABLE search_index USING fts5 (
    folded, content = 'search_texts', content_rowid = 'position', tokenize = 'trigram case_sensitive 1', columnsize = 0
);

-- The trigrams that there are. Those that begin with a word of one or two characters lead to where it stands.
CREATE VIRTUAL TABLE search_terms USING fts5vocab (search_index, 'row');

-- What is taken out of the index is overwritten in the file, as `PRAGMA secure_delete` has it for tables.
INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1);
