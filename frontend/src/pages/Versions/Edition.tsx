import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { Select, Textarea } from 'nhsuk-react-components';
import {
  comment,
  editionQuery,
  editionsQuery,
  settleComment,
  type EditionComment,
  type EditionDetail,
  type EditionItem,
  type Review,
} from '../../api/editions';
import { AppPage } from '../../components/AppPage';
import { AppAction } from '../../forms/AppAction';
import { AppForm } from '../../forms/AppForm';
import { textOf } from '../../forms/entered';
import { mayWriteStrategy } from '../../places';
import { dayInWords } from '../../present';
import { madeInWords, publishedBefore, sentBefore, stateInWords, verdictInWords } from './present';
import { Pulse } from './Pulse';
import { Returned } from './Returned';
import { Reviewing } from './Reviewing';
import { Since } from './Since';
import { Text } from './Text';

const route = getRouteApi('/organisations/$organisation/strategy/versions/$edition');
const above = getRouteApi('/organisations/$organisation');

/** One version: what has become of it, what was said of it, and all that it says. */
export function Edition() {
  const { organisation, edition } = route.useParams();
  const { place } = above.useRouteContext();
  const queries = useQueryClient();
  const { data } = useSuspenseQuery(editionQuery(organisation, edition));
  const { summary, text, comments, pulse } = data;
  const { data: all } = useSuspenseQuery(editionsQuery(organisation, summary.strategy));
  const state = useRef<HTMLParagraphElement>(null);
  const again = () => queries.invalidateQueries({ queryKey: [organisation] });
  const changed = () => void again();
  // Whoever has published comes to the sentence that says so, once it does.
  const published = () => void again().then(() => state.current?.focus());
  return (
    <AppPage title={text.title} caption={`Version ${summary.number} of our strategy`}>
      <p ref={state} tabIndex={-1}>
        {stateInWords(summary)} {madeInWords(summary)} <bdi>{summary.sent_by}</bdi>.
      </p>
      {summary.state === 'published' && (
        <p>
          {summary.channels.includes('public') ? (
            // Loaded as everybody loads it, without what stands round our own pages.
            <a href={`/published/${organisation}`}>The page that everybody reads</a>
          ) : (
            'Nobody reads it without an account.'
          )}
        </p>
      )}
      {summary.note !== '' && (
        <p className="nhsuk-inset-text">
          <bdi>{summary.note}</bdi>
        </p>
      )}
      {summary.reviews.length > 0 && <Reviews reviews={summary.reviews} />}
      {summary.state === 'in_review' && (
        <Returned organisation={organisation} before={sentBefore(all.editions, summary.number)} to={summary.id} />
      )}
      <Since organisation={organisation} before={publishedBefore(all.editions, summary.number)} to={summary.id} />
      <Reviewing organisation={organisation} summary={summary} place={place} done={changed} published={published} />
      <p>
        <Link
          to="/organisations/$organisation/strategy/changes"
          params={{ organisation }}
          search={{ from: summary.id }}
        >
          What the draft changes since this version
        </Link>
        {' · '}
        <Link
          to="/organisations/$organisation/strategy/preview"
          params={{ organisation }}
          search={{ as: 'members', edition: summary.id }}
        >
          See it as others would
        </Link>
        {' · '}
        <Link to="/organisations/$organisation/strategy/versions" params={{ organisation }}>
          All versions
        </Link>
      </p>
      <Comments
        organisation={organisation}
        detail={data}
        comments={comments}
        may={mayWriteStrategy(place)}
        done={changed}
      />
      {(summary.channels.includes('public') || pulse.length > 0) && <Pulse counts={pulse} />}
      <h2 className="nhsuk-heading-m">What it says</h2>
      <Text organisation={organisation} text={text} />
    </AppPage>
  );
}

function Reviews({ reviews }: { reviews: Review[] }) {
  return (
    <ul>
      {reviews.map((review) => (
        <li key={review.person}>
          <bdi>{review.name}</bdi> {verdictInWords(review)}
          {review.note !== '' && (
            <>
              : <bdi>{review.note}</bdi>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

interface CommentsProps {
  organisation: string;
  detail: EditionDetail;
  comments: EditionComment[];
  may: boolean;
  done: () => void;
}

function Comments({ organisation, detail, comments, may, done }: CommentsProps) {
  const { items } = detail.text;
  return (
    <section>
      <h2 className="nhsuk-heading-m">Comments</h2>
      {comments.length === 0 ? (
        <p>Nobody has commented yet.</p>
      ) : (
        <ul className="app-plain app-plain--spaced">
          {comments.map((one) => (
            <li key={one.id}>
              <strong>
                <bdi>{subject(items, one)}</bdi>
              </strong>
              : <bdi>{one.body}</bdi> <bdi>{one.by}</bdi>, {dayInWords(one.at)}.{' '}
              {one.settled !== null
                ? 'Settled.'
                : may && (
                    <AppAction
                      word="Settle"
                      about={`the comment on ${subject(items, one)}`}
                      act={() => settleComment(organisation, detail.summary.id, one)}
                      done={done}
                    />
                  )}
            </li>
          ))}
        </ul>
      )}
      <AppForm
        button="Add the comment"
        secondary
        send={(entered, key) => {
          const item = textOf(entered, 'item');
          return comment(
            organisation,
            detail.summary.id,
            { body: textOf(entered, 'body').trim(), item: item === '' ? undefined : item },
            key,
          );
        }}
        done={done}
      >
        {(field) => (
          <>
            <Select {...field('item')} label="About">
              <option value="">The strategy as a whole</option>
              {items.map((item) => (
                <option key={item.id} value={item.id}>
                  {item.code} {item.fields.title}
                </option>
              ))}
            </Select>
            <Textarea {...field('body')} label="Comment" rows={2} />
          </>
        )}
      </AppForm>
    </section>
  );
}

function subject(items: EditionItem[], { item }: EditionComment): string {
  const found = items.find(({ id }) => id === item);
  return found === undefined ? 'The whole' : `${found.code} ${found.fields.title ?? ''}`;
}
