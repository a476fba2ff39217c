import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sessionQuery } from '../api/session';
import { draftKey } from './draft';

/**
 * Where a form is kept in this tab for whoever is signed in; undefined when nobody is. It stays as it was when the form was opened,
 * for what was sent may be answered when the person has gone on to another page.
 */
export function useDraftKey(form: string): string | undefined {
  const queries = useQueryClient();
  const [key] = useState(() => {
    const session = queries.getQueryData(sessionQuery().queryKey);
    return session && draftKey(session.person.id, form);
  });
  return key;
}
