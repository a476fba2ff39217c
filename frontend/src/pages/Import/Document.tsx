import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useId, useState, type ReactNode, type SubmitEvent } from 'react';
import { readDocument, type DocumentReading, type DocumentRequest } from '../../api/exchange';
import { strategyQuery, type Strategy } from '../../api/strategy';
import { AppPage } from '../../components/AppPage';
import { useLeaving } from '../../forms/useLeaving';
import { limits } from '../../pdf/unreadable';
import { mayWriteStrategy } from '../../places';
import { Candidate } from './Candidate';
import { ChooseFile } from './ChooseFile';
import { isPdf, sent } from './file';
import { documents, foundInWords, kindsToAdd, progressAloud, sourceOf, withoutText } from './present';
import { PdfPages } from './PdfPages';
import { StepHeading } from './StepHeading';
import { usePdf } from './usePdf';
import { Wrong } from './Wrong';

const route = getRouteApi('/organisations/$organisation/strategy/import/document');
const above = getRouteApi('/organisations/$organisation');

/** A document is looked through for what may be an objective, and each is accepted, changed or dropped. */
export function Document() {
  const { organisation } = route.useParams();
  const { place } = above.useRouteContext();
  const { data: strategy } = useSuspenseQuery(strategyQuery(organisation));
  const writes = mayWriteStrategy(place);
  return (
    <AppPage title="Find objectives in a document" caption={strategy?.title ?? 'Draft of our strategy'}>
      {strategy === null && <p>A strategy begins with its title and its mission. Write those first.</p>}
      {strategy !== null && !writes && <p>You can read this strategy and cannot change it.</p>}
      {strategy !== null && writes && (
        <Reading organisation={organisation} strategy={strategy} kinds={kindsToAdd(place.organisation.kind)} />
      )}
      <p>
        <Link to="/organisations/$organisation/strategy/draft" params={{ organisation }}>
          The whole strategy
        </Link>
      </p>
    </AppPage>
  );
}

interface ReadingProps {
  organisation: string;
  strategy: Strategy;
  kinds: ReturnType<typeof kindsToAdd>;
}

function Reading({ organisation, strategy, kinds }: ReadingProps) {
  const reading = useMutation({ mutationFn: (body: DocumentRequest) => readDocument(organisation, body) });
  const pdf = usePdf();
  const read = (body: DocumentRequest) => {
    if (!reading.isPending) reading.mutate(body, { onSettled: pdf.done });
  };
  const take = async (file: File) => {
    if (!isPdf(file)) {
      read(await sent(file));
      return;
    }
    reading.reset();
    const text = await pdf.read(file);
    if (text !== undefined) read({ name: file.name, text });
  };
  const stop = () => {
    pdf.stop();
    reading.reset();
  };
  if (reading.data !== undefined) {
    const source = sourceOf(reading.variables);
    return (
      <Found
        organisation={organisation}
        strategy={strategy}
        kinds={kinds}
        source={source}
        reading={reading.data}
        unread={withoutText(reading.variables)}
      >
        <button type="button" className="app-link-button" onClick={() => reading.reset()}>
          Look through another document
        </button>
      </Found>
    );
  }
  const pasted = reading.variables?.name === '';
  const waiting = reading.isPending || pdf.progress !== undefined;
  return (
    <>
      <p className="app-lede">
        We look for sentences that say what will be achieved, by when and how it is measured. You decide about each of
        them. The document is not kept. A PDF does not leave your device: this page takes the text out of it and sends
        that alone.
      </p>
      <ChooseFile
        label="Your document"
        hint={`Word (.docx), PowerPoint (.pptx) or plain text, up to 4 MB, or PDF, up to ${limits.megabytes} MB and ${limits.pages} pages.`}
        button="Look through this file"
        kinds={documents}
        problem={pasted ? null : reading.error}
        waiting={waiting}
        take={take}
        status={statusOf(pdf, stop)}
      />
      <Paste problem={pasted ? reading.error : null} waiting={waiting} take={read} />
    </>
  );
}

function statusOf({ progress, stopped }: ReturnType<typeof usePdf>, stop: () => void) {
  if (progress !== undefined) {
    return { said: progressAloud(progress), seen: <PdfPages progress={progress} stop={stop} /> };
  }
  return stopped === undefined ? undefined : { said: `Stopped. Nothing of “${stopped}” was kept.` };
}

interface PasteProps {
  problem: Error | null;
  waiting: boolean;
  take: (body: DocumentRequest) => void;
}

function Paste({ problem, waiting, take }: PasteProps) {
  const id = useId();
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (waiting) return;
    setMissing(text.trim() === '');
    if (text.trim() !== '') take({ name: '', text });
  };
  return (
    <form noValidate className="app-form" onSubmit={submit}>
      {missing && <Wrong lines={['Paste a text first.']} />}
      {problem !== null && <Wrong problem={problem} />}
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor={id}>
          Or paste the text
        </label>
        <div className="nhsuk-hint" id={`${id}hint`}>
          A table from Word or Excel can be pasted as it is, with its headings.
        </div>
        <textarea
          className="nhsuk-textarea"
          id={id}
          rows={6}
          aria-describedby={`${id}hint`}
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
        />
      </div>
      <button type="submit" className="nhsuk-button nhsuk-button--secondary" aria-disabled={waiting}>
        Look through this text
      </button>
    </form>
  );
}

interface FoundProps extends ReadingProps {
  source: string;
  reading: DocumentReading;
  /** What of it was not looked at. */
  unread: string | undefined;
  children: ReactNode;
}

function Found({ organisation, strategy, kinds, source, reading, unread, children }: FoundProps) {
  const [dropped, setDropped] = useState<number[]>([]);
  const [changed, setChanged] = useState<number[]>([]);
  useLeaving(
    changed.some((at) => !dropped.includes(at)),
    'Candidates that you have changed have not been added. What you have written into them is lost if you leave. Leave this page?',
  );
  return (
    <>
      <StepHeading>{foundInWords(reading, source)}</StepHeading>
      {reading.candidates.length === 0 ? (
        <p>No sentence says what will be achieved. You can add objectives on their own page.</p>
      ) : (
        <p>Nothing is in the strategy until you add it.</p>
      )}
      {unread !== undefined && <p>{unread}</p>}
      {reading.found > reading.candidates.length && <p>The first {reading.candidates.length} are shown.</p>}
      {reading.candidates.map((candidate, at) => (
        <Candidate
          key={at}
          number={at + 1}
          candidate={candidate}
          organisation={organisation}
          strategy={strategy}
          kinds={kinds}
          source={source}
          dropped={dropped.includes(at)}
          change={() => setChanged((before) => (before.includes(at) ? before : [...before, at]))}
          done={() => setChanged((before) => before.filter((one) => one !== at))}
          drop={() => setDropped((before) => [...before, at])}
          takeBack={() => setDropped((before) => before.filter((one) => one !== at))}
        />
      ))}
      <p>{children}</p>
    </>
  );
}
