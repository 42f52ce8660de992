/**
 * What a resource has answered; undefined until then, and where it failed. Read as such it would make all of the page around it wait, which shows
 * nothing meanwhile and holds back its effects: a sheet in it hears no key.
 */
import type { Resource } from 'solid-js';

export const answered = <T>(resource: Resource<T>): T | undefined =>
  resource.state === 'ready' || resource.state === 'refreshing' ? resource.latest : undefined;
