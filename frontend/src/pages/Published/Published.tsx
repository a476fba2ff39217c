import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { publicQuery } from '../../api/public';
import { AppPage } from '../../components/AppPage';
import { AppPublicText } from '../../components/AppPublicText';
import { dateInWords } from '../../present';
import { Pulse } from './Pulse';

const route = getRouteApi('/published/$publisher');

/** What an organisation has published, for everybody: it asks for no account, and prints as it stands. */
export function Published() {
  const { publisher } = route.useParams();
  const { data } = useSuspenseQuery(publicQuery(publisher));
  return (
    <AppPage title={data.text.title} caption={data.publisher.name}>
      <p>
        Published on {dateInWords(data.published)} by {data.publisher.name}.
        {data.publisher.fictional && ' The organisation is made up.'}
      </p>
      <AppPublicText text={data.text} />
      <Pulse publisher={publisher} />
    </AppPage>
  );
}

/** Where nothing is published: there may never have been anything. */
export function NothingPublished() {
  return (
    <AppPage title="Nothing is published here">
      <p>
        If you typed the address, check that it is right. The organisation may not have published its strategy to
        everybody, or may have taken it back.
      </p>
    </AppPage>
  );
}
