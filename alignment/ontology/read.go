package ontology

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed capabilities/*.yaml
var files embed.FS

// version is that of the files' format.
const version = 1

// Standard is the ontology that is part of the program. Its files have been checked by the tests.
var Standard = sync.OnceValue(func() *Ontology {
	o, err := Read(files)
	if err != nil {
		panic(err)
	}
	return o
})

// file is one file of capabilities.
type file struct {
	Version      int          `yaml:"version"`
	Capabilities []Capability `yaml:"capabilities"`
}

// Read reads the files capabilities/*.yaml of a tree. An error names file, capability and what is wrong.
func Read(tree fs.FS) (*Ontology, error) {
	names, err := fs.Glob(tree, "capabilities/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list capabilities: %w", err)
	}
	var all []Capability
	source := map[string]string{}
	for _, name := range names {
		list, err := readFile(tree, name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, c := range list {
			source[c.Code] = name
		}
		all = append(all, list...)
	}
	return made(all, func(code string) string { return source[code] })
}

func readFile(tree fs.FS, name string) ([]Capability, error) {
	data, err := fs.ReadFile(tree, name)
	if err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	var f file
	if err := d.Decode(&f); err != nil {
		return nil, fmt.Errorf("decode: %w", err)
	}
	if f.Version != version {
		return nil, fmt.Errorf("its version is %d, and %d is read", f.Version, version)
	}
	return f.Capabilities, nil
}

// UnmarshalYAML reads "0.9 because all read it".
func (d *Default) UnmarshalYAML(n *yaml.Node) error {
	number, reason, _ := strings.Cut(n.Value, " because ")
	value, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return errors.Join(fmt.Errorf("line %d: a default is written as 0.5 because …", n.Line), err)
	}
	d.Value, d.Because = value, strings.TrimSpace(reason)
	return nil
}

// MarshalYAML writes it as it is read.
func (d Default) MarshalYAML() (any, error) {
	return strconv.FormatFloat(d.Value, 'g', -1, 64) + " because " + d.Because, nil
}

// Version names the capabilities that are part of the program: the beginning of the SHA-256 of their files.
var Version = sync.OnceValue(func() string {
	sum := sha256.Sum256([]byte(Files()))
	return hex.EncodeToString(sum[:6])
})

// Files gives the bytes of the files that are part of the program, for a hash.
var Files = sync.OnceValue(func() string {
	var b strings.Builder
	names, _ := fs.Glob(files, "capabilities/*.yaml") // the pattern is a good one
	for _, name := range names {
		data, _ := files.ReadFile(name) // it has just been listed
		b.Write(data)
	}
	return b.String()
})
