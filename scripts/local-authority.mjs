/**
 * A certificate authority of this machine and a server certificate below it, for trying SANAD on a phone of the same network. Kept
 * in a folder that only the owner reads; the server's is made again when an address changed or its end is near.
 */
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 24 * 60 * 60 * 1000;
const authorityDays = 3650;
const serverDays = 397; // phones refuse longer ones
const renewBeforeDays = 30;

/** Returns the paths of the three files that are needed. `addresses`: names and IP addresses the server is reached at. */
export async function makeLocalCertificates({ folder, addresses, nowMs }) {
  x509.cryptoProvider.set(webcrypto);
  mkdirSync(dirname(folder), { recursive: true }); // shared with Postgres, which may run as somebody else
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const paths = { authority: join(folder, 'authority.crt'), cert: join(folder, 'server.crt'), key: join(folder, 'server.key') };
  const authority = await readOrMakeAuthority(paths.authority, join(folder, 'authority.key'), nowMs);
  if (!isUsable(paths, authority, addresses, nowMs)) await issue(paths, authority, addresses, nowMs);
  return paths;
}

async function readOrMakeAuthority(certPath, keyPath, nowMs) {
  if (existsSync(certPath) && existsSync(keyPath)) {
    const certificate = new x509.X509Certificate(readFileSync(certPath, 'utf8'));
    const pkcs8 = x509.PemConverter.decodeFirst(readFileSync(keyPath, 'utf8'));
    const key = await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
    if (certificate.notAfter.getTime() - nowMs > serverDays * dayMs) return { certificate, key };
  }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: randomSerial(),
    name: 'CN=SANAD local authority',
    ...validity(nowMs, authorityDays),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  await writeKey(keyPath, keys.privateKey);
  writeFileSync(certPath, certificate.toString('pem'));
  return { certificate, key: keys.privateKey };
}

function isUsable(paths, authority, addresses, nowMs) {
  if (!existsSync(paths.cert) || !existsSync(paths.key)) return false;
  const certificate = new x509.X509Certificate(readFileSync(paths.cert, 'utf8'));
  const names = certificate.getExtension(x509.SubjectAlternativeNameExtension)?.names.toJSON() ?? [];
  const covered = new Set(names.map(({ value }) => value));
  return (
    certificate.issuer === authority.certificate.subject &&
    readFileSync(paths.cert, 'utf8').includes(authority.certificate.toString('pem')) &&
    certificate.notAfter.getTime() - nowMs > renewBeforeDays * dayMs &&
    addresses.every((address) => covered.has(address))
  );
}

async function issue(paths, authority, addresses, nowMs) {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: 'CN=SANAD on this machine',
    issuer: authority.certificate.subject,
    ...validity(nowMs, serverDays),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: authority.key,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(addresses.map((value) => ({ type: isIp(value) ? 'ip' : 'dns', value }))),
      await x509.AuthorityKeyIdentifierExtension.create(authority.certificate.publicKey),
    ],
  });
  await writeKey(paths.key, keys.privateKey);
  writeFileSync(paths.cert, `${certificate.toString('pem')}\n${authority.certificate.toString('pem')}\n`);
}

async function writeKey(path, key) {
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', key);
  writeFileSync(path, x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'), { mode: 0o600 });
}

// A day of tolerance: the phone's clock may be behind.
const validity = (nowMs, days) => ({ notBefore: new Date(nowMs - dayMs), notAfter: new Date(nowMs + days * dayMs) });

const isIp = (address) => /^[0-9.]+$|:/.test(address);

function randomSerial() {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] &= 0x7f; // a positive number
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
