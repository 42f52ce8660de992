/** English: a conversation, writing in it, and what waits. */
import type { thread as french } from '../fr/thread.ts';
import type { Same } from '../text.ts';

export const thread: Same<typeof french> = {
  'chat.thread': 'Messages',
  'chat.encrypted': 'End-to-end encrypted.',
  'chat.first': 'Write the first message to {{ name }}.',
  'chat.today': 'Today',
  'chat.yesterday': 'Yesterday',
  'chat.unread': 'New messages',
  'chat.late': 'Written at {{ sent }}, arrived at {{ arrived }}',
  'chat.edit-waiting': 'Edit',
  'chat.delete-waiting': 'Delete',
  'chat.deleted': 'Message deleted: it never left.',
  'chat.to-latest': 'Go to the latest',
  'chat.new-below': { one: '{{ count }} new message', other: '{{ count }} new messages' },
  'chat.older': 'Loading older messages…',
  'chat.missing.title': 'Conversation not found',
  'chat.missing.text': 'It is not on this device. It will appear if it arrives over the network.',
  'chat.stopped.again': 'Check again',
  'chat.stopped.title': 'Receiving has stopped in this conversation.',
  'chat.stopped.text':
    'The server showed an impossible sequence of messages ({{ reason }}). What is here stays readable; tell the administration.',

  'stop.gap': 'a message is missing',
  'stop.fork': 'two different versions',
  'stop.rollback': 'a step back in time',
  'stop.signature': 'a false signature',
  'stop.unreadable': 'unreadable content',
  'stop.membership': 'an author who is not a member',
  'stop.malformed': 'an unknown format',

  'composer.label': 'Message',
  'composer.send': 'Send',
  'composer.send-urgent': 'Send as urgent',
  'composer.urgent-strip': '{{ name }} will see it in red, at the top of the list',
  'composer.offline-strip': 'Your messages will leave by themselves, in order.',
  'composer.editing': 'You are editing a waiting message',
  'composer.stop-editing': 'Leave it as it was',
  'composer.save-edit': 'Save the change',
  'composer.left': { one: '{{ count }} character left', other: '{{ count }} characters left' },
  'composer.over': { one: '{{ count }} character too many', other: '{{ count }} characters too many' },
  'composer.cannot-write': 'This person’s identity is not confirmed: nobody can write to them.',

  'queue.title': { one: '{{ count }} message waiting', other: '{{ count }} messages waiting' },
  'queue.empty': 'Nothing waits: everything has left.',
  'queue.alone': 'They are kept on this device and will leave by themselves, in order.',
  'queue.retry-in': { one: 'Next try in {{ count }} s.', other: 'Next try in {{ count }} s.' },
  'queue.urgent': 'Something urgent?',
  'queue.urgent.text': 'Without a network, phone instead.',
  'queue.loading': 'Reading the queue…',
};
