/** The build of the screens that is served now; null where the server names none, such as in development. */
export async function readServedVersion(): Promise<string | null> {
  const response = await fetch('/version.json', { cache: 'no-store', credentials: 'omit' });
  if (!response.ok || !(response.headers.get('content-type') ?? '').includes('json')) return null;
  const { version } = (await response.json()) as { version?: unknown };
  return typeof version === 'string' && version !== 'dev' ? version : null;
}
