import type { WarehouseSteps } from '../warehouse-steps.js';
import { Count, type Params } from './delivery-rows.js';

const KEYS = 1n << 128n;

/**
 * Shares of all message keys, so that each is a pass that fits: keys are hashes, of which each share has about as many.
 *
 * @param rows where rows are read, as the end of a query
 * @param atOnce rows of one pass, about
 * @returns the first and the last key of each share: as numbers, and as the text of their bytes
 */
export async function sharesOf(steps: WarehouseSteps, rows: string, atOnce: number, params: Params): Promise<Params[]> {
  const [read] = await steps.query({ sql: `SELECT count() AS found ${rows}`, params }, Count);
  const shares = BigInt(Math.max(1, Math.ceil((read?.found ?? 0) / atOnce)));
  const edge = (share: bigint): bigint => (KEYS * share) / shares;
  const hex = (key: bigint): string => key.toString(16).padStart(32, '0');
  return Array.from({ length: Number(shares) }, (_, i) => {
    const [first, last] = [edge(BigInt(i)), edge(BigInt(i + 1)) - 1n];
    return { first_key: String(first), last_key: String(last), first_key_hex: hex(first), last_key_hex: hex(last) };
  });
}
