import { useEffect, useId, useRef, useState } from 'react';
import { reply, type ChangedPiece, type InboxLink } from '../../api/inbox';
import { AppMarkedText } from '../../components/AppMarked';
import { AppReplies } from '../../components/AppReplies';
import { AppTargetLink } from '../../components/AppLinks';
import { AppForm } from '../../forms/AppForm';
import { textOf } from '../../forms/entered';
import { Textarea } from 'nhsuk-react-components';
import { evidenceInWords } from '../../evidence';
import { capitalised, targetKind } from '../../present';
import { Reject } from './Reject';
import { linesOf, standing } from './present';

/** What a person may do with a suggestion. */
export interface Acts {
  confirm: () => void;
  partial: () => void;
  primary: () => void;
  rejecting: () => void;
  /** The reason that was sent and not kept. */
  typed: string;
  reject: (reason: string) => void;
  cancel: () => void;
  /** Undoes it with all that were decided with it. */
  undo: (() => void) | undefined;
  /** Undoes it, and leaves the others. */
  undoAlone: (() => void) | undefined;
}

interface SuggestionProps {
  organisation: string;
  of: InboxLink;
  /** Whether it is the one that keys act on. */
  here: boolean;
  /** Whether it takes the focus when it is. */
  focused: boolean;
  rejecting: boolean;
  busy: boolean;
  may: boolean;
  acts: Acts;
  choose: () => void;
  done: () => void;
}

/** A goal or shared initiative that an objective may serve, and what can be said of it. */
export function Suggestion({
  organisation,
  of,
  here,
  focused,
  rejecting,
  busy,
  may,
  acts,
  choose,
  done,
}: SuggestionProps) {
  const { link } = of;
  const card = useRef<HTMLElement>(null);
  // What speaks for it stays as it was read: a decision moves nothing.
  const [evidence] = useState(link.evidence);
  useEffect(() => {
    if (here && focused && !rejecting) card.current?.focus();
  }, [here, focused, rejecting]);
  // The button goes with what it undoes, and must not take the focus with it.
  const staying = (act: (() => void) | undefined) =>
    act &&
    (() => {
      card.current?.focus();
      act();
    });
  const undos = { undo: staying(acts.undo), undoAlone: staying(acts.undoAlone) };
  return (
    <article
      ref={card}
      tabIndex={-1}
      aria-label={`${targetKind(link.target.kind)} ${link.target.code}: ${standing(of)}`}
      aria-current={here}
      className={here ? 'app-suggestion app-suggestion--here' : 'app-suggestion'}
      onFocus={here ? undefined : choose}
    >
      <h3 className="nhsuk-heading-s">
        <AppTargetLink id={link.target.id}>
          {link.target.code} <bdi>{link.target.title}</bdi>
        </AppTargetLink>
      </h3>
      <p className="app-suggestion__state">
        <strong>{standing(of)}</strong>
      </p>
      {of.changed !== null && (
        <>
          <Changed heading="Our objective has changed" pieces={of.changed.objective} />
          <Changed heading="Their text has changed" pieces={of.changed.target} />
        </>
      )}
      <AppMarkedText heading={capitalised(targetKind(link.target.kind))} text={of.target_text} />
      <ul className="app-plain">
        {evidenceInWords(evidence).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {may && !rejecting && <Buttons of={of} busy={busy} acts={{ ...acts, ...undos }} />}
      {may && rejecting && (
        <Reject about={link.target.title} typed={acts.typed} reject={acts.reject} cancel={acts.cancel} />
      )}
      <Thread organisation={organisation} of={of} may={may} done={done} />
    </article>
  );
}

function Buttons({ of: { link, undo }, busy, acts }: { of: InboxLink; busy: boolean; acts: Acts }) {
  const about = <span className="nhsuk-u-visually-hidden"> {link.target.title}</span>;
  const offered: [string, (() => void) | undefined][] = [
    ['Confirm', acts.confirm],
    ['Confirm as partial', acts.partial],
    ['Make it the main one', link.primary ? undefined : acts.primary],
    ['Reject', acts.rejecting],
    ...undosOf(undo, acts),
  ];
  return (
    <p className="app-suggestion__acts">
      {offered.map(([word, act]) => (
        <button key={word} type="button" className="app-link-button" disabled={busy || act === undefined} onClick={act}>
          {word}
          {about}
        </button>
      ))}
    </p>
  );
}

/** What was decided together is undone together or each alone, and the buttons say so. */
function undosOf(undo: InboxLink['undo'], acts: Acts): [string, (() => void) | undefined][] {
  if (undo === null || undo.left === 1) return [['Undo', acts.undo]];
  const all: [string, (() => void) | undefined] = [`Undo all ${undo.left} decided together`, acts.undo];
  return undo.alone ? [['Undo this one alone', acts.undoAlone], all] : [all];
}

function Changed({ heading, pieces }: { heading: string; pieces: ChangedPiece[] }) {
  const name = useId();
  if (pieces.length === 0) return null;
  return (
    <figure className="app-quote" aria-labelledby={name}>
      <figcaption id={name} className="app-quote__who">
        {heading}
      </figcaption>
      <blockquote className="app-quote__text">
        {linesOf(pieces).map((line, at) => (
          // The lines and pieces of a text have no identity but their place in it.
          <p key={at} className={at === 0 ? 'app-quote__title' : undefined}>
            {line.map(({ text, change }, place) => {
              const Of = change === 'removed' ? 'del' : change === 'added' ? 'ins' : 'span';
              // The last word of a line has no space behind it, whatever comes in its place.
              return [place > 0 && ' ', <Of key={place}>{text}</Of>];
            })}
          </p>
        ))}
      </blockquote>
    </figure>
  );
}

function Thread({ organisation, of, may, done }: Pick<SuggestionProps, 'organisation' | 'of' | 'may' | 'done'>) {
  const [latest] = of.history;
  if (latest === undefined || of.history.every(({ replies }) => replies.length === 0)) return null;
  return (
    <section>
      <AppReplies entries={of.history} system="The system" member="We" />
      {may && latest.replies.at(-1)?.kind === 'challenge' && (
        <AppForm
          button="Answer"
          secondary
          send={(entered, key) =>
            reply(organisation, latest.id, { kind: 'answer', text: textOf(entered, 'text').trim() }, key)
          }
          done={done}
        >
          {(field) => <Textarea {...field('text')} label="Your answer to the system" rows={2} />}
        </AppForm>
      )}
    </section>
  );
}
