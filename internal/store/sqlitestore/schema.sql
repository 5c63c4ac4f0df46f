CREATE TABLE IF NOT EXISTS documents (
	tbl     TEXT NOT NULL,
	id      TEXT NOT NULL,
	version INTEGER NOT NULL,
	body    BLOB NOT NULL,
	PRIMARY KEY (tbl, id)
);

-- The indexes that are present. num stands for the index in its entries.
CREATE TABLE IF NOT EXISTS indexes (
	num  INTEGER PRIMARY KEY,
	tbl  TEXT NOT NULL,
	name TEXT NOT NULL,
	spec TEXT NOT NULL,
	UNIQUE (tbl, name)
);

CREATE TABLE IF NOT EXISTS entries (
	num    INTEGER NOT NULL,
	key    BLOB NOT NULL,
	id     TEXT NOT NULL,
	is_unique INTEGER NOT NULL,
	PRIMARY KEY (num, key, id)
) WITHOUT ROWID;

CREATE UNIQUE INDEX IF NOT EXISTS entries_unique ON entries (num, key) WHERE is_unique = 1;

CREATE TABLE IF NOT EXISTS blobs (
	name TEXT NOT NULL,
	part INTEGER NOT NULL,
	data BLOB NOT NULL,
	PRIMARY KEY (name, part)
);
