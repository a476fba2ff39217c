import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { acceptInvitation, offerQuery } from '../../api/invitations';
import { sessionQuery, signInQuery } from '../../api/session';
import { AppPage } from '../../components/AppPage';
import { AppLinkProblem } from '../../components/AppProblem';
import { AppWaiting } from '../../components/AppWaiting';
import { AppForm } from '../../forms/AppForm';
import { linkSecret } from '../../linkSecret';
import { dayInWords, roleInWords } from '../../present';
import { Ways } from '../Start/Ways';

const kept = linkSecret('app-invitation');

/** Where an invitation is accepted: its secret comes behind the # and is kept by this browser tab only. */
export function Invitation() {
  const [secret] = useState(kept.take);
  if (secret === undefined) return <NoInvitation />;
  return <Offered secret={secret} />;
}

function NoInvitation() {
  return (
    <AppPage title="There is no invitation here">
      <p>Open the whole link that you were given. If you have accepted it already, go to the start page.</p>
    </AppPage>
  );
}

function Offered({ secret }: { secret: string }) {
  const offer = useQuery(offerQuery(secret));
  const session = useQuery({ ...sessionQuery(), retry: false });
  const navigate = useNavigate();
  const gone = offer.isError;
  useEffect(() => {
    if (gone) kept.forget();
  }, [gone]);
  if (offer.isPending || session.isPending) return <AppWaiting />;
  if (offer.isError) {
    const again = () => void offer.refetch();
    return <AppLinkProblem title="This invitation cannot be used" error={offer.error} tryAgain={again} />;
  }
  const { organisation, role, name, ends } = offer.data;
  return (
    <AppPage title={`An invitation from ${organisation}`}>
      <p className="app-lede">
        It is for {name}, to be {roleInWords(role).toLowerCase()} of {organisation}. It is open until {dayInWords(ends)}
        .
      </p>
      {session.isError ? (
        <SignIn />
      ) : (
        <AppForm
          button="Accept the invitation"
          send={() => acceptInvitation(secret)}
          done={(accepted) => {
            kept.forget();
            void session
              .refetch()
              .then(() =>
                navigate({ to: '/organisations/$organisation', params: { organisation: accepted.organisation } }),
              );
          }}
        >
          {() => <p>You are signed in as {session.data.person.name}. The role will be yours.</p>}
        </AppForm>
      )}
    </AppPage>
  );
}

/** Signing in comes back here; the secret waits in the tab. */
function SignIn() {
  const { data: signIn } = useQuery(signInQuery());
  return (
    <>
      <h2 className="nhsuk-heading-m">Sign in first</h2>
      <p>Sign in as you do at your own organisation. Then you can accept the invitation.</p>
      {signIn !== undefined && <Ways options={signIn.options} returnTo="/invitation" />}
    </>
  );
}
