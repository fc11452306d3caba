import kitchen from './kitchen.json';
import problems from './problems.json';
import staffAccess from './staff-access.json';
import staffAllergens from './staff-allergens.json';
import ui from './ui.json';

/** One file for the line, not one for each part of the app. */
export const words = { ...ui, ...problems, ...staffAccess, ...staffAllergens, ...kitchen };
