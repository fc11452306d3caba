/** Writes to stderr for who watches the process; a terminal that was closed is not the server's problem. */
export function echoTo(stream: NodeJS.WritableStream): (line: string) => void {
  let gone = false;
  stream.on('error', () => {
    gone = true;
  });
  return (line) => {
    if (!gone) stream.write(line);
  };
}
