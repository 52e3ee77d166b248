import type { ExportManifest } from '@grapevine/contracts';
import type { ReactNode } from 'react';
import { asCurl } from '../../app/api/paths.js';
import { Command } from '../../app/controls/command.js';
import { CopyButton } from '../../app/controls/copy-button.js';
import { definitionWords } from '../../app/language/metric-words.js';
import type { Speech } from './export-text.js';
import styles from './exports.module.css';
import { useSpeech } from './use-speech.js';

/** What was delivered, and how to check it. */
export function ManifestFacts({ manifest }: { manifest: ExportManifest }) {
  const speech = useSpeech();
  const { language, own } = speech;
  const { say, count, format, words } = language;
  const texts = own.manifest;
  const { definition, time_zone: zone } = manifest;
  return (
    <>
      <dl className={styles.manifest}>
        <Fact name={texts.file}>
          <code>{manifest.file}</code>
        </Fact>
        <Fact name={texts.size}>
          {count(own.rows, manifest.rows)}, {count(texts.bytes, manifest.bytes)}
        </Fact>
        <Fact name={texts.sha256}>
          <code>{manifest.sha256}</code> <CopyButton text={() => manifest.sha256} what={texts.sha256} />
        </Fact>
        {definition && (
          <Fact name={texts.definition}>
            {say(texts.version, { id: definition.id, version: String(definition.version) })}
            <br />
            {definitionWords(definition, words)}
          </Fact>
        )}
        <Fact name={texts.settings}>
          {say(texts.settingsVersion, { version: String(manifest.definition_version) })}
        </Fact>
        <Fact name={texts.zone}>{zone}</Fact>
        <Fact name={texts.asOf}>{format.instant(manifest.as_of, zone)}</Fact>
        <Fact name={texts.watermark}>{format.instant(manifest.watermark, zone)}</Fact>
        <Fact name={texts.restates}>{restatesText(manifest, speech)}</Fact>
        <Fact name={texts.key}>
          <code>{manifest.idempotency_key}</code>
        </Fact>
      </dl>
      <h3>{texts.ask}</h3>
      <Command text={asCurl(manifest.question.address, window.location.origin)} what={words.copy.command} />
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function restatesText({ restates, time_zone: zone }: ExportManifest, { language, own }: Speech): string {
  const { say, count, format } = language;
  const texts = own.manifest;
  if (!restates) return texts.restatesNothing;
  const instant = format.instant(restates.as_of, zone);
  return [
    say(restates.changed ? texts.restatesChanged : texts.restatesSame, { instant }),
    ...(restates.late_days.length > 0 ? [count(texts.late, restates.late_days.length)] : []),
    ...(restates.numbers.length > 0 ? [count(texts.restated, restates.numbers.length)] : []),
  ].join(' · ');
}
