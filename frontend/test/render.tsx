import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ComponentType, ReactElement, ReactNode } from 'react';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';

// What is waited for comes, or the test is wrong: on a busy machine it comes later.
configure({ asyncUtilTimeout: 10_000 });

export interface RenderSettings {
  readonly path?: string;
  /** The app's own providers (language, api, …), inside router and query client. */
  readonly wrapper?: ComponentType<{ readonly children: ReactNode }>;
}

/** A screen with router, query client and a person's hands. Nothing is asked twice by itself. */
export function renderScreen(screen: ReactElement, { path = '/', wrapper: Own }: RenderSettings = {}) {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false, gcTime: 0 }, mutations: { retry: false } } });
  const location = memoryLocation({ path, record: true });
  const Providers = ({ children }: { readonly children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>
      <Router hook={location.hook} searchHook={location.searchHook}>
        {Own ? <Own>{children}</Own> : children}
      </Router>
    </QueryClientProvider>
  );
  const rendered = render(screen, { wrapper: Providers });
  return { ...rendered, user: userEvent.setup(), queryClient, navigate: location.navigate, path: () => location.history.at(-1) ?? path };
}
