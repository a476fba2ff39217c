import { useSuspenseQuery } from '@tanstack/react-query';
import { Checkboxes, Textarea } from 'nhsuk-react-components';
import { useState } from 'react';
import {
  answerReview,
  editionsQuery,
  releaseEdition,
  restoreEdition,
  withdrawEdition,
  type EditionSummary,
  type Restoration,
} from '../../api/editions';
import type { Place } from '../../api/session';
import { AppAction } from '../../forms/AppAction';
import { AppForm } from '../../forms/AppForm';
import { textOf, textsOf } from '../../forms/entered';
import { mayPublishStrategy, mayWriteStrategy } from '../../places';
import { capitalised } from '../../present';
import { audiences, mayBePublished, restoredInWords } from './present';

interface ReviewingProps {
  organisation: string;
  summary: EditionSummary;
  place: Place;
  done: () => void;
  published: () => void;
}

/** What this person may do with a version now. */
export function Reviewing({ organisation, summary, place, done, published }: ReviewingProps) {
  const part = { organisation, summary, done };
  const asked = summary.reviews.some(({ mine, verdict }) => mine && verdict === 'asked');
  const may = mayPublishStrategy(place);
  const { data: all } = useSuspenseQuery(editionsQuery(organisation, summary.strategy));
  return (
    <>
      {summary.state === 'in_review' && asked && <Answer {...part} />}
      {may && mayBePublished(summary, all.editions) && <Publish {...part} editions={all.editions} done={published} />}
      <p>
        {may && <TakeBack {...part} />} {mayWriteStrategy(place) && <Restore {...part} />}
      </p>
    </>
  );
}

function TakeBack({ organisation, summary, done }: Part) {
  if (summary.state !== 'in_review' && summary.state !== 'published') return null;
  const published = summary.state === 'published';
  return (
    <AppAction
      word={published ? 'Withdraw' : 'Take back'}
      about={`version ${summary.number}`}
      confirm={
        published
          ? 'Nobody else reads it any more, and no earlier version takes its place: your strategy is published to nobody until you publish one again. Withdraw it?'
          : 'It can then not be published. Take it back?'
      }
      act={() => withdrawEdition(organisation, summary)}
      done={done}
    />
  );
}

function Restore({ organisation, summary, done }: Part) {
  const [restored, setRestored] = useState<Restoration>();
  const { number } = summary;
  return (
    <>
      <AppAction
        word="Restore"
        about={`version ${number} as the draft`}
        confirm={`The draft will say what version ${number} says. What the draft says now is kept as a version of its own. Restore it?`}
        act={async () => setRestored(await restoreEdition(organisation, summary))}
        done={done}
      />
      {restored !== undefined && <span role="status">{restoredInWords(number, restored)}</span>}
    </>
  );
}

type Part = Omit<ReviewingProps, 'place' | 'published'>;

function Answer({ organisation, summary, done }: Part) {
  return (
    <section>
      <h2 className="nhsuk-heading-m">Your review</h2>
      <AppForm
        button="Approve it"
        send={(_, key) => answerReview(organisation, summary.id, { verdict: 'approved' }, key)}
        done={done}
      />
      <AppForm
        button="Return it"
        secondary
        send={(entered, key) =>
          answerReview(organisation, summary.id, { verdict: 'returned', note: textOf(entered, 'note') }, key)
        }
        done={done}
      >
        {(field) => <Textarea {...field('note')} label="What should change before it is published" rows={2} />}
      </AppForm>
    </section>
  );
}

function Publish({ organisation, summary, editions, done }: Part & { editions: EditionSummary[] }) {
  const published = summary.state === 'published';
  // Whoever reads the version of now reads the next one, unless somebody says otherwise.
  const readers = editions.find(({ state }) => state === 'published')?.channels ?? ['desk'];
  const kinds = ['desk', 'members', 'public'] as const;
  return (
    <section>
      <h2 className="nhsuk-heading-m">{published ? 'Who reads it' : 'Publish it'}</h2>
      <AppForm
        button={published ? 'Change who reads it' : 'Publish'}
        secondary={published}
        send={(entered, key) =>
          releaseEdition(
            organisation,
            summary,
            kinds.filter((kind) => textsOf(entered, 'channels').includes(kind)),
            key,
          )
        }
        done={done}
      >
        {(field) => (
          <Checkboxes
            {...field('channels')}
            legend="Publish to"
            legendProps={{ size: 's' }}
            hint="It is published exactly as it was sent. What is marked commercial, or not yet for publication, goes to the system’s digital leads alone. Everybody reads, without an account, what you mean to do and have done, and not what holds you back, your risks or who owns what. Other members of the system read it here only if you publish it to them as well."
            small
          >
            {kinds.map((kind) => (
              <Checkboxes.Item key={kind} value={kind} defaultChecked={readers.includes(kind)}>
                {capitalised(audiences[kind])}
              </Checkboxes.Item>
            ))}
          </Checkboxes>
        )}
      </AppForm>
    </section>
  );
}
