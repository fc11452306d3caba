import { asMoney, times } from '@tableorder/contract/money';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { ChoiceList } from '../ui/choice-list.tsx';
import { Money } from '../ui/money.tsx';
import { Picture } from '../ui/picture.tsx';
import { QuantityStepper } from '../ui/quantity-stepper.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { TabsBar } from '../ui/tabs-bar.tsx';
import { TextArea } from '../ui/text-area.tsx';
import styles from './gallery.module.css';

const won = { currency: 'KRW', locale: 'ko' };
const picture = (name: string) => [{ width: 640, url: new URL(`../../../backend/demo/pictures/${name}.webp`, import.meta.url).href }];

const dishes = [
  { name: '비빔밥', text: '갓 지은 밥 위에 제철 나물 여섯 가지', price: 11_000, images: picture('bibimbap'), faded: false },
  {
    name: '한우 차돌박이를 듬뿍 넣고 오래 끓인 어머니의 된장찌개 정식',
    text: '두부와 애호박, 밥과 반찬 네 가지',
    price: 13_500,
    images: [],
    faded: false,
  },
  { name: '물냉면', text: '지금은 품절이에요.', price: 12_000, images: picture('mul-naengmyeon'), faded: true },
];
const tabs = ['추천', '찌개·탕', '밥·덮밥', '면', '고기', '전·튀김', '음료', '주류'].map((label) => ({ value: label, label }));

export function Dishes() {
  const [tab, setTab] = useState('찌개·탕');
  const [open, setOpen] = useState<'centre' | 'side' | null>(null);
  return (
    <section className={styles.section} aria-label="메뉴">
      <TabsBar label="메뉴 분류" tabs={tabs} current={tab} onChoose={setTab} />
      <div className={styles.stack}>
        {dishes.map((dish) => (
          <Card key={dish.name} onPress={() => setOpen('centre')} tone={dish.faded ? 'faded' : 'plain'}>
            <span className={styles.dish}>
              <span>
                <span className={styles.name}>{dish.name}</span>
                <span className={styles.stack}>
                  <span className={styles.text}>{dish.text}</span>
                </span>
                <Money amount={asMoney(dish.price)} {...won} strength="strong" />
              </span>
              <Picture images={dish.images} alt="" sizes="112px" hue={40} faded={dish.faded} rounded />
            </span>
          </Card>
        ))}
      </div>
      <div className={styles.row}>
        <Button onPress={() => setOpen('centre')}>메뉴 열기</Button>
        <Button onPress={() => setOpen('side')}>옆에서 열기</Button>
      </div>
      <DishSheet place={open ?? 'centre'} open={open !== null} onClose={() => setOpen(null)} />
    </section>
  );
}

function DishSheet({ open, place, onClose }: { open: boolean; place: 'centre' | 'side'; onClose: () => void }) {
  const [size, setSize] = useState<'one' | 'two' | null>(null);
  const [extras, setExtras] = useState<string[]>(['egg']);
  const [count, setCount] = useState(2);
  const [note, setNote] = useState('');
  return (
    <Sheet
      open={open}
      place={place}
      onClose={onClose}
      title="비빔밥"
      note="갓 지은 밥 위에 제철 나물 여섯 가지"
      closeLabel="닫기"
      media={
        place === 'centre' ? <Picture images={picture('bibimbap')} alt="비빔밥" sizes="560px" ratio="3/2" hue={40} eager /> : undefined
      }
      footer={
        <>
          <QuantityStepper
            value={count}
            onChange={setCount}
            label="비빔밥 수량"
            lessLabel="하나 빼기"
            moreLabel="하나 더하기"
            size="large"
          />
          <Button kind="primary" size="large" wide trailing={<Money amount={times(asMoney(11_000), count)} {...won} />} onPress={onClose}>
            담기
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <ChoiceList
          kind="one"
          legend="크기"
          rule="필수"
          ruleOpen={size === null}
          value={size}
          onChange={setSize}
          choices={[
            { value: 'one', label: '보통' },
            { value: 'two', label: '곱빼기', note: '두 배로 든든하게', trailing: <Money amount={asMoney(3000)} {...won} signed /> },
          ]}
        />
        <ChoiceList
          kind="many"
          legend="추가"
          rule="2개까지"
          max={2}
          value={extras}
          onChange={setExtras}
          choices={[
            { value: 'egg', label: '달걀', trailing: <Money amount={asMoney(1000)} {...won} signed /> },
            { value: 'beef', label: '소고기', trailing: <Money amount={asMoney(3500)} {...won} signed /> },
            { value: 'rice', label: '밥 추가', note: '지금은 품절이에요.', disabled: true },
          ]}
        />
        <TextArea label="요청" aside="선택" placeholder="덜 맵게 해 주세요" value={note} onChange={setNote} maxLength={200} />
      </div>
    </Sheet>
  );
}
