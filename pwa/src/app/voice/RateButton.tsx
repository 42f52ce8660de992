/** Once, one and a half times, twice as fast: one press each. */
import { localeOf } from '../../i18n/language.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { useVoicePlayer } from './voice-player.ts';

export const RateButton = () => {
  const { t, language } = useI18n();
  const player = useVoicePlayer();
  const rate = () => new Intl.NumberFormat(localeOf[language()]).format(player.rate());
  return (
    <button type="button" class="voice-rate num" aria-label={t('voice.rate', { rate: rate() })} onClick={() => player.nextRate()}>
      {rate()}×
    </button>
  );
};
