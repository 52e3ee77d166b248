import type { NamedQuery } from './named-query.js';
import { type Extent, extentOf } from './queries/extent.js';

/** Growth within it is a part of a chunk. */
const KNOWN_FOR_MS = 60_000;

type Ask = (query: NamedQuery<typeof Extent>) => Promise<Extent[]>;

/** How much workspaces have to ask about, as of a minute ago at most: no answer depends on it, only how many slices it is made of. */
export class Extents {
  private readonly known = new Map<string, { readonly extent: Extent; readonly at: number }>();

  /** @param params of a question about member sets */
  async of(params: NamedQuery<typeof Extent>['params'], ask: Ask): Promise<Extent> {
    const [workspace, revision] = [Number(params.workspace), Number(params.revision)];
    const key = `${workspace} ${revision}`;
    const before = this.known.get(key);
    if (before && performance.now() - before.at < KNOWN_FOR_MS) return before.extent;
    const [extent = { chunks: 1, months: 1 }] = await ask(extentOf(workspace, revision));
    this.known.set(key, { extent, at: performance.now() });
    return extent;
  }
}
