import type { Schemas } from '../../api/client';
import { capitalised, counted, level, shortName, targetKind } from '../../present';

type Target = Schemas['Target'];
type TargetCoverage = Schemas['TargetCoverage'];

/** 'Goal G1 of Carrowmere'. */
export function captionOf({ kind, code }: Pick<Target, 'kind' | 'code'>, system: string): string {
  return `${capitalised(targetKind(kind))} ${code} of ${shortName(system)}`;
}

/** How a system means to run an initiative; the API sends a level, or nothing when it has not been said. */
export function deliveryInWords(delivery: string): string {
  switch (delivery) {
    case 'central':
    case 'shared':
    case 'local': {
      const { word, meaning } = level(delivery);
      return `${capitalised(word)}: ${meaning}`;
    }
    default:
      return 'Not said yet.';
  }
}

export function servesHeading(kind: Target['kind']): string {
  return kind === 'goal' ? 'Served by' : 'Serves';
}

/** 'Aligned in 3 of 4 organisations that it applies to and that have shared a strategy.' */
export function coverageSentence(organisations: Pick<TargetCoverage, 'state'>[]): string {
  const applicable = organisations.filter(({ state }) => state !== 'not_applicable' && state !== 'not_shared');
  if (applicable.length === 0) return 'No organisation that it applies to has shared a strategy yet.';
  const aligned = applicable.filter(({ state }) => state === 'aligned').length;
  const verb = applicable.length === 1 ? 'has' : 'have';
  return `Aligned in ${aligned} of ${counted(applicable.length, 'organisation')} that it applies to and that ${verb} shared a strategy.`;
}
