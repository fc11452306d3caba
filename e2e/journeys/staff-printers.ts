import { addPrinter, listPrintJobs, printTest, removePrinter } from '@tableorder/contract/printers';
import { call } from '../shop.ts';
import { expect, type OpenShop } from './shop-test.ts';

/** A printer that nobody finds, and a ticket that was left to people: what a printers' screen is for. Nobody listens on the port of discarded bytes. */
export async function addTroubledPrinters({ url, token }: OpenShop): Promise<void> {
  const at = (name: string, port: number) => call(url, addPrinter, { token, body: { name, host: '127.0.0.1', port } });
  await at('주방 프린터', 9);
  const gone = await at('바 프린터', 10);
  await call(url, printTest, { token, params: { printerId: gone.id } });
  await call(url, removePrinter, { token, params: { printerId: gone.id } });
  const troubled = async () => (await call(url, listPrintJobs, { token, query: { state: 'troubled' } })).items.length;
  await expect.poll(troubled).toBe(1);
}
