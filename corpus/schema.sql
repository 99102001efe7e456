-- The state of a corpus folder: what changes from run to run, and the index that is derived from the Parquet shards.
-- Truth are the shards; sentences, words and articles are rebuilt from them by `uradori rebuild`.

CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS runs (
    run INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    ended TEXT,
    status TEXT NOT NULL,          -- running, done, interrupted, failed
    made_by TEXT NOT NULL,
    paths TEXT NOT NULL,           -- JSON list
    counts TEXT NOT NULL DEFAULT '{}'
);

CREATE TABLE IF NOT EXISTS shards (
    shard TEXT PRIMARY KEY,        -- the folder's name under shards/
    made_by TEXT NOT NULL,
    articles INTEGER NOT NULL,     -- rows in it, live or not
    bytes INTEGER NOT NULL,
    run INTEGER
) WITHOUT ROWID;

-- Shards that no article lives in any more; deleted a while later, because a reader may still be in them.
CREATE TABLE IF NOT EXISTS retired (shard TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID;

-- Live articles: where their rows are, and by which program.
CREATE TABLE IF NOT EXISTS articles (
    article TEXT PRIMARY KEY,
    key TEXT NOT NULL,             -- identity of text and given metadata; the smallest key of its sources wins
    shard TEXT NOT NULL,
    made_by TEXT NOT NULL,
    title TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS articles_by_shard ON articles (shard);
CREATE INDEX IF NOT EXISTS articles_by_maker ON articles (made_by);

-- Where each article was read: the same text under two paths is one article with two sources.
CREATE TABLE IF NOT EXISTS sources (
    source TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    article TEXT NOT NULL,
    key TEXT NOT NULL,
    record_id TEXT,
    run INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sources_by_article ON sources (article);
CREATE INDEX IF NOT EXISTS sources_by_file ON sources (file);

-- Files read to the end: the same size and time of change means unchanged.
CREATE TABLE IF NOT EXISTS files (
    file TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    run INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS failures (
    source TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    stage TEXT NOT NULL,           -- read, analyze
    message TEXT NOT NULL,
    made_by TEXT NOT NULL,
    run INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS failures_by_file ON failures (file);

-- What people say about sentences; never derived, never dropped.
CREATE TABLE IF NOT EXISTS labels (
    article TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    label TEXT NOT NULL,
    annotator TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL,
    PRIMARY KEY (article, start, end, annotator)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS sentences (
    id INTEGER PRIMARY KEY,
    article TEXT NOT NULL,
    sentence INTEGER NOT NULL,
    block INTEGER,
    start INTEGER NOT NULL,
    text TEXT NOT NULL,
    lemmas TEXT NOT NULL,          -- one blank between two words
    label TEXT,
    kind TEXT,                     -- of the block
    outlet TEXT,
    published TEXT,
    organizations TEXT             -- canonical names, one a line
);
CREATE INDEX IF NOT EXISTS sentences_by_article ON sentences (article);

-- FTS5's trigrams find no two-character word; lemmas found by the tagger do (障害), and phrases of them.
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (
    lemmas, content = 'sentences', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0'
);
