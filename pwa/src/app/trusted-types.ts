/**
 * The server's policy demands Trusted Types. Solid clones its templates through innerHTML, so a default policy must let them pass,
 * and nothing else: the templates are constants of the build and never contain what is refused here. Workers come from this origin.
 * This module is imported first; no template runs before it.
 */
interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { readonly createHTML: (html: string) => string; readonly createScriptURL: (url: string) => string },
  ): unknown;
}

const FORBIDDEN = /<(?:script|iframe|object|embed|base|meta|link|style)\b|\bon\w+\s*=|javascript:|srcdoc/i;

export function passHtml(html: string): string {
  if (FORBIDDEN.test(html)) throw new TypeError('refused markup');
  return html;
}

export function passScriptUrl(url: string, origin: string): string {
  if (new URL(url, origin).origin !== origin) throw new TypeError('refused script address');
  return url;
}

const isFactory = (value: unknown): value is PolicyFactory =>
  typeof value === 'object' && value !== null && 'createPolicy' in value && typeof value.createPolicy === 'function';

export function installTrustedTypes(scope: typeof globalThis): void {
  const factory: unknown = Reflect.get(scope, 'trustedTypes');
  if (!isFactory(factory)) return;
  factory.createPolicy('default', {
    createHTML: passHtml,
    createScriptURL: (url) => passScriptUrl(url, scope.location.origin),
  });
}

installTrustedTypes(globalThis);
