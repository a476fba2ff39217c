// Package exchange moves strategies in and out of files.
//
// It owns the YAML folder format: reading it with an error for every file and line that is wrong, and writing it
// back. It does not own the database (tenants) nor what the strategies mean (tenants/strategy, alignment).
//
// A folder holds system.yaml (the system, its principles, goals and initiatives), one other YAML file for each
// organisation (its strategy, constraints, non-priorities and objectives) and, where people have decided about
// links, claims.yaml. capabilities.yaml, where a system has capabilities of its own, is carried as it is: alignment/ontology
// knows its format. Other kinds of file and sub-folders are ignored. What is written can always be read again,
// and says the same.
package exchange
