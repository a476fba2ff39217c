// Package yamldoc reads and writes small YAML documents of known fields, in which every value knows its line, so
// that whoever wrote a file by hand is told where it is wrong and what was expected.
//
// It owns what a document may look like at all (encoding, size, one document, no anchors, aliases or tags), the
// rules of texts, and the layout of what is written. It does not own which fields a goal or an objective has, nor
// what they mean (tenants/exchange, tenants/platform).
package yamldoc
