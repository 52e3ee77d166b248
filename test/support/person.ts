import type { Problem, Session } from '@grapevine/contracts';

export interface PersonAnswer<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

/** A browser with a page of the dashboard, as far as the API sees it. */
export class Person {
  private cookie = '';
  private workspace: string | undefined;

  constructor(private readonly url: string) {}

  async ask<T = Problem>(method: string, path: string, body?: unknown, origin = this.url): Promise<PersonAnswer<T>> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        origin,
        ...(this.cookie === '' ? {} : { cookie: this.cookie }),
        ...(this.workspace === undefined ? {} : { 'grapevine-workspace': this.workspace }),
        ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const set = response.headers.get('set-cookie');
    if (set !== null) this.cookie = set.split(';', 1)[0] as string;
    const text = await response.text();
    return {
      status: response.status,
      body: (text === '' ? undefined : JSON.parse(text)) as T,
      headers: response.headers,
    };
  }

  /** Another window of the same browser. @param slug of the workspace that it looks at; undefined: it leaves that to the server */
  lookingAt(slug: string | undefined): Person {
    const window = new Person(this.url);
    Object.assign(window, { cookie: this.cookie, workspace: slug });
    return window;
  }

  /** @param how a one-time token, or email and password */
  signIn(how: { token: string } | { email: string; password: string }): Promise<PersonAnswer<Session>> {
    return this.ask<Session>('POST', '/v1/session', how);
  }
}
