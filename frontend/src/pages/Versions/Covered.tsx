import { useSuspenseQuery } from '@tanstack/react-query';
import {
  jointOffersQuery,
  offerJointStrategy,
  takeBackOffer,
  type JointOffer,
  type JointPartner,
} from '../../api/joint';
import { AppAction } from '../../forms/AppAction';
import { isStanding, toOwner } from '../Joint/present';

interface CoveredProps {
  organisation: string;
  strategy: string;
  may: boolean;
  done: () => void;
}

/** For whom else the strategy speaks, who has been asked, and who may be. */
export function Covered({ organisation, strategy, may, done }: CoveredProps) {
  const { data } = useSuspenseQuery(jointOffersQuery(organisation, strategy));
  const others = may ? data.partners.filter((partner) => !data.offers.some((offer) => isFor(offer, partner))) : [];
  const rows: { partner: JointPartner; offer?: JointOffer }[] = [
    ...data.offers.map((offer) => ({ partner: offer, offer })),
    ...others.map((partner) => ({ partner })),
  ];
  if (rows.length === 0) return null;
  return (
    <section>
      <h2 className="nhsuk-heading-m">Organisations this strategy covers</h2>
      <p>
        It can speak for other members of your system. Each is asked and reads what you have published to the system,
        never the draft. While one consents, what you say counts for it too, wherever its own strategy says nothing.
      </p>
      <ul className="app-plain app-plain--spaced">
        {rows.map(({ partner, offer }) => (
          <li key={`${partner.system.id} ${partner.member.id}`}>
            <strong>{partner.member.name}</strong>, in {partner.system.name}
            <br />
            {offer === undefined ? 'Not asked.' : toOwner(offer)}{' '}
            {may && offer !== undefined && isStanding(offer) && (
              <AppAction
                word="Take back"
                about={`what you asked ${partner.member.name}`}
                act={() => takeBackOffer(organisation, offer)}
                done={done}
              />
            )}
            {may && (offer === undefined || !isStanding(offer)) && (
              <AppAction
                word={offer === undefined ? 'Ask' : 'Ask again'}
                about={partner.member.name}
                act={() => offerJointStrategy(organisation, strategy, partner)}
                done={done}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const isFor = ({ member, system }: JointOffer, partner: JointPartner) =>
  member.id === partner.member.id && system.id === partner.system.id;
