package exchange

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/internal/yamldoc"
)

const (
	systemName = "system.yaml"
	claimsName = "claims.yaml"
	// CapabilitiesName is the file of a system's own capabilities.
	CapabilitiesName = "capabilities.yaml"
)

// Read reads a folder: system.yaml, one other YAML file for each organisation, and claims.yaml if there is one.
// capabilities.yaml is carried unread.
// Nothing outside the folder is read, whatever links are in it. Its error is a fault of kind Invalid that lists every
// problem as a field: its name is a file and line ("ac.yaml:12"), its reason what was expected there.
func Read(dir string) (Folder, error) { return ReadWithProgress(dir, nil) }

// ReadWithProgress is Read, calling progress (unless it is nil) after each file with how many of how many are done.
func ReadWithProgress(dir string, progress func(done, total int, name string)) (Folder, error) {
	folder, _, err := open(dir, progress)
	return folder, err
}

// ReadWithPlaces is Read, with where everything stands.
func ReadWithPlaces(dir string) (Folder, Places, error) { return open(dir, nil) }

// ReadFS is Read for a folder that is not on a disk, such as embedded data.
func ReadFS(fsys fs.FS) (Folder, error) {
	folder, _, err := read(fsys, "folder", nil)
	return folder, err
}

func open(dir string, progress func(done, total int, name string)) (Folder, Places, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Folder{}, Places{}, unopened(dir, err)
	}
	defer root.Close()
	return read(root.FS(), dir, progress)
}

func unopened(dir string, cause error) error {
	reason := "It cannot be opened."
	info, err := os.Stat(dir)
	switch {
	case errors.Is(cause, fs.ErrNotExist):
		reason = "There is no such folder."
	case errors.Is(cause, fs.ErrPermission):
		reason = "There is no permission to read this folder."
	case err == nil && !info.IsDir():
		reason = "This is a file: a folder was expected."
	}
	return fault.Wrap(cause, fault.Invalid, "The folder cannot be read.", fault.Field{Name: dir, Reason: reason})
}

// source is a file of a folder that has not been read yet, or one that is refused for what it is.
type source struct {
	name    string
	size    int64
	open    func() (io.ReadCloser, error)
	refused string
}

func read(fsys fs.FS, dir string, progress func(done, total int, name string)) (Folder, Places, error) {
	var problems yamldoc.Problems
	sources := list(fsys, dir, &problems)
	folder, places := Folder{}, Places{}
	if len(sources) > 0 {
		folder, places = assemble(sources, &problems, progress)
	}
	if count := problems.Count(); count > 0 {
		return Folder{}, Places{}, fault.New(fault.Invalid, fmt.Sprintf("The folder cannot be read: %s.", things(count)), problems.Fields()...)
	}
	return folder, places, nil
}

// list finds the YAML files of a folder. It gives none when they are too many or too large to begin.
func list(fsys fs.FS, dir string, problems *yamldoc.Problems) []source {
	whole := yamldoc.Place{File: dir}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		problems.Addf(whole, "%s", unreadable(err))
		return nil
	}
	var sources []source
	var size int64
	for _, entry := range entries {
		extension := path.Ext(entry.Name())
		if strings.HasPrefix(entry.Name(), ".") || entry.IsDir() || !isYAML(extension) {
			continue
		}
		s := find(fsys, entry, extension)
		sources = append(sources, s)
		size += s.size
	}
	switch {
	case len(sources) > MaxFiles:
		problems.Addf(whole, "The folder has %d YAML files: at most %d are allowed.", len(sources), MaxFiles)
		return nil
	case size > MaxFolderSize:
		problems.Addf(whole, "The YAML files of the folder have %d MiB: at most %d are allowed.", size>>20, MaxFolderSize>>20)
		return nil
	case len(sources) == 0:
		problems.Addf(whole, "The folder has no YAML files: system.yaml and a file for each organisation were expected.")
	}
	return sources
}

func isYAML(extension string) bool {
	return strings.EqualFold(extension, ".yaml") || strings.EqualFold(extension, ".yml")
}

// find gives the source behind an entry of the folder. It looks at what a link leads to, which the entry does not
// describe, and never opens what is no ordinary file: opening a pipe would wait for its writer.
func find(fsys fs.FS, entry fs.DirEntry, extension string) source {
	name := entry.Name()
	s := source{name: name, open: func() (io.ReadCloser, error) { return fsys.Open(name) }}
	info, err := fs.Stat(fsys, name)
	switch {
	case extension != ".yaml":
		s.refused = fmt.Sprintf("The name of a file ends in .yaml: call it %s.yaml.", strings.TrimSuffix(name, extension))
	case err != nil && entry.Type()&fs.ModeSymlink != 0:
		s.refused = "This is a link that leads to no file of this folder: put the file itself here."
	case err != nil:
		s.refused = unreadable(err)
	case !info.Mode().IsRegular():
		s.refused = "This is not an ordinary file."
	case info.Size() > MaxFileSize:
		s.size, s.refused = info.Size(), tooLarge
	default:
		s.size = info.Size()
	}
	return s
}

// assemble reads the files: system.yaml first, claims.yaml last, the others by their names.
func assemble(sources []source, problems *yamldoc.Problems, progress func(done, total int, name string)) (Folder, Places) {
	var folder Folder
	var memberships []membership
	l := newLedger(problems)
	slices.SortFunc(sources, func(a, b source) int { return strings.Compare(reading(a.name), reading(b.name)) })
	if sources[0].name != systemName {
		problems.Addf(yamldoc.Place{File: systemName}, "This file is missing: it says which system the folder is about, and its goals.")
		l.unread[systemFile.Noun] = true
	}
	for i, s := range sources {
		switch s.name {
		case systemName:
			folder.System = readWith(l, s, systemFile, l.readSystem)
		case CapabilitiesName:
			data, refused := load(s)
			if refused != "" {
				problems.Addf(yamldoc.Place{File: s.name}, "%s", refused)
			}
			folder.Capabilities = data
		case claimsName:
			folder.Claims = readWith(l, s, claimsFile, l.readClaims)
		default:
			folder.Members = append(folder.Members, readWith(l, s, organisationFile, func(doc yamldoc.Record) Party {
				party, belongs := l.readOrganisation(doc)
				memberships = append(memberships, belongs)
				return party
			}))
		}
		if progress != nil {
			progress(i+1, len(sources), s.name)
		}
	}
	l.settle()
	for _, m := range memberships {
		if code := folder.System.Code; code != "" && m.system != "" && m.system != code {
			problems.Addf(m.at, "There is no system with the id %s in the folder: system.yaml is about %s.", yamldoc.Quote(m.system), code)
		}
	}
	slices.SortFunc(folder.Members, func(a, b Party) int { return strings.Compare(a.Code, b.Code) })
	return folder, Places{l}
}

// reading puts the names of files into the order in which they are read.
func reading(name string) string {
	switch name {
	case systemName:
		return "0"
	case claimsName:
		return "2"
	default:
		return "1" + name
	}
}

// readWith reads one file, whose top level has the fields, in the way given.
func readWith[T any](l *ledger, s source, fields yamldoc.Fields, way func(yamldoc.Record) T) T {
	data, refused := load(s)
	if refused != "" {
		l.problems.Addf(yamldoc.Place{File: s.name}, "%s", refused)
	} else if doc, ok := yamldoc.Parse(s.name, data, fields, l.problems); ok {
		return way(doc)
	}
	l.unread[fields.Noun] = true
	var nothing T
	return nothing
}

// load reads a file, or says why not. It reads no more than one byte over the limit, because the file may have
// grown since it was listed.
func load(s source) (data []byte, refused string) {
	if s.refused != "" {
		return nil, s.refused
	}
	file, err := s.open()
	if err != nil {
		return nil, unreadable(err)
	}
	defer file.Close()
	data, err = io.ReadAll(io.LimitReader(file, MaxFileSize+1))
	switch {
	case err != nil:
		return nil, unreadable(err)
	case len(data) > MaxFileSize:
		return nil, tooLarge
	default:
		return data, ""
	}
}

const tooLarge = "The file is too large: at most 8 MiB are allowed."

func unreadable(err error) string {
	if errors.Is(err, fs.ErrPermission) {
		return "There is no permission to read this."
	}
	return "This cannot be read."
}

func things(count int) string {
	if count == 1 {
		return "one thing in it needs to be put right"
	}
	return fmt.Sprintf("%d things in it need to be put right", count)
}
