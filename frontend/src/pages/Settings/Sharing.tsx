import { getRouteApi } from '@tanstack/react-router';
import { Table } from 'nhsuk-react-components';
import { chooseSharing, type Settings, type Sharing as Choice } from '../../api/settings';
import { AppAction } from '../../forms/AppAction';
import { mayChooseSharing } from '../../places';
import { sharingSentence } from './present';

const above = getRouteApi('/organisations/$organisation');
const route = getRouteApi('/organisations/$organisation/settings');

interface SharingProps {
  organisation: string;
  settings: Settings;
  changed: () => void;
}

/** Whose decisions teach whom: a member's own choice, or what members chose. */
export function Sharing({ organisation, settings, changed }: SharingProps) {
  return (
    <section>
      <h2 className="nhsuk-heading-m">Learning from decisions</h2>
      <p>
        When an organisation confirms or rejects a suggestion, its next suggestions change. Members that share their
        decisions learn from each other as well.
      </p>
      {settings.sharing === null ? (
        <Chosen members={settings.members} />
      ) : (
        <Own organisation={organisation} system={settings.system.name} own={settings.sharing} changed={changed} />
      )}
    </section>
  );
}

interface OwnProps {
  organisation: string;
  system: string;
  own: Choice;
  changed: () => void;
}

function Own({ organisation, system, own, changed }: OwnProps) {
  const { place } = above.useRouteContext();
  const { system: at } = route.useSearch();
  return (
    <>
      <p>
        <strong>{own.shares ? 'You share your decisions.' : 'You do not share your decisions.'}</strong>{' '}
        {own.shares
          ? 'Your suggestions learn from the decisions of every member that shares.'
          : 'Your suggestions learn from your own decisions only, and nobody else’s learn from yours.'}
      </p>
      <p>While you share:</p>
      <ul>
        <li>
          which of your objectives you confirmed or rejected moves the scores of other members’ objectives for the same
          goal, if they share too
        </li>
        <li>
          another member that sees a score of its own move could tell that somebody decided about an objective that uses
          the same words, and what
        </li>
        <li>nobody is shown your words, your reasons or which organisation decided</li>
        <li>{system} sees that you share</li>
      </ul>
      <p>
        When you stop, your decisions are left out the next time the system is lined up, and nothing of them is kept in
        anybody’s scores.
      </p>
      {mayChooseSharing(place) ? (
        <p>
          <AppAction
            key={String(own.shares)}
            word={own.shares ? 'Stop sharing' : 'Share'}
            about="your decisions"
            confirm={
              own.shares
                ? 'Your suggestions will learn from your own decisions only.'
                : 'Your decisions will move the scores of others who share.'
            }
            act={() => chooseSharing(organisation, at, own, !own.shares)}
            done={changed}
          />
        </p>
      ) : (
        <p>Your chief digital officer or an administrator can change this.</p>
      )}
    </>
  );
}

function Chosen({ members }: { members: Settings['members'] }) {
  if (members.length === 0) return <p>No organisation is a member of this system yet.</p>;
  return (
    <>
      <p>{sharingSentence(members)} It is each member’s own choice.</p>
      <Table responsive caption="What members chose">
        <Table.Head>
          <Table.Row>
            <Table.Cell>Organisation</Table.Cell>
            <Table.Cell>Decisions</Table.Cell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {members.map(({ organisation, shares }) => (
            <Table.Row key={organisation.id}>
              <Table.Cell>{organisation.name}</Table.Cell>
              <Table.Cell>{shares ? 'Shared' : 'Not shared'}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </>
  );
}
