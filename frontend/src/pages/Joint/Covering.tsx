import { Link } from '@tanstack/react-router';
import type { JointOffer } from '../../api/joint';
import { toMember } from './present';

/** On the page of our own strategy: the strategies of others that cover us, or would. */
export function Covering({ organisation, offers }: { organisation: string; offers: JointOffer[] }) {
  if (offers.length === 0) return null;
  return (
    <section aria-labelledby="joint">
      <h2 className="nhsuk-heading-m" id="joint">
        Joint strategies
      </h2>
      <ul className="app-plain app-plain--spaced">
        {offers.map((offer) => (
          <li key={offer.id}>
            {toMember(offer)}{' '}
            <Link to="/organisations/$organisation/strategy/joint/$offer" params={{ organisation, offer: offer.id }}>
              {offer.state === 'offered' ? 'Read it and answer' : 'Read it'}
              <span className="nhsuk-u-visually-hidden">: {offer.owner.name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
