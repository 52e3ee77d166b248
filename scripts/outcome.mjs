import { readFileSync } from 'node:fs';

/**
 * What a run of Jest came to: the lines to end with (why tests were skipped; last `N passed, N failed[, N skipped]`) and an
 * exit code that agrees with them.
 *
 * @param {string} reportFile what Jest wrote with --json --outputFile
 * @param {number} jestExitCode
 */
export function outcomeOf(reportFile, jestExitCode) {
  let report;
  try {
    report = JSON.parse(readFileSync(reportFile, 'utf8'));
  } catch {
    return { lines: ['Jest ended without a report.', '0 passed, 1 failed'], exitCode: jestExitCode || 1 };
  }
  const lines = skippedByReason(report).map(([reason, count]) => `${count} skipped: ${reason}`);
  // A file that could not be loaded has no tests that could fail; it is one failure all the same.
  let failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  if (failed === 0 && jestExitCode !== 0) {
    lines.push(`Jest ended with exit code ${jestExitCode} although no test failed.`);
    failed = 1;
  }
  const skipped = report.numPendingTests + report.numTodoTests;
  lines.push(`${report.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return { lines, exitCode: jestExitCode || (failed > 0 ? 1 : 0) };
}

/** test/support/requirements.ts puts the reason into the title of the describe that it skips. */
function skippedByReason(report) {
  const counts = new Map();
  const results = report.testResults.flatMap((file) => file.assertionResults);
  for (const result of results.filter(({ status }) => status === 'pending' || status === 'todo')) {
    const reason =
      /\[skipped: (.+?)\]/.exec(result.ancestorTitles.join(' '))?.[1] ?? 'by the test itself, or not selected';
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts];
}
