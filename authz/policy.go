package authz

import (
	_ "embed"
	"errors"
	"fmt"
	"strings"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"
	stringadapter "github.com/casbin/casbin/v2/persist/string-adapter"

	"github.com/throughline-ics/throughline/tenants"
)

//go:embed model.conf
var modelText string

//go:embed policy.csv
var policyText string

// Permission is an action on a kind of object. The zero Permission is never granted.
type Permission struct {
	Object string
	Action string
}

// The permissions that policy.csv speaks of.
var (
	ReadOrganisation = Permission{"organisation", "read"}
	ReadStrategy     = Permission{"strategy", "read"}
	WriteStrategy    = Permission{"strategy", "write"}
	ReviewStrategy   = Permission{"strategy", "review"}
	PublishStrategy  = Permission{"strategy", "publish"}
	ReadPublished    = Permission{"published", "read"}
	ReadAlignment    = Permission{"alignment", "read"}
	ReadLink         = Permission{"link", "read"}
	DecideLink       = Permission{"link", "decide"}
	ReplyToLink      = Permission{"link", "reply"} // as the system, or as the organisation that decided
	ReadCapability   = Permission{"capability", "read"}
	WriteCapability  = Permission{"capability", "write"}
	ReadBoard        = Permission{"board", "read"}
	AnswerBoard      = Permission{"board", "answer"} // and say how far digital work is embedded
	ReadSetting      = Permission{"setting", "read"}
	WriteWindow      = Permission{"window", "write"}
	ChooseSharing    = Permission{"sharing", "choose"}
	WriteMeaning     = Permission{"meaning", "write"}

	ReadPeople      = Permission{"people", "read"}
	WritePeople     = Permission{"people", "write"}
	LeaveRole       = Permission{"people", "leave"} // give up a role of one's own; an administrator may take others'
	ReadToken       = Permission{"token", "read"}
	CreateToken     = Permission{"token", "create"}
	RevokeToken     = Permission{"token", "revoke"}
	ReadConnection  = Permission{"connection", "read"}
	WriteConnection = Permission{"connection", "write"}
	ReadAudit       = Permission{"audit", "read"}
	ReadRegister    = Permission{"register", "read"}
	WriteRegister   = Permission{"register", "write"}
)

// Permissions lists every permission that there is.
func Permissions() []Permission {
	return []Permission{
		ReadOrganisation, ReadStrategy, WriteStrategy, ReviewStrategy, PublishStrategy, ReadPublished, ReadAlignment, ReadLink, DecideLink, ReplyToLink,
		ReadCapability, WriteCapability, ReadBoard, AnswerBoard, ReadSetting, WriteWindow, ChooseSharing, WriteMeaning,
		ReadPeople, WritePeople, LeaveRole, ReadToken, CreateToken, RevokeToken, ReadConnection, WriteConnection, ReadAudit,
		ReadRegister, WriteRegister,
	}
}

// Scope is what an API token needs for the permission: read or write, and "" where no token will do. What says who
// may do what is for people.
func (p Permission) Scope() string {
	switch p {
	case ReadOrganisation, ReadStrategy, ReadPublished, ReadAlignment, ReadLink, ReadCapability, ReadBoard, ReadSetting:
		return "read"
	case WriteStrategy, ReviewStrategy, PublishStrategy, DecideLink, ReplyToLink:
		return "write"
	default:
		return ""
	}
}

// String names the permission as the event log does.
func (p Permission) String() string { return p.Object + ":" + p.Action }

// Policy decides. It never changes and may be used from many goroutines at once.
type Policy struct {
	enforcer *casbin.Enforcer
	decided  map[question]bool
}

// question is what Casbin is asked: whether a role has a permission.
type question struct {
	role       tenants.Role
	permission Permission
}

// Load reads the policy that is part of the program.
func Load() (*Policy, error) { return parse(policyText) }

// parse refuses a policy without a rule (Casbin's answer to it is not always no) and a rule with an empty part.
func parse(rules string) (*Policy, error) {
	m, err := model.NewModelFromString(modelText)
	if err != nil {
		return nil, fmt.Errorf("read policy model: %w", err)
	}
	var lines []string
	for line := range strings.Lines(rules) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return nil, errors.New("the policy has no rule")
	}
	enforcer, err := casbin.NewEnforcer(m, stringadapter.NewAdapter(strings.Join(lines, "\n")))
	if err != nil {
		return nil, fmt.Errorf("read policy: %w", err)
	}
	kept, err := enforcer.GetPolicy()
	if err != nil {
		return nil, fmt.Errorf("read policy: %w", err)
	}
	if len(kept) != len(lines) {
		return nil, fmt.Errorf("the policy has %d lines and gave %d rules: one is written wrong or twice", len(lines), len(kept))
	}
	for _, rule := range kept {
		if len(rule) != 3 || rule[1] == "" || rule[2] == "" || !strings.HasPrefix(rule[0], rolePrefix) || rule[0] == rolePrefix {
			return nil, fmt.Errorf("the policy's rule %q is not role:name, object, action", rule)
		}
	}
	p := &Policy{enforcer: enforcer, decided: map[question]bool{}}
	if err := p.decide(); err != nil {
		return nil, err
	}
	return p, nil
}

// decide asks Casbin once for all about every role and permission that there are. Casbin tries rule after rule, which
// makes its no the dearest answer, and a request may ask with several roles.
func (p *Policy) decide() error {
	for _, role := range tenants.AllRoles() {
		for _, permission := range Permissions() {
			q := question{role, permission}
			allowed, err := p.ask(q)
			if err != nil {
				return fmt.Errorf("decide whether %s may %s: %w", role, permission, err)
			}
			p.decided[q] = allowed
		}
	}
	return nil
}

func (p *Policy) ask(q question) (bool, error) {
	return p.enforcer.Enforce(rolePrefix+string(q.role), q.permission.Object, q.permission.Action)
}

// rolePrefix keeps a role's name from being anything else's.
const rolePrefix = "role:"

// Allows reports whether one of the roles has the permission, as Casbin says. Whatever cannot be decided is no.
func (p *Policy) Allows(roles []tenants.Role, permission Permission) bool {
	if permission.Object == "" || permission.Action == "" {
		return false
	}
	for _, role := range roles {
		if role == "" {
			continue
		}
		q := question{role, permission}
		allowed, known := p.decided[q]
		if !known {
			said, err := p.ask(q)
			allowed = err == nil && said
		}
		if allowed {
			return true
		}
	}
	return false
}
