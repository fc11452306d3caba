import { useT } from '../../i18n/kitchen.ts';
import { KeyList } from '../../ui/key-list.tsx';

const KEYS = [
  ['1 – 9', 'kitchen.keys.select'],
  ['← →', 'kitchen.keys.move'],
  ['↑ ↓', 'kitchen.keys.lines'],
  ['Enter', 'kitchen.keys.bump'],
  ['S', 'kitchen.keys.start'],
  ['R', 'kitchen.keys.recall'],
  ['U', 'kitchen.keys.recent'],
  ['C', 'kitchen.keys.course'],
  ['A', 'kitchen.keys.allday'],
  ['O', 'kitchen.keys.soldout'],
  ['M', 'kitchen.keys.sound'],
  ['Esc', 'kitchen.keys.clear'],
  ['?', 'kitchen.keys.help'],
] as const;

export function KitchenKeysList() {
  const { t } = useT();
  return <KeyList large keys={KEYS.map(([key, words]) => [key, t(words)])} />;
}
