package strategy

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

// readable is all that the acting organisation may read, each item once: its own as it is writing them, and others' as they
// stand in the edition that is published. Row-level security leaves out whatever else there is: another's working copy, an
// edition that is not released here, and one whose release has ended.
const readable = `
readable as (
    select i.id, i.org_id, i.kind, i.code, i.title, i.body, true as own,
           exists (select from app.edition_item p join app.edition e on e.org_id = p.org_id and e.id = p.edition_id
                    where e.state = 'published' and p.org_id = i.org_id and p.item_id = i.id and p.kind = i.kind
                      and p.title = i.title and p.due is not distinct from i.due
                      and p.body - 'measures' = i.body - 'measures') as published
      from app.item i
     where i.org_id = (select sec.current_org()) and i.retired_on is null
    union all
    select distinct on (p.org_id, p.item_id) p.item_id, p.org_id, p.kind, p.code, p.title, p.body, false, true
      from app.edition_item p join app.edition e on e.org_id = p.org_id and e.id = p.edition_id
     where p.org_id <> (select sec.current_org()) and e.state = 'published'
)`

// searchQuery asks everything at once: $1 the words as terms, $2 any of them, $3 kind, $4 owner, $5 stage, $6 how many, $7 the question as it
// was asked, which may be a code, $8 the words themselves as terms: what has more of them comes before what has other names of the same thing,
// wherever they stand, for a rank by place and number is below one.
const searchQuery = `
with ` + readable + `,
asked as (
    select to_tsquery('pg_catalog.english', nullif(t.term, '')) as term, t.n
      from unnest($1::text[]) with ordinality as t (term, n)
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
    select h.*, o.name as owner_name, ts_rank(h.words, to_tsquery('pg_catalog.english', $2))
           + (select count(*) from unnest($8::text[]) as t (term) where h.words @@ to_tsquery('pg_catalog.english', t.term))
           + case when upper(h.code) = upper(trim($7)) then 10 else 0 end as rank
      from hit h join app.organisation o on o.id = h.org_id
     where cardinality(h.hits) = (select max(cardinality(hits)) from hit)
),
kept as (
    select * from found f
     where ($3::text is null or f.kind = $3) and ($4::uuid is null or f.org_id = $4) and ($5::text is null or f.stage = $5)
),
first as (
    select * from kept order by rank desc, own desc, title, id limit $6
)
select jsonb_build_object(
    'total', (select count(*) from kept),
    'results', coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'owner', f.org_id, 'owner_name', f.owner_name,
            'kind', f.kind, 'code', f.code, 'stage', f.stage, 'own', f.own,
            'title', ts_headline('pg_catalog.english', translate(f.title, E'\x02\x03', ''), to_tsquery('pg_catalog.english', $2),
                E'HighlightAll=true, StartSel="\x02", StopSel="\x03"'),
            'excerpt', ts_headline('pg_catalog.english', translate(coalesce(f.body ->> 'description', ''), E'\x02\x03', ''),
                to_tsquery('pg_catalog.english', $2), E'MinWords=20, MaxWords=40, StartSel="\x02", StopSel="\x03"'))
            order by f.rank desc, f.own desc, f.title, f.id) from first f), '[]'),
    'kinds', coalesce((select jsonb_agg(jsonb_build_object('kind', k.kind, 'count', k.n) order by k.n desc, k.kind)
        from (select f.kind, count(*) as n from found f
               where ($4::uuid is null or f.org_id = $4) and ($5::text is null or f.stage = $5) group by 1) k), '[]'),
    'owners', coalesce((select jsonb_agg(jsonb_build_object('id', k.org_id, 'name', k.owner_name, 'count', k.n) order by k.n desc, k.owner_name)
        from (select f.org_id, f.owner_name, count(*) as n from found f
               where ($3::text is null or f.kind = $3) and ($5::text is null or f.stage = $5) group by 1, 2) k), '[]'),
    'stages', coalesce((select jsonb_agg(jsonb_build_object('stage', k.stage, 'count', k.n) order by k.stage)
        from (select f.stage, count(*) as n from found f
               where ($3::text is null or f.kind = $3) and ($4::uuid is null or f.org_id = $4) group by 1) k), '[]'),
    'missing', coalesce((select jsonb_agg(w.n - 1 order by w.n) from wanted w
        where not exists (select from hit h where w.n = any (h.hits))), '[]'))`

// look searches for words, and for other names of what they say.
func look(ctx context.Context, tx *tenants.Tx, q Query, words []string) (Found, error) {
	var found Found
	var answer []byte
	list, also := widened(words, q.Names)
	err := tx.SQL().QueryRow(ctx, searchQuery, list, strings.Join(list, " | "), q.Kind, q.Owner, q.Stage, MostResults, q.Text,
		terms(words)).Scan(&answer)
	if err != nil {
		return found, err
	}
	err = json.Unmarshal(answer, &found)
	found.Also = also
	return found, err
}

const vocabularyQuery = `
with ` + readable + `
select w.word
  from readable r
  cross join lateral unnest(tsvector_to_array(to_tsvector('pg_catalog.simple', r.title)
                            || jsonb_to_tsvector('pg_catalog.simple', r.body, '["string"]'))) as w (word)
 where length(w.word) between 4 and 40
 group by w.word
 order by count(*) desc, w.word`

// vocabulary reads the words of all that the acting organisation may read, the most frequent first.
func vocabulary(ctx context.Context, tx *tenants.Tx) ([]string, error) {
	rows, err := tx.SQL().Query(ctx, vocabularyQuery)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}
