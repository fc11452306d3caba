import { FieldErrors, problem } from '@tableorder/contract/problem';
import { Check } from 'typebox/value';
import { expect, it } from 'vitest';
import { bareServer } from './bare-server.fixture.ts';
import { asProblem } from './problem.ts';

const violated = (...validation: object[]) => asProblem(Object.assign(new Error('x'), { validation }));

it('points at the field itself, escaped as a JSON Pointer', () => {
  const found = violated(
    { instancePath: '/items/0', keyword: 'required', params: { missingProperty: 'menuId' } },
    { instancePath: '', keyword: 'additionalProperties', params: { additionalProperty: 'a/b~c' } },
    { instancePath: '/count', keyword: 'type', params: {} },
  );
  expect(found?.errors).toEqual([
    { pointer: '/items/0/menuId', rule: 'required' },
    { pointer: '/a~1b~0c', rule: 'additionalProperties' },
    { pointer: '/count', rule: 'type' },
  ]);
});

it('says of endless and strange field names only what the contract allows', () => {
  const found = violated(
    ...Array.from({ length: 80 }, (_, at) => ({
      instancePath: '',
      keyword: 'additionalProperties',
      params: { additionalProperty: `${'x'.repeat(10_000)}${at}` },
    })),
    { instancePath: '', keyword: 'additionalProperties', params: { additionalProperty: 'a\nb' } },
  );
  expect(found?.errors.length).toBeLessThanOrEqual(50);
  expect(Check(FieldErrors, found?.errors)).toBe(true);
});

it('knows our own fault from the caller’s', () => {
  expect(asProblem(problem('forbidden', {}))?.key).toBe('forbidden');
  expect(asProblem(new Error('no such table: orders'))).toBeNull();
  expect(asProblem('thrown text')).toBeNull();
  expect(asProblem(Object.assign(new Error('x'), { statusCode: 413 }))?.key).toBe('too-large');
});

it('tells the caller nothing about our own fault, and the log everything', async () => {
  const { app, log } = await bareServer();
  app.get('/broken', async () => {
    throw new Error('SELECT * FROM secrets at /srv/app.db');
  });
  const found = await app.inject({ url: '/broken' });
  expect(found.statusCode).toBe(500);
  expect(found.body).not.toMatch(/SELECT|srv|stack/);
  const id = String(found.headers['x-request-id']);
  expect(found.json()).toEqual({ type: '/problems/internal', title: 'Our fault', status: 500, instance: `/requests/${id}` });
  expect(log.written).toContainEqual(expect.objectContaining({ level: 'ERROR', facts: expect.objectContaining({ requestId: id }) }));
});

it('says when to come back', async () => {
  const { app } = await bareServer();
  app.get('/busy', async () => {
    throw problem('too-many-requests', {}, { retryAfterS: 7 });
  });
  const found = await app.inject({ url: '/busy' });
  expect([found.statusCode, found.headers['retry-after'], found.headers['content-type']]).toEqual([
    429,
    '7',
    'application/problem+json; charset=utf-8',
  ]);
});

it.each([
  ['{"a":', 'application/json', 400],
  ['{"__proto__":{"x":1}}', 'application/json', 400],
  ['hello', 'text/plain', 415],
  ['<a/>', 'application/xml', 415],
  [`"${'x'.repeat(300_000)}"`, 'application/json', 413],
])('refuses %.20s as %s', async (payload, type, status) => {
  const { app } = await bareServer();
  app.post('/x', async () => ({}));
  const found = await app.inject({ method: 'POST', url: '/x', headers: { 'content-type': type }, payload });
  expect(found.statusCode).toBe(status);
  expect(found.headers['content-type']).toContain('application/problem+json');
});
