/** Somebody came here to write urgently (app/urgent/write-urgent.ts): once, going back here later begins nothing. */
import { useLocation, useNavigate } from '@solidjs/router';
import { onMount } from 'solid-js';
import { beginsUrgent } from '../../app/urgent/write-urgent.ts';

export function takeUrgent(begin: () => void): void {
  const location = useLocation();
  const navigate = useNavigate();
  onMount(() => {
    if (!beginsUrgent(location.state)) return;
    navigate(location.pathname + location.search, { replace: true, scroll: false, state: null });
    begin();
  });
}
