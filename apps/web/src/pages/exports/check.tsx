import styles from './exports.module.css';

interface CheckProps {
  text: string;
  checked: boolean;
  onChange(checked: boolean): void;
}

/** Something that is so or not. */
export function Check({ text, checked, onChange }: CheckProps) {
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{text}</span>
    </label>
  );
}
