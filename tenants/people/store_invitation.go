package people

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

const invitationInsert = `
insert into app.invitation (id, org_id, role, name, secret_hash, ends)
values ($1, sec.current_org(), $2, $3, $4, $5)`

func insertInvitation(ctx context.Context, tx *tenants.Tx, i Invitation, secret tenants.SessionKey) error {
	_, err := tx.SQL().Exec(ctx, invitationInsert, i.ID, i.Role, i.Name, secret[:], i.Ends)
	return err
}

const invitationsQuery = `
select id, role, name,
       case when accepted_at is not null then 'accepted' when withdrawn_at is not null then 'withdrawn'
            when ends <= sec.current_at() then 'expired' else 'open' end,
       created_at, ends, accepted_at, repair, version, created_by
  from app.invitation where org_id = sec.current_org()
 order by created_at desc, id desc`

func readInvitations(ctx context.Context, tx *tenants.Tx) (list []Invitation, authors []uuid.UUID, err error) {
	rows, err := tx.SQL().Query(ctx, invitationsQuery)
	if err != nil {
		return nil, nil, err
	}
	var i Invitation
	var accepted *time.Time
	var author uuid.UUID
	_, err = pgx.ForEachRow(rows, []any{&i.ID, &i.Role, &i.Name, &i.State, &i.Created, &i.Ends, &accepted, &i.Repair, &i.Version, &author}, func() error {
		i.Accepted = orZero(accepted)
		list, authors = append(list, i), append(authors, author)
		return nil
	})
	return list, authors, err
}

const invitationWithdrawal = `
update app.invitation set withdrawn_at = sec.current_at()
 where org_id = sec.current_org() and id = $1 and version = $2 and accepted_at is null and withdrawn_at is null`

func withdrawInvitation(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int) (bool, error) {
	tag, err := tx.SQL().Exec(ctx, invitationWithdrawal, id, version)
	return tag.RowsAffected() == 1, err
}

func readOffer(ctx context.Context, e tenants.Entry, secret tenants.SessionKey) (Offer, error) {
	rows, err := e.Run(ctx, "invitation_of", []string{secret.String()},
		"select org_name, role, name, ends from sec.invitation_of($1, $2, $3)", secret[:], e.Now())
	if err != nil {
		return Offer{}, err
	}
	offers, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Offer])
	if err != nil {
		return Offer{}, tenants.Fault(err)
	}
	if len(offers) == 0 {
		return Offer{}, errClosed
	}
	return offers[0], nil
}

func acceptInvitation(ctx context.Context, e tenants.Entry, secret, session, fresh tenants.SessionKey) (uuid.UUID, error) {
	rows, err := e.Run(ctx, "accept_invitation", []string{secret.String(), session.String(), fresh.String()},
		"select sec.accept_invitation($1, $2, $3, $4, $5)", secret[:], session[:], fresh[:], e.Now())
	if err != nil {
		return uuid.Nil, err
	}
	id, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[uuid.UUID])
	return id, tenants.Fault(err)
}
