package audit

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

const (
	exportPage = 1000
	mostExport = 50_000 // entries of one file
)

// Export writes all entries of a filter as a file: csv, or jsonl with a JSON object a line. Entries of the chain bear
// what their hash covers, so that a file can be verified by itself.
func Export(ctx context.Context, tx *tenants.Tx, f Filter, format string) ([]byte, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	var all []Entry
	var after *place
	for {
		list, err := read(ctx, tx, f, after, exportPage)
		if err != nil {
			return nil, err
		}
		if err := named(ctx, tx, list); err != nil {
			return nil, err
		}
		all = append(all, list...)
		if len(list) < exportPage {
			break
		}
		if len(all) >= mostExport {
			return nil, fault.New(fault.Invalid, "There are more than 50,000 entries. Export them in parts.", fault.Field{Name: "since", Reason: "Give dates that are closer to each other."})
		}
		last := placeOf(all[len(all)-1])
		after = &last
	}
	if format == "csv" {
		return asCSV(all)
	}
	return asLines(all)
}

var columns = []string{"number", "at", "kind", "person", "person_id", "command", "connection", "request", "from", "token", "recorded", "prev", "hash"}

func asCSV(list []Entry) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	if err := w.Write(columns); err != nil {
		return nil, err
	}
	for _, e := range list {
		number := ""
		if e.InChain() {
			number = strconv.FormatInt(e.Number, 10)
		}
		row := []string{
			number, e.At.UTC().Format(time.RFC3339Nano), e.Kind, e.Name, e.Person.String(), e.Command, e.Connection, e.Request, e.From,
			strconv.FormatBool(e.Token), e.Canonical, hex.EncodeToString(e.Prev), hex.EncodeToString(e.Hash),
		}
		for i := range row {
			row[i] = plain(row[i])
		}
		if err := w.Write(row); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// plain keeps a text from being a formula when a spreadsheet opens the file (OWASP, CSV injection).
func plain(s string) string {
	if strings.ContainsAny(firstRune(s), "=+-@\t\r\n|%＝＋－＠") {
		return "'" + s
	}
	return s
}

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

func asLines(list []Entry) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	for _, e := range list {
		line := struct {
			Number     int64     `json:"number,omitempty"`
			At         time.Time `json:"at"`
			Kind       string    `json:"kind"`
			Person     string    `json:"person"`
			PersonID   string    `json:"person_id"`
			Command    string    `json:"command"`
			Connection string    `json:"connection,omitempty"`
			Request    string    `json:"request,omitempty"`
			From       string    `json:"from,omitempty"`
			Token      bool      `json:"token,omitempty"`
			Recorded   string    `json:"recorded,omitempty"`
			Prev       string    `json:"prev,omitempty"`
			Hash       string    `json:"hash,omitempty"`
		}{
			0, e.At.UTC(), e.Kind, e.Name, e.Person.String(), e.Command, e.Connection, e.Request, e.From, e.Token, e.Canonical,
			hex.EncodeToString(e.Prev), hex.EncodeToString(e.Hash),
		}
		if e.InChain() {
			line.Number = e.Number
		}
		if err := encoder.Encode(line); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}
