package private

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

const (
	journalName  = "postgres.log"
	journalLimit = 8 << 20 // bytes, then it is cut
	journalKeep  = 1 << 20 // bytes of its end that stay, in postgres.log.1
	quoteLimit   = 4 << 10 // bytes of its end that an error may quote lines from
	quoteLines   = 6
)

// journal is what postgres writes to its standard error. It is a file and no pipe, so that the server can go on
// writing while we are stopped, and the last words of both survive us.
type journal struct {
	folder *folder
	file   *os.File
}

func (f *folder) openJournal() (*journal, error) {
	// Appending, by postgres too: both then write at the end even after the file was cut.
	file, err := f.root.OpenFile(journalName, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err == nil {
		err = f.give(journalName)
	}
	if err != nil {
		return nil, fmt.Errorf("PostgreSQL's log in the data folder %s cannot be written: %w", f.path, err)
	}
	j := &journal{folder: f, file: file}
	if err := j.trim(); err != nil {
		j.close()
		return nil, fmt.Errorf("PostgreSQL's log in the data folder %s could not be shortened: %w", f.path, err)
	}
	return j, nil
}

func (j *journal) close() { _ = j.file.Close() }

// size is where the next line will begin.
func (j *journal) size() int64 {
	info, err := j.file.Stat()
	if err != nil {
		return 0
	}
	return info.Size()
}

// trim cuts a log that has grown past its limit; lines written in the same moment may be lost.
func (j *journal) trim() error {
	size := j.size()
	if size <= journalLimit {
		return nil
	}
	end, err := io.ReadAll(io.NewSectionReader(j.file, size-journalKeep, journalKeep))
	if err != nil {
		return err
	}
	older := journalName + ".1"
	if err := j.folder.root.WriteFile(older, end, 0o600); err != nil {
		return err
	}
	return errors.Join(j.folder.give(older), j.file.Truncate(0))
}

// since gives the end of what was written from an offset on.
func (j *journal) since(from int64) string {
	size := j.size()
	if from > size { // it was cut meanwhile
		from = 0
	}
	from = max(from, size-quoteLimit)
	end, _ := io.ReadAll(io.NewSectionReader(j.file, from, size-from))
	return string(end)
}

// quote words the last lines from an offset on as the end of an error's sentence.
func (j *journal) quote(from int64) string {
	lines := lastLines(j.since(from), quoteLines)
	if lines == "" {
		return ""
	}
	return fmt.Sprintf("; its log %s ends: %s", filepath.Join(j.folder.path, journalName), lines)
}

// lastLines puts the last lines that are not empty on one line.
func lastLines(text string, count int) string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines[max(0, len(lines)-count):], " | ")
}
