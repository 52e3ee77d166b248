import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import ts from 'typescript';
import { DECLARATION, declaringTests } from './declaring-tests.mjs';

/** By test file, from the root: the ids of the metrics that `knownAnswersOf(...)` names there as a statement of its own. */
export function knownAnswers(root) {
  const declared = declaringTests(root).map((file) => [relative(root, file).split(sep).join('/'), declaredIn(file)]);
  return Object.fromEntries(declared.filter(([, ids]) => ids.length > 0));
}

function declaredIn(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return [];
    const { expression: called, arguments: ids } = statement.expression;
    if (!ts.isIdentifier(called) || called.text !== DECLARATION) return [];
    return ids.map((id) => {
      if (ts.isStringLiteral(id)) return id.text;
      throw new Error(`${file}: ${DECLARATION} takes ids of metrics as they are, in quotes: the build reads them.`);
    });
  });
}
