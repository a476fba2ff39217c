// Package papers reads documents, DOCX, PPTX and plain text, for what could be an objective.
//
// It takes a document apart into passages, each with its place (Read), and finds in them what is said to be achieved, by when
// and how it is measured (Find): candidates for somebody to accept, change or drop, each with the words that it was found in.
// It finds by words and their places, so that whoever reads a candidate can see why it is one.
//
// It is pure: it keeps nothing, and reads nothing outside the document. What a document can cost is bounded before and while
// it is read. No PDF is taken apart here: a browser takes its text out, with a form feed at the end of each page, and sends that.
package papers
