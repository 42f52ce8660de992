/**
 * `npm start -- --https`: a phone takes service workers, keys and notifications only over HTTPS. Makes the certificates, offers the
 * authority's for download over plain HTTP on the next port, and prints what to do on the phone.
 */

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { renderUnicodeCompact } from 'uqr';
import { root } from './environment.mjs';
import { makeLocalCertificates } from './local-authority.mjs';

export async function prepareLocalHttps() {
  const lan = lanAddresses();
  const data = resolve(root, process.env.DATA_DIR ?? '.data');
  const addresses = ['localhost', '127.0.0.1', '::1', ...lan];
  const paths = await makeLocalCertificates({ folder: join(data, 'tls'), addresses, nowMs: Date.now() });
  Object.assign(process.env, { TLS_CERT: paths.cert, TLS_KEY: paths.key, HOST: '0.0.0.0' });
  const port = Number(process.env.PORT ?? 8787);
  const host = lan[0] ?? 'localhost';
  const app = `https://${host}:${port}`;
  const help = await offerAuthority(readFileSync(paths.authority), port + 1, host, app);
  if (help === undefined) console.log(`Port ${port + 1} is taken: copy ${paths.authority} to the phone by hand.`);
  else console.log(`\n${renderUnicodeCompact(help, { border: 2 })}\n${instructions(help, app)}\n`);
}

const instructions = (help, app) => `On the phone, in the same network:
  1. Scan the code (or open ${help}) and download the certificate.
  2. iPhone: Settings, Profile downloaded, Install; then General, About, Certificate Trust Settings, switch it on.
     Android: Settings, Security, Encryption & credentials, Install a certificate, CA certificate.
  3. Open ${app} and add it to the home screen.
Remove the certificate from the phone when the trial is over.`;

/** IPv4 addresses that other machines of the network reach. */
function lanAddresses() {
  const all = Object.values(networkInterfaces()).flat();
  return all.filter((address) => address.family === 'IPv4' && !address.internal).map(({ address }) => address);
}

function offerAuthority(certificate, port, host, app) {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>SANAD</title><h1>SANAD</h1><p>1. <a href="/sanad.crt">Certificate · الشهادة · Certificat</a></p><p>2. <a href="${app}">${app}</a></p></html>`;
  const server = createServer((request, response) => {
    if (request.url === '/sanad.crt') {
      response.setHeader('content-type', 'application/x-x509-ca-cert');
      response.setHeader('content-disposition', 'attachment; filename="sanad.crt"');
      return response.end(certificate);
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.statusCode = request.url === '/' ? 200 : 404;
    return response.end(request.url === '/' ? page : 'not found');
  });
  server.unref(); // never keeps the process alive
  return new Promise((done) => {
    server.once('error', () => done(undefined));
    server.listen(port, '0.0.0.0', () => done(`http://${host}:${port}`));
  });
}
