// Package sqlitestore is the embedded engine of package store: one SQLite file,
// nothing to install.
//
// All documents lie in one table, all index entries in another. An entry's key
// is the document's key values written one after the other so that comparing
// bytes compares values; a query is then always one range of that table's
// primary key, and adding an index never changes the schema.
//
// There is one connection that writes and a few that read beside it (WAL). A
// write is on the disk when it is answered (synchronous=FULL).
package sqlitestore
