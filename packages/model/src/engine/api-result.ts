/** How the engine answers what it is asked for (ENG-1). */
import type { Result } from '../result.ts';
import type { ErrorCode } from '../wire/error-code.ts';

/** Why a command failed. `offline`: the server could not be reached; nothing was lost. */
export type CommandError =
  | { readonly type: 'offline' }
  /** `retryAfterMs`: how long to wait, where the server says so. */
  | { readonly type: 'refused'; readonly code: ErrorCode | 'unknown'; readonly retryAfterMs?: number }
  | { readonly type: 'not-ready' }
  /** INVITE-2: the link names another organisation than this server. */
  | { readonly type: 'other-organisation' }
  | { readonly type: 'unknown-person' }
  | { readonly type: 'unknown-conversation' }
  /** I am no member of this group any more. */
  | { readonly type: 'not-member' }
  /** The group goes on in another one (EPOCH-16). */
  | { readonly type: 'continued' }
  /** Only administrators of the group may do this; or the message is not mine, or too old to be recalled. */
  | { readonly type: 'not-allowed' }
  /** TRUST-4: somebody here has another identity than I accepted. */
  | { readonly type: 'identity-changed' }
  /** ORG-10: the hospital lets people of other professions send urgent messages, not of mine. */
  | { readonly type: 'urgent-not-allowed' }
  /** POLICY-5: the group, or the hospital, lets no copy go there. */
  | { readonly type: 'forward-not-allowed' }
  /** CAL-32: nobody has this role, now or next, as far as this device knows; or I am the only one. */
  | { readonly type: 'nobody-on-duty' }
  | { readonly type: 'too-long' }
  /** Another window of this device is in a call. */
  | { readonly type: 'in-call' }
  /** Six are in the call of the group (GROUPCALL-3). */
  | { readonly type: 'call-full' }
  /** FILE-4: `maxContentBytes` with `too-large`. `unreadable`: it changed or went away while it was read. `too-many`: for one message. */
  | {
      readonly type: 'file-refused';
      readonly reason: 'empty' | 'too-large' | 'unreadable' | 'too-many';
      readonly maxContentBytes?: number;
    }
  | { readonly type: 'storage-full' };
export type CommandResult<T> = Promise<Result<T, CommandError>>;

/** Ends a view. */
export type Unsubscribe = () => void;
