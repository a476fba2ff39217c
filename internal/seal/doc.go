// Package seal keeps secrets so that only this server's key opens them, and only in the place they were put.
//
// It owns the form of a sealed secret and the keys. It does not own where one is kept: the caller names the place
// (organisation, row, field), and a sealed secret that was moved to another place does not open.
package seal
