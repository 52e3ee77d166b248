// Asks the API for what the page needs first, while the app is still on its way; src/app/api/asked-ahead.ts reads the answers.
if (location.pathname === '/sign-in') {
  // That page asks nothing, and stands alone, without the bar.
  document.documentElement.dataset.alone = '';
} else {
  const view = new URLSearchParams(location.search);
  const workspace = view.get('workspace');
  view.delete('workspace');
  const paths = ['/v1/workspace', '/v1/status'];
  // Only the overview as it opens asks for numbers without knowing anything. They take longest.
  if (location.pathname === '/' && view.size === 0) paths.unshift('/v1/series?metric=active_members&grain=month');
  // As src/app/api/client.ts asks.
  const ask = (path) =>
    fetch(path, {
      credentials: 'same-origin',
      headers: {
        accept: 'application/json, application/problem+json',
        ...(workspace === null ? {} : { 'grapevine-workspace': workspace }),
      },
      signal: AbortSignal.timeout(60_000),
    });
  const answers = new Map(paths.map((path) => [path, ask(path)]));
  // A failure is told where the answer is read.
  for (const answer of answers.values()) answer.catch(() => undefined);
  window.askedAhead = { workspace, answers };
}
