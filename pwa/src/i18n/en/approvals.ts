/** English: requests for access, for administrators. */
import type { approvals as french } from '../fr/approvals.ts';
import type { Same } from '../text.ts';

export const approvals: Same<typeof french> = {
  'approvals.title': 'Access requests',
  'approvals.count': { one: '{{ count }} request to check', other: '{{ count }} requests to check' },
  'approvals.code': 'code',
  'approvals.since': 'asked on {{ date }}',
  'approvals.refuse': 'Refuse',
  'approvals.approve': 'Approve',
  'approvals.empty.title': 'No request',
  'approvals.empty.text': 'New requests for access will appear here.',
  'approvals.offline.title': 'This needs a connection',
  'approvals.offline.text': 'Requests are not kept on this device.',
  'approvals.refresh': 'Refresh',
  'approvals.confirm.title': 'Approve {{ name }}?',
  'approvals.confirm.compare': 'Compare this code with the one the person sees on their screen. If it differs, do not approve.',
  'approvals.confirm.role': 'Their role',
  'approvals.role.member': 'Member',
  'approvals.role.member.hint': 'Writes and receives messages.',
  'approvals.role.administrator': 'Administrator',
  'approvals.role.administrator.hint': 'Also approves accounts. Keep it to a few people.',
  'approvals.confirm.submit': 'The code is the same, approve',
  'approvals.refuse.title': 'Refuse the request of {{ name }}?',
  'approvals.refuse.text': 'The person will be told and can ask the administration.',
  'approvals.refuse.submit': 'Refuse the request',
  'approvals.approved': '{{ name }} can write now.',
  'approvals.refused': 'Request refused.',
  'approvals.forbidden.title': 'For administrators',
  'approvals.forbidden.text': 'Your account does not approve requests.',
};
