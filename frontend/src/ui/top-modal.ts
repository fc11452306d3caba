type Listener = () => void;

let standing: readonly HTMLElement[] = [];
const listeners = new Set<Listener>();
function put(next: readonly HTMLElement[]): void {
  standing = next;
  for (const listener of listeners) listener();
}

/** The modals that stand, each over the one before: everything outside of the last is inert. Gives the way back. */
export function standModal(element: HTMLElement): () => void {
  put([...standing, element]);
  return () => put(standing.filter((other) => other !== element));
}

export const topModal = {
  snapshot: (): HTMLElement | null => standing.at(-1) ?? null,
  subscribe: (listener: Listener): Listener => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
