// Package store keeps the portal's documents and files.
//
// A feature declares a Table beside its type and works on it through a
// Collection. Three rules hold for every call, whatever engine is below:
//
//   - It carries a Scope: conditions that every document read or written must
//     satisfy. The zero Scope is refused, and a document outside the scope is
//     indistinguishable from one that is not there.
//   - A query names a declared index and is answered from it. The scope's
//     conditions are the first keys of that index, so a tenant's query reads
//     that tenant's part of the index and nothing else.
//   - A change is one document, replaced as a whole where its version is still
//     the one that was read. There is no other kind of write, so there are no
//     lost updates.
//
// The flow of a call: Collection checks scope and query and makes a Plan, DB
// hands it to the Engine and tells the Observer, the Engine answers with BSON,
// and the Collection decodes it. Errors are faults of package fault.
package store
