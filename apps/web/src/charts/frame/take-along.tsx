import { Download, FileOutput, Image } from 'lucide-react';
import { type RefObject, useState } from 'react';
import { Link } from 'wouter';
import { useParameters } from '../../app/address.js';
import { requestFile, WORKSPACE } from '../../app/api/client.js';
import { asCsv, asExport } from '../../app/api/paths.js';
import { useWorkspace } from '../../app/api/questions.js';
import { Button } from '../../app/controls/button.js';
import { CopyButton } from '../../app/controls/copy-button.js';
import { troubleWords } from '../../app/controls/trouble.js';
import { useLanguage } from '../../app/language/language.js';
import { plainText, type TableModel } from '../prepare/table.js';
import styles from './chart-card.module.css';
import { download } from './download.js';

interface TakeAlongProps {
  /** Names the files. */
  id: string;
  title: string;
  table: TableModel;
  /** The questions that gave the values: of each there is a file. */
  paths: readonly string[];
  /** What each of several questions is called. */
  names?: readonly string[] | undefined;
  /** What is drawn, while it is drawn. */
  picture: RefObject<HTMLElement | null> | undefined;
}

/** The values of a chart to take along: copied as they are shown, as the API's own CSV, or as a picture. */
export function TakeAlong({ id, title, table, paths, names, picture }: TakeAlongProps) {
  const language = useLanguage();
  const { words, say } = language;
  const workspace = useWorkspace().data;
  const [failure, setFailure] = useState<string>();
  const attempt = async (take: () => Promise<void>, failed: (error: Error) => string) => {
    setFailure(undefined);
    try {
      await take();
    } catch (error) {
      setFailure(failed(error instanceof Error ? error : new Error(String(error))));
    }
  };
  const [only] = paths;
  const takeCsv = (path: string, name: string) =>
    attempt(
      async () => download(`${name}.csv`, await requestFile(asCsv(path))),
      (error) => say(words.chart.csvFailed, { reason: troubleWords(error, language).detail }),
    );
  const takePicture = () =>
    attempt(
      async () => {
        const { pictureOf } = await import('./picture.js');
        const name = workspace?.name ?? words.product;
        const about = workspace?.simulated ? say(words.chart.simulated, { name }) : name;
        if (picture?.current) download(`${id}.png`, await pictureOf(picture.current, { title, about }));
      },
      () => words.chart.pngFailed,
    );
  return (
    <div className={styles.take}>
      <CopyButton text={() => plainText(table.plain)} what={words.copy.table} />
      {paths.map((path, index) => {
        const name = names?.[index];
        return (
          <Button key={path} look="quiet" onClick={() => void takeCsv(path, names ? (metricOf(path) ?? id) : id)}>
            <Download size={14} aria-hidden />
            {name === undefined ? words.chart.downloadCsv : say(words.chart.downloadCsvOf, { name })}
          </Button>
        );
      })}
      {picture && (
        <Button look="quiet" onClick={() => void takePicture()}>
          <Image size={14} aria-hidden />
          {words.chart.downloadPng}
        </Button>
      )}
      {only !== undefined && paths.length === 1 && <ExportLink path={only} title={title} />}
      {failure !== undefined && <span role="alert">{failure}</span>}
    </div>
  );
}

/** Leads to the form of exports, with the question of the chart. */
function ExportLink({ path, title }: { path: string; title: string }) {
  const { words } = useLanguage();
  const workspace = useParameters().get(WORKSPACE);
  const parameters = asExport(path, title);
  if (!parameters) return null;
  if (workspace !== null) parameters.set(WORKSPACE, workspace);
  return (
    <Link to={`/exports?${parameters}`} className={styles.link}>
      <FileOutput size={14} aria-hidden />
      {words.chart.exportRegularly}
    </Link>
  );
}

/** Of several questions, each is of a metric of its own. */
const metricOf = (path: string): string | null => new URLSearchParams(path.slice(path.indexOf('?'))).get('metric');
