// Package ruledata reads the dated rules that the portal carries as data: the
// YAML files in the folder data of a package, each of its keys known, each
// number and date in quotes, and each rule with its place in the law, how sure
// it is and the sources it was read in.
//
// A package of rules embeds its files, gives the shape of each with the types
// here as the forms of its values, decodes them with Read, and holds them up
// against its own code with a Checker. Both name every fault and not only the
// first, so that faulty data stop the start with the whole list of what to mend.
package ruledata
