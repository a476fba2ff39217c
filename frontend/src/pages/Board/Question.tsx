import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, notFound } from '@tanstack/react-router';
import { Textarea } from 'nhsuk-react-components';
import { answerBoardQuestion, boardAnswersQuery, boardQuery, noteAnswer, type BoardAnswer } from '../../api/board';
import { AppPage } from '../../components/AppPage';
import { AppForm } from '../../forms/AppForm';
import { textOf } from '../../forms/entered';
import { mayAnswerBoard } from '../../places';
import { answerPlace, countedInWords } from './present';
import { Said } from './Said';
import { Shows } from './Shows';
import './board.scss';

const route = getRouteApi('/organisations/$organisation/board/questions/$question');
const above = getRouteApi('/organisations/$organisation');

/** One board question: what the strategy shows, the board’s answer, and all that it answered before. */
export function Question() {
  const { organisation, question: id } = route.useParams();
  const { place } = above.useRouteContext();
  const { data: board } = useSuspenseQuery(boardQuery(organisation));
  const { data: history } = useSuspenseQuery(boardAnswersQuery(organisation, id));
  const n = board.questions.findIndex((one) => one.id === id);
  const question = board.questions[n];
  if (question === undefined) throw notFound();
  return (
    <AppPage title={question.text} caption={`Board question ${n + 1} of ${board.questions.length}`}>
      <p>{question.why}</p>
      {board.strategy !== undefined && <p>{countedInWords(board)}</p>}
      <Shows organisation={organisation} question={question} heading="h2" />
      {mayAnswerBoard(place) && (
        <Answer organisation={organisation} question={id} read={question.answer?.number ?? 0} />
      )}
      <section className="app-board__history">
        <h2 className="nhsuk-heading-m">Every answer so far</h2>
        {history.answers.length === 0 && <p>Not answered yet.</p>}
        <ol className="app-plain app-plain--spaced">
          {history.answers.map((answer) => (
            <li key={answer.number}>
              <Said answer={answer} />
              <Then answer={answer} />
            </li>
          ))}
        </ol>
      </section>
    </AppPage>
  );
}

function Then({ answer }: { answer: BoardAnswer }) {
  return (
    <details className="nhsuk-details app-board__evidence">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">
          What the strategy showed then<span className="nhsuk-u-visually-hidden">: answer {answer.number}</span>
        </span>
      </summary>
      <div className="nhsuk-details__text">
        <ul>
          {answer.facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      </div>
    </details>
  );
}

function Answer({ organisation, question, read }: { organisation: string; question: string; read: number }) {
  const queries = useQueryClient();
  const go = route.useNavigate();
  return (
    <section>
      <h2 className="nhsuk-heading-m">{read === 0 ? 'Answer it' : 'Answer it again'}</h2>
      <AppForm
        button="Keep this answer"
        send={(entered, key) =>
          answerBoardQuestion(organisation, question, { answer: textOf(entered, 'answer'), read }, key)
        }
        done={(given) => {
          noteAnswer(queries, organisation, question, given);
          void go({ to: '/organisations/$organisation/board', params: { organisation }, hash: answerPlace(question) });
        }}
      >
        {(field) => (
          <Textarea
            {...field('answer')}
            label="The board’s answer"
            hint="It is kept with your name, the date and what the strategy shows now, and cannot be changed. You can answer again."
            rows={6}
          />
        )}
      </AppForm>
    </section>
  );
}
