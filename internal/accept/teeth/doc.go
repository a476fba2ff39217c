// Command teeth shows that the acceptance tests bite: for each guard in guards.txt it takes the guard out of a copy of
// the tree, runs the test that is to miss it, and wants to see it fail. `make teeth` runs it.
//
// guards.txt has an entry for each guard, with an empty line after it:
//
//	T-03 a context is believed by its signature
//	in internal/pg/migrations/0001_context.sql
//	-  and right(said, 64) = sec.hmac(k, purpose || '|' || left(said, -65));
//	+ ;
//
// A `-` line is text that is in the file once; the `+` line after it takes its place. Several lines of one sign make
// one text of several lines, and an entry may change several places. The test is the one named after the first word
// (TestT03…), or after `run`, or else a journey of the pages by a part of its name, after `journey`. A line that begins
// with # is a remark.
package main
