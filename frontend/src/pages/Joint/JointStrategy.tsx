import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Radios } from 'nhsuk-react-components';
import { answerJointStrategy, jointStrategyQuery, type JointAnswer, type JointOffer } from '../../api/joint';
import { AppPage } from '../../components/AppPage';
import { AppAction } from '../../forms/AppAction';
import { AppForm } from '../../forms/AppForm';
import { textOf } from '../../forms/entered';
import { mayPublishStrategy } from '../../places';
import { dateInWords } from '../../present';
import { Text } from '../Versions/Text';
import { hasMovedOn, toMember } from './present';

const route = getRouteApi('/organisations/$organisation/strategy/joint/$offer');
const above = getRouteApi('/organisations/$organisation');

/** A strategy of another organisation that covers ours, or would: what it says, and our answer. */
export function JointStrategy() {
  const { organisation, offer: id } = route.useParams();
  const { place } = above.useRouteContext();
  const queries = useQueryClient();
  const { data } = useSuspenseQuery(jointStrategyQuery(organisation, id));
  const { offer, text } = data;
  const navigate = useNavigate();
  const answered = async () => {
    await queries.invalidateQueries({ queryKey: [organisation], refetchType: 'none' });
    await navigate({ to: '/organisations/$organisation/strategy', params: { organisation } });
  };
  return (
    <AppPage title={text?.title ?? offer.owner.name} caption={`Joint strategy of ${offer.owner.name}`}>
      <p>{toMember(offer)}</p>
      {hasMovedOn(offer) && offer.edition !== null && (
        <p className="nhsuk-inset-text">
          Version {offer.edition.number} has been published since you consented, on{' '}
          {dateInWords(offer.edition.published)}.
        </p>
      )}
      {mayPublishStrategy(place) ? (
        <Answer organisation={organisation} offer={offer} readable={text !== null} done={() => void answered()} />
      ) : (
        offer.state === 'offered' && <p>Whoever may publish your own strategy can answer.</p>
      )}
      {text === null ? (
        <p>There is no published version that you can read.</p>
      ) : (
        <>
          <h2 className="nhsuk-heading-m">What it says</h2>
          <Text organisation={organisation} text={text} />
        </>
      )}
      <p>
        <Link to="/organisations/$organisation/strategy" params={{ organisation }}>
          Our strategy
        </Link>
      </p>
    </AppPage>
  );
}

interface AnswerProps {
  organisation: string;
  offer: JointOffer;
  readable: boolean;
  done: () => void;
}

function Answer({ organisation, offer, readable, done }: AnswerProps) {
  if (offer.state === 'consented') {
    return (
      <p>
        <AppAction
          word="Withdraw consent"
          about={`to the strategy of ${offer.owner.name}`}
          confirm={`What it says will not count for you in ${offer.system.name} any more.`}
          act={() => answerJointStrategy(organisation, offer, 'withdrawn')}
          done={done}
        />
      </p>
    );
  }
  if (offer.state !== 'offered') return <p>{offer.owner.name} can ask you again.</p>;
  return (
    <section>
      <h2 className="nhsuk-heading-m">Your answer</h2>
      <p>
        If you consent, {offer.system.name} counts what this strategy says as said for you too, wherever your own
        strategy says nothing, and names where it comes from. You read each version that is published, never the draft.
        You can withdraw at any time.
      </p>
      <AppForm
        button="Send the answer"
        send={(entered) => answerJointStrategy(organisation, offer, textOf(entered, 'answer') as JointAnswer)}
        done={done}
      >
        {(field) => (
          <Radios {...field('answer')} legend="May it cover your organisation?" legendProps={{ size: 's' }}>
            {readable && <Radios.Item value="consented">Yes, we consent</Radios.Item>}
            <Radios.Item value="declined">No, we decline</Radios.Item>
          </Radios>
        )}
      </AppForm>
    </section>
  );
}
