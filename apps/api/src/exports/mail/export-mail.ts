import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ExportManifest } from '@grapevine/contracts';
import { manifestText } from '@grapevine/exports';
import type { Delivery } from '../destinations/destination.js';
import { asHtml, asText, inOneLine, messageIdOf } from './mail-words.js';
import type { Mail, MailPart } from './mailer.js';

const TEST: [string, string] = ['Test', 'only the first rows, to try the destination: drop it'];
const CLOSING =
  'The file is attached, and its manifest beside it: what its columns mean and how to check it. Whoever has a mail with the same Idempotency-Key has this file already.';

/** The mail that brings a file to people. @param sender the address that it comes from */
export async function exportMail(
  delivery: Delivery,
  to: readonly string[],
  sender: string,
): Promise<Omit<Mail, 'recipients'>> {
  const { manifest, headline, idempotencyKey } = delivery;
  const chart = await delivery.chart?.();
  const subject = inOneLine(`${manifest.test ? 'Test: ' : ''}${manifest.export.name}: ${periodOf(manifest.period)}`);
  const cid = `chart.${idempotencyKey.slice(0, 40)}@grapevine`;
  const words = {
    ...{ headline, facts: factsOf(manifest), closing: CLOSING },
    ...(chart ? { picture: { cid, text: headline } } : {}),
  };
  return {
    ...{ to, subject, text: asText(words), html: asHtml(words) },
    ...{ messageId: messageIdOf(idempotencyKey, to, sender), idempotencyKey },
    parts: [...(chart ? [pictureOf(chart, cid)] : []), ...filesOf(delivery)],
  };
}

export const periodOf = ({ start, end }: { readonly start: string; readonly end: string }): string =>
  start === end ? start : `${start} to ${end}`;

const pictureOf = (chart: Buffer, cid: string): MailPart => ({
  ...{ name: 'chart.png', bytes: chart.length, cid },
  content: () => Readable.from([chart]),
});

function filesOf({ dataPath, fileName, manifest, manifestName }: Delivery): MailPart[] {
  const text = Buffer.from(manifestText(manifest));
  return [
    { name: fileName, bytes: manifest.bytes, content: () => Readable.from(read(dataPath), { objectMode: false }) },
    { name: manifestName, bytes: text.length, content: () => Readable.from([text]) },
  ];
}

/** Opens the file when it is read, and not for a server that does not want it. */
async function* read(path: string): AsyncGenerator<Buffer> {
  yield* createReadStream(path) as AsyncIterable<Buffer>;
}

function factsOf(manifest: ExportManifest): [string, string][] {
  const { definition, definition_version: version } = manifest;
  return [
    ['Export', manifest.export.name],
    ...(manifest.test ? [TEST] : []),
    ['Period', `${periodOf(manifest.period)}, local days of ${manifest.time_zone}`],
    ['File', manifest.file],
    ['Rows', String(manifest.rows)],
    ['Bytes', String(manifest.bytes)],
    ['SHA-256', manifest.sha256],
    ['Asked', manifest.question.address],
    ['Definition', definition ? `${definition.id}, version ${definition.version}: ${definition.text}` : 'the raw log'],
    ['Version of the settings', String(version)],
    ['As of', manifest.as_of],
    ['Holds all events until', manifest.watermark],
    ['Takes the place of', restatesOf(manifest.restates)],
    ['Idempotency-Key', manifest.idempotency_key],
  ];
}

function restatesOf(restates: ExportManifest['restates']): string {
  if (!restates) return 'nothing: it is the first of this period';
  const { as_of: asOf, changed, late_days: days, numbers } = restates;
  const what = [
    changed ? 'the file has other bytes' : 'the file has the same bytes',
    ...(days.length > 0 ? [`events of ${days.length} ${days.length === 1 ? 'day' : 'days'} came since`] : []),
    ...(numbers.length > 0
      ? [`${numbers.length} final ${numbers.length === 1 ? 'number was' : 'numbers were'} restated`]
      : []),
  ];
  return `what was sent of it as of ${asOf}: ${what.join('; ')}`;
}
