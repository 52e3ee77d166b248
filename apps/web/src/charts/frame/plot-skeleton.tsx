import styles from './plot-skeleton.module.css';

/** The shape of a chart before its values are there: the lines of its grid, at the height it will have. */
export function PlotSkeleton({ height }: { height: number }) {
  return (
    <div className={styles.plot} style={{ height }} aria-hidden="true">
      <span />
      <span />
      <span />
      <span />
    </div>
  );
}
