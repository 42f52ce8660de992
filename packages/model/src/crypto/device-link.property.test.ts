import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytes, deviceId } from '../../test/support/arbitrary.ts';
import { encodeDeviceLink, linkDigits, makeDeviceLink, openLinkOffer, parseDeviceLink, sealLinkOffer } from './device-link.ts';

const link = fc.record({ device: deviceId, secret: bytes(16) });

test('LINK-1 a code survives being typed in any case and with any separators', async () => {
  await fc.assert(
    fc.asyncProperty(link, fc.integer({ min: 1, max: 8 }), async (made, every) => {
      const code = await encodeDeviceLink(made);
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{55}$/);
      const typed = code.toLowerCase().replace(new RegExp(`.{${every}}`, 'g'), '$& -');
      expect(await parseDeviceLink(typed)).toEqual({ ok: true, value: made });
    }),
  );
});

test('LINK-4 one wrong symbol is found before anything is asked', async () => {
  await fc.assert(
    fc.asyncProperty(link, fc.nat(54), fc.integer({ min: 1, max: 31 }), async (made, at, by) => {
      const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
      const code = await encodeDeviceLink(made);
      const wrong = alphabet.charAt((alphabet.indexOf(code.charAt(at)) + by) % 32);
      const typed = code.slice(0, at) + wrong + code.slice(at + 1);
      // The check has 16 bits: one in 65,536 passes it, and then names another device.
      const parsed = await parseDeviceLink(typed);
      expect(parsed.ok && parsed.value.device === made.device && parsed.value.secret.join() === made.secret.join()).toBe(false);
    }),
  );
});

test('LINK-3 digits are six, and another secret, organisation or chain makes others', async () => {
  await fc.assert(
    fc.asyncProperty(deviceId, bytes(32), bytes(32), async (device, organisation, genesis) => {
      const [one, other] = [makeDeviceLink(device), makeDeviceLink(device)];
      const digits = await linkDigits(one, organisation, genesis);
      expect(digits).toMatch(/^\d{6}$/);
      expect(await linkDigits(one, organisation, genesis)).toBe(digits);
      const others = [
        await linkDigits(other, organisation, genesis),
        await linkDigits(one, genesis, organisation),
        await linkDigits(one, organisation, organisation),
      ];
      // Equal by chance one time in a million each: all three never.
      expect(others.every((found) => found === digits)).toBe(false);
    }),
  );
});

test('LINK-2 what comes back opens with the secret of the code alone, for its device and its owner', async () => {
  await fc.assert(
    fc.asyncProperty(
      link,
      link,
      bytes(16),
      bytes(16),
      fc.uint8Array({ maxLength: 300 }),
      async (made, other, user, stranger, offer) => {
        const sealed = await sealLinkOffer(made, user, offer);
        expect(await openLinkOffer(made, user, sealed)).toEqual({ ok: true, value: offer });
        const wrong = [
          await openLinkOffer({ ...made, secret: other.secret }, user, sealed),
          await openLinkOffer({ ...made, device: other.device }, user, sealed),
          await openLinkOffer(made, stranger, sealed),
          await openLinkOffer(made, user, sealed.subarray(0, sealed.length - 1)),
          await openLinkOffer(made, user, sealed.subarray(0, 5)),
        ];
        expect(wrong.every(({ ok }) => !ok)).toBe(true);
      },
    ),
  );
});
