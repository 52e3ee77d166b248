import { Component, type ReactNode } from 'react';
import { BrokenPage } from '../pages/not-found/broken-page.js';

/** Shows a page that says so when drawing the real one fails, as after an update whose older files are gone from the server. */
export class Breakage extends Component<{ children: ReactNode }, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    return this.state.error ? <BrokenPage error={this.state.error} /> : this.props.children;
  }
}
