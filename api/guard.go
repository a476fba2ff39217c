package api

import (
	"context"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// guard wraps every operation of the contract: it finds out what the operation needs, opens the transaction of the
// organisation in the path, asks whether the roles held now allow it, and only then lets the handler run. It writes
// the answer when the transaction has committed, so that nothing is promised which is not kept.
func (s *Server) guard(next gen.StrictHandlerFunc, id string) gen.StrictHandlerFunc {
	op, known := operations[id]
	return func(c echo.Context, request any) (any, error) {
		if !known {
			return nil, fault.New(fault.NotFound, "There is nothing at this address.")
		}
		if op.anybody {
			return nil, s.forAnybody(c, id, op, request, next)
		}
		if op.open {
			return next(c, request)
		}
		who, ok := session.From(c.Request())
		if !ok {
			return nil, fault.New(fault.SignIn, "Sign in to go on.")
		}
		scope := who.Scope(organisationOf(request), lowerFirst(id), requestID(c), c.RealIP())
		if op.writes {
			scope = scope.Writing()
		}
		p := passage{Server: s, c: c, id: id, op: op, request: request, next: next}
		err := p.through(c.Request().Context(), scope)
		if fault.Is(err, fault.Forbidden) { // for want of a permission, of a second factor, or by a rule
			s.noteDenied(c, tenants.Event{Kind: "denied", Person: p.actor, Organisation: scope.Organisation, Failed: op.permission.String()})
		}
		if err != nil {
			return nil, err
		}
		s.keepAwake(c, who, p.seen)
		return nil, send(c, p.answer)
	}
}

// passage is one request on its way through the guard.
type passage struct {
	*Server
	c       echo.Context
	id      string
	op      operation
	request any
	next    gen.StrictHandlerFunc

	answer tenants.Answer
	seen   time.Time
	actor  uuid.UUID // none when the scope did not open
}

// through opens the transaction: permission first, then the rest.
func (p *passage) through(ctx context.Context, scope tenants.Scope) error {
	if p.op.ahead {
		return p.db.Ahead(ctx, scope, p.admit, p.work)
	}
	return p.db.Within(ctx, scope, p.admitted)
}

func (p *passage) admitted(tx *tenants.Tx) error {
	if err := p.admit(tx); err != nil {
		return err
	}
	return p.work(tx)
}

// admit asks whether the roles held now allow the operation.
func (p *passage) admit(tx *tenants.Tx) error {
	p.seen, p.actor = tx.Seen(), tx.Actor()
	if !p.policy.Allows(tx.Roles(), p.op.permission) || tx.ByToken() && !slices.Contains(tx.Scopes(), p.op.permission.Scope()) {
		return fault.New(fault.Forbidden, "Your role in this organisation does not let you do this.")
	}
	return nil
}

// work gives what was answered to the same request before, or lets the handler run.
func (p *passage) work(tx *tenants.Tx) error {
	ctx := p.c.Request().Context()
	key, body := p.c.Request().Header.Get("Idempotency-Key"), p.requestBody()
	creates := p.c.Request().Method == http.MethodPost
	if creates {
		if broken := tenants.CheckKey("Idempotency-Key", key); len(broken) > 0 {
			return fault.New(fault.Invalid, "The Idempotency-Key cannot be used.", broken...)
		}
		before, err := tenants.AnswerTo(ctx, tx, key, body)
		if err != nil {
			return err
		}
		if before != nil {
			p.answer = *before
			return nil
		}
	}
	p.c.SetRequest(p.c.Request().WithContext(withTx(ctx, tx)))
	response, err := p.next(p.c, p.request)
	if err != nil {
		return err
	}
	if p.answer, err = render(p.id, response); err != nil {
		return err
	}
	if !creates || p.op.looks || dry(p.request) {
		return nil
	}
	kept := p.answer
	if p.op.once {
		kept = shownOnce(requestID(p.c))
	}
	return tenants.KeepAnswer(ctx, tx, key, body, kept)
}

// requestBody is what a repeated key must come with: the address, with what it asks, and the body.
func (p *passage) requestBody() []byte {
	raw, _ := p.c.Get(bodyKey).([]byte)
	return append([]byte(p.c.Request().URL.RequestURI()+"\n"), raw...)
}

// noteTime is how long a refusal may take to be noted.
const noteTime = 2 * time.Second

// noteDenied notes a refusal when its transaction has ended: that one is rolled back, and a request that held one
// connection to the database while it waits for another would stand in the way of others that do the same. Whoever
// goes away before the answer is noted all the same.
func (s *Server) noteDenied(c echo.Context, denied tenants.Event) {
	denied.Request, denied.From = requestID(c), c.RealIP()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request().Context()), noteTime)
	defer cancel()
	if err := s.db.Enter().Note(ctx, denied); err != nil {
		s.log.ErrorContext(ctx, "denial not noted", "request", denied.Request, "error", err)
	}
}

// keepAwake notes now and then that a session is in use, so that it does not end as idle, or when a token was used last.
func (s *Server) keepAwake(c echo.Context, who session.Principal, seen time.Time) {
	if s.db.Now().Sub(seen) < session.TouchAfter {
		return
	}
	touch := s.db.Enter().Touch
	if who.Token {
		touch = s.db.Enter().TouchToken
	}
	if err := touch(c.Request().Context(), who.Session); err != nil {
		s.log.ErrorContext(c.Request().Context(), "session not noted as in use", "request", requestID(c), "error", err)
	}
}

// organisationOf reads the organisation out of the request as the generated code bound it from the path: there is
// one reader of the path and no second value.
func organisationOf(request any) uuid.UUID {
	field := reflect.ValueOf(request).FieldByName("Organisation")
	if !field.IsValid() {
		return uuid.Nil
	}
	id, _ := reflect.TypeAssert[uuid.UUID](field)
	return id
}

// dry reports whether a request asks only what would change. Then there is nothing to do once, so that no answer is kept.
func dry(request any) bool {
	params := reflect.ValueOf(request).FieldByName("Params")
	if !params.IsValid() {
		return false
	}
	said := params.FieldByName("DryRun")
	return said.IsValid() && said.Kind() == reflect.Bool && said.Bool()
}

func lowerFirst(id string) string { return strings.ToLower(id[:1]) + id[1:] }

type txKey struct{}

// withTx and txFrom are the one hop of a transaction through a context: from the guard to the handler.
func withTx(ctx context.Context, tx *tenants.Tx) context.Context {
	return context.WithValue(ctx, txKey{}, tx)
}

func txFrom(ctx context.Context) *tenants.Tx {
	tx, _ := ctx.Value(txKey{}).(*tenants.Tx)
	return tx // nil only without the guard; then the first use of it fails, and nothing is read
}
