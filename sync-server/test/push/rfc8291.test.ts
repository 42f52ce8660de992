/** The example of RFC 8291 §5 and appendix A, and that the library's sealing is what the RFC says. */
import { createECDH } from 'node:crypto';
import fc from 'fast-check';
import ece from 'http_ece';
import { expect, it } from 'vitest';
import { makeBrowser, openPush, readVapid } from '../support/open-push.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
const example = {
  plain: 'When I grow up, I want to be a watermelon',
  senderPrivate: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  receiverPublic: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  receiverPrivate: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  body: 'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};
const receiver = createECDH('prime256v1');
receiver.setPrivateKey(bytes(example.receiverPrivate));
const browser = { ecdh: receiver, auth: bytes(example.auth), p256dh: new Uint8Array(bytes(example.receiverPublic)) };

it("PUSH-6: the example of RFC 8291 opens by hand and by the reference library, and is what the library's sealing makes", () => {
  expect(Buffer.from(openPush(browser, bytes(example.body))).toString()).toBe(example.plain);
  const opened = ece.decrypt(bytes(example.body), { version: 'aes128gcm', privateKey: receiver, authSecret: example.auth });
  expect(opened.toString()).toBe(example.plain);
  const sender = createECDH('prime256v1');
  sender.setPrivateKey(bytes(example.senderPrivate));
  const made = ece.encrypt(Buffer.from(example.plain), {
    version: 'aes128gcm',
    privateKey: sender,
    authSecret: example.auth,
    dh: example.receiverPublic,
    salt: example.salt,
  });
  expect(made.toString('base64url')).toBe(example.body);
});

it('PUSH-6: any flipped bit of the example fails', () => {
  fc.assert(
    fc.property(fc.nat(bytes(example.body).length * 8 - 1), (bit) => {
      const body = bytes(example.body);
      // The record size is a bound and no secret: a larger one changes nothing.
      fc.pre(bit < 16 * 8 || bit >= 20 * 8);
      body[bit >> 3] = (body[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => openPush(browser, body)).toThrow();
    }),
  );
});

it('PUSH-3: a signature of nobody is none', () => {
  expect(readVapid(undefined)).toBeUndefined();
  expect(
    readVapid(`vapid t=e30.e30.${'A'.repeat(86)}, k=${Buffer.from(makeBrowser().p256dh).toString('base64url')}`),
  ).toBeUndefined();
});
