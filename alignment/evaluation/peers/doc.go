// Command peers measures the engine beside what somebody could use instead: bleve, and PostgreSQL's full text search
// and trigrams, on the same made-up corpora in one run (make bench-engine).
//
// It is a module of its own, so that bleve never comes near the program. It measures CPU time and memory; what the
// three find differs, and how good that is, is alignment/evaluation's to say.
package main
