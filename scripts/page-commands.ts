/** What a page of the documentation tells its reader to type: the text of each of its shell blocks, in their order. */
export const commandsOf = (page: string): string[] => [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, lines = '']) => lines.trim());
