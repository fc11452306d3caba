import { useEffect, useState } from 'react';
import { useT } from '../../i18n/guest.ts';
import { throwApart } from '../../lib/listeners.ts';
import type { OutboxShelves } from '../../lib/outbox-settings.ts';
import type { Storage } from '../../lib/storage.ts';
import { Card } from '../../ui/card.tsx';
import type { CartLine } from './guest-cart.rules.ts';
import styles from './guest-left-over.module.css';
import type { SentShelves } from './place-order.ts';

type LeftOverStorage = Storage<SentShelves & OutboxShelves>;

/** The lines of the orders that a party placed on this device and that no server has confirmed, oldest order first. */
export async function unsentLines(storage: LeftOverStorage, party: string): Promise<readonly CartLine[]> {
  const waiting = (await storage.all('outbox')).filter(({ scope }) => scope === party).sort((a, b) => a.createdAt - b.createdAt);
  const sent = await Promise.all(waiting.map(({ key }) => storage.get('sent', key)));
  return sent.flatMap((order) => order?.lines ?? []);
}

export interface GuestLeftOverProps {
  readonly storage: LeftOverStorage;
  readonly party: string;
}

/** What was not sent before a phone's sign-in ran out, to be read to the staff; nothing where all was. */
export function GuestLeftOver({ storage, party }: GuestLeftOverProps) {
  const { t } = useT();
  const [lines, setLines] = useState<readonly CartLine[]>([]);
  useEffect(() => void unsentLines(storage, party).then(setLines).catch(throwApart), [storage, party]);
  if (lines.length === 0) return null;
  return (
    <Card tone="waiting">
      <h2 className={styles.title}>{t('guest.ended.unsent.title')}</h2>
      <ul className={styles.lines}>
        {lines.map(({ id, name, quantity }) => (
          <li key={id} className={styles.line}>
            <span>{name || t('ui.item-unknown')}</span>
            <span className="numerals">× {quantity}</span>
          </li>
        ))}
      </ul>
      <p className={styles.text}>{t('guest.ended.unsent.text')}</p>
    </Card>
  );
}
