import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { expectAccessible, openAt } from '../../testing/app';
import { asLead, asPartner, viewer } from '../../testing/fixtures';
import { captionOf, coverageSentence, deliveryInWords } from './present';

describe('the page of a goal', () => {
  it('says what it is for, by when, and who does what about it', async () => {
    const { container } = openAt('/organisations/system/published/targets/record', asLead);
    expect(await screen.findByRole('heading', { level: 1 })).toHaveTextContent(
      'Goal G1 of Fenland One joined-up record',
    );
    expect(screen.getByText('By the end of March 2027')).toBeVisible();
    expect(screen.getByText(/Aligned in 1 of 2 organisations/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'A-01 Open the whole story' })).toBeVisible();
    expect(screen.getByText('Inpatient notes stay out of the record until June 2028.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'B-04 Notes stay ours until 2028' })).toBeVisible();
    await expectAccessible(container);
  });

  it('shows a partner what was shared, and no list of others that is empty', async () => {
    openAt('/organisations/council/published/targets/viewer', {
      ...asPartner,
      'GET /api/v1/organisations/council/published/targets/viewer': {
        target: viewer,
        system: { id: 'system', code: 'fen', name: 'Fenland Integrated Care System', kind: 'system', sector: '' },
        organisations: [],
        findings: [],
      },
    });
    expect(await screen.findByRole('heading', { level: 1 })).toHaveTextContent('Shared care record');
    expect(screen.getByText('Central: run once for everyone')).toBeVisible();
    expect(screen.queryByText('Who does what about it')).not.toBeInTheDocument();
  });
});

describe('its words', () => {
  it('name the kind and whose it is', () => {
    expect(captionOf({ kind: 'initiative', code: 'I1' }, 'Fenland Integrated Care System')).toBe(
      'Shared initiative I1 of Fenland',
    );
  });
  it('say how an initiative is run, or that nobody has said', () => {
    expect(deliveryInWords('shared')).toBe('Shared: done together by those who need it');
    expect(deliveryInWords('')).toBe('Not said yet.');
  });
  it('count only organisations that it applies to and that have shared a strategy', () => {
    expect(coverageSentence([{ state: 'aligned' }, { state: 'declined' }, { state: 'not_applicable' }])).toBe(
      'Aligned in 1 of 2 organisations that it applies to and that have shared a strategy.',
    );
    expect(coverageSentence([{ state: 'partial' }])).toBe(
      'Aligned in 0 of 1 organisation that it applies to and that has shared a strategy.',
    );
    expect(coverageSentence([{ state: 'not_shared' }])).toBe(
      'No organisation that it applies to has shared a strategy yet.',
    );
  });
});
