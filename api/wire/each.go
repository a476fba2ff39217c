package wire

import (
	"time"

	openapi_types "github.com/oapi-codegen/runtime/types"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// each turns a list; no list is an empty one, for the contract knows no null lists.
func each[A, B any](items []A, turn func(A) B) []B {
	turned := make([]B, len(items))
	for i, item := range items {
		turned[i] = turn(item)
	}
	return turned
}

func month(m strategy.Month) *gen.Month {
	if m.IsZero() {
		return nil
	}
	text := m.String()
	return &text
}

func date(day time.Time) openapi_types.Date { return openapi_types.Date{Time: day} }

func optionalDate(day time.Time) *openapi_types.Date {
	if day.IsZero() {
		return nil
	}
	return &openapi_types.Date{Time: day}
}

func orEmpty(texts []string) []string {
	if texts == nil {
		return []string{}
	}
	return texts
}

// valueOr gives what a pointer leads to, or nothing's zero.
func valueOr[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

// optionalTime is an instant, or null where there is none.
func optionalTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// unlessEmpty is the value, or nil for the zero one, which is left out.
func unlessEmpty[T comparable](value T) *T {
	var zero T
	if value == zero {
		return nil
	}
	return new(value) // and not &value: most are left out, and take no memory
}

// unlessNone is the list, or nil for one without items, which is left out.
func unlessNone[T any](list []T) *[]T {
	if len(list) == 0 {
		return nil
	}
	return new(list)
}
