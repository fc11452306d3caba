import { useState } from 'react';
import { PasswordField } from '../ui/password-field.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { Switch } from '../ui/switch.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './gallery.module.css';

const zones = [
  { value: 'hall', label: '홀' },
  { value: 'terrace', label: '테라스' },
] as const;

export function Fields() {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('correct horse');
  const [price, setPrice] = useState('12000');
  const [zone, setZone] = useState<'hall' | 'terrace'>('hall');
  const [on, setOn] = useState(true);
  return (
    <section className={styles.section} aria-label="입력">
      <TextField label="매장 코드" placeholder="hanok" hint="사장님이 알려 준 코드예요." value={name} onChange={setName} />
      <TextField label="아이디" value={name} onChange={setName} error="입력해 주세요." />
      <PasswordField
        label="비밀번호"
        autoComplete="current-password"
        showLabel="비밀번호 보기"
        hideLabel="비밀번호 가리기"
        value={password}
        onChange={setPassword}
      />
      <TextField label="가격" figures unit="원" value={price} onChange={setPrice} />
      <TextField label="테이블" value="5" onChange={setName} disabled />
      <SelectField label="구역" options={zones} value={zone} onChange={setZone} />
      <Segmented label="구역" options={zones} value={zone} onChange={setZone} />
      <Switch label="새 주문 소리" note="새 주문이 들어오면 울려요." checked={on} onChange={setOn} />
      <Switch label="자동 접수" checked={!on} onChange={(next) => setOn(!next)} />
    </section>
  );
}
