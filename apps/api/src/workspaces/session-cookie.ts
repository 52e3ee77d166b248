import type { FastifyReply, FastifyRequest } from 'fastify';

export const SESSION_COOKIE = 'grapevine_session';

/** Only our own pages send it, and no script can read it; over https it never travels in the clear. */
const optionsFor = (request: FastifyRequest) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' }) as const;

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string, expires: Date): void {
  void reply.setCookie(SESSION_COOKIE, token, { ...optionsFor(request), expires });
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  void reply.clearCookie(SESSION_COOKIE, optionsFor(request));
}
