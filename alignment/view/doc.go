// Package view reads what has been lined up: the matrix, a cell, a goal or shared initiative, an objective, an
// organisation, findings. Every read is the acting organisation's: the policies of the tables decide what it sees,
// and a sentence says why something is not there.
//
// It owns the shapes that pages show and the queries behind them. It writes nothing; what it reads was written by
// alignment/desk and tenants/strategy.
package view
