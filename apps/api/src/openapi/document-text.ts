import { VERSION } from '@grapevine/config';
import type { Type } from '@nestjs/common';
import { declaredRoutes } from './declared-routes.js';
import { DESCRIPTIONS, PAGES } from './descriptions/index.js';
import { buildDocument } from './document.js';

/** The document of these controllers' routes, as it is served. @throws Error where a route is not described */
export function documentOf(controllers: readonly Type[]): string {
  const routes = declaredRoutes(controllers).filter(({ route }) => !PAGES.includes(route));
  return JSON.stringify(buildDocument(routes, DESCRIPTIONS, VERSION));
}
