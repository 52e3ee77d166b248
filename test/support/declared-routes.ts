import { RequestMethod, type Type } from '@nestjs/common';
import { ApiModule } from '../../apps/api/src/api.module.js';
import { HealthController } from '../../apps/api/src/health/health.controller.js';

/** A route as its controller declares it, and which parts of a request its handler takes. */
export interface DeclaredRoute {
  readonly route: string;
  readonly takes: { readonly id: boolean; readonly query: boolean; readonly body: boolean };
}

/** Nest's own numbers of @Body, @Query and @Param, in the metadata of a handler's arguments. */
const BODY = 3;
const QUERY = 4;
const PARAM = 5;

/** Every route of the product. */
export function declaredRoutes(): DeclaredRoute[] {
  const controllers: Type[] = [HealthController, ...Reflect.getMetadata('controllers', ApiModule)];
  return controllers.flatMap((controller) =>
    Object.entries(Object.getOwnPropertyDescriptors(controller.prototype))
      .filter(([, { value }]) => typeof value === 'function' && Reflect.hasMetadata('method', value))
      .map(([name, { value: handler }]) => ({ route: routeOf(controller, handler), takes: takenBy(controller, name) })),
  );
}

function routeOf(controller: Type, handler: object): string {
  const parts = [Reflect.getMetadata('path', controller), Reflect.getMetadata('path', handler)];
  const path = parts.map((part: string) => part.replace(/^\/|\/$/g, '')).filter((part) => part !== '');
  return `${RequestMethod[Reflect.getMetadata('method', handler)]} /${path.join('/')}`;
}

function takenBy(controller: Type, handler: string): DeclaredRoute['takes'] {
  const args: object = Reflect.getMetadata('__routeArguments__', controller, handler) ?? {};
  const kinds = new Set(Object.keys(args).map((key) => Number(key.split(':', 1)[0])));
  return { id: kinds.has(PARAM), query: kinds.has(QUERY), body: kinds.has(BODY) };
}
