-- What a picture looks like from afar. The release before this schema still opens the file.

ALTER TABLE attachments ADD COLUMN thumbhash TEXT;
