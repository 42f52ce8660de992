/** French: hours and days of the calendar, moving events. */
export const calendarGrid = {
  'move.done': 'Déplacé : {{ when }}',
  'move.done-offline': 'Déplacé ici : {{ when }}. Cela partira au retour du réseau.',
  'move.undone': 'Remis à sa place.',
} as const;
