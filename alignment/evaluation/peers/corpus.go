package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// system is the texts that belong together: every objective is compared with every target of its own system.
type system struct {
	objectives []string
	targets    []string
}

// shape is how large a corpus is.
type shape struct{ systems, objectives, targets int } // the last two of each system

// How texts are written: a third of the words are the small words of English; a target is written around words of its
// own, and a third of what an objective says is said in the words of the target that it was written for. Of every
// hundred objectives five are written again with a few words changed.
const (
	shortestText = 20 // words
	longestText  = 60
	smallShare   = 0.35
	topicWords   = 14
	topicShare   = 0.33
	repeated     = 0.05
	changedShare = 0.1
	spokenWords  = 6000
)

// writer writes texts in words that are as frequent as in a language: the rank of a word decides how often it comes
// (Zipf). The same seed gives the same texts.
type writer struct {
	random *rand.Rand
	zipf   *rand.Zipf
	small  []string
	words  []string
}

func newWriter(seed uint64) *writer {
	random := rand.New(rand.NewPCG(seed, seed)) //nolint:gosec // made-up texts, the same ones every time
	w := &writer{random: random, zipf: rand.NewZipf(random, 1.1, 8, spokenWords-1), small: strings.Fields(smallWords)}
	w.words = strings.Fields(frequentWords)
	for n := uint64(0); len(w.words) < spokenWords; n++ {
		w.words = append(w.words, spell(n)+endings[random.IntN(len(endings))])
	}
	return w
}

// spell makes a word of a number; no two are the same.
func spell(n uint64) string {
	const syllables = "carelinoteposudatiremavofu"
	var word strings.Builder
	for n += 13 * 13; n > 0; n /= 13 {
		word.WriteString(syllables[n%13*2 : n%13*2+2])
	}
	return word.String()
}

// corpus writes a corpus.
func (w *writer) corpus(of shape) []system {
	systems := make([]system, of.systems)
	var written []string
	for i := range systems {
		s := &systems[i]
		var topics [][]string
		for range of.targets {
			topic := w.topic()
			topics = append(topics, topic)
			s.targets = append(s.targets, w.text(topic))
		}
		for range of.objectives {
			text := w.text(topics[w.random.IntN(len(topics))])
			if len(written) > 0 && w.random.Float64() < repeated {
				text = w.again(written[w.random.IntN(len(written))])
			}
			written = append(written, text)
			s.objectives = append(s.objectives, text)
		}
	}
	return systems
}

// topic gives the words of a target's own.
func (w *writer) topic() []string {
	topic := make([]string, topicWords)
	for i := range topic {
		topic[i] = w.word()
	}
	return topic
}

func (w *writer) word() string { return w.words[w.zipf.Uint64()] }

func (w *writer) text(topic []string) string {
	words := make([]string, shortestText+w.random.IntN(longestText-shortestText+1))
	for i := range words {
		switch {
		case w.random.Float64() < smallShare:
			words[i] = w.small[w.random.IntN(len(w.small))]
		case w.random.Float64() < topicShare:
			words[i] = topic[w.random.IntN(len(topic))]
		default:
			words[i] = w.word()
		}
	}
	return sentence(words)
}

// again writes a text a second time with some of its words changed.
func (w *writer) again(text string) string {
	words := strings.Fields(strings.ToLower(strings.TrimSuffix(text, ".")))
	for i := range words {
		if w.random.Float64() < changedShare {
			words[i] = w.word()
		}
	}
	return sentence(words)
}

// sentence joins words into one sentence.
func sentence(words []string) string {
	first := words[0]
	return fmt.Sprintf("%s%s.", strings.ToUpper(first[:1]), strings.Join(slices.Concat([]string{first[1:]}, words[1:]), " "))
}

// endings are how made-up words end, so that stemming has work to do.
var endings = []string{"", "", "", "s", "ed", "ing", "ation", "ly"}

const smallWords = `the of and to in a for with by on our we will all that from is are as at their this have be or an
	across which can who not into more its each other between where when`

const frequentWords = `care patients services health digital record shared staff access data system clinical community
	hospital information trust people primary mental social local records electronic patient pathway integrated
	population referral appointments imaging diagnostics pathology medicines prescribing monitoring remote virtual ward
	wards discharge flow urgent emergency planned elective waiting lists community nursing district general practice
	practices pharmacy infrastructure network cyber security resilience identity single sign-on devices laptops
	workforce skills training inclusion exclusion equality citizens online app portal messages letters telephone
	telephony analytics dashboards warehouse platform cloud migration hosting legacy supplier contract procurement
	standards interoperability interfaces sharing consent governance safety quality outcomes prevention screening
	vaccination maternity children young adults older frailty dementia cancer cardiac stroke respiratory diabetes
	end-of-life hospice ambulance transport theatre beds capacity demand rostering finance estates sustainability carbon
	automation artificial intelligence speech recognition documentation ambient scanning paper archive coding research
	trials genomics laboratory radiology picture images reporting results ordering requests tests blood home sensors
	wearables self-management personalised plans carers families volunteers charity council housing education schools`
