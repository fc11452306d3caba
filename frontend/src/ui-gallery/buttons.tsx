import { asMoney } from '@tableorder/contract/money';
import BellRing from 'lucide-react/icons/bell-ring';
import Languages from 'lucide-react/icons/languages';
import ShoppingBag from 'lucide-react/icons/shopping-bag';
import Trash2 from 'lucide-react/icons/trash-2';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Money } from '../ui/money.tsx';
import { QuantityStepper } from '../ui/quantity-stepper.tsx';
import { useToasts } from '../ui/toast.tsx';
import styles from './gallery.module.css';

export function Buttons() {
  const toasts = useToasts();
  const [count, setCount] = useState(1);
  return (
    <section className={styles.section} aria-label="단추">
      <Button kind="primary" size="large" wide trailing={<Money amount={asMoney(37_500)} currency="KRW" locale="ko" />}>
        주문하기
      </Button>
      <div className={styles.row}>
        <Button kind="primary">담기</Button>
        <Button icon={<BellRing aria-hidden="true" />} onPress={() => toasts.show({ text: '직원을 불렀어요.', tone: 'good' })}>
          직원 호출
        </Button>
        <Button
          kind="quiet"
          onPress={() => toasts.show({ text: '김치찌개를 뺐어요.', action: { label: '되돌리기', onPress: () => setCount(1) } })}
        >
          더 보기
        </Button>
        <Button
          kind="danger"
          icon={<Trash2 aria-hidden="true" />}
          onPress={() => toasts.show({ text: '연결을 확인하고 다시 시도해 주세요.', tone: 'problem' })}
        >
          삭제
        </Button>
        <Button kind="primary" busy>
          보내는 중
        </Button>
        <Button busy>저장</Button>
        <Button kind="primary" disabled>
          주문하기
        </Button>
        <Button kind="secondary" disabled>
          저장
        </Button>
      </div>
      <div className={styles.row}>
        <IconButton label="언어" icon={<Languages aria-hidden="true" />} onPress={() => setCount(1)} />
        <IconButton label="장바구니, 3개" icon={<ShoppingBag aria-hidden="true" />} kind="filled" count={3} onPress={() => setCount(1)} />
        <QuantityStepper
          value={count}
          onChange={setCount}
          label="수량"
          lessLabel="하나 빼기"
          moreLabel="하나 더하기"
          removeLabel="빼기"
          onRemove={() => toasts.show({ text: '뺐어요.' })}
        />
        <QuantityStepper value={99} onChange={setCount} label="많은 수량" lessLabel="하나 빼기" moreLabel="하나 더하기" />
      </div>
    </section>
  );
}
