import { textOf, textsOf, wholeOf } from '../../forms/entered';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Checkboxes, Table, TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { makeToken, revokeToken, tokensQuery, type Token, type TokenMade } from '../../api/tokens';
import { AppOnce } from '../../components/AppOnce';
import { AppPage } from '../../components/AppPage';
import { AppAction } from '../../forms/AppAction';
import { AppForm } from '../../forms/AppForm';
import { dayInWords } from '../../present';
import { mayMakeTokens } from '../../places';
import { scopesInWords, tokenInWords } from './present';

const route = getRouteApi('/organisations/$organisation/tokens');
const above = getRouteApi('/organisations/$organisation');

/** What other programs act with, as my organisation. */
export function Tokens() {
  const { organisation } = route.useParams();
  const { place } = above.useRouteContext();
  const { data } = useSuspenseQuery(tokensQuery(organisation));
  const queries = useQueryClient();
  const changed = () => void queries.invalidateQueries({ queryKey: [organisation, 'tokens'] });
  return (
    <AppPage title="API tokens">
      <p className="app-lede">
        Another program may act as your organisation by a token. It may do what its owner may, at the time it is used,
        and never more than read or change strategies.
      </p>
      {mayMakeTokens(place) && <NewToken organisation={organisation} list={data.tokens} changed={changed} />}
      {data.tokens.length === 0 ? (
        <p>There are no tokens yet.</p>
      ) : (
        <Made organisation={organisation} list={data.tokens} changed={changed} />
      )}
    </AppPage>
  );
}

function NewToken({ organisation, list, changed }: MadeProps) {
  const [made, setMade] = useState<TokenMade>();
  const over = list.some(({ id, revoked }) => id === made?.token.id && revoked !== null);
  return (
    <section>
      <h2 className="nhsuk-heading-m">Make a token</h2>
      {made !== undefined && !over && (
        <AppOnce key={made.token.id} title="The token" value={made.secret}>
          It is shown this once. Keep it where the program keeps its secrets, and revoke it here when it is not needed.
        </AppOnce>
      )}
      <AppForm
        button="Make a token"
        secondary
        send={(entered, key) =>
          makeToken(
            organisation,
            {
              name: textOf(entered, 'name'),
              scopes: textsOf(entered, 'scopes') as Token['scopes'],
              days: wholeOf(entered, 'days'),
            },
            key,
          )
        }
        done={(answer) => {
          setMade(answer);
          changed();
        }}
      >
        {(field) => (
          <>
            <TextInput {...field('name')} label="What it is for" />
            <Checkboxes {...field('scopes')} legend="What it may do">
              <Checkboxes.Item value="read" defaultChecked>
                Read
              </Checkboxes.Item>
              <Checkboxes.Item value="write">Change</Checkboxes.Item>
            </Checkboxes>
            <TextInput
              {...field('days')}
              label="For how many days"
              hint="1 to 90"
              width="2"
              inputMode="numeric"
              defaultValue="30"
            />
          </>
        )}
      </AppForm>
    </section>
  );
}

interface MadeProps {
  organisation: string;
  list: Token[];
  changed: () => void;
}

function Made({ organisation, list, changed }: MadeProps) {
  return (
    <Table responsive caption="Tokens">
      <Table.Head>
        <Table.Row>
          <Table.Cell>For</Table.Cell>
          <Table.Cell>Owner</Table.Cell>
          <Table.Cell>May</Table.Cell>
          <Table.Cell>State</Table.Cell>
          <Table.Cell>Last used</Table.Cell>
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {list.map((token) => (
          <Table.Row key={token.id}>
            <Table.Cell>{token.name}</Table.Cell>
            <Table.Cell>{token.mine ? 'You' : token.owner}</Table.Cell>
            <Table.Cell>{scopesInWords(token.scopes)}</Table.Cell>
            <Table.Cell>
              {tokenInWords(token, new Date())}{' '}
              {token.revoked === null && (
                <AppAction
                  word="Revoke"
                  about={`the token for ${token.name}`}
                  confirm="The program that uses it will be refused."
                  act={() => revokeToken(organisation, token)}
                  done={changed}
                />
              )}
            </Table.Cell>
            <Table.Cell>{token.seen === null ? 'Never' : dayInWords(token.seen)}</Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}
