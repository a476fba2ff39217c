package private

import (
	"bytes"
	"encoding/binary"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

const zombie = 5 // SZOMB of sys/proc.h

// attributes puts a program in a process group of its own, so that Ctrl-C at a terminal reaches us alone and we
// decide the order of ends. This kernel cannot signal it when we die; the next Start ends it.
func attributes(syscall.Signal) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true}
}

// look tells what a process is. A zombie has ended: its number is all that is left of it.
func look(pid int) process {
	info, err := unix.SysctlKinfoProc("kern.proc.pid", pid)
	if err != nil || info.Proc.P_stat == zombie {
		return process{}
	}
	p := process{alive: true}
	// The count of arguments, the program's path, padding, then each argument, all ended by NUL.
	raw, err := unix.SysctlRaw("kern.procargs2", pid)
	if err != nil || len(raw) < 4 {
		return p
	}
	count := int(binary.LittleEndian.Uint32(raw))
	_, rest, _ := bytes.Cut(raw[4:], []byte{0})
	words := strings.Split(string(bytes.TrimLeft(rest, "\x00")), "\x00")
	p.argv = words[:min(count, len(words))]
	return p
}
