package stance

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/throughline-ics/throughline/alignment/internal/text"
)

func read(s string) Reading {
	a := text.NewAnalyser(text.Default())
	a.Read(s)
	return Read(s, a.Words())
}

// cues lists the kinds of cue in a text with their words.
func cues(s string) map[string]Kind {
	found := map[string]Kind{}
	for _, c := range read(s).Cues {
		found[s[c.Start:c.End]] = c.Kind
	}
	return found
}

func TestCues(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]map[string]Kind{
		"We will not take part in the joint desk.":                  {"not take part": Refusal},
		"We do not intend to be part of the shared record.":         {"not intend to be part": Refusal},
		"Results will not be shared outside.":                       {"not be shared": Refusal},
		"We will not be moving our telephones to it.":               {"not be moving our telephones to": Refusal},
		"Joining the archive is out of scope.":                      {"Joining the archive is out of scope": Refusal, "Joining": Joining},
		"We stay on our version for the life of this plan.":         {"stay on our version for the life": Apart},
		"We remain apart from the network.":                         {"remain apart from": Apart},
		"Build an app rather than use the NHS App.":                 {"rather than use the NHS": Substitution},
		"Ours runs until March 2031.":                               {"until March 2031": Lasting},
		"Joining will be reconsidered in 2030.":                     {"Joining will be reconsidered in 2030": Reviewing, "Joining": Joining},
		"The trust won't be joining the platform.":                  {"won't be joining": Refusal},
		"There are no plans to connect to the exchange.":            {"no plans to connect": Refusal},
		"Migration of our feed is not planned.":                     {"Migration of our feed is not planned": Refusal, "Migration": Joining},
		"Notes: not released to partners.":                          {"not released": Refusal},
		"Trustees decline to share it.":                             {"decline to share": Refusal},
		"The trust has opted out.":                                  {"opted out": Refusal},
		"We keep inpatient notes out of the viewer.":                {"keep inpatient notes out of": Refusal},
		"We will retain a separate directory.":                      {"retain a separate": Apart},
		"Our in-house desk stays as it is.":                         {"in-house desk stays": Apart, "stays as it is": Apart},
		"The Board is not minded to join it.":                       {"not minded to join": Refusal},
		"We decided not to route our referrals through it.":         {"decided not to": Refusal, "not to route": Refusal},
		"It has declined the invitation to take part.":              {"declined the invitation": Refusal},
		"That is not something we will pursue.":                     {"not something we will pursue": Refusal},
		"Relaunch the in-house bank.":                               {"Relaunch the in-house bank": Apart},
		"An agreement of our own.":                                  {"agreement of our own": Apart},
		"Licence taken up to 2032.":                                 {"Licence taken up to 2032": Prolonging},
		"Transferring our laboratory to the hub.":                   {"Transferring": Joining},
		"It will not be folded into a general number.":              {"not be folded into": Refusal},
		"A further seven-year agreement.":                           {"further seven-year agreement": Enduring},
		"The register is expanded as our sole source.":              {"as our sole": Rival, "sole source": Rival},
		"A better fit than a shared service.":                       {"than a shared service": Substitution},
		"We transfer at its expiry in 2031.":                        {"at its expiry in 2031": Postponing},
		"Case files are not to be contributed to it.":               {"not to be contributed": Refusal},
		"We were offered places and said no.":                       {"said no": Refusal},
		"It follows the opening of the block in 2030.":              {"follows": Depending},
		"Our pathways move once the programme closes.":              {"once the programme closes": Postponing, "once": Depending},
		"We will carry on with our current portal.":                 {"carry on with our": Apart},
		"Own portal confirmed for patients.":                        {"Own portal confirmed": Rival},
		"We design our form in place of taking up the common one.":  {"in place of taking up": Substitution},
		"We buy one instead of the shared platform.":                {"instead of the shared": Substitution},
		"Sign a contract running to 2036.":                          {"Sign a contract running to 2036": Prolonging},
		"Extension FY27-FY33 signed.":                               {"Extension FY27-FY33": Prolonging},
		"Supply starts no earlier than June 2028.":                  {"starts no earlier than June 2028": Postponing},
		"Deferred to the next strategy.":                            {"Deferred": Postponing, "Deferred to the next strategy": Refusal},
		"We join once the new system has settled.":                  {"once the new system has settled": Postponing, "once": Depending},
		"The feed will begin in spring 2029.":                       {"begin in spring 2029": Postponing},
		"Exchange starts with the third release in May 2029.":       {"starts with the third release in May 2029": Postponing},
		"Joining is parked.":                                        {"parked": Postponing, "Joining": Joining},
		"Crews send nothing to the plan before January 2029.":       {"nothing to the plan before January 2029": Postponing, "send nothing to": Refusal},
		"Images will not be placed in the archive.":                 {"not be placed": Refusal},
		"Nor will staff be given access to it.":                     {"Nor will staff be given access": Refusal},
		"Discharge notices: not for us.":                            {"not for us": Refusal},
		"We see no benefit in it.":                                  {"see no benefit in": Refusal},
		"That is for general practice.":                             {"That is for general": Refusal},
		"It is one for the next strategy.":                          {"one for the next strategy": Refusal},
		"Trustees refuse to let it in.":                             {"refuse to let": Refusal},
		"A merger is off the table.":                                {"off the table": Refusal},
		"Our seat on the joint board is given up.":                  {"seat on the joint board is given up": Refusal},
		"Nurses are not available to the joint pool.":               {"not available to the joint": Refusal},
		"We ask to be left out of it.":                              {"ask to be left out": Refusal},
		"No more feeds will be added to the shared record.":         {"No more feeds will be added to the shared": Refusal},
		"We will go on listing them ourselves.":                     {"go on listing them ourselves": Apart},
		"Wards carry on as before.":                                 {"carry on as before": Apart},
		"Remain with Castle Laboratories.":                          {"Remain with": Apart},
		"Governors retain control.":                                 {"retain control": Apart},
		"The trust remains its sole custodian.":                     {"sole custodian": Rival},
		"Nurses give shifts to us and to no other bank.":            {"to no other": Rival},
		"Files are held solely by the council.":                     {"solely by the": Rival},
		"It becomes the first place our patients look.":             {"first place our": Rival},
		"In place of supplying records to it, we host them.":        {"In place of supplying": Substitution},
		"An initial term of six years.":                             {"term of six years": Enduring},
		"The desk is extended 2028-2033.":                           {"extended 2028-2033": Prolonging},
		"A framework that runs from 2027 to 2031.":                  {"framework that runs from 2027 to 2031": Prolonging},
		"We will end the scheme in May.":                            {"end the scheme": Ending},
		"It will not be standardised.":                              {"will not": Denying},
		"Not a film will come to it.":                               {},
		"No film will come to it.":                                  {"No film will": Denying},
		"We do not envisage passing it on.":                         {"not envisage": Denying},
		"It would not be right for a hospice to share it.":          {"not be right for a hospice to share": Refusal},
		"Supply of figures will stop in June.":                      {"Supply of figures will stop": Refusal},
		"The board prefers to rely on cover.":                       {"prefers to rely": Apart},
		"They come through our website alone.":                      {"through our website alone": Rival},
		"The scheme will cease.":                                    {"scheme will cease": Ending},
		"Four surgeries with lifts and parking.":                    {},
		"A car park beside the clinic.":                             {},
		"Fewer delays, and fewer delayed discharges.":               {},
		"Patients wait for a bed, and the wait for a test is long.": {},
	} {
		if diff := cmp.Diff(want, cues(text)); diff != "" {
			t.Errorf("cues of %q (-want +got):\n%s", text, diff)
		}
	}
}

func TestNoCues(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Instead of renewing alone, we will move to the joint platform.",
		"Our own rota stands down.",
		"We will no longer keep our own directory.",
		"Staff will not only join but lead the programme.",
		"Wards keep their own lists, which we will replace.",
		"Keep people out of hospital.",
		"Help people to remain independent at home.",
		"Extend the shared contract to 2031 with our partners.",
		"Nurses join. Not every clinic is open.",
		"Staff are not on shared computers.",
		"Instead of using paper.",
		"Sensors of the homes are out of scope.",
		"A decline in participation since last year.",
		"We asked for no exemption.",
		"Establishing international banks, and growing international networks.",
		"Stop running our own desk.",
		"Rather than re-let our own network on expiry in 2028, we take the county's.",
		"In place of transferring paper, crews type.",
		"They see heart failure about once a month.",
		"People are looked after at home.",
		"A family doctor should not have to send a toddler far.",
		"We will not set up a security desk of our own.",
		"Some fear that partners will not share.",
		"We cannot commit to it without the shared inbox.",
		"Nobody will opt out.",
		"We are not waiting until 2029.",
		"We will not delay.",
		"The joint service has a ten-year contract.",
		"We will end the paper service.",
		"The scheme will end as the hub opens.",
		"Nobody will end the scheme.",
		"Staying with you to the last.",
		"People will not wait.",
		"Nobody will be turned away, and no letter will be lost.",
		"The contract will not be renewed.",
		"We will not renew the licence to 2031.",
		"The shared platform is extended to 2032.",
		"Each has a log-in in place of the shared one.",
		"Services that remain in their own homes.",
		"We will run our own tender.",
		"A co-ordinator may accept or decline each request.",
	} {
		if found := cues(text); len(found) > 0 {
			t.Errorf("%q has cues %v: it sets nobody apart", text, found)
		}
	}
}

func TestWhatIsStatedIsMarked(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"Our systems do not connect to the record, so we will link them.": true,
		"We will not connect to the record.":                              false,
		"The trust does not propose to connect to the record.":            false,
		"For many years we declined to share rates.":                      true,
		"In 2022 we pulled out of the pilot.":                             true,
		"In 2028 we will pull out of the pilot.":                          false,
		"Today each locality keeps its own.":                              true,
		"Today each locality keeps its own, and will.":                    false,
		"For years we refused to take part.":                              true,
	} {
		c := read(text).Cues
		if len(c) != 1 || c[0].Stated != want {
			t.Errorf("%q: cues %+v, want one with Stated %v", text, c, want)
		}
	}
}

func TestACueKnowsItsSentence(t *testing.T) {
	t.Parallel()
	s := "First one. We will not join it at all. Last one."
	c := read(s).Cues[0]
	if got := s[c.From:c.To]; got != "We will not join it at all" {
		t.Errorf("the sentence is %q", got)
	}
}

func TestDates(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]string{
		"in April 2029":   {"2029-04-01", "2029-04-30"},
		"by Sept 2028":    {"2028-09-01", "2028-09-30"},
		"in autumn 2028":  {"2028-09-01", "2028-11-30"},
		"winter 2028":     {"2028-12-01", "2029-02-28"},
		"from 2029-04 on": {"2029-04-01", "2029-04-30"},
		"in 2031":         {"2031-01-01", "2031-12-31"},
		"to FY33":         {"2032-04-01", "2033-03-31"},
		"FY2028":          {"2027-04-01", "2028-03-31"},
		"in 2028/29":      {"2028-04-01", "2029-03-31"},
		"for 2026-27":     {"2026-04-01", "2027-03-31"},
		"FY27-FY33":       {"2026-04-01", "2033-03-31"},
		"2025 to 2030":    {"2025-01-01", "2030-12-31"},
		"autumn of 2028":  {"2028-09-01", "2028-11-30"},
		"February 2028":   {"2028-02-01", "2028-02-29"},
	} {
		found := read(text).Dates
		if len(found) != 1 {
			t.Errorf("%q has dates %v, want one", text, found)
			continue
		}
		got := [2]string{found[0].From.Format(time.DateOnly), found[0].Until.Format(time.DateOnly)}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the date in %q (-want +got):\n%s", text, diff)
		}
	}
	for _, text := range []string{"1911 block", "2,400 laptops", "FY1 doctors", "in May", "ward 2020a", "24/7"} {
		if found := read(text).Dates; len(found) > 0 {
			t.Errorf("%q has dates %v, want none", text, found)
		}
	}
}

func TestPurchase(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Purchase{
		"We will buy a product for this.":      Buys,
		"Licences were bought alone.":          Buys,
		"Go out to tender this year.":          Buys,
		"Introduce barcode stock control.":     Gets,
		"Replace the old screens.":             Gets,
		"A joint procurement with neighbours.": NoPurchase,
		"Nurses visit people at home.":         NoPurchase,
	} {
		if got := read(text).Purchase; got != want {
			t.Errorf("%q is a purchase of degree %d, want %d", text, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"", "not until April 2029", "2028-", "no", "extend to until to 2031", "FY", "not\xff join", "until then. until 2030"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := read(s)
		for _, c := range r.Cues {
			if c.From > c.Start || c.Start >= c.End || c.End > c.To || c.To > len(s) {
				t.Fatalf("cue %+v of %d bytes", c, len(s))
			}
		}
		for _, d := range r.Dates {
			if d.Start >= d.End || d.End > len(s) || d.Until.Before(d.From) {
				t.Fatalf("date %+v of %d bytes", d, len(s))
			}
		}
	})
}
