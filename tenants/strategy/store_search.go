package strategy

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

// unchanged says that an item i of the working copy is written as it stands in an edition, p.
const unchanged = `p.item_id = i.id and p.kind = i.kind and p.title = i.title and p.due is not distinct from i.due
                      and p.body = i.body`

var unnamed = " - '{" + strings.Join(referring, ",") + "}'::text[]"

// readable is all that whoever asks may read. Of their organisation's own: what it is writing, where they read that ($1), and what
// is published, where the working copy says something else. Of others': what stands in the edition that is published. Row-level
// security leaves out whatever else there is: another's working copy, an edition that is not released here, and one whose release
// has ended; what those say whom the organisation does not know of any more is left out too. What a joint strategy says to the
// organisation that it would cover is for those who read its strategy. The codes of others that an item names are no words of it:
// what it names may be what somebody does not read.
var readable = `
readable as (
    select i.id, i.org_id, i.kind, i.code, i.title, i.body` + unnamed + ` as body, true as own,
           exists (select from app.edition_item p join app.edition e on e.org_id = p.org_id and e.id = p.edition_id
                    where e.state = 'published' and p.org_id = i.org_id and ` + unchanged + `) as published
      from app.item i
     where $1 and i.org_id = (select sec.current_org()) and i.retired_on is null
    union all
    select p.item_id, p.org_id, p.kind, p.code, p.title, p.body` + unnamed + `, false, true
      from app.edition_item p join app.edition e on e.org_id = p.org_id and e.id = p.edition_id
     where p.org_id = (select sec.current_org()) and e.state = 'published'
       and exists (select from app.release r join app.channel c on c.id = r.channel_id
                    where r.org_id = e.org_id and r.edition_id = e.id and c.kind in ('desk', 'members')
                      and r.since <= (select sec.current_at()) and (r.until is null or r.until > (select sec.current_at()))
                      and app.reach(c.kind, p.kind, p.marking, p.marked_until, (select sec.current_day())))
       and not ($1 and exists (select from app.item i where i.org_id = p.org_id and i.retired_on is null and ` + unchanged + `))
    union all
    (select distinct on (p.org_id, p.item_id) p.item_id, p.org_id, p.kind, p.code, p.title, p.body` + unnamed + `, false, true
       from app.edition_item p join app.edition e on e.org_id = p.org_id and e.id = p.edition_id
      where p.org_id <> (select sec.current_org()) and e.state = 'published' and ($1 or e.id = any ((select sec.released())::uuid[]))
        and exists (select from app.organisation o where o.id = p.org_id)
      order by p.org_id, p.item_id, e.n desc)
)`

// searchQuery asks everything at once: $1 as in readable, $2 the words as terms, $3 any of them, $4 kind, $5 owner, $6 stage,
// $7 how many, $8 the question as it was asked, which may be a code, $9 the words themselves as terms: what has more of them comes
// before what has other names of the same thing, wherever they stand, for a rank by place and number is below one.
var searchQuery = `
with ` + readable + `,
asked as (
    select to_tsquery('pg_catalog.english', nullif(t.term, '')) as term, t.n
      from unnest($2::text[]) with ordinality as t (term, n)
),
wanted as (select term, n from asked where numnode(term) > 0),
read as materialized (
    select r.*, case when own and not published then 'draft' else 'published' end as stage,
           setweight(to_tsvector('pg_catalog.english', r.code || ' ' || replace(r.code, '-', ' ') || ' ' || r.title), 'A')
           || setweight(to_tsvector('pg_catalog.english', coalesce(r.body ->> 'description', '')), 'B')
           || setweight(jsonb_to_tsvector('pg_catalog.english', r.body - 'description', '["string"]'), 'D') as words
      from readable r
),
hit as materialized (
    select r.*, (select array_agg(w.n) from wanted w where r.words @@ w.term) as hits from read r
),
found as materialized (
    select h.*, o.name as owner_name, o.kind as owner_kind, ts_rank(h.words, to_tsquery('pg_catalog.english', $3))
           + (select count(*) from unnest($9::text[]) as t (term) where h.words @@ to_tsquery('pg_catalog.english', t.term))
           + case when upper(h.code) = upper(trim($8)) then 10 else 0 end as rank
      from hit h join app.organisation o on o.id = h.org_id
     where cardinality(h.hits) = (select max(cardinality(hits)) from hit)
),
kept as (
    select * from found f
     where ($4::text is null or f.kind = $4) and ($5::uuid is null or f.org_id = $5) and ($6::text is null or f.stage = $6)
),
first as (
    select * from kept order by rank desc, own desc, title, id limit $7
)
select jsonb_build_object(
    'total', (select count(*) from kept),
    'results', coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'owner', f.org_id, 'owner_name', f.owner_name, 'owner_kind', f.owner_kind,
            'kind', f.kind, 'code', f.code, 'stage', f.stage, 'own', f.own,
            'title', ts_headline('pg_catalog.english', translate(f.title, E'\x02\x03', ''), to_tsquery('pg_catalog.english', $3),
                E'HighlightAll=true, StartSel="\x02", StopSel="\x03"'),
            'excerpt', ts_headline('pg_catalog.english', translate(coalesce(f.body ->> 'description', ''), E'\x02\x03', ''),
                to_tsquery('pg_catalog.english', $3), E'MinWords=20, MaxWords=40, StartSel="\x02", StopSel="\x03"'))
            order by f.rank desc, f.own desc, f.title, f.id) from first f), '[]'),
    'kinds', coalesce((select jsonb_agg(jsonb_build_object('kind', k.kind, 'count', k.n) order by k.n desc, k.kind)
        from (select f.kind, count(*) as n from found f
               where ($5::uuid is null or f.org_id = $5) and ($6::text is null or f.stage = $6) group by 1) k), '[]'),
    'owners', coalesce((select jsonb_agg(jsonb_build_object('id', k.org_id, 'name', k.owner_name, 'kind', k.owner_kind,
            'count', k.n) order by k.n desc, k.owner_name)
        from (select f.org_id, f.owner_name, f.owner_kind, count(*) as n from found f
               where ($4::text is null or f.kind = $4) and ($6::text is null or f.stage = $6) group by 1, 2, 3) k), '[]'),
    'stages', coalesce((select jsonb_agg(jsonb_build_object('stage', k.stage, 'count', k.n) order by k.stage)
        from (select f.stage, count(*) as n from found f
               where ($4::text is null or f.kind = $4) and ($5::uuid is null or f.org_id = $5) group by 1) k), '[]'),
    'missing', coalesce((select jsonb_agg(w.n - 1 order by w.n) from wanted w
        where not exists (select from hit h where w.n = any (h.hits))), '[]'),
    'common', coalesce((select jsonb_agg(n - 1 order by n) from asked where coalesce(numnode(term), 0) = 0), '[]'))`

// look searches for words, and for other names of what they say.
func look(ctx context.Context, tx *tenants.Tx, q Query, words []string) (Found, error) {
	var found Found
	var answer []byte
	list, also := widened(words, q.Names)
	err := tx.SQL().QueryRow(ctx, searchQuery, q.Working, list, strings.Join(list, " | "), q.Kind, q.Owner, q.Stage, MostResults, q.Text,
		terms(words)).Scan(&answer)
	if err != nil {
		return found, err
	}
	err = json.Unmarshal(answer, &found)
	found.Also = also
	return found, err
}

var vocabularyQuery = `
with ` + readable + `
select w.word
  from readable r
  cross join lateral unnest(tsvector_to_array(to_tsvector('pg_catalog.simple', r.title)
                            || jsonb_to_tsvector('pg_catalog.simple', r.body, '["string"]'))) as w (word)
 where length(w.word) between 4 and 40
 group by w.word
 order by count(*) desc, w.word`

// vocabulary reads the words of all that whoever asks may read, the most frequent first.
func vocabulary(ctx context.Context, tx *tenants.Tx, working bool) ([]string, error) {
	rows, err := tx.SQL().Query(ctx, vocabularyQuery, working)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}
