import problems from './problems.json';
import staff from './staff.json';
import ui from './ui.json';

/** One file for the line, not three. */
export const words = { ...ui, ...problems, ...staff };
