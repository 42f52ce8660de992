/** English: the tree of sites and units. */
import type { units as french } from '../fr/units.ts';
import type { Same } from '../text.ts';

export const units: Same<typeof french> = {
  'units.title': 'Sites and units',
  'units.row': 'The tree of the hospital: where people work',
  'units.lead': 'The units offered at sign-up and in the directory. A new name shows everywhere as soon as it is saved.',
  'units.search': 'Search for a unit',
  'units.none-found': 'No unit matches.',
  'units.empty': 'No unit yet',
  'units.empty.text': 'As long as the tree is empty, everybody writes the name of their unit freely.',
  'units.add.unit': 'Add a unit',
  'units.add.site': 'Add a site',
  'units.add.in': 'Add a unit inside',
  'units.add.submit': 'Add',
  'units.add.hint': 'People who have written this name already will belong to it.',
  'units.kind.site': 'Site',
  'units.name': 'Name',
  'units.place': 'Part of',
  'units.place.top': 'Nothing: at the top',
  'units.people': {
    one: '{{ count }} person',
    other: '{{ count }} people',
  },
  'units.rename.hint': {
    one: 'What the directory says of {{ count }} person changes too.',
    other: 'What the directory says of {{ count }} people changes too.',
  },
  'units.added': '“{{ name }}” added.',
  'units.changed': '“{{ name }}” saved.',
  'units.removed': '“{{ name }}” removed.',
  'units.remove': 'Remove',
  'units.remove.title': 'Remove “{{ name }}”?',
  'units.remove.text': 'Nothing and nobody belongs to it. You can add it again.',
  'units.remove.not-removed': '“{{ name }}” is not empty any more.',
  'units.remove.not-empty': 'What is not empty is not removed. There is still:',
  'units.inside.people': {
    one: '{{ count }} person who works there',
    other: '{{ count }} people who work there',
  },
  'units.inside.heads': {
    one: '{{ count }} head of this unit',
    other: '{{ count }} heads of this unit',
  },
  'units.inside.units': {
    one: '{{ count }} unit below it',
    other: '{{ count }} units below it',
  },
};
