import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { templateFile } from '../../api/exchange';
import { strategyQuery, type Strategy } from '../../api/strategy';
import { AppPage } from '../../components/AppPage';
import { mayWriteStrategy } from '../../places';
import { ChooseFile } from './ChooseFile';
import { Columns } from './Columns';
import { Done } from './Done';
import { sent } from './file';
import { spreadsheets } from './present';
import { Preview } from './Preview';
import { useImport } from './useImport';

const route = getRouteApi('/organisations/$organisation/strategy/import');
const above = getRouteApi('/organisations/$organisation');

/** A spreadsheet comes into the strategy: chosen, understood, looked at, brought in. */
export function Import() {
  const { organisation } = route.useParams();
  const { place } = above.useRouteContext();
  const { data: strategy } = useSuspenseQuery(strategyQuery(organisation));
  return (
    <AppPage title="Import a spreadsheet" caption={strategy?.title ?? 'Draft of our strategy'}>
      {strategy === null && <p>A strategy begins with its title and its mission. Write those first.</p>}
      {strategy !== null && !mayWriteStrategy(place) && (
        <p>You can read this strategy and cannot change it. Ask your digital officer or an editor to import.</p>
      )}
      {strategy !== null && mayWriteStrategy(place) && <Steps organisation={organisation} strategy={strategy} />}
      <p>
        <Link to="/organisations/$organisation/strategy/draft" params={{ organisation }}>
          The whole strategy
        </Link>
      </p>
    </AppPage>
  );
}

function Steps({ organisation, strategy }: { organisation: string; strategy: Strategy }) {
  const bringingIn = useImport(organisation, strategy.id);
  const { step } = bringingIn;
  if (step === 'columns') return <Columns work={bringingIn} />;
  if (step === 'preview') return <Preview work={bringingIn} />;
  if (step === 'done') return <Done work={bringingIn} organisation={organisation} strategy={strategy} />;
  return (
    <>
      <p className="app-lede">
        Bring in objectives, initiatives, risks and the rest from a spreadsheet as you have it. You see what would
        happen before anything is changed.
      </p>
      <p>
        If you have none, begin with{' '}
        <a href={templateFile(organisation)} download>
          our template (Excel)
        </a>
        .
      </p>
      <ChooseFile
        label="Your spreadsheet"
        hint="Excel (.xlsx) or CSV, up to 4 MB and 5,000 rows, headings among them. Its sheets and columns may be called anything. CSV is one table: it has no place for the strategy's title and mission."
        button="Read this file"
        kinds={spreadsheets}
        problem={bringingIn.problem}
        waiting={bringingIn.waiting}
        take={async (file) => bringingIn.choose(await sent(file))}
      />
    </>
  );
}
