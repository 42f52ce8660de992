/** The words of a role, in the order in which they are offered. */
export const ROLE_WORDS = [
  { role: 'member', words: 'admin.role.member' },
  { role: 'unit_head', words: 'admin.role.unit_head' },
  { role: 'auditor', words: 'admin.role.auditor' },
  { role: 'administrator', words: 'admin.role.administrator' },
] as const;
