import { expect, test } from 'vitest';
import { passHtml, passScriptUrl } from './trusted-types.ts';

test('templates pass, anything that could run does not', () => {
  expect(passHtml('<div class="app"><button type="button" disabled></button></div>')).toContain('app');
  for (const html of [
    '<script>1</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:1">',
    '<iframe srcdoc="">',
    '<style>',
  ])
    expect(() => passHtml(html)).toThrow(TypeError);
});

test('scripts come from this origin alone', () => {
  expect(passScriptUrl('/assets/worker.js', 'https://sanad.test')).toBe('/assets/worker.js');
  expect(() => passScriptUrl('https://elsewhere.test/w.js', 'https://sanad.test')).toThrow(TypeError);
  expect(() => passScriptUrl('data:text/javascript,1', 'https://sanad.test')).toThrow(TypeError);
});
