// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { chooseDisplay, display, openDisplay, resetDisplay } from './display.ts';

afterEach(() => {
  resetDisplay();
  localStorage.clear();
});

test('a phone shows what was chosen on it before', () => {
  localStorage.setItem('tableorder.display', 'large high');
  openDisplay();
  expect(display.snapshot()).toEqual({ textSize: 'large', contrast: 'high' });
  expect({ ...document.documentElement.dataset }).toMatchObject({ text: 'large', contrast: 'high' });
});

test('the next party at a tablet begins plain', () => {
  chooseDisplay({ textSize: 'largest', contrast: 'high' });
  resetDisplay();
  expect(localStorage.getItem('tableorder.display')).toBeNull();
  expect(document.documentElement.dataset.text).toBeUndefined();
  expect(document.documentElement.dataset.contrast).toBeUndefined();
});

test('what no version ever wrote is as if nothing was', () => {
  localStorage.setItem('tableorder.display', 'enormous');
  openDisplay();
  expect(display.snapshot()).toEqual({ textSize: 'normal', contrast: 'device' });
});
