import { Link } from 'wouter';
import { useLanguage } from '../../app/language/language.js';
import styles from './plain-page.module.css';

export function NotFoundPage() {
  const { words } = useLanguage();
  return (
    <div className={styles.page}>
      <title>{`${words.page.notFound} · ${words.product}`}</title>
      <h1>{words.page.notFound}</h1>
      <p>{words.page.notFoundText}</p>
      <Link to="/">{words.page.backToGrowth}</Link>
    </div>
  );
}
