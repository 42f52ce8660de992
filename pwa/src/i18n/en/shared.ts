/** English: the shared computer of a ward. */
import type { Text } from '../text.ts';

export const shared = {
  'shared.choice': 'Shared ward computer',
  'shared.choice.hint':
    'Several colleagues use it. It locks after 2 minutes; each of you opens your own messages with your own PIN.',
  'shared.is-shared': 'This computer is shared by the ward: it locks after 2 minutes.',
  'shared.passing': 'Leave nothing here',
  'shared.passing.hint':
    'Your messages are kept in memory only and are erased when you leave. Each time you will need your phone or your recovery code.',
  'shared.title': 'Ward computer',
  'shared.who': 'Who are you?',
  'shared.who.hint': 'Shared ward computer. Each of you opens your messages with your own code.',
  'shared.people': 'People who have their messages here',
  'shared.other': 'Somebody else',
  'shared.own': 'This computer is not shared any more',
  'shared.emptied': 'Too many wrong codes: the messages that this person kept here were erased. Nothing changed for the others.',
  'shared.lock': 'Lock',
  'shared.leave': 'Leave',
  'shared.change': 'Somebody else',
  'shared.secret.pin': 'PIN',
  'shared.secret.show': 'Show the code',
  'shared.secret.hide': 'Hide the code',
  'shared.lock-stays':
    'On a shared computer the lock stays on: without it your colleagues would read your messages. To keep them here no longer, sign out.',
  'shared.first.title': 'Choose a PIN',
  'shared.first.lead':
    'Others use this computer: your messages open here with a code that you alone know. It does not leave this computer.',
  'shared.first.hint': '{{ min }} to {{ max }} digits. Avoid dates and rows like 123456.',
  'shared.first.again': 'The same code again',
  'shared.first.submit': 'Keep this code',
  'shared.first.malformed': 'It takes {{ min }} to {{ max }} digits.',
  'shared.first.guessable': 'This code is guessed too quickly. Choose another one.',
  'shared.first.differ': 'The two codes are not the same.',
  'shared.first.failed': 'The code could not be kept. Close the other windows of SANAD, then try again.',
  'shared.device.shared': 'Shared computer',
  'shared.device.passing': 'Keeps nothing',
} as const satisfies Readonly<Record<string, Text>>;
