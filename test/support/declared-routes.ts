import type { Type } from '@nestjs/common';
import { ApiModule } from '../../apps/api/src/api.module.js';
import { HealthController } from '../../apps/api/src/health/health.controller.js';
import { type DeclaredRoute, declaredRoutes as routesOf } from '../../apps/api/src/openapi/declared-routes.js';

/** The controllers of the role `api`. */
export const apiControllers = (): Type[] => [HealthController, ...Reflect.getMetadata('controllers', ApiModule)];

/** Every route of the product. */
export const declaredRoutes = (): DeclaredRoute[] => routesOf(apiControllers());
