/** Put in by the build; tests have none. */
declare const __BUILD__: string | undefined;

/** Which build of the screens this is: the same for guests and staff, as `/version.json` names the one that is served. */
export const BUILD: string = typeof __BUILD__ === 'string' ? __BUILD__ : 'dev';
