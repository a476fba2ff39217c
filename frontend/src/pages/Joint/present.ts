import type { JointOffer } from '../../api/joint';
import { dayInWords } from '../../present';

/** What has become of an offer, to the one whose strategy it is. */
export function toOwner({ state, offered, answered, seen }: JointOffer): string {
  const on = dayInWords(answered ?? offered);
  switch (state) {
    case 'offered':
      return `Asked on ${on}. It has not answered yet.`;
    case 'consented':
      return `Has consented since ${on}${seen === null ? '' : `, to version ${seen} and those after it`}.`;
    case 'declined':
      return `Declined on ${on}.`;
    case 'withdrawn':
      return `Withdrew its consent on ${on}.`;
  }
}

/** And to the one that is asked. */
export function toMember({ state, offered, answered, owner }: JointOffer): string {
  const on = dayInWords(answered ?? offered);
  switch (state) {
    case 'offered':
      return `${owner.name} asked you on ${on} whether its strategy may cover you too.`;
    case 'consented':
      return `The strategy of ${owner.name} has covered you since ${on}.`;
    case 'declined':
      return `You declined on ${on} to be covered by the strategy of ${owner.name}.`;
    case 'withdrawn':
      return `You withdrew your consent on ${on}, and the strategy of ${owner.name} covers you no longer.`;
  }
}

/** Whether a version has been published since the one that was consented to. */
export const hasMovedOn = ({ state, seen, edition }: JointOffer) =>
  state === 'consented' && edition !== null && seen !== edition.number;

/** Whether an offer waits for an answer or has been consented to; any other may be made again. */
export const isStanding = ({ state }: JointOffer) => state === 'offered' || state === 'consented';
