import type { Type } from '@nestjs/common';
import { RequestMethod } from '@nestjs/common';
import { HTTP_CODE_METADATA, METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { type Access, accessOf } from '../workspaces/access.guard.js';

/** A route as its controller declares it. */
export interface DeclaredRoute {
  /** `GET /v1/keys/:id` */
  readonly route: string;
  readonly access: Access | undefined;
  /** Of a success. */
  readonly status: number;
  /** Which parts of a request its handler takes. */
  readonly takes: { readonly id: boolean; readonly query: boolean; readonly body: boolean };
}

/** Every route of the controllers, read from what their decorators have written down. */
export function declaredRoutes(controllers: readonly Type[]): DeclaredRoute[] {
  return controllers.flatMap((controller) =>
    Object.entries(Object.getOwnPropertyDescriptors(controller.prototype))
      .filter(([, { value }]) => typeof value === 'function' && Reflect.hasMetadata(METHOD_METADATA, value))
      .map(([name, { value: handler }]) => {
        const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler)] as string;
        return {
          route: `${method} ${pathOf(controller, handler)}`,
          access: accessOf(controller, handler),
          status: Reflect.getMetadata(HTTP_CODE_METADATA, handler) ?? (method === 'POST' ? 201 : 200),
          takes: takenBy(controller, name),
        };
      }),
  );
}

function pathOf(controller: Type, handler: object): string {
  const parts = [Reflect.getMetadata(PATH_METADATA, controller), Reflect.getMetadata(PATH_METADATA, handler)];
  const path = parts.map((part: string) => part.replace(/^\/|\/$/g, '')).filter((part) => part !== '');
  return `/${path.join('/')}`;
}

/** Which parts of a request a handler takes. */
export function takenBy(controller: Type, handler: string): DeclaredRoute['takes'] {
  const args: object = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler) ?? {};
  const kinds = new Set(Object.keys(args).map((key) => Number(key.split(':', 1)[0])));
  return {
    id: kinds.has(RouteParamtypes.PARAM),
    query: kinds.has(RouteParamtypes.QUERY),
    body: kinds.has(RouteParamtypes.BODY),
  };
}
