/**
 * On every answer that says nothing else (pages with pictures or scripts of their own do): an answer of the interface is data, opens in no frame,
 * runs nothing, and is read by nobody's page but those that CORS names. The same for all, so they are not put together anew for each.
 */
export const SECURITY_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-site',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  // For what does not know `frame-ancestors`.
  'x-frame-options': 'DENY',
} as const;
