// npm start [-- all | api | worker]: installs what is missing, builds what is stale, and runs the server.
import './ready/node-version.mjs';
import { launch } from './ready/launch.mjs';
import { prepare } from './ready/prepare.mjs';

await prepare(['server', 'web']);
launch('dist/apps/api/src/main.js', process.argv.slice(2));
