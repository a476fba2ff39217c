package stance

import (
	"testing"
	"time"
)

// TestAgainst shows what the same words come to, by what they are set against.
func TestAgainst(t *testing.T) {
	t.Parallel()
	day := time.Date(2028, time.March, 31, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		due  Due
		text []string
		want Way
	}{
		"a refusal opts out":                         {Due{Day: day}, []string{"We will not join it."}, OptsOut},
		"until after the day it postpones":           {Due{Day: day}, []string{"We will not join it until May 2029."}, Postpones},
		"until before the day it is none":            {Due{Day: day}, []string{"We will not join it until May 2027."}, NotAgainst},
		"one's own is kept":                          {Due{Day: day}, []string{"We keep our own register."}, OptsOut},
		"one's own is kept as the law asks":          {Due{Day: day}, []string{"We keep our own register.", "The regulator requires it."}, NotAgainst},
		"one's own is kept until the day":            {Due{Day: day}, []string{"We keep our own register until May 2027."}, NotAgainst},
		"a long term where one for all is wanted":    {Due{Day: day, Once: true}, []string{"A five-year contract for a viewer."}, Opposes},
		"a long term where all want more of it":      {Due{Day: day}, []string{"A five-year contract for a viewer."}, NotAgainst},
		"a denial where one for all is wanted":       {Due{Day: day, Sure: true, Once: true}, []string{"Forms will not be standardised."}, OptsOut},
		"a denial where all want more of it":         {Due{Day: day, Sure: true}, []string{"Forms will not be standardised."}, NotAgainst},
		"a denial that may be of something else":     {Due{Day: day, Once: true}, []string{"Forms will not be standardised."}, NotAgainst},
		"a denial in a list of what is not done":     {Due{Day: day, Sure: true, Declined: true}, []string{"Forms will not be standardised."}, OptsOut},
		"of a rival in such a list":                  {Due{Day: day, Sure: true, Declined: true}, []string{"Another form will not be printed."}, NotAgainst},
		"a denial until before the day":              {Due{Day: day, Sure: true, Once: true}, []string{"Forms will not be standardised before May 2027."}, NotAgainst},
		"an end of what is to grow":                  {Due{Day: day, Sure: true, Grows: true}, []string{"We will end the scheme in May."}, Opposes},
		"an end of something else":                   {Due{Day: day}, []string{"We will end the scheme in May."}, NotAgainst},
		"an end that something follows":              {Due{Day: day, Sure: true, Grows: true}, []string{"We will end the scheme in May.", "The joint hub takes over."}, NotAgainst},
		"an end that is how things are":              {Due{Day: day, Sure: true, Grows: true}, []string{"Crews who stop the service are rare."}, NotAgainst},
		"what is put off, by who is to do it late":   {Due{Day: day, Horizon: day.AddDate(1, 0, 0)}, []string{"Joining is parked."}, Postpones},
		"what is put off, by who lists it as undone": {Due{Day: day, Declined: true}, []string{"Sensors are parked until 2030."}, NotAgainst},
	} {
		var readings []Reading
		for _, s := range c.text {
			readings = append(readings, read(s))
		}
		if got := c.due.Against(readings); got.Way != c.want {
			t.Errorf("%s: the way is %d, want %d, by %+v", name, got.Way, c.want, got.Cues)
		}
	}
}
