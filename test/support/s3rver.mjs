// An S3 server as a process of its own, which says its port once it listens. Arguments: folder of the data, access key, secret.
import S3rver from '@20minutes/s3rver';
import AWSAccount from '@20minutes/s3rver/lib/models/account.js';

const [directory, accessKeyId, secretAccessKey] = process.argv.slice(2);
AWSAccount.DUMMY_ACCOUNT.createKeyPair(accessKeyId, secretAccessKey);
const server = new S3rver({ directory, address: '127.0.0.1', port: 0, silent: true, vhostBuckets: false });
const { port } = await server.run();
process.stdout.write(`${port}\n`);
