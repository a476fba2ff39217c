// Package demodata is the data of the demonstration: Carrowmere, a fictional system of five trusts, written by us
// from themes that published strategies share. No real organisation is described.
//
// It owns the files and nothing else: tenants/exchange reads them. In carrowmere/gold lies what people judged to be
// true of it (GUIDELINES.md there says how): tests measure against that, and the program does not carry it.
package demodata
