package papers

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/throughline-ics/throughline/tenants/exchange/dates"
)

var (
	promise  = regexp.MustCompile(`(?i)^(?:(?:by|in|from|over|during|within)\b[^,]{2,60},\s*)?(?:we|the trust|our (?:trust|teams?|staff|services?|hospitals?)|every(?:one|body)?\b[^,.]{0,60}?|all (?:of )?(?:our )?[^,.]{2,60}?|patients|people|staff|clinicians|nurses|carers|residents)\s+(?:will|shall|are going to|aim to|intend to|plan to|want to|mean to|pledge to|commit to|are committed to|are determined to|have agreed to)\b`)
	weWill   = regexp.MustCompile(`(?i)^[^.;?]{0,80}\bwe (?:will|shall)\s`)
	supposed = regexp.MustCompile(`(?i)^(?:if|unless|whether|should|as soon as|what|how|why|where|who|when|which)\b`)
	ahead80  = regexp.MustCompile(`(?i)^[^,.;]{2,80}?\s(?:will|shall|is to be|are to be)\s`)
	numbered = regexp.MustCompile(`(?i)^(?:at least |more than |fewer than |no more than |over |under )?£?\d`)
	labelled = regexp.MustCompile(`(?i)^(?:our\s+)?(?:(?:strategic|digital|key)\s+)?(?:objective|ambition|goal|aim|commitment|priority)(?:\s*\d{1,2}(?:\.\d{1,2})?)?(?:\s*[:–—-]\s+|\s+is\s+(?:to|that)\s+)\S`)
	finite   = regexp.MustCompile(`(?i)\S\s+(?:is|are|has|have|can|will|shall|must)\s`)
	inviting = regexp.MustCompile(`(?i)\b(?:objectives?|ambitions?|goals?|aims?|commitments?|priorit(?:y|ies)|what we will do|we will|outcomes|deliverables)\b`)
	telling  = regexp.MustCompile(`(?i)\b(?:about|achievements?|agenda|appendix|assumptions?|background|constraints?|dependenc(?:y|ies)|in the way|risks?|context|contents|foreword|glossary|history|introduction|progress|so far|references|where we are|what we (?:heard|have done))\b`)
	refusing = regexp.MustCompile(`(?i)\b(?:will|shall)\s+(?:not|never|no longer|need to consider|depend|be asked|be discussed|find|see (?:below|overleaf))\b`)
	foretold = regexp.MustCompile(`(?i)\b(?:demand|population|prevalence|pressures?|costs?|deficit|prices|workload|contract|funding|support)\b[^,.;]{0,60}?\s(?:will|shall)\s|\b(?:will|shall)\s+(?:be (?:over|aged|living)|age|come into force|end|expire|face|grow older|need|reach (?:the )?(?:end|retirement)|retire)\b`)
	listed   = regexp.MustCompile(`^(?:[-–—•·*▪◦‣o]|\(?\d{1,2}(?:\.\d{1,2})*[.)]|[a-z][.)])\s+`)
	bulleted = regexp.MustCompile(`^[-–—•·*▪◦‣o]\s+`)
	section  = regexp.MustCompile(`^\d{1,2}(?:\.\d{1,2})+\s+(\p{Lu})`)
)

// promises reports whether a sentence says that something will be so, or asks for it with a date or a figure.
func promises(sentence string) bool {
	sentence = bare(sentence)
	if refusing.MatchString(sentence) {
		return false
	}
	date, dated := dates.In(sentence)
	_, figures := measureIn(sentence)
	core := sentence
	if rest, begins := strings.CutPrefix(sentence, date.Words); dated && begins {
		core = strings.TrimLeft(rest, " ,")
	}
	switch {
	case promise.MatchString(sentence), promise.MatchString(core), weWill.MatchString(sentence) && !supposed.MatchString(sentence):
		return true
	case labelled.MatchString(sentence):
		said := afterLabel(sentence)
		return isTo.MatchString(sentence) || imperative(said) || finite.MatchString(said)
	case date.Deadline || figures && numbered.MatchString(core):
		return imperative(core) || ahead80.MatchString(core) && !foretold.MatchString(core)
	default:
		return (dated || figures) && imperative(core)
	}
}

var isTo = regexp.MustCompile(`(?i)^\D{3,40}?\d*\s+is\s+(?:to|that)\s`)

// afterLabel is what stands behind "Objective 3:".
func afterLabel(sentence string) string {
	m := labelled.FindStringIndex(sentence)
	if m == nil {
		return sentence
	}
	_, size := utf8.DecodeLastRuneInString(sentence[:m[1]])
	return sentence[m[1]-size:]
}

func invites(heading string) bool { return inviting.MatchString(heading) }

// tells reports whether what stands under a heading is told and not promised.
func tells(heading string) bool { return telling.MatchString(heading) }

func isListed(line string) bool { return listed.MatchString(line) || section.MatchString(line) }

func isBullet(line string) bool { return bulleted.MatchString(line) }

// bare is a line without its bullet or number. What begins with a number of a section has a capital behind it: 1.9 million has not.
func bare(sentence string) string {
	return strings.TrimSpace(section.ReplaceAllString(listed.ReplaceAllString(sentence, ""), "$1"))
}

// dueOrMeasured reports whether a line says until when or how much.
func dueOrMeasured(line string) bool {
	date, dated := dates.In(line)
	_, figures := measureIn(line)
	return dated && date.Deadline || figures
}

// verbs are what objectives begin with where they are a list.
var verbs = strings.Fields(`achieve add adopt agree appoint archive assign automate award book bring broaden build cease centralise change clear close codesign collect combine commission complete conduct configure connect consolidate convert cover create cut decommission define deliver deploy design develop digitise direct discontinue distribute double earn eliminate embed enable encrypt end engage ensure equip establish exit expand extend fill find finish fit fix free fund get give grow halve hire hold host identify implement improve increase install integrate introduce invite issue join keep launch lead let link list lower maintain make map match measure merge migrate modernise move negotiate offer onboard open optimise outsource phase pilot pool prepare prevent prioritise procure protect prove provide publish purchase put raise rationalise reach rebuild recover recruit redesign reduce refit refresh refurbish register release remove renegotiate renew repair replace report reprocure resolve respond restore retain retire return reuse revise roll rollout run save scale scan secure send set settle share shift shorten show sign simplify staff standardise start stop strengthen supply support survey sustain swap switch tag take tell tender test track train transform trial trim turn unify update upgrade upskill use vacate validate widen win withdraw write`)

// What follows a verb that is a noun or a participle here ("Use of the app grew"), and what tells of the past.
var (
	noun = strings.Fields(`of from by in to for on was were is are has have had will rose fell grew days day working and`)
	past = strings.Fields(`was were has had did fell rose grew went became saw`)
	who  = strings.Fields(`that which who whose where when because since as if`)
)

func startsWithVerb(sentence string) bool {
	words := plainWords(sentence)
	return len(words) > 0 && slices.Contains(verbs, words[0])
}

func plainWords(sentence string) []string {
	words := strings.Fields(strings.ToLower(bare(sentence)))
	if len(words) > 1 && words[0] == "to" {
		words = words[1:]
	}
	for i, w := range words {
		words[i] = strings.Trim(w, ":,.;")
	}
	return words
}

// imperative reports whether a sentence tells somebody to do something. A word of the past in it is let be in a clause that says
// of what: "replace systems that were bought in 2010".
func imperative(sentence string) bool {
	words := plainWords(sentence)
	if len(words) < 2 || !slices.Contains(verbs, words[0]) || slices.Contains(noun, words[1]) {
		return false
	}
	for _, w := range words[1:] {
		if slices.Contains(who, w) {
			return true
		}
		if slices.Contains(past, w) {
			return false
		}
	}
	return true
}
