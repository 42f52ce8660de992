/** French: hours and days of the calendar, moving events. */
export const calendarGrid = {
  'move.done': 'Déplacé : {{ when }}',
  'move.done-offline': 'Déplacé ici : {{ when }}. Cela partira au retour du réseau.',
  'move.undone': 'Remis à sa place.',
  'grid.hour': 'Heure',
  'grid.all-day': 'Journée',
  'grid.cell': '{{ day }}, {{ time }}',
  'grid.cell.day': '{{ day }}, toute la journée',
  'grid.open-day': '{{ day }} : ouvrir la journée',
  'grid.calendar': 'agenda {{ name }}',
  'grid.continued': 'suite',
  'grid.hours': '{{ from }} – {{ to }}',
  'grid.until': '… fin {{ time }}',
  'grid.from-on': '{{ time }} →',
  'grid.more': { one: 'Afficher {{ count }} autre', other: 'Afficher {{ count }} autres' },
  'grid.less': 'Afficher moins',
  'grid.hint':
    'Flèches : d’une heure à l’autre, par les événements, et d’un jour à l’autre. Page suivante ou précédente : la semaine. Entrée : ouvrir, ou créer un événement à cette heure. Espace sur un événement : le déplacer.',
  'grid.lifted':
    '{{ title }} : flèches pour déplacer, Majuscule et flèches pour la fin, Entrée pour garder, Échap pour le laisser.',
  'grid.left': 'Laissé à sa place.',
  'grid.fixed': 'Vous ne pouvez pas déplacer cet événement.',
} as const;
