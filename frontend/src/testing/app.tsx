import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { expect, vi } from 'vitest';
import { reportUnforeseen, type Problem } from '../api/client';
import { newQueryClient } from '../api/queries';
import { newRouter } from '../routes';

/** What the API answers: method and path, with its query, to a body, or to what makes one of what was sent; a Refusal for a
 * failing status. */
export type Answers = Record<string, unknown>;

/** An answer by RFC 9457. */
export class Refusal {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail = 'A sentence that says why.',
    readonly fields: Problem['fields'] = [],
  ) {}

  problem(): Problem {
    const { status, title, detail, fields } = this;
    return { type: 'about:blank', title, status, detail, request_id: 'req-123', fields };
  }
}

export const signedOut = new Refusal(401, 'Sign in');

const sentWith = async (request: Request): Promise<unknown> => {
  const text = await request.text();
  return text === '' ? undefined : JSON.parse(text);
};

/** Opens the pages at an address, before an API that answers as told; whatever it was not told of is not found. */
export function openAt(path: string, answers: Answers) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    const key = `${request.method} ${pathname}${search}`;
    asked.push(key);
    const told = key in answers ? answers[key] : new Refusal(404, 'Not found');
    const answer: unknown =
      typeof told === 'function' ? await (told as (sent: unknown) => unknown)(await sentWith(request)) : told;
    return answer instanceof Refusal
      ? Response.json(answer.problem(), {
          status: answer.status,
          headers: { 'content-type': 'application/problem+json' },
        })
      : Response.json(answer);
  });
  const queries = newQueryClient();
  const router = newRouter(queries, createMemoryHistory({ initialEntries: [path] }));
  const view = render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
    { onCaughtError: reportUnforeseen },
  );
  return { ...view, router, asked, user: userEvent.setup(), answers };
}

/** Nothing that axe can see in a page without layout is wrong; contrast is looked at in a real browser. */
export async function expectAccessible(element: Element): Promise<void> {
  const { violations } = await axe.run(element, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}
