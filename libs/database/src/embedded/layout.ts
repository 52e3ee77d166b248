import { join } from 'node:path';

/** Where things are below DATA_DIR. `home` appears in one rename, so password and cluster exist together or not at all. */
export interface Layout {
  readonly dataDir: string;
  readonly home: string;
  readonly cluster: string;
  readonly passwordFile: string;
  readonly portFile: string;
  /** What the postmaster says before its own log is open. */
  readonly startupLog: string;
  /** The postmaster's own log files. */
  readonly logDir: string;
}

/** The layout below a home directory; `home` differs from the default only while a first start builds it. */
export function layoutOf(dataDir: string, home = join(dataDir, 'postgres')): Layout {
  const cluster = join(home, 'cluster');
  return {
    dataDir,
    home,
    cluster,
    passwordFile: join(home, 'password'),
    portFile: join(home, 'port'),
    startupLog: join(home, 'startup.log'),
    logDir: join(cluster, 'log'),
  };
}
