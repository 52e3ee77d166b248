import { Download, Image } from 'lucide-react';
import { type RefObject, useState } from 'react';
import { Button } from '../../app/controls/button.js';
import { CopyButton } from '../../app/controls/copy-button.js';
import { useLanguage } from '../../app/language/language.js';
import { plainText, type TableModel } from '../prepare/table.js';
import styles from './chart-card.module.css';
import { download } from './download.js';

interface TakeAlongProps {
  /** Names the files. */
  id: string;
  title: string;
  table: TableModel;
  /** What is drawn, while it is drawn. */
  picture: RefObject<HTMLElement | null> | undefined;
}

/** The values of a chart to take along: copied, as a file, or as a picture. */
export function TakeAlong({ id, title, table, picture }: TakeAlongProps) {
  const { words } = useLanguage();
  const [failed, setFailed] = useState(false);
  const takePicture = async () => {
    setFailed(false);
    try {
      const { pictureOf } = await import('./picture.js');
      if (picture?.current) download(`${id}.png`, await pictureOf(picture.current, title));
    } catch {
      setFailed(true);
    }
  };
  return (
    <div className={styles.take}>
      <CopyButton text={() => plainText(table.plain, '\t')} what={words.copy.table} />
      <Button
        look="quiet"
        onClick={() => download(`${id}.csv`, new Blob([plainText(table.plain, ',')], { type: 'text/csv' }))}
      >
        <Download size={14} aria-hidden />
        {words.chart.downloadCsv}
      </Button>
      {picture && (
        <Button look="quiet" onClick={() => void takePicture()}>
          <Image size={14} aria-hidden />
          {words.chart.downloadPng}
        </Button>
      )}
      {failed && <span role="alert">{words.chart.pngFailed}</span>}
    </div>
  );
}
