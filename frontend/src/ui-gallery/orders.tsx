import { asMoney } from '@tableorder/contract/money';
import { ORDER_STATUSES } from '@tableorder/contract/orders';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Money } from '../ui/money.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { StatusBadge } from '../ui/status-badge.tsx';
import { Table } from '../ui/table.tsx';
import styles from './gallery.module.css';

const won = { currency: 'KRW', locale: 'ko' };
const words = { PENDING: '접수 대기', CONFIRMED: '접수', PREPARING: '조리중', READY: '서빙 대기', COMPLETED: '완료', CANCELLED: '취소' };
const rows = [
  { name: '김치찌개', count: 42, sum: 399_000 },
  { name: '제육볶음', count: 18, sum: 216_000 },
  { name: '평양식 물냉면', count: 7, sum: 84_000 },
];

export function Orders() {
  const [asked, setAsked] = useState(false);
  return (
    <section className={styles.section} aria-label="주문">
      <div className={styles.row}>
        {ORDER_STATUSES.map((status) => (
          <StatusBadge key={status} status={status} label={words[status]} />
        ))}
        <StatusBadge status="PREPARING" label="준비중" size="large" />
      </div>
      <Card tone="fresh">
        <div className={styles.spread}>
          <span className={`${styles.number} numerals`}>017</span>
          <StatusBadge status="PENDING" label="접수 대기" />
        </div>
        <div className={styles.spread}>
          <RelativeTime at={0} now={200_000} locale="ko" justNowLabel="방금" />
          <Money amount={asMoney(14_000)} {...won} strength="total" />
        </div>
      </Card>
      <Card tone="waiting">물 좀 주세요 · 3번 테이블</Card>
      <ProgressBar label="곧 메뉴로 돌아가요" durationMs={60_000} />
      <Table
        caption="오늘 많이 나간 메뉴"
        columns={[
          { key: 'name', title: '메뉴', cell: (row) => row.name },
          { key: 'count', title: '수량', figures: true, cell: (row) => row.count },
          { key: 'sum', title: '금액', figures: true, cell: (row) => <Money amount={asMoney(row.sum)} {...won} /> },
        ]}
        rows={rows}
        rowKey={(row) => row.name}
        totals={{ name: '합계', count: 67, sum: <Money amount={asMoney(699_000)} {...won} /> }}
      />
      <Button onPress={() => setAsked(true)}>주문 취소</Button>
      <ConfirmDialog
        open={asked}
        danger
        title="주문 017을 취소할까요?"
        confirmLabel="주문 취소"
        cancelLabel="그만두기"
        onConfirm={() => setAsked(false)}
        onCancel={() => setAsked(false)}
      >
        <p>14,000원이 빠져요. 손님 화면에도 바로 보여요.</p>
      </ConfirmDialog>
    </section>
  );
}
