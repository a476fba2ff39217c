// Package report writes what an assessment found, for other programs and for people in a terminal.
//
// It owns the forms: JSON, CSV and a table. It does not own what was found (alignment), nor workbooks and packs.
package report
