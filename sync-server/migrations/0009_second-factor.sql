-- better-auth's tables for the second factor and passkeys, as its generator writes them for src/auth/auth.ts (AUTH-12, AUTH-16).
alter table "user" add column "twoFactorEnabled" boolean default false;
create table "twoFactor" ("id" uuid default pg_catalog.gen_random_uuid() not null primary key, "secret" text not null, "backupCodes" text not null, "userId" uuid not null references "user" ("id") on delete cascade, "verified" boolean, "failedVerificationCount" integer, "lockedUntil" timestamptz);
create table "passkey" ("id" uuid default pg_catalog.gen_random_uuid() not null primary key, "name" text, "publicKey" text not null, "userId" uuid not null references "user" ("id") on delete cascade, "credentialID" text not null, "counter" integer not null, "deviceType" text not null, "backedUp" boolean not null, "transports" text, "createdAt" timestamptz, "aaguid" text);
create index "twoFactor_secret_idx" on "twoFactor" ("secret");
create index "twoFactor_userId_idx" on "twoFactor" ("userId");
create index "passkey_userId_idx" on "passkey" ("userId");
create index "passkey_credentialID_idx" on "passkey" ("credentialID");

-- The library looks for the row of a person and for the person of a credential: there is one of each.
create unique index two_factor_of_user on "twoFactor" ("userId");
create unique index passkey_of_credential on "passkey" ("credentialID");

-- The newest time step whose code was taken: no code counts twice (AUTH-13).
create table totp_step (
  user_id uuid primary key references "user" ("id") on delete cascade,
  step bigint not null
);

-- When the person of a session proved last that it is her (AUTH-15).
create table session_proof (
  session_id uuid primary key references "session" ("id") on delete cascade,
  proved_at timestamptz not null default now()
);
