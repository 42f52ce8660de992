/** English: phrases that are kept to be written again. */
import type { phrases as french } from '../fr/phrases.ts';
import type { Same } from '../text.ts';

export const phrases: Same<typeof french> = {
  'phrase.title': 'Phrases',
  'phrase.mine': 'My phrases',
  'phrase.empty.title': 'No phrase saved',
  'phrase.empty.text':
    'What you write often is saved once and then chosen in two touches, also without a network. For example: “I will call back in ten minutes.”',
  'phrase.add': 'Add a phrase',
  'phrase.edit': 'Edit: {{ text }}',
  'phrase.delete': 'Delete: {{ text }}',
  'phrase.text': 'Text of the phrase',
  'phrase.text.hint': 'It is put into the message and never sent by itself. No patient’s name.',
  'phrase.saved': 'Phrase saved.',
  'phrase.saved-offline': 'Saved here; it will follow when the network is back.',
  'phrase.deleted': 'Phrase deleted.',
  'phrase.order': 'Order',
  'phrase.order.use': 'Most used',
  'phrase.order.alphabet': 'Alphabet',
  'phrase.full': '{{ max }} phrases are saved, and no more are possible: delete one before you add another.',
  'phrase.search': 'Search a phrase',
  'phrase.none': 'No phrase fits.',
  'phrase.manage': 'Manage my phrases',
  'phrase.slash': 'By keyboard: type “/” in an empty message.',
  'phrase.group.team': 'Phrases of the team',
  'phrase.group.department': 'Phrases of the unit',
  'phrase.group.case': 'Phrases of the group',
  'phrase.group.edit': 'Manage the phrases of the group',
  'phrase.group.hint': 'All members find them while they write, in all their conversations.',
  'phrase.group.empty': 'What the whole group writes in the same words: an extension to call, a rule for visits.',
  'phrase.count': { one: '{{ count }} phrase', other: '{{ count }} phrases' },
  'phrase.found': { one: '{{ count }} phrase found', other: '{{ count }} phrases found' },
  'phrase.uses': { one: 'chosen {{ count }} time', other: 'chosen {{ count }} times' },
};
