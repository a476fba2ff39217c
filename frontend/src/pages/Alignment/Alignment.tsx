import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { matrixQuery, type AlignmentMatrix } from '../../api/alignment';
import { membersQuery, type Member } from '../../api/organisations';
import { AppPage } from '../../components/AppPage';
import { AppReminders } from '../../components/AppReminders';
import { mayDecideLinks } from '../../places';
import { counted, dateInWords, shortName } from '../../present';
import { CellTable } from './CellTable';
import { Legend } from './Legend';
import { Matrix } from './Matrix';
import { OneOrganisation } from './OneOrganisation';
import { OneTarget } from './OneTarget';
import { filterSentence, pictureOf, suggestedTo, type Picture } from './present';
import { openCell, type CellId } from './search';
import { Toolbar } from './Toolbar';
import { useCell } from './useCell';
import { useNarrow } from './useNarrow';
import './alignment.scss';

// The picture is there before what stands behind a cell of it, which is fetched while people read.
const panel = () => import('./CellPanel').then(({ CellPanel: Panel }) => ({ default: Panel }));
const CellPanel = lazy(panel);

const route = getRouteApi('/organisations/$organisation/alignment');
const above = getRouteApi('/organisations/$organisation');

/** Goals and shared initiatives by organisation: the picture, the same as a table, and what stands behind a cell. */
export function Alignment() {
  const { organisation } = route.useParams();
  const search = route.useSearch();
  const { data: matrix } = useSuspenseQuery(matrixQuery(organisation, search.system));
  const { data: list } = useSuspenseQuery(membersQuery(organisation, search.system));
  useEffect(() => void panel(), []);
  const cell = openCell(search.cell);
  const { open, close } = useCell(cell);
  const picture = pictureOf(matrix, list.members, search);

  if (matrix.rows.length === 0 || matrix.organisations.length === 0) {
    return (
      <AppPage title="Alignment">
        <AppReminders />
        <p className="app-lede">{matrix.summary}</p>
        <p>
          {matrix.rows.length === 0
            ? `${shortName(matrix.system.name)} has not published goals or shared initiatives yet. When it does, they will be the rows of this page.`
            : 'No organisation has published a strategy yet. Each that does becomes a column of this page.'}
        </p>
      </AppPage>
    );
  }
  return (
    <AppPage title="Alignment" wide>
      <AppReminders />
      <div className={cell === undefined ? 'app-alignment' : 'app-alignment app-alignment--open'}>
        <div className="app-alignment__whole">
          <p className="app-alignment__summary">{matrix.summary}</p>
          <Waiting organisation={organisation} matrix={matrix} />
          <p className="app-quiet app-alignment__as-of">
            {matrix.system.name}, as of {dateInWords(matrix.as_of)}.{' '}
            <span role="status">{picture.filtered && filterSentence(picture, matrix)}</span>
          </p>
          <Toolbar matrix={matrix} picture={picture} members={list.members} />
          <Shown matrix={matrix} picture={picture} members={list.members} cell={cell} open={open} />
        </div>
        {cell !== undefined && (
          <Suspense>
            <CellPanel key={search.cell} cell={cell} matrix={matrix} close={close} />
          </Suspense>
        )}
      </div>
    </AppPage>
  );
}

interface ShownProps {
  matrix: AlignmentMatrix;
  picture: Picture;
  members: Member[];
  cell: CellId | undefined;
  open: (cell: CellId) => void;
}

/** The picture in the way that was asked for, and that the window has room for. */
function Shown({ matrix, picture, members, cell, open }: ShownProps) {
  const { view } = route.useSearch();
  const narrow = useNarrow();
  const [first, ...others] = picture.organisations;
  if (picture.rows.length === 0 || first === undefined) {
    return <p>Nothing here is as you asked. Show more goals or organisations above.</p>;
  }
  if (view === 'table') return <CellTable picture={picture} members={members} open={open} />;
  if (narrow) {
    return others.length === 0 ? (
      <OneOrganisation picture={picture} organisation={first.organisation.id} open={open} />
    ) : (
      <OneTarget picture={picture} open={open} />
    );
  }
  return (
    <>
      <Legend matrix={matrix} />
      <Matrix picture={picture} opened={cell} open={open} />
    </>
  );
}

/** To those who decide about it: what the organisation has published may serve something, and nobody has said so yet. */
function Waiting({ organisation, matrix }: { organisation: string; matrix: AlignmentMatrix }) {
  const { place } = above.useRouteContext();
  const waiting = mayDecideLinks(place) ? suggestedTo(organisation, matrix) : 0;
  if (waiting === 0) return null;
  return (
    <p>
      {counted(waiting, 'goal or shared initiative', 'goals or shared initiatives')} may be served by what you have
      published:{' '}
      <Link to="/organisations/$organisation/inbox" params={{ organisation }}>
        review the suggestions
      </Link>
      .
    </p>
  );
}
