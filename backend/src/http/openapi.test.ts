import { readFileSync } from 'node:fs';
import { endpoint } from '@tableorder/contract/endpoint';
import { catalogue, type ProblemKey } from '@tableorder/contract/problem';
import { object, optional, text } from '@tableorder/contract/schema';
import { describe, expect, it } from 'vitest';
import { openApiPage } from '../openapi-page.ts';
import { allEndpoints, allEvents, allShapes } from './endpoints.ts';
import { openApi } from './openapi.ts';

interface Operation {
  readonly operationId: string;
  readonly security: readonly Record<string, unknown>[];
  readonly tags: readonly string[];
  readonly parameters?: readonly { name: string; in: string; required: boolean }[];
  readonly requestBody?: { content: Record<string, unknown>; required: boolean };
  readonly responses: Record<string, { description: string; content?: Record<string, { examples?: object; schema?: object }> }>;
}
interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { schemas: Record<string, object>; examples: Record<string, object> };
}

const page = openApiPage();
const document = JSON.parse(page) as Document;
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
const operationOf = (name: string): Operation => {
  const found = operations.find(({ operationId }) => operationId === name);
  if (!found) throw new Error(`no operation ${name}`);
  return found;
};

describe('the interface document', () => {
  it('is printed from the contract as it stands', () => {
    const stored = readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8');
    expect(stored === page, 'stale: run node backend/src/openapi-page.ts --write').toBe(true);
  });

  it('has each endpoint once, under its export’s name', () => {
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(allEndpoints).sort());
    expect(operations.length).toBeGreaterThan(50);
  });

  it('refers only to what is there, under names that components may have', () => {
    const references = [...page.matchAll(/"\$ref": "#\/([^"]+)"/g)].map(([, path = '']) => path.split('/'));
    expect(references.length).toBeGreaterThan(100);
    for (const path of references) {
      const target = path.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document);
      expect(target, path.join('/')).toBeTypeOf('object');
    }
    for (const part of Object.values(document.components)) for (const name of Object.keys(part)) expect(name).toMatch(/^[A-Za-z0-9._-]+$/);
  });

  it('says every problem an endpoint declares, at its status', () => {
    for (const [name, { problems }] of Object.entries(allEndpoints))
      for (const key of problems as readonly ProblemKey[]) {
        const response = operationOf(name).responses[String(catalogue[key].status)];
        expect(response?.content?.['application/problem+json']?.examples, `${name} ${key}`).toHaveProperty([key]);
        expect(response?.description).toContain(`/problems/${key}`);
      }
  });

  it('says who may call', () => {
    expect(operationOf('readHealth').security).toEqual([]);
    expect(operationOf('placeOrder').security).toEqual([{ table: [] }]);
    expect(operationOf('deleteOrder').security).toEqual([{ admin: [] }]);
    expect(operationOf('makeTicket').security).toEqual([{ table: [] }, { admin: [] }]);
  });

  it('says keys, cached reads, streams and uploads', () => {
    expect(operationOf('placeOrder').parameters).toContainEqual(expect.objectContaining({ name: 'Idempotency-Key', required: true }));
    expect(operationOf('placeStaffOrder').parameters).toContainEqual(expect.objectContaining({ name: 'Idempotency-Key', required: false }));
    expect(operationOf('readMyOrder').parameters).toEqual([expect.objectContaining({ name: 'orderId', in: 'path' })]);
    const cached = Object.entries(allEndpoints).filter(([, { cacheable }]) => cacheable);
    expect(cached.length).toBeGreaterThan(0);
    for (const [name] of cached) expect(operationOf(name).responses).toHaveProperty('304');
    const stream = operationOf('streamForStaff').responses['200'];
    for (const type of Object.keys(allEvents)) expect(stream?.description).toContain(type);
    expect(stream?.content).toHaveProperty(['text/event-stream']);
    expect(operationOf('uploadImage').requestBody?.content).toHaveProperty(['multipart/form-data']);
    expect(operationOf('readHealth').responses['503']?.content).toHaveProperty(['application/json']);
  });

  it('is the same bytes whatever the order of the exports', () => {
    const turned = <T>(record: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(record).reverse());
    const print = (turn: typeof turned) => JSON.stringify(openApi(turn(allEndpoints), turn(allEvents), '1', turn(allShapes)));
    expect(print(turned) === print((record) => record)).toBe(true);
  });

  it('shows that a body of optional fields may be left out, and refuses two endpoints on one address', () => {
    const one = endpoint({
      method: 'POST',
      path: '/api/x',
      summary: 'x',
      callers: ['anyone'],
      body: object({ note: optional(text({ max: 5 })) }),
      reply: { 204: null },
      problems: [],
    });
    const printed = openApi({ one }, {}, '1', {}) as unknown as Document;
    expect(printed.paths['/api/x']?.post?.requestBody?.required).toBe(false);
    expect(() => openApi({ one, two: { ...one } }, {}, '1', {})).toThrow('two endpoints');
  });
});
