import 'reflect-metadata';
import { importEnvironment } from '@grapevine/config';
import { runAudit } from './audit/run.js';

// npm run audit: recomputes a workspace's numbers from its event log and compares them with the server's.
const { stdout, stderr } = process;
process.exitCode = await runAudit(process.argv.slice(2), { key: importEnvironment().key, stdout, stderr });
