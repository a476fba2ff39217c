// Package ontology holds the capabilities of digital strategy in English health and care: what each is called, the
// words in which people speak of it, how it is related to others, and what sort of thing it is. The files in
// capabilities are the data, written to be read and corrected by people who know the field; FORMAT.md there says how.
// The package checks them and finds their phrases in texts. It does not read texts itself (package text cuts and stems
// them) and decides nothing.
package ontology
