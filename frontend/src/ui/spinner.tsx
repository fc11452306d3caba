import LoaderCircle from 'lucide-react/icons/loader-circle';
import styles from './spinner.module.css';

/** Only ever beside words that say what is under way. */
export const Spinner = () => <LoaderCircle className={styles.spinner} aria-hidden="true" />;
