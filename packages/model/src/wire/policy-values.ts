/** Words of the rules that screens know as well; brings nothing along (POLICY). */

/** POLICY-2: whose account needs a second factor, and how many days after the link that says so the server begins to refuse. */
export const FACTOR_NEEDS = ['nobody', 'administrators', 'everybody'] as const;
export type FactorNeed = (typeof FACTOR_NEEDS)[number];

/** POLICY-4: what a notification says at most, from nothing up. */
export const PREVIEWS = ['nothing', 'who', 'text'] as const;
export type Preview = (typeof PREVIEWS)[number];

/** POLICY-5: to whom a copy may go: anybody, members of the conversation it comes from, nobody. */
export const FORWARDINGS = ['anybody', 'members', 'nobody'] as const;
export type Forwarding = (typeof FORWARDINGS)[number];

/** POLICY-6: who may ask for an account. */
export const REGISTRATIONS = ['open', 'invitation'] as const;
export type Registration = (typeof REGISTRATIONS)[number];

/** Of a password: below the first and above the last no rule goes (people must be able to type it); `usual` while no administrator said anything. */
export const passwordBounds = { min: 8, usual: 10, maxMin: 64 } as const;

/** In weeks; beside them 0, for ever. */
export const retentionBounds = { min: 4, max: 520 } as const;
