import type { WorkspaceEntity } from '@grapevine/database';
import type { DataRange } from '@grapevine/metrics';
import { dataRange, type Warehouse } from '@grapevine/warehouse';

/** @returns the local days of the workspace's first and last event; undefined while it has none */
export async function readDataRange(warehouse: Warehouse, workspace: WorkspaceEntity): Promise<DataRange | undefined> {
  const [row] = await warehouse.query(dataRange(workspace.id, workspace.revision));
  return row?.first_day && row.last_day ? { first: row.first_day, last: row.last_day } : undefined;
}
