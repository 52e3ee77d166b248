// Loaded into what launch.mjs starts. The launcher holds the other end of file descriptor 3 and never writes to it: when
// that end closes, the launcher is gone (kill -9 lets it tell nobody), and a server left behind would hold port and data.
import { Socket } from 'node:net';
import { isMainThread } from 'node:worker_threads';

// Threads and forked processes load this too, and their descriptor 3 is something else.
if (isMainThread && process.env.GRAPEVINE_STARTED_BY === String(process.ppid)) {
  const launcher = new Socket({ fd: 3, readable: true, writable: false });
  launcher.on('close', () => process.kill(process.pid, 'SIGTERM'));
  launcher.on('error', () => launcher.destroy());
  launcher.resume().unref();
}
delete process.env.GRAPEVINE_STARTED_BY;
