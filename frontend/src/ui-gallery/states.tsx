import ShoppingBag from 'lucide-react/icons/shopping-bag';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { ConnectionLine } from '../ui/connection-line.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { TabsBar } from '../ui/tabs-bar.tsx';
import styles from './gallery.module.css';

const rail = ['추천', '찌개·탕', '음료'].map((label, at) => ({ value: label, label, count: at * 4 }));

export function States() {
  const [tab, setTab] = useState('추천');
  const [tries, setTries] = useState(0);
  return (
    <section className={styles.section} aria-label="상태">
      <ConnectionLine state="offline" text="연결이 끊겼어요. 다시 연결되면 자동으로 보낼게요." />
      <ConnectionLine state="back" text="다시 연결됐어요." />
      <Card>
        <EmptyState
          icon={<ShoppingBag />}
          title="아직 담은 메뉴가 없어요."
          text="마음에 드는 메뉴를 눌러 담아 보세요."
          action={<Button kind="primary">메뉴 보기</Button>}
        />
      </Card>
      <Card>
        <ErrorState
          title="지금은 보여 드릴 수 없어요."
          text={`잠시 뒤에 다시 시도해 주세요. ${tries > 0 ? tries : ''}`}
          retryLabel="다시 시도"
          onRetry={() => setTries(tries + 1)}
          small="요청 번호 0198c1f2"
        />
      </Card>
      <Card>
        <div className={styles.dish}>
          <div>
            <Skeleton shape="title" width="60%" />
            <Skeleton />
            <Skeleton width="30%" />
          </div>
          <Skeleton shape="block" height="112px" />
        </div>
      </Card>
      <Card>
        <TabsBar label="분류 (세로)" tabs={rail} current={tab} onChoose={setTab} orientation="vertical" />
      </Card>
    </section>
  );
}
