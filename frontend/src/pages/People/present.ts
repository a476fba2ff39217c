import type { Invitation } from '../../api/invitations';
import type { RoleHeld } from '../../api/people';
import { dayInWords } from '../../present';

const sources: Record<RoleHeld['source'], string> = {
  declared: 'given by whoever runs Throughline',
  platform: 'given by an administrator',
  invitation: 'by invitation',
  claim: 'by their identity provider',
};

/** How a role came about, and since when. */
export function heldInWords({ source, since }: Pick<RoleHeld, 'source' | 'since'>): string {
  return `${sources[source]}, since ${dayInWords(since)}`;
}

/** When somebody was here last. */
export function seenInWords(seen: string | null): string {
  return seen === null ? 'Not signed in yet' : dayInWords(seen);
}

/** What has become of an invitation. */
export function invitationInWords({ state, ends, accepted }: Pick<Invitation, 'state' | 'ends' | 'accepted'>): string {
  switch (state) {
    case 'open':
      return `Open until ${dayInWords(ends)}`;
    case 'accepted':
      return accepted === null ? 'Accepted' : `Accepted on ${dayInWords(accepted)}`;
    case 'withdrawn':
      return 'Withdrawn';
    case 'expired':
      return `Ended on ${dayInWords(ends)} without being accepted`;
  }
}
