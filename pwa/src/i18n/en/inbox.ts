/** English: the list of conversations. */
import type { inbox as french } from '../fr/inbox.ts';
import type { Same } from '../text.ts';

export const inbox: Same<typeof french> = {
  'inbox.title': 'Messages',
  'inbox.list': 'Conversations',
  'inbox.new': 'New message',
  'inbox.filter': 'Filter',
  'inbox.filter.all': 'All',
  'inbox.filter.urgent': 'Urgent',
  'inbox.filter.unread': 'Unread',
  'inbox.lane': 'Unread urgents',
  'inbox.open-urgent': 'Read the message',
  'inbox.open-mini': 'Read',
  'inbox.urgents-from': { one: 'One urgent message to read.', other: '{{ count }} urgent messages to read.' },
  'inbox.unread': { one: 'unread', other: 'unread' },
  'inbox.draft': 'Draft:',
  'inbox.mine': 'You:',
  'inbox.empty.title': 'No conversation',
  'inbox.empty.text': 'Choose somebody in the directory to write to.',
  'inbox.empty.urgent.title': 'Nothing urgent',
  'inbox.empty.urgent.text': 'The next urgent message will appear here.',
  'inbox.empty.unread.title': 'Everything is read',
  'inbox.empty.unread.text': 'New messages will appear here.',
  'inbox.empty.search.title': 'No name found',
  'inbox.empty.search.text': 'The search looks at the names and units of your conversations.',
  'inbox.now': 'Now',
  'inbox.now.ok': 'Up to date · end-to-end encrypted',
  'inbox.now.title': 'Choose a conversation',
  'inbox.now.text': 'Your messages are on this device: you can read and answer without a network.',
};
