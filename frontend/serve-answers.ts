import type { FastifyReply, FastifyRequest } from 'fastify';

const policy = (style = '') =>
  `default-src 'self'; ${style}img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'`;

/** For a page with its style inside: that very text, by its hash, and no other. */
export const policyWithStyle = (sha256: string): string => policy(`style-src 'self' 'sha256-${sha256}'; `);

/** Sent on every answer, unless the backend set its own (pictures and API pages have narrower or other needs). */
export const SECURITY_HEADERS = {
  'content-security-policy': policy(),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
};
const RETRY_AFTER_S = 2;

/** The path as any decoder may see it; null when it climbs, hides, or cannot be decoded. */
export function plainPath(url: string): string | null {
  const raw = url.split(/[?#]/, 1)[0] ?? '';
  try {
    const path = decodeURIComponent(raw).replaceAll('\\', '/');
    return path.startsWith('/') && !/\/\.|%2e|%2f|%5c|\0/i.test(path) ? path : null;
  } catch {
    return null;
  }
}

function notFoundPage(): string {
  return `<!doctype html>
<html lang="ko"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>404</title>
<h1>페이지를 찾을 수 없어요 · Page not found</h1>
<p>주소를 확인하거나 <a href="/">처음으로</a> 돌아가 주세요.</p>
<p lang="en">Check the address, or go <a href="/">back to the start</a>.</p>
</html>
`;
}

/** For people; programs are given `answerUnavailable`. */
export function answerAway(reply: FastifyReply): FastifyReply {
  reply.code(503).header('retry-after', String(RETRY_AFTER_S)).header('cache-control', 'no-store');
  return reply.type('text/html; charset=utf-8').send(`<!doctype html>
<html lang="ko"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>503</title>
<h1>지금은 메뉴를 볼 수 없어요 · Not available right now</h1>
<p>잠시 뒤에 이 페이지를 다시 열어 주세요.</p>
<p lang="en">Please open this page again in a moment.</p>
</html>
`);
}

export function answerNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // A path that cannot be decoded comes here past every hook.
  reply.code(404).headers(SECURITY_HEADERS).header('cache-control', 'no-store');
  if (!(request.headers.accept ?? '').includes('text/html')) return reply.type('text/plain; charset=utf-8').send('Not found\n');
  return reply.type('text/html; charset=utf-8').send(notFoundPage());
}

/** The backend is away: the same document it would give, so that screens know one kind of refusal. */
export function answerUnavailable(reply: FastifyReply): void {
  const body = {
    type: '/problems/unavailable',
    title: 'Not possible at this moment',
    status: 503,
    instance: `/requests/${reply.request.id}`,
  };
  reply.code(503).header('retry-after', String(RETRY_AFTER_S)).header('cache-control', 'no-store');
  reply.type('application/problem+json').send(JSON.stringify(body));
}
