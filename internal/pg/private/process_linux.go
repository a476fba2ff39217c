package private

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"syscall"
)

// attributes puts a program in a process group of its own, so that Ctrl-C at a terminal reaches us alone and we
// decide the order of ends, and has the kernel signal it when the thread that started it dies.
func attributes(onOurDeath syscall.Signal) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: onOurDeath}
}

// look tells what a process is. A zombie has ended: its number is all that is left of it.
func look(pid int) process {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return process{alive: syscall.Kill(pid, 0) == nil}
	}
	// The state follows the program's name, which is in brackets and may hold any character.
	state := bytes.TrimLeft(stat[bytes.LastIndexByte(stat, ')')+1:], " ")
	if len(state) == 0 || state[0] == 'Z' || state[0] == 'X' {
		return process{}
	}
	line, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	if err != nil {
		return process{alive: syscall.Kill(pid, 0) == nil}
	}
	p := process{alive: true, argv: strings.Split(strings.TrimRight(string(line), "\x00"), "\x00")}
	p.dir, _ = os.Readlink(fmt.Sprintf("/proc/%d/cwd", pid))
	return p
}
