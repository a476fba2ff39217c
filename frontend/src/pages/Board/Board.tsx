import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useLocation } from '@tanstack/react-router';
import { Button } from 'nhsuk-react-components';
import { useEffect, useRef } from 'react';
import { boardQuery, type BoardQuestion } from '../../api/board';
import { AppPage } from '../../components/AppPage';
import { mayAnswerBoard } from '../../places';
import { Since } from '../Versions/Since';
import { Dismissed, DismissedHere } from './Dismissed';
import { Embedding } from './Embedding';
import { answeredInWords, answerPlace, countedInWords } from './present';
import { Said } from './Said';
import { Shows } from './Shows';
import './board.scss';

const route = getRouteApi('/organisations/$organisation/board');
const above = getRouteApi('/organisations/$organisation');

/** The ten board questions, what the strategy shows for each and what the board answered: to be read, and printed. */
export function Board() {
  const { organisation } = route.useParams();
  const { place } = above.useRouteContext();
  const { data: board } = useSuspenseQuery(boardQuery(organisation));
  const answers = mayAnswerBoard(place);
  return (
    <AppPage title="Ten questions for the board" caption={place.organisation.name}>
      {board.strategy === undefined ? (
        <p>No strategy has been written here yet, so there is little to show.</p>
      ) : (
        <>
          <p>{countedInWords(board)}</p>
          {board.published?.same === false && (
            <div className="app-board__action">
              <Since organisation={organisation} before={board.published.edition} />
            </div>
          )}
        </>
      )}
      <p>
        It does not answer a question: the board does. Answers are kept with their date, and only your own organisation
        sees them.
      </p>
      <p>
        {answeredInWords(board.questions)}
        {!answers && ' Board members and the chief digital officer can answer.'}
      </p>
      <DismissedHere organisation={organisation} count={board.dismissed.length} />
      <div className="app-board__action">
        <Button type="button" secondary onClick={() => window.print()}>
          Print this page
        </Button>
      </div>
      {board.questions.map((question, n) => (
        <section key={question.id} className="app-board__question" aria-labelledby={`question-${question.id}`}>
          <h2 className="nhsuk-heading-m" id={`question-${question.id}`}>
            {n + 1}. {question.text}
          </h2>
          <p className="app-quiet">{question.why}</p>
          <Answered organisation={organisation} question={question} answers={answers} />
          <Shows organisation={organisation} question={question} heading="h3" />
        </section>
      ))}
      <Dismissed organisation={organisation} dismissed={board.dismissed} />
      <Embedding organisation={organisation} board={board} answers={answers} />
    </AppPage>
  );
}

interface AnsweredProps {
  organisation: string;
  question: BoardQuestion;
  answers: boolean;
}

function Answered({ organisation, question, answers }: AnsweredProps) {
  const { answer } = question;
  const place = answerPlace(question.id);
  const heading = useRef<HTMLHeadingElement>(null);
  const meant = useLocation({ select: ({ hash }) => hash === place });
  // Whoever has just answered comes back to what they said.
  useEffect(() => {
    if (meant) heading.current?.focus();
  }, [meant]);
  const word = answers
    ? answer === undefined
      ? 'Answer this question'
      : 'Answer again, or see every answer'
    : 'See every answer';
  return (
    <>
      <h3 className="nhsuk-heading-s" id={place} tabIndex={-1} ref={heading}>
        The board’s answer
      </h3>
      {answer === undefined ? <p>Not answered yet.</p> : <Said answer={answer} />}
      {(answers || answer !== undefined) && (
        <p className="app-board__action">
          <Link
            to="/organisations/$organisation/board/questions/$question"
            params={{ organisation, question: question.id }}
          >
            {word}
            <span className="nhsuk-u-visually-hidden">: {question.text}</span>
          </Link>
        </p>
      )}
    </>
  );
}
