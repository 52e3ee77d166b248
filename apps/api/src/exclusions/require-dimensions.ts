import type { ExclusionChange } from '@grapevine/contracts';
import type { WorkspaceEntity } from '@grapevine/database';
import { invalid } from '../http/parse.js';

/** @throws ProblemError 422 where a segment's dimension is not one of the workspace's */
export function requireDimensions(workspace: WorkspaceEntity, { segments }: Pick<ExclusionChange, 'segments'>): void {
  const { secondRevision } = workspace;
  // During a rebuild only what both definitions have: an excluded segment must not lose its dimension.
  const dimensions = workspace.dimensions.filter((name) => secondRevision?.dimensions.includes(name) ?? true);
  const errors = segments.flatMap(({ dimension }, i) =>
    dimensions.includes(dimension)
      ? []
      : [
          {
            parameter: `segments.${i}.dimension`,
            message: `must be one of ${dimensions.join(', ')}`,
            allowed: dimensions,
          },
        ],
  );
  if (errors.length > 0) throw invalid('The body', errors);
}
