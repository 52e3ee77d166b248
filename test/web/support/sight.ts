/** Whether the pages that a test opens have a screen as high as they are: else only what comes first is in sight. */
export const sight = { everything: false };

/** Stands in for what jsdom lacks, a layout: an element is in sight when the test says that everything is. */
export class SightObserver {
  constructor(private readonly report: (entries: { isIntersecting: boolean }[]) => void) {}

  observe(): void {
    if (sight.everything) this.report([{ isIntersecting: true }]);
  }

  disconnect(): void {
    // Nothing is watched.
  }
}
