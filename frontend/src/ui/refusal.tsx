import CircleAlert from 'lucide-react/icons/circle-alert';
import styles from './refusal.module.css';

/** What stopped a form, spoken at once; the form stays as it is. */
export const Refusal = ({ text }: { readonly text: string | null }) => (
  <p role="alert" className={styles.refusal}>
    {text !== null && (
      <>
        <CircleAlert aria-hidden="true" />
        <span>{text}</span>
      </>
    )}
  </p>
);
