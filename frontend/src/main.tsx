import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ProblemError } from './api/client';
import { newQueryClient } from './api/queries';
import { newRouter } from './routes';
import './main.scss';

const queries = newQueryClient();
const router = newRouter(queries);
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id root');

createRoot(root, {
  // A problem that the API told of is on the page in words; only what nobody foresaw belongs on the console.
  onCaughtError: (error) => {
    if (!(error instanceof ProblemError)) console.error(error);
  },
}).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
