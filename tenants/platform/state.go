package platform

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/tenants"
)

// state is what the register holds, as far as a document is compared with it.
type state struct {
	organisations []registered
	memberships   []membership
	successions   []succession
	connections   []connection
	directory     map[string]Listed
}

// registered is an organisation of the register.
type registered struct {
	tenants.RegisterEntry
	administered bool // somebody has administered it, now or before
}

type membership struct {
	system, organisation uuid.UUID
	code                 string
	kind                 tenants.MembershipKind
	since, until         string // dates; until is empty when none is set
}

type succession struct {
	from, to  uuid.UUID
	on, state string
}

type connection struct {
	tenants.Connection
	hasSecret bool
	state     string
	rules     []tenants.ClaimRule
	people    []assigned
}

// assigned is a role that a person of a connection holds.
type assigned struct {
	Organisation uuid.UUID    `json:"organisation"`
	Subject      string       `json:"subject"`
	Role         tenants.Role `json:"role"`
}

// readState reads the register, and the directory for the ODS codes of a document.
func readState(ctx context.Context, r tenants.Register, d Document) (*state, error) {
	s := &state{}
	var err error
	if s.organisations, err = readOrganisations(ctx, r); err != nil {
		return nil, err
	}
	if s.memberships, err = readMemberships(ctx, r); err != nil {
		return nil, err
	}
	if s.successions, err = readSuccessions(ctx, r); err != nil {
		return nil, err
	}
	if s.connections, err = readConnections(ctx, r); err != nil {
		return nil, err
	}
	var codes []string
	for _, o := range d.Organisations {
		if o.ODS != "" {
			codes = append(codes, o.ODS)
		}
	}
	s.directory, err = readDirectory(ctx, r, codes)
	return s, err
}

// find finds the organisation of a document in the register: by its code, its ODS code, or as a system knows it.
func (s *state) find(o Organisation) *registered {
	for _, by := range []func(registered) bool{
		func(r registered) bool { return r.Handle == o.Code },
		func(r registered) bool { return o.ODS != "" && r.ODS == o.ODS },
		func(r registered) bool { return o.Was.System != "" && s.known(r.ID, o.Was) },
	} {
		if i := slices.IndexFunc(s.organisations, by); i >= 0 {
			return &s.organisations[i]
		}
	}
	return nil
}

func (s *state) known(id uuid.UUID, was Known) bool {
	system := s.byCode(was.System)
	return system != nil && slices.ContainsFunc(s.memberships, func(m membership) bool {
		return m.system == system.ID && m.organisation == id && m.code == was.Member
	})
}

func (s *state) byCode(code string) *registered {
	i := slices.IndexFunc(s.organisations, func(r registered) bool { return code != "" && r.Handle == code })
	if i < 0 {
		return nil
	}
	return &s.organisations[i]
}

func (s *state) connectionOf(organisation uuid.UUID, name string) *connection {
	i := slices.IndexFunc(s.connections, func(c connection) bool { return c.Organisation == organisation && c.Name == name })
	if i < 0 {
		return nil
	}
	return &s.connections[i]
}
