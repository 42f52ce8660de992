/** Names the rules that this engine checks by: what an older version stopped is checked again (SYNC-17). */
export const engineVersion = '0.1.0';
