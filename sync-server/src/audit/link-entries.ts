/** Which entry of the audit log a signed link becomes (AUDIT-6). The link itself stays where it is; the log says that and when it was taken. */
import type { OrganisationChain, OrganisationLink } from '@sanad/model/wire/organisation-chain';
import type { UserLink } from '@sanad/model/wire/user-chain';
import type { AuditAppend } from './append-audit.ts';

/** `before`: the chain without this link. */
export function organisationEntry(before: OrganisationChain, link: OrganisationLink): AuditAppend {
  const { n, signer } = link;
  const by = { actor: signer.user };
  switch (link.type) {
    case 'genesis':
      return { ...by, act: 'organisation.found', facts: { n } };
    case 'policy':
      return { ...by, act: 'policy.change', facts: { n } };
    case 'approve': {
      const { user, role, unit } = link.payload;
      return { ...by, act: 'account.approve', subject: user, facts: { n, role, ...(unit === undefined ? {} : { unit }) } };
    }
    case 'set_role': {
      const { user, role, unit } = link.payload;
      const was = before.members.get(user)?.role;
      const more = { ...(was === undefined ? {} : { before: was }), ...(unit === undefined ? {} : { unit }) };
      return { ...by, act: 'account.role', subject: user, facts: { n, role, ...more } };
    }
    case 'remove_device':
      return { ...by, act: 'device.remove', subject: link.payload.user, facts: { n, device: link.payload.device } };
    case 'suspend':
      return { ...by, act: 'account.suspend', subject: link.payload.user, facts: { n } };
    case 'reinstate':
      return { ...by, act: 'account.reinstate', subject: link.payload.user, facts: { n } };
  }
}

/** By the person herself: her device, her recovery code, or (a reset) her new device with an administrator's signature. */
export function userLinkEntry({ n, user, signer, ...link }: UserLink): AuditAppend {
  const hers = { actor: user, subject: user };
  switch (link.type) {
    case 'genesis':
      return { ...hers, act: 'account.ask', facts: { n, device: link.payload.device.id } };
    case 'add_device': {
      const facts = { n, device: link.payload.device.id, way: signer.by };
      return { ...hers, act: signer.by === 'recovery' ? 'device.recover' : 'device.add', facts };
    }
    case 'revoke_device':
      return { ...hers, act: 'device.revoke', facts: { n, device: link.payload.device } };
    case 'rotate_uk':
      return { ...hers, act: 'device.rotate', facts: { n } };
    case 'set_recovery':
      return { ...hers, act: 'recovery.replace', facts: { n } };
    case 'reset':
      return { ...hers, act: 'reset.done', facts: { n, device: link.payload.device.id } };
  }
}
