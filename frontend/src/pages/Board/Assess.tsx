import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Radios, Textarea } from 'nhsuk-react-components';
import {
  assessEmbedding,
  boardQuery,
  noteAssessment,
  type EmbeddingDimension,
  type EmbeddingLevel,
} from '../../api/board';
import { useState } from 'react';
import { AppPage } from '../../components/AppPage';
import { AppForm, type FieldProps } from '../../forms/AppForm';
import { textOf } from '../../forms/entered';
import { mayAnswerBoard } from '../../places';
import { levelInWords, levelOf } from './present';
import './board.scss';

const route = getRouteApi('/organisations/$organisation/board/embedding');
const above = getRouteApi('/organisations/$organisation');

/** The board says how far digital work is part of the rest, in each dimension that it has looked at. */
export function Assess() {
  const { organisation } = route.useParams();
  const { place } = above.useRouteContext();
  const { data: board } = useSuspenseQuery(boardQuery(organisation));
  const queries = useQueryClient();
  const go = route.useNavigate();
  // As it was when the page was opened: it does not change under the reader's eyes when the next one is kept.
  const [latest] = useState(board.assessments[0]);
  const back = (
    <Link to="/organisations/$organisation/board" params={{ organisation }}>
      Back to the questions
    </Link>
  );
  return (
    <AppPage title="How far digital work is embedded" caption="Board assessment">
      <p>
        Choose what is nearest in each dimension. Leave out what you have not looked at. It is kept with your name and
        the date, beside what was found before.
      </p>
      {mayAnswerBoard(place) ? (
        <AppForm
          button="Keep this assessment"
          beside={back}
          send={(entered, key) =>
            assessEmbedding(
              organisation,
              { levels: found(board.dimensions, entered), note: textOf(entered, 'note') },
              key,
            )
          }
          done={(assessment) => {
            noteAssessment(queries, organisation, assessment);
            void go({ to: '/organisations/$organisation/board', params: { organisation } });
          }}
        >
          {(field) => (
            <>
              {board.dimensions.map((dimension, n) => (
                <Choice
                  key={dimension.id}
                  dimension={dimension}
                  last={levelOf(latest, dimension.id)}
                  field={field(dimension.id)}
                  // What is wrong with all of them together stands at the first.
                  error={n === 0 ? field('levels') : undefined}
                />
              ))}
              <Textarea {...field('note')} label="Anything to add (optional)" rows={3} />
            </>
          )}
        </AppForm>
      ) : (
        <p>Board members and the chief digital officer can assess this. {back}</p>
      )}
    </AppPage>
  );
}

const isLevel = (text: string): text is EmbeddingLevel => ['absent', 'siloed', 'embedded'].includes(text);

function found(dimensions: EmbeddingDimension[], entered: FormData) {
  return dimensions.flatMap(({ id }) => {
    const level = textOf(entered, id);
    return isLevel(level) ? [{ dimension: id, level }] : [];
  });
}

interface ChoiceProps {
  dimension: EmbeddingDimension;
  last: EmbeddingLevel | undefined;
  field: FieldProps;
  error: FieldProps | undefined;
}

function Choice({ dimension, last, field, error }: ChoiceProps) {
  return (
    <Radios
      id={error?.id ?? field.id}
      name={field.name}
      error={error?.error}
      legend={dimension.name}
      legendProps={{ size: 's' }}
      hint={last === undefined ? undefined : `Last time: ${levelInWords(last)}`}
      small
    >
      {dimension.levels.map(({ level, means }) => (
        <Radios.Item key={level} value={level} hint={means}>
          {levelInWords(level)}
        </Radios.Item>
      ))}
    </Radios>
  );
}
