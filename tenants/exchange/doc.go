// Package exchange moves strategies in and out of files.
//
// It owns the YAML folder format: reading it with an error for every file and line that is wrong, and writing it
// back. It does not own the database (tenants) nor what the strategies mean (tenants/strategy, alignment).
package exchange
