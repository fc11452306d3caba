import { endpoint } from './endpoint.ts';
import { object, oneOf } from './schema.ts';
import { anInstant } from './time.ts';

const state = () => oneOf('up', 'down');
const Health = object({
  status: oneOf('healthy', 'unhealthy'),
  timestamp: anInstant(),
  services: object({ database: state(), cache: state(), files: state(), bus: state() }),
});
const Ready = object({ status: oneOf('ready', 'not-ready') });

export const readHealth = endpoint({
  method: 'GET',
  path: '/health',
  summary: 'How the server and its services are',
  callers: ['anyone'],
  reply: { 200: Health, 503: Health },
  problems: [],
});
export const readLive = endpoint({
  method: 'GET',
  path: '/health/live',
  summary: 'The process answers',
  callers: ['anyone'],
  reply: { 200: object({ status: oneOf('live') }) },
  problems: [],
});
export const readReady = endpoint({
  method: 'GET',
  path: '/health/ready',
  summary: 'Writes succeed',
  callers: ['anyone'],
  reply: { 200: Ready, 503: Ready },
  problems: [],
});
