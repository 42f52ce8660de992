import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { type Picture, readPicture } from './qr-reader.ts';

const code = '0123456789ABCDEFGHJKMNPQRSTVWXYZ0123456789ABCDEFGHJKMNP';

/** What ui/QrCode.tsx draws, photographed: `scale` pixels per module on grey, with noise of up to `noise` of 255. */
function photograph(text: string, scale: number, noise: number): Picture {
  const { data: modules, size } = encode(text, { ecc: 'M', border: 2 });
  const side = (size + 8) * scale;
  const data = new Uint8ClampedArray(side * side * 4);
  let seed = 7;
  for (let at = 0; at < side * side; at++) {
    const [x, y] = [Math.floor((at % side) / scale) - 4, Math.floor(at / side / scale) - 4];
    const isInside = x >= 0 && y >= 0 && x < size && y < size;
    const light = isInside ? (modules[y]?.[x] === true ? 30 : 225) : 190;
    seed = (seed * 1103515245 + 12345) % 2147483648;
    const value = light + (seed / 2147483648 - 0.5) * 2 * noise;
    data.set([value, value, value, 255], at * 4);
  }
  return { data, width: side, height: side };
}

test('a code that a screen shows is read from its picture', async () => {
  expect(await readPicture(photograph(code, 6, 0))).toBe(code);
  expect(await readPicture(photograph(code, 4, 50))).toBe(code);
});

test('a picture without a code has none', async () => {
  expect(await readPicture({ data: new Uint8ClampedArray(100 * 100 * 4).fill(200), width: 100, height: 100 })).toBeUndefined();
});
