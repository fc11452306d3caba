import CircleAlert from 'lucide-react/icons/circle-alert';
import CircleCheck from 'lucide-react/icons/circle-check';
import X from 'lucide-react/icons/x';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { classNames } from './class-names.ts';
import styles from './toast.module.css';
import { topModal } from './top-modal.ts';

export interface Toast {
  readonly text: string;
  readonly tone?: 'plain' | 'good' | 'problem' | undefined;
  /** One way on or back, such as "되돌리기". */
  readonly action?: { readonly label: string; readonly onPress: () => void } | undefined;
  /** How long it stays; a problem 10 s, anything else 5 s. It waits while a pointer or the focus is on it. */
  readonly durationMs?: number | undefined;
  /** A toast with the key of one that stands takes its place. */
  readonly key?: string | undefined;
}

interface Toasts {
  readonly show: (toast: Toast) => void;
  readonly dismiss: (key: string) => void;
}
type Standing = Toast & { readonly key: string };

const ToastContext = createContext<Toasts | null>(null);
const MOST_AT_ONCE = 2;

export function useToasts(): Toasts {
  const toasts = useContext(ToastContext);
  if (toasts === null) throw new Error('useToasts stands outside ToastProvider');
  return toasts;
}

export interface ToastProviderProps {
  readonly children: ReactNode;
  /** The name of the place where messages appear, for screen readers. */
  readonly label: string;
  readonly dismissLabel: string;
}

export function ToastProvider({ children, label, dismissLabel }: ToastProviderProps) {
  const [standing, setStanding] = useState<readonly Standing[]>([]);
  const made = useRef(0);
  const place = useToastPlace();
  const dismiss = useCallback((key: string) => setStanding((now) => now.filter((toast) => toast.key !== key)), []);
  const show = useCallback((toast: Toast) => {
    made.current += 1;
    const key = toast.key ?? `toast-${made.current}`;
    setStanding((now) => [...now.filter((other) => other.key !== key), { ...toast, key }].slice(-MOST_AT_ONCE));
  }, []);
  const toasts = useMemo(() => ({ show, dismiss }), [show, dismiss]);

  return (
    <ToastContext.Provider value={toasts}>
      {children}
      {place &&
        createPortal(
          <section aria-label={label} aria-live="polite">
            {standing.map((toast) => (
              <ToastCard key={toast.key} toast={toast} dismissLabel={dismissLabel} onGone={dismiss} />
            ))}
          </section>,
          place,
        )}
    </ToastContext.Provider>
  );
}

/**
 * Where messages stand: on top of everything, and inside the modal that stands there, because what is outside of it
 * can be neither pressed nor heard. It is there before its first message: readers only speak what comes into a place.
 */
function useToastPlace(): HTMLElement | null {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const modal = useSyncExternalStore(topModal.subscribe, topModal.snapshot, () => null);
  useEffect(() => {
    const made = document.createElement('div');
    made.popover = 'manual';
    made.className = styles.region ?? '';
    setPlace(made);
    return () => made.remove();
  }, []);
  useEffect(() => {
    if (place === null) return;
    (modal ?? document.body).append(place);
    // The top layer is a stack: shown anew, the messages stand above what was opened meanwhile.
    if (place.showPopover !== undefined) place.showPopover();
  }, [place, modal]);
  return place;
}

interface ToastCardProps {
  readonly toast: Standing;
  readonly dismissLabel: string;
  readonly onGone: (key: string) => void;
}

function ToastCard({ toast, dismissLabel, onGone }: ToastCardProps) {
  const { key, text, tone = 'plain', action, durationMs = tone === 'problem' ? 10_000 : 5_000 } = toast;
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => onGone(key), durationMs);
    return () => clearTimeout(timer);
  }, [held, key, durationMs, onGone]);
  const hold = {
    onPointerEnter: () => setHeld(true),
    onPointerLeave: () => setHeld(false),
    onFocus: () => setHeld(true),
    onBlur: () => setHeld(false),
  };
  return (
    <div className={classNames(styles.toast, styles[tone])} {...hold}>
      {tone === 'good' && <CircleCheck aria-hidden="true" />}
      {tone === 'problem' && <CircleAlert aria-hidden="true" />}
      <p className={styles.text}>{text}</p>
      {action && (
        <button
          type="button"
          className={styles.action}
          onClick={() => {
            action.onPress();
            onGone(key);
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" className={styles.dismiss} aria-label={dismissLabel} onClick={() => onGone(key)}>
        <X aria-hidden="true" />
      </button>
    </div>
  );
}
