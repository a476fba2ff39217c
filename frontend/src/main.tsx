import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { reportUnforeseen } from './api/client';
import { newQueryClient } from './api/queries';
import { newRouter } from './routes';
import './main.scss';

const queries = newQueryClient();
const router = newRouter(queries);
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id root');

// A page that comes back out of the browser's memory may show what somebody read who has signed out since.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload();
});

createRoot(root, { onCaughtError: reportUnforeseen }).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
