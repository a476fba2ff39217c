import { useQuery } from '@tanstack/react-query';
import { Textarea, TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { feedbackDraftQuery, giveFeedback, type FeedbackDraft } from '../../api/feedback';
import { AppPage } from '../../components/AppPage';
import { AppLinkProblem } from '../../components/AppProblem';
import { AppPublicText } from '../../components/AppPublicText';
import { AppWaiting } from '../../components/AppWaiting';
import { AppForm } from '../../forms/AppForm';
import { textOf } from '../../forms/entered';
import { linkSecret } from '../../linkSecret';
import { dayInWords } from '../../present';

const kept = linkSecret('app-feedback');

/** Where somebody outside reads a draft by a link, without an account, and says what they think of it. */
export function GiveFeedback() {
  const [secret] = useState(kept.take);
  if (secret === undefined) {
    return (
      <AppPage title="There is no draft here">
        <p>Open the whole link that you were given.</p>
      </AppPage>
    );
  }
  return <ByLink secret={secret} />;
}

function ByLink({ secret }: { secret: string }) {
  const draft = useQuery(feedbackDraftQuery(secret));
  if (draft.isPending) return <AppWaiting />;
  if (draft.isError) {
    const again = () => void draft.refetch();
    return <AppLinkProblem title="This link cannot be used" error={draft.error} tryAgain={again} />;
  }
  return <Draft secret={secret} draft={draft.data} />;
}

function Draft({ secret, draft: { publisher, ends, text } }: { secret: string; draft: FeedbackDraft }) {
  const [by, setBy] = useState('');
  const part = { secret, to: publisher.name, by, called: setBy };
  return (
    <AppPage title={text.title} caption={`A draft of ${publisher.name}`}>
      <p>
        This is a draft, and may change. {publisher.name} would like to know what you think of it. You can read it and
        answer until {dayInWords(ends)}.{publisher.fictional && ' The organisation is made up.'}
      </p>
      <div className="nhsuk-inset-text">
        <h2 className="nhsuk-heading-s">Do not write about patients</h2>
        <p>
          Leave out anything that says who a patient is, or a member of staff: names, dates of birth, NHS numbers, what
          happened to one person. What you write goes to {publisher.name} and to nobody else.
        </p>
      </div>
      <AppPublicText
        text={text}
        beside={({ code, fields: { title } }) => (
          <details className="nhsuk-details">
            <summary className="nhsuk-details__summary">
              <span className="nhsuk-details__summary-text">
                Say what you think of this<span className="nhsuk-u-visually-hidden">: {title}</span>
              </span>
            </summary>
            <div className="nhsuk-details__text">
              <Say {...part} item={code} label="What you think of it" />
            </div>
          </details>
        )}
      />
      <h2 className="nhsuk-heading-m">The draft as a whole</h2>
      <Say {...part} label="What you think of the draft as a whole" />
    </AppPage>
  );
}

interface SayProps {
  secret: string;
  /** To whom it goes. */
  to: string;
  item?: string;
  label: string;
  /** What they called themselves last. */
  by: string;
  called: (by: string) => void;
}

function Say({ secret, to, item, label, by, called }: SayProps) {
  const [sent, setSent] = useState(0);
  return (
    <>
      <p role="status">{sent > 0 && `Thank you. It has gone to ${to}. You can say more.`}</p>
      <AppForm
        button="Send it"
        secondary
        send={(entered, key) => {
          const name = textOf(entered, 'by').trim();
          called(name);
          return giveFeedback({
            secret,
            sent: key,
            body: textOf(entered, 'body').trim(),
            ...(item !== undefined && { item }),
            ...(name !== '' && { by: name }),
          });
        }}
        done={() => setSent(sent + 1)}
      >
        {(field) => (
          <>
            <Textarea {...field('body')} label={label} rows={4} />
            <TextInput
              {...field('by')}
              label="What we may call you (optional)"
              hint="Such as ‘a carer’. You need not give your name."
              width="20"
              defaultValue={by}
            />
          </>
        )}
      </AppForm>
    </>
  );
}
