/** To the screen on the wall, as large as the browser allows: from a press it may fill the whole screen. */
export function openWall(go: (path: string) => void): void {
  document.documentElement.requestFullscreen?.().catch((error: unknown) => {
    // A browser that does not allow it shows the same within its window.
    if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
  });
  go('/wall');
}
