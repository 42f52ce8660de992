/** French: the tree of sites and units. */
import type { Text } from '../text.ts';

export const units = {
  'units.title': 'Sites et services',
  'units.row': 'L’arbre de l’hôpital : où chacun travaille',
  'units.lead':
    'Les services proposés à l’inscription et dans l’annuaire. Un nouveau nom s’affiche partout dès qu’il est enregistré.',
  'units.search': 'Chercher un service',
  'units.none-found': 'Aucun service ne correspond.',
  'units.empty': 'Pas encore de service',
  'units.empty.text': 'Tant que l’arbre est vide, chacun écrit librement le nom de son service.',
  'units.add.unit': 'Ajouter un service',
  'units.add.site': 'Ajouter un site',
  'units.add.in': 'Ajouter un service dedans',
  'units.add.submit': 'Ajouter',
  'units.add.hint': 'Les personnes qui ont déjà écrit ce nom y seront rattachées.',
  'units.kind.site': 'Site',
  'units.name': 'Nom',
  'units.place': 'Fait partie de',
  'units.place.top': 'Rien : tout en haut',
  'units.people': {
    one: '{{ count }} personne',
    other: '{{ count }} personnes',
  },
  'units.rename.hint': {
    one: 'Ce que l’annuaire dit de {{ count }} personne change aussi.',
    other: 'Ce que l’annuaire dit de {{ count }} personnes change aussi.',
  },
  'units.added': '« {{ name }} » ajouté.',
  'units.changed': '« {{ name }} » enregistré.',
  'units.removed': '« {{ name }} » supprimé.',
  'units.remove': 'Supprimer',
  'units.remove.title': 'Supprimer « {{ name }} » ?',
  'units.remove.text': 'Rien ni personne n’y est rattaché. Vous pourrez l’ajouter de nouveau.',
  'units.remove.not-removed': '« {{ name }} » n’est plus vide.',
  'units.remove.not-empty': 'On ne supprime pas ce qui n’est pas vide. Il y a encore :',
  'units.inside.people': {
    one: '{{ count }} personne qui y travaille',
    other: '{{ count }} personnes qui y travaillent',
  },
  'units.inside.heads': {
    one: '{{ count }} cadre de ce service',
    other: '{{ count }} cadres de ce service',
  },
  'units.inside.units': {
    one: '{{ count }} service en dessous',
    other: '{{ count }} services en dessous',
  },
} as const satisfies Readonly<Record<string, Text>>;
