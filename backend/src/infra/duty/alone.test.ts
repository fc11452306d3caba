import { describe } from 'vitest';
import { aloneDuty } from './alone.ts';
import { dutySuite } from './duty.suite.ts';

describe('the duty of one instance', () => dutySuite(async () => aloneDuty()));
