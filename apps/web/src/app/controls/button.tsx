import type { ButtonHTMLAttributes } from 'react';
import styles from './button.module.css';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `main` is the one thing to do on a page, `plain` everything else, `quiet` what stands beside its content, `danger` what cannot be undone. */
  look?: 'main' | 'plain' | 'quiet' | 'danger';
}

export function Button({ look = 'plain', className, ...rest }: ButtonProps) {
  return (
    <button type="button" className={[styles.button, styles[look], className].filter(Boolean).join(' ')} {...rest} />
  );
}
