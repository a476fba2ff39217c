package wire

import (
	"fmt"
	"time"

	openapi_types "github.com/oapi-codegen/runtime/types"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Draft is a working copy as a file of its own, which says that it is one. What is published beside it may say something else.
type Draft struct {
	Standing  string             `json:"standing"` // always draft
	On        openapi_types.Date `json:"as_of"`
	Published *gen.EditionRef    `json:"published_version"` // none where nothing is published

	ID         openapi_types.UUID `json:"id"`
	Version    int                `json:"version"`
	Title      string             `json:"title"`
	Mission    string             `json:"mission"`
	Period     string             `json:"period"`
	NextReview *gen.Month         `json:"next_review"`
	Items      []gen.Item         `json:"items"`
}

// DraftFile is a working copy as it is on a day, beside what is published of it then.
func DraftFile(w strategy.Working, on time.Time, published strategy.Edition) Draft {
	s := Strategy(w, published)
	return Draft{
		Standing: "draft", On: date(on), Published: s.Edition,
		ID: s.ID, Version: s.Version, Title: s.Title, Mission: s.Mission, Period: s.Period, NextReview: s.NextReview, Items: s.Items,
	}
}

// DraftInWords says the same of a file in a sentence or two.
func DraftInWords(on time.Time, published strategy.Edition) string {
	const day = "2 January 2006"
	draft := "This is the draft as of " + on.Format(day) + ". "
	if published.Number == 0 {
		return draft + "No version is published."
	}
	return draft + fmt.Sprintf("The published version is %d, of %s, and may say something else.", published.Number, published.PublishedOn.Format(day))
}
