/** The token of a link for a new password, as that of the first administrator's (first-admin-token.ts). */

import { takeTokenInto } from './first-admin-token.ts';
import { makeTabMemory } from './tab-memory.ts';

const memory = makeTabMemory('sanad.new-password');

export const takePasswordToken = (): string | undefined => takeTokenInto(memory);
export const forgetPasswordToken = (): void => memory.write(undefined);
