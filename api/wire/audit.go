package wire

import (
	"encoding/json"
	"time"

	"github.com/google/uuid"
	openapi_types "github.com/oapi-codegen/runtime/types"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/tenants/audit"
)

// AuditFilter says which entries are asked for.
func AuditFilter(kind *gen.AuditKind, person *uuid.UUID, command *string, since, until *openapi_types.Date) audit.Filter {
	f := audit.Filter{Person: valueOr(person), Command: valueOr(command)}
	if kind != nil {
		f.Kind = string(*kind)
	}
	f.Since, f.Until = day(since), day(until)
	return f
}

func day(d *openapi_types.Date) time.Time {
	if d == nil {
		return time.Time{}
	}
	return d.Time
}

// AuditPage is a page of entries; next is empty after the last.
func AuditPage(list []audit.Entry, next string) gen.AuditPage {
	page := gen.AuditPage{Entries: each(list, auditEntry)}
	if next != "" {
		page.Next = &next
	}
	return page
}

func auditEntry(e audit.Entry) gen.AuditEntry {
	entry := gen.AuditEntry{
		At: e.At, Kind: gen.AuditKind(e.Kind), Person: e.Name, Command: e.Command, Connection: e.Connection, Request: e.Request, From: e.From,
		Token: e.Token, Changes: each(e.Changes, auditChange),
	}
	if e.InChain() {
		entry.Number = &e.Number
	}
	if e.Person != uuid.Nil {
		entry.PersonID = &e.Person
	}
	return entry
}

func auditChange(c audit.Changed) gen.AuditChange {
	change := gen.AuditChange{Table: c.Table, Before: text(c.Before), After: text(c.After)}
	if c.ID != nil {
		id := c.ID.String()
		change.ID = &id
	}
	if c.Rows > 0 {
		change.Rows = &c.Rows
	}
	return change
}

func text(raw json.RawMessage) *string {
	if len(raw) == 0 || string(raw) == "null" {
		return nil
	}
	said := string(raw)
	return &said
}
