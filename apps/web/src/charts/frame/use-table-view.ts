import { useSearchParams } from 'react-router';

export type View = 'chart' | 'table';

/** Whether a chart is shown as its table, kept in the page's address (`?table=active_members`). */
export function useTableView(chart: string): [View, (view: View) => void] {
  const [parameters, setParameters] = useSearchParams();
  const setView = (view: View) =>
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        after.delete('table', chart);
        if (view === 'table') after.append('table', chart);
        return after;
      },
      // Turning a chart over is no place to come back to.
      { replace: true },
    );
  return [parameters.getAll('table').includes(chart) ? 'table' : 'chart', setView];
}
