import { createServer } from 'vite';

// What `vite` on the command line does, and then says where, for the program that started us.
const server = await createServer({
  root: import.meta.dirname,
  configFile: `${import.meta.dirname}/vite.config.ts`,
  clearScreen: false,
  server: { strictPort: true },
});
await server.listen();
console.log(JSON.stringify({ event: 'ready', port: server.config.server.port }));

const stop = () => {
  server.close().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
