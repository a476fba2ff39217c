// Package page is what everybody may read of an organisation, as pages that are whole when they come: HTML that needs no
// script, reads in order, prints, and takes an answer by a plain form.
//
// It owns the words and the marks of these pages. It does not own what the public may read (tenants/strategy), how often
// somebody may ask, or the addresses (api). It is pure: everything that somebody wrote goes through html/template.
package page
