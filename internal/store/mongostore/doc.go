// Package mongostore is the server engine of package store: MongoDB, or what
// speaks its protocol.
//
// It uses only what MongoDB and DocumentDB behind FerretDB both have: single
// document writes, compound indexes with hints, TTL indexes, GridFS. There are
// no multi-document transactions and no change streams, because nothing needs
// them.
//
// An index is created with _id behind its declared keys, so that a page in its
// order is read from the index alone. Unique and expiring indexes cannot have
// that: the first would no longer be unique, the second has to have one key.
package mongostore
