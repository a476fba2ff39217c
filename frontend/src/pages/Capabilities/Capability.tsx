import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { SummaryList, Table } from 'nhsuk-react-components';
import { capabilitiesQuery, changeCapability, removeCapability, type Capability as One } from '../../api/capabilities';
import { AppPage } from '../../components/AppPage';
import { AppAction } from '../../forms/AppAction';
import { AppForm } from '../../forms/AppForm';
import { mayWriteCapabilities } from '../../places';
import { capitalised } from '../../present';
import { NotFound } from '../NotFound/NotFound';
import { capabilityEntered } from './entered';
import { Fields } from './Fields';
import { frames, sourceInWords, subjectInWords, testsInWords } from './present';

const route = getRouteApi('/organisations/$organisation/capabilities/$capability');
const above = getRouteApi('/organisations/$organisation');

/** One capability: its words, what it usually is and why, and where it comes from. */
export function Capability() {
  const { organisation, capability } = route.useParams();
  const { system } = route.useSearch();
  const { place } = above.useRouteContext();
  const { data } = useSuspenseQuery(capabilitiesQuery(organisation, system));
  const one = data.capabilities.find(({ code }) => code === capability);
  if (one === undefined) return <NotFound />;
  const writes = mayWriteCapabilities(place);
  return (
    <AppPage title={capitalised(one.name)} caption="Capability">
      <p className="app-lede">
        {sourceInWords(one)}
        {one.id === null && `, version ${data.version}`}.
      </p>
      <Facts one={one} />
      <Tests one={one} />
      {writes && one.id === null && (
        <p>
          <Link
            className="nhsuk-button nhsuk-button--secondary"
            to="/organisations/$organisation/new-capability"
            params={{ organisation }}
            search={{ replaces: one.code }}
          >
            Replace it with our own
          </Link>
        </p>
      )}
      {writes && one.id !== null && (
        <Edit key={one.version} organisation={organisation} one={one} themes={data.themes} />
      )}
      <p>
        <Link to="/organisations/$organisation/capabilities" params={{ organisation }}>
          All capabilities
        </Link>
      </p>
    </AppPage>
  );
}

function Facts({ one }: { one: One }) {
  const listed = (texts: string[]) => (texts.length === 0 ? 'None' : texts.join(', '));
  const rows: [key: string, value: string][] = [
    ['Code', one.code],
    ['Broad subject', [one.theme, ...one.also].map(subjectInWords).join(', ')],
    ['Phrases', listed(one.phrases)],
    ['Abbreviations', listed(one.short)],
    ['Products and programmes', listed(one.products)],
    ['National service', one.given === '' ? 'None' : one.given],
    ['Phrases that name the national service', listed(one.given_by)],
    ['A goal about it usually asks for', listed(one.frames.map((frame) => frames[frame]))],
    ['Success measures of What Good Looks Like', listed(one.wgll.map(String))],
    ['Goes with', listed(one.related)],
    ['Done in place of it', listed(one.contrasts)],
  ];
  return (
    <SummaryList>
      {rows
        .filter(([, value]) => value !== 'None')
        .map(([key, value]) => (
          <SummaryList.Row key={key}>
            <SummaryList.Key>{key}</SummaryList.Key>
            <SummaryList.Value>{value}</SummaryList.Value>
          </SummaryList.Row>
        ))}
    </SummaryList>
  );
}

function Tests({ one }: { one: One }) {
  return (
    <Table
      className="nhsuk-table--compact"
      responsive
      caption="Where it may belong, before anything is known of a system"
    >
      <Table.Head>
        <Table.Row>
          <Table.Cell>Question</Table.Cell>
          <Table.Cell>Yes, out of 100</Table.Cell>
          <Table.Cell>Because</Table.Cell>
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {testsInWords(one).map(({ question, score, because }) => (
          <Table.Row key={question}>
            <Table.Cell>{question}</Table.Cell>
            <Table.Cell>{score}</Table.Cell>
            <Table.Cell>{because}</Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}

interface EditProps {
  organisation: string;
  one: One;
  themes: string[];
}

function Edit({ organisation, one, themes }: EditProps) {
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const changed = () => void queries.invalidateQueries({ queryKey: [organisation] });
  return (
    <section>
      <h2 className="nhsuk-heading-m">Change it</h2>
      <p>The system is lined up again after a change.</p>
      <AppForm
        button="Save the capability"
        secondary
        beside={
          <AppAction
            word="Remove"
            about={one.name}
            confirm={
              one.replaces
                ? 'The one that comes with Throughline is used again.'
                : 'Its words will not be found any more.'
            }
            act={() => removeCapability(organisation, one)}
            done={() => {
              changed();
              void navigate({ to: '/organisations/$organisation/capabilities', params: { organisation } });
            }}
          />
        }
        send={(entered) => changeCapability(organisation, one, capabilityEntered(entered))}
        done={changed}
      >
        {(field) => <Fields field={field} themes={themes} of={one} />}
      </AppForm>
    </section>
  );
}
