import type { SealingMoment } from '@grapevine/metrics';
import type { AskedWorkspace } from '../query/asked-workspace.js';

/** What decides at one moment whether numbers of a workspace may be sealed. */
export interface WorkspaceMoment extends SealingMoment {
  readonly asked: AskedWorkspace;
}

/** What a run has done. */
export interface SealingResult {
  readonly sealed: number;
  readonly restated: number;
}
