import { useParameters } from '../../app/address.js';
import { changeParameters } from '../../app/view/use-view.js';

export type View = 'chart' | 'table';

/** Whether a chart is shown as its table, kept in the page's address (`?table=active_members`). */
export function useTableView(chart: string): [View, (view: View) => void] {
  const parameters = useParameters();
  const setView = (view: View) =>
    changeParameters(
      (after) => {
        after.delete('table', chart);
        if (view === 'table') after.append('table', chart);
      },
      // Turning a chart over is no place to come back to.
      { replace: true },
    );
  return [parameters.getAll('table').includes(chart) ? 'table' : 'chart', setView];
}
