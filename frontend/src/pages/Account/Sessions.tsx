import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Table } from 'nhsuk-react-components';
import { endAllSessions, endSession, leaveFor, sessionsQuery } from '../../api/session';
import { AppPage } from '../../components/AppPage';
import { AppAction } from '../../forms/AppAction';
import { forgetDrafts } from '../../forms/draft';
import { momentInWords } from '../../present';

/** Where I am signed in, and how to end that. */
export function Sessions() {
  const { data } = useSuspenseQuery(sessionsQuery());
  const queries = useQueryClient();
  const changed = () => void queries.invalidateQueries({ queryKey: ['sessions'] });
  return (
    <AppPage title="Where you are signed in">
      <p className="app-lede">If you do not know one of these, end it and tell your administrator.</p>
      <Table responsive caption="Your sessions">
        <Table.Head>
          <Table.Row>
            <Table.Cell>Last used</Table.Cell>
            <Table.Cell>From</Table.Cell>
            <Table.Cell>Signed in by</Table.Cell>
            <Table.Cell>Since</Table.Cell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {data.sessions.map((session) => (
            <Table.Row key={session.id}>
              <Table.Cell>
                {momentInWords(session.seen)}{' '}
                {session.current ? (
                  <strong>(this one)</strong>
                ) : (
                  <AppAction
                    word="End"
                    about={`the session of ${momentInWords(session.seen)}`}
                    act={() => endSession(session.id)}
                    done={changed}
                  />
                )}
              </Table.Cell>
              <Table.Cell>{session.from === '' ? 'Not known' : session.from}</Table.Cell>
              <Table.Cell>{session.connection}</Table.Cell>
              <Table.Cell>{momentInWords(session.began)}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
      <p>
        <AppAction
          word="Sign out everywhere"
          about=""
          confirm="You will be signed out here too."
          act={endAllSessions}
          done={() => {
            forgetDrafts();
            leaveFor('/');
          }}
        />
      </p>
    </AppPage>
  );
}
