import guest from './guest.json';
import problems from './problems.json';
import ui from './ui.json';

/** One file for the line, not three. */
export const words = { ...ui, ...problems, ...guest };
