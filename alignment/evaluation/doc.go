// Package evaluation says how good the engine is: it compares a report with what people who labelled the same system
// by hand decided.
//
// It owns the reading of gold files and the measures. It does not own the engine, nor where a system's texts come
// from.
package evaluation
