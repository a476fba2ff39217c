// Package api turns HTTP into calls and faults into problems.
//
// It owns the contract (openapi.yaml, and what is generated from it in gen), the guard that every operation passes,
// the one mapping of faults to statuses, and one file for each noun. It does not own a rule of the product or a line
// of SQL, nor the browser's side of things: sign-in, cookies and pages are in api/browser.
package api
