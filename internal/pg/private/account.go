package private

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// account is the operating system's user that runs PostgreSQL.
type account struct {
	uid, gid int
	name     string
	switched bool // we are root and it is not
}

// pickAccount is ourselves, unless we are root. Then it is whoever owns the cluster already: a user postgres that
// appears later (with the system's package) could not open what nobody made.
func pickAccount(found contents) (account, error) {
	if euid := os.Geteuid(); euid != 0 {
		return account{uid: euid, gid: os.Getegid(), name: userName(euid)}, nil
	}
	if found.major != 0 && found.uid != 0 {
		return account{uid: found.uid, gid: found.gid, name: userName(found.uid), switched: true}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uidErr := strconv.Atoi(u.Uid)
		gid, gidErr := strconv.Atoi(u.Gid)
		// macOS gives nobody the number -2.
		if uidErr == nil && gidErr == nil && uid > 0 && gid >= 0 {
			return account{uid: uid, gid: gid, name: name, switched: true}, nil
		}
	}
	return account{}, errors.New("PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as: start as another user")
}

func userName(uid int) string {
	id := strconv.Itoa(uid)
	if u, err := user.LookupId(id); err == nil {
		return u.Username
	}
	return id
}

// command prepares a program to run as the account, in a folder everybody can enter, with an environment that
// makes its messages English and its times UTC. It gets the signal, unless that is 0, when the thread that starts it
// dies, where the kernel can do that: the caller must keep its thread.
func (a account) command(ctx context.Context, onOurDeath syscall.Signal, program string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, program, args...) //nolint:gosec // initdb and postgres, found by findPrograms
	cmd.Dir = "/"
	cmd.Env = []string{"LC_ALL=C", "TZ=UTC"}
	cmd.SysProcAttr = attributes(onOurDeath)
	if a.switched {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)} //nolint:gosec // both came from the system as unsigned
	}
	return cmd
}

// canEnter asks the kernel, which knows of access lists that mode bits do not show.
func (a account) canEnter(ctx context.Context, dir string) bool {
	cmd := a.command(ctx, 0, "/bin/sh", "-c", "exit 0")
	cmd.Dir = dir
	return cmd.Run() == nil
}

// enterData says in one line why the account cannot work in the data folder, and what mends it.
func (a account) enterData(ctx context.Context, path string) error {
	at := a.barrier(path)
	if !a.switched || at == "" || a.canEnter(ctx, path) {
		return nil
	}
	return fmt.Errorf("PostgreSQL refuses to run as root, and the user %s, whom it runs as instead, cannot enter %s on the way to the data folder %s: "+
		"choose a data folder elsewhere, or run chmod o+x %s", a.name, at, path, at)
}

// barrier is the first part of a path that the account may not enter or execute, going by owners and modes; empty
// when there is none.
func (a account) barrier(path string) string {
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		path = resolved
	}
	at := string(filepath.Separator)
	for part := range strings.SplitSeq(path, string(filepath.Separator)) {
		at = filepath.Join(at, part)
		info, err := os.Stat(at)
		if err != nil || !a.mayExecute(info) {
			return at
		}
	}
	return ""
}

func (a account) mayExecute(info fs.FileInfo) bool {
	uid, gid := owner(info)
	switch {
	case a.uid == uid:
		return info.Mode().Perm()&0o100 != 0
	case a.gid == gid:
		return info.Mode().Perm()&0o010 != 0
	default:
		return info.Mode().Perm()&0o001 != 0
	}
}

// owner is who a file belongs to.
func owner(info fs.FileInfo) (uid, gid int) {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(st.Uid), int(st.Gid)
	}
	return -1, -1
}
