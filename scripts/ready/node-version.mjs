// Imported first by every script, for its effect: on a Node.js that Grapevine cannot run on it stops with one sentence,
// before anything is installed. Keep the syntax old, so that an old Node.js gets as far as the sentence.
const [major, minor] = process.versions.node.split('.').map(Number);
const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;

if (!fits) {
  console.error(
    `Grapevine needs Node.js 20.19 or newer (on the 22 line, 22.12 or newer), but this is ${process.version}. ` +
      'Install a current one from https://nodejs.org and run the command again.',
  );
  process.exit(1);
}
