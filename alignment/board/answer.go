package board

import (
	"context"
	"strings"
	"time"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Answer is what a board answered to a question. It stays as it was given: whoever thinks otherwise answers again.
type Answer struct {
	Number int // the first to a question is 1
	Text   string
	Facts  []string // what the strategy showed when it was given, as sentences
	By     string
	At     time.Time
}

const longestAnswer = 4000

// Reply answers a question for the board. Read is the number of the latest answer that its writer had read, where they say
// so: when somebody has answered since, it is a stale fault.
func Reply(ctx context.Context, tx *tenants.Tx, question, text string, read *int) (Answer, error) {
	q, ok := QuestionOf(question)
	if !ok {
		return Answer{}, errNoQuestion
	}
	text = strings.TrimSpace(text)
	if broken := checkAnswer(text); len(broken) > 0 {
		return Answer{}, fault.New(fault.Invalid, "The answer cannot be kept as it is.", broken...)
	}
	facts, err := showing(ctx, tx, q)
	if err != nil {
		return Answer{}, err
	}
	latest, err := latestAnswers(ctx, tx)
	if err != nil {
		return Answer{}, err
	}
	a := Answer{Number: latest[question].Number + 1, Text: text, At: tx.At()}
	if read != nil && *read != a.Number-1 {
		return Answer{}, errAnswered
	}
	for _, f := range facts {
		a.Facts = append(a.Facts, f.Says)
	}
	err = insertAnswer(ctx, tx, question, &a)
	return a, err
}

// Answers reads all that was ever answered to a question, the latest first.
func Answers(ctx context.Context, tx *tenants.Tx, question string) ([]Answer, error) {
	if _, ok := QuestionOf(question); !ok {
		return nil, errNoQuestion
	}
	return readAnswers(ctx, tx, question)
}

var (
	errNoQuestion = fault.New(fault.NotFound, "There is no such board question.")
	errAnswered   = fault.New(fault.Stale, "Somebody else has answered this question since you read it. Read their answer, then give yours.")
)

func checkAnswer(text string) []fault.Field {
	if text == "" {
		return []fault.Field{{Name: "answer", Reason: "Enter the board's answer."}}
	}
	return strategy.Fits("answer", text, longestAnswer)
}
