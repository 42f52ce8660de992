/** What a dictionary holds: a sentence with `{{ name }}` places, or one sentence per plural form of its language. */
export interface Plural {
  readonly zero?: string;
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}
export type Text = string | Plural;
export type Places = Readonly<Record<string, string | number>>;

/** The same keys as the French words of an area: one that is missing or too many does not compile. */
export type Same<French> = { readonly [Key in keyof French]: Text };
