import type { PointerEvent, ReactNode, RefObject } from 'react';
import { useLanguage } from '../../app/language/language.js';
import { type Layout, periodAt } from '../prepare/layout.js';
import styles from './time-chart.module.css';
import type { CursorControl } from './use-cursor.js';

interface ChartSurfaceProps {
  ref: RefObject<HTMLDivElement | null>;
  label: string;
  /** Id of the text that describes the chart. */
  about: string;
  height: number;
  /** Absent until the chart was measured; until then nothing can be pointed at. */
  layout: Layout | undefined;
  control: CursorControl;
  children: ReactNode;
}

/** What takes the pointer and the keys for a chart. Its content is a picture: the words beside it are what is read aloud. */
export function ChartSurface({ ref, label, about, height, layout, control, children }: ChartSurfaceProps) {
  const { words } = useLanguage();
  const periodUnder = (event: PointerEvent<HTMLElement>, act: (index: number) => void) => {
    if (layout) act(periodAt(layout, event.clientX - event.currentTarget.getBoundingClientRect().left));
  };
  return (
    <div
      ref={ref}
      className={styles.surface}
      style={{ height }}
      role="application"
      aria-roledescription={words.chart.role}
      aria-label={label}
      aria-describedby={about}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys need the focus
      tabIndex={0}
      onKeyDown={control.onKeyDown}
      onBlur={control.release}
      onPointerMove={(event) => periodUnder(event, control.point)}
      onPointerUp={(event) => periodUnder(event, control.choose)}
      onPointerLeave={control.release}
    >
      <div aria-hidden="true">{children}</div>
    </div>
  );
}
