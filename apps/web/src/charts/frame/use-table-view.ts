import { useSearchParams } from 'react-router';
import { useParameterChange } from '../../app/view/use-view.js';

export type View = 'chart' | 'table';

/** Whether a chart is shown as its table, kept in the page's address (`?table=active_members`). */
export function useTableView(chart: string): [View, (view: View) => void] {
  const [parameters] = useSearchParams();
  const change = useParameterChange();
  const setView = (view: View) =>
    change(
      (after) => {
        after.delete('table', chart);
        if (view === 'table') after.append('table', chart);
      },
      // Turning a chart over is no place to come back to.
      { replace: true },
    );
  return [parameters.getAll('table').includes(chart) ? 'table' : 'chart', setView];
}
