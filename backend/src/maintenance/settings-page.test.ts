import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CHAPTERS } from '../config.ts';
import { envExample, settingsPage } from './settings-page.ts';

const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const renew = 'run: node backend/src/maintenance/settings-page.ts --write';

it('has printed the settings page from the table that is read', () => {
  expect(file('docs/operations/settings.md'), renew).toBe(settingsPage());
});

it('has printed .env.example from the same table', () => {
  expect(file('.env.example'), renew).toBe(envExample());
});

it('names every variable in both, once', () => {
  for (const name of CHAPTERS.flatMap(({ settings }) => Object.keys(settings))) {
    expect(settingsPage().split(`| \`${name}\` |`), name).toHaveLength(2);
    expect(envExample().match(new RegExp(`^(# )?${name}=`, 'gm')), name).toHaveLength(1);
  }
});
