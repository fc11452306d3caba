// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { Button } from './button.tsx';
import { ChoiceList } from './choice-list.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { QuantityStepper } from './quantity-stepper.tsx';
import { Sheet } from './sheet.tsx';
import { TabsBar } from './tabs-bar.tsx';
import { TextField } from './text-field.tsx';
import { ToastProvider, useToasts } from './toast.tsx';

afterEach(cleanup);
const person = userEvent.setup();

test('a busy button takes no second press and keeps the focus', async () => {
  const onPress = vi.fn();
  render(
    <Button busy onPress={onPress}>
      주문하기
    </Button>,
  );
  const button = screen.getByRole('button', { name: '주문하기' });
  await person.click(button);
  await person.keyboard('{Enter}');
  expect(onPress).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(button);
});

test('a busy submit button does not send its form again', async () => {
  const onSubmit = vi.fn();
  render(
    <form onSubmit={onSubmit}>
      <Button type="submit" busy>
        보내기
      </Button>
    </form>,
  );
  await person.click(screen.getByRole('button', { name: '보내기' }));
  expect(onSubmit).not.toHaveBeenCalled();
});

function Opener({ locked = false }: { locked?: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        열기
      </button>
      <Sheet open={open} locked={locked} onClose={() => setOpen(false)} title="비빔밥" closeLabel="닫기">
        <p>고추장은 따로 드려요.</p>
      </Sheet>
    </>
  );
}

test('a sheet opens as a modal named by its title, closes by its cross and gives the focus back', async () => {
  render(<Opener />);
  const opener = screen.getByRole('button', { name: '열기' });
  await person.click(opener);
  const sheet = screen.getByRole('dialog', { name: '비빔밥' });
  expect(sheet).toHaveProperty('open', true);
  await person.click(screen.getByRole('button', { name: '닫기' }));
  expect(sheet).toHaveProperty('open', false);
  expect(document.activeElement).toBe(opener);
});

test('Esc asks a sheet to close, and a locked one stays', async () => {
  const { unmount } = render(<Opener />);
  await person.click(screen.getByRole('button', { name: '열기' }));
  const cancel = new Event('cancel', { cancelable: true });
  screen.getByRole('dialog').dispatchEvent(cancel);
  expect(cancel.defaultPrevented).toBe(true);
  await vi.waitFor(() => expect(screen.queryByText('고추장은 따로 드려요.')).toBeNull());
  unmount();

  render(<Opener locked />);
  await person.click(screen.getByRole('button', { name: '열기' }));
  screen.getByRole('dialog').dispatchEvent(new Event('cancel', { cancelable: true }));
  expect(screen.getByRole('dialog')).toHaveProperty('open', true);
});

test('a question names what will happen, and its way back comes first', async () => {
  const onConfirm = vi.fn();
  render(
    <ConfirmDialog
      open
      title="주문 017을 취소할까요?"
      confirmLabel="주문 취소"
      cancelLabel="그만두기"
      onConfirm={onConfirm}
      onCancel={() => undefined}
    >
      14,000원이 빠져요.
    </ConfirmDialog>,
  );
  const dialog = screen.getByRole('alertdialog', { name: '주문 017을 취소할까요?' });
  expect(dialog.textContent).toContain('14,000원이 빠져요.');
  expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual(['그만두기', '주문 취소']);
  await person.click(screen.getByRole('button', { name: '주문 취소' }));
  expect(onConfirm).toHaveBeenCalledOnce();
});

test('a stepper stops at its bounds and removes below the least', async () => {
  const onChange = vi.fn();
  const onRemove = vi.fn();
  const words = { label: '수량', lessLabel: '하나 빼기', moreLabel: '하나 더하기' };
  const { rerender } = render(<QuantityStepper {...words} value={99} onChange={onChange} />);
  await person.click(screen.getByRole('button', { name: '하나 더하기' }));
  expect(onChange).not.toHaveBeenCalled();
  await person.click(screen.getByRole('button', { name: '하나 빼기' }));
  expect(onChange).toHaveBeenLastCalledWith(98);
  rerender(<QuantityStepper {...words} value={1} onChange={onChange} removeLabel="빼기" onRemove={onRemove} />);
  await person.click(screen.getByRole('button', { name: '빼기' }));
  expect(onRemove).toHaveBeenCalledOnce();
});

test('no more choices than allowed, and a chosen one can be taken back', async () => {
  const onChange = vi.fn();
  const choices = ['달걀', '소고기', '치즈'].map((label) => ({ value: label, label }));
  render(<ChoiceList kind="many" legend="추가" max={2} value={['달걀', '소고기']} onChange={onChange} choices={choices} />);
  expect(screen.getByRole('checkbox', { name: '치즈' })).toHaveProperty('disabled', true);
  await person.click(screen.getByRole('checkbox', { name: '달걀' }));
  expect(onChange).toHaveBeenCalledWith(['소고기']);
});

test('a wrong field is described by its error and its hint', () => {
  render(<TextField label="매장 코드" hint="사장님이 알려 준 코드예요." error="입력해 주세요." value="" onChange={() => undefined} />);
  const field = screen.getByRole('textbox', { name: '매장 코드' });
  const described = (field.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent);
  expect(described).toEqual(['입력해 주세요.', '사장님이 알려 준 코드예요.']);
  expect(field.getAttribute('aria-invalid')).toBe('true');
});

test('arrows walk the categories and go round', async () => {
  const chosen: string[] = [];
  const tabs = ['찌개', '면', '음료'].map((label) => ({ value: label, label }));
  function Bar() {
    const [current, setCurrent] = useState('찌개');
    const choose = (value: string) => {
      chosen.push(value);
      setCurrent(value);
    };
    return <TabsBar label="분류" tabs={tabs} current={current} onChoose={choose} />;
  }
  render(<Bar />);
  await person.tab();
  await person.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}{ArrowLeft}{Home}');
  expect(chosen).toEqual(['면', '음료', '찌개', '음료', '찌개']);
  expect(document.activeElement?.textContent).toBe('찌개');
});

test('a message goes by itself, waits under a pointer, and its act ends it', async () => {
  const undo = vi.fn();
  function Shower() {
    const { show } = useToasts();
    return (
      <button type="button" onClick={() => show({ text: '뺐어요.', durationMs: 60, action: { label: '되돌리기', onPress: undo } })}>
        빼기
      </button>
    );
  }
  render(
    <ToastProvider label="알림" dismissLabel="닫기">
      <Shower />
    </ToastProvider>,
  );
  await person.click(screen.getByRole('button', { name: '빼기' }));
  await vi.waitFor(() => expect(screen.queryByText('뺐어요.')).toBeNull());
  await person.click(screen.getByRole('button', { name: '빼기' }));
  await person.hover(screen.getByText('뺐어요.'));
  await new Promise((done) => setTimeout(done, 120));
  await person.click(screen.getByText('되돌리기'));
  expect(undo).toHaveBeenCalledOnce();
  expect(screen.queryByText('뺐어요.')).toBeNull();
});

function Speaker() {
  const { show } = useToasts();
  const [open, setOpen] = useState(true);
  return (
    <>
      <button type="button" onClick={() => show({ text: '김치찌개를 뺐어요.' })}>
        빼기
      </button>
      <Sheet open={open} onClose={() => setOpen(false)} title="장바구니" closeLabel="장바구니 닫기">
        <p>비었어요.</p>
      </Sheet>
    </>
  );
}

test('what is said while a sheet stands is inside it, where it can be pressed and heard, and stays when the sheet goes', async () => {
  render(
    <ToastProvider label="알림" dismissLabel="닫기">
      <Speaker />
    </ToastProvider>,
  );
  const sheet = screen.getByRole('dialog', { name: '장바구니' });
  const place = screen.getByRole('region', { name: '알림', hidden: true });
  expect(sheet.contains(place)).toBe(true);
  await person.click(screen.getByText('빼기'));
  expect(sheet.contains(screen.getByText('김치찌개를 뺐어요.'))).toBe(true);
  await person.click(screen.getByRole('button', { name: '장바구니 닫기' }));
  expect(sheet.contains(screen.getByText('김치찌개를 뺐어요.'))).toBe(false);
  expect(place.isConnected).toBe(true);
});
