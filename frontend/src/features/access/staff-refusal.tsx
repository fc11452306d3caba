import CircleAlert from 'lucide-react/icons/circle-alert';
import styles from './staff-form.module.css';

/** What stopped a form, spoken at once; the form stays as it is. */
export const StaffRefusal = ({ text }: { readonly text: string | null }) => (
  <p role="alert" className={styles.refusal}>
    {text !== null && (
      <>
        <CircleAlert aria-hidden="true" />
        <span>{text}</span>
      </>
    )}
  </p>
);
