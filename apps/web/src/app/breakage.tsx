import { Component, type ReactNode } from 'react';
import { BrokenPage } from '../pages/not-found/broken-page.js';
import { UnfetchedPage } from '../pages/not-found/unfetched-page.js';
import { NotFetchedError } from './fetched.js';

/** Shows in the place of what could not be drawn that it could not, and what to do. */
export class Breakage extends Component<{ children: ReactNode }, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (error instanceof NotFetchedError) return <UnfetchedPage error={error} />;
    return error ? <BrokenPage error={error} /> : this.props.children;
  }
}
