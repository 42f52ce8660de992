/** Writing an announcement: what it is not stands first (ANNOUNCE-7). This device signs it. */
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { createMemo, createSignal, Show } from 'solid-js';
import { AdminUnits, maxAnnouncementText, maxAnnouncementTitle, useAdminAsk } from '../../../../app/admin/ask.ts';
import { may } from '../../../../app/admin/may.ts';
import { createDecision } from '../../../../app/create-decision.ts';
import { useEngine } from '../../../../app/engine-client.ts';
import { useMe } from '../../../../app/me.ts';
import { labelOfId } from '../../../../app/units.ts';
import { useI18n } from '../../../../i18n/use-i18n.ts';
import { Banner } from '../../../../ui/Banner.tsx';
import { Button } from '../../../../ui/Button.tsx';
import { Failure } from '../../../../ui/Failure.tsx';
import { SelectField } from '../../../../ui/SelectField.tsx';
import { Sheet } from '../../../../ui/Sheet.tsx';
import { TextArea } from '../../../../ui/TextArea.tsx';
import { TextField } from '../../../../ui/TextField.tsx';
import { createAsked } from '../create-asked.ts';
import { pathsOf } from '../units/unit-tree.ts';

interface AnnounceSheetProps {
  readonly onClose: () => void;
  readonly onDone: () => void;
}
const everybody = 'everybody';
const DAYS = ['1', '3', '7', '14', '30', '90'] as const;

export const AnnounceSheet = (props: AnnounceSheetProps) => {
  const { t, n } = useI18n();
  const { api } = useEngine();
  const me = useMe();
  const ask = useAdminAsk();
  const units = createAsked(() => ask.get('/admin/units', AdminUnits));
  const [title, setTitle] = createSignal('');
  const [text, setText] = createSignal('');
  const [to, setTo] = createSignal<string>();
  const [days, setDays] = createSignal<(typeof DAYS)[number]>('7');
  const [asks, setAsks] = createSignal(true);
  const [hasTried, setTried] = createSignal(false);
  const [isSure, setSure] = createSignal(false);
  const paths = createMemo(() => pathsOf(units.value()?.units ?? []));
  /** Heads of units speak to theirs; whoever manages all of them speaks to everybody. */
  const places = createMemo(() => [
    ...(may(me(), 'units.manage') ? [{ value: everybody, label: t('announcements.everybody') }] : []),
    ...paths().map(({ unit, path }) => ({ value: unit.unit as string, label: path })),
  ]);
  const chosen = () => to() ?? places()[0]?.value ?? '';
  const unit = () => paths().find((one) => one.unit.unit === chosen())?.unit;
  const decision = createDecision({
    send: () => {
      const place = unit();
      return api.sendAnnouncement({
        title: title().trim().replace(/\s+/gu, ' '),
        text: text().trim(),
        asks: asks(),
        days: Number(days()),
        ...(place === undefined ? {} : { to: { unit: place.unit, name: place.name } }),
      });
    },
    said: () => t('announcements.sent'),
    onDone: () => props.onDone(),
  });
  const isReady = () => title().trim() !== '' && text().trim() !== '' && chosen() !== '';
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isReady() || decision.isBusy()) return;
    if (isSure()) decision.decide();
    else setSure(true);
  };
  const audience = () => labelOfId(units.value()?.units ?? [], unit()?.unit, t('announcements.everybody'));
  return (
    <Sheet
      title={t(isSure() ? 'announcements.sure' : 'announcements.write')}
      closeLabel={t('common.close')}
      open
      onClose={props.onClose}
    >
      <form class="stack" noValidate onSubmit={submit}>
        <Banner kind="medium" icon={<TriangleAlert class="i" />}>
          <b>{t('announcements.clear')}</b> {t('announcements.clear.text')}
        </Banner>
        <Show
          when={!isSure()}
          fallback={
            <>
              <p>
                <b dir="auto">{title()}</b>
              </p>
              <p class="announced-text" dir="auto">
                {text()}
              </p>
              <p>{t('announcements.sure.text', { unit: audience(), days: n('invitations.days.count', Number(days())) })}</p>
            </>
          }
        >
          <SelectField
            label={t('announcements.for')}
            hint={t('announcements.for.hint')}
            value={chosen()}
            options={places()}
            onChange={setTo}
          />
          <TextField
            label={t('announcements.heading')}
            maxlength={maxAnnouncementTitle}
            dir="auto"
            autocomplete="off"
            value={title()}
            error={hasTried() && title().trim() === '' ? t('sign-up.required') : undefined}
            onValue={setTitle}
          />
          <TextArea
            label={t('announcements.text')}
            hint={hasTried() && text().trim() === '' ? t('sign-up.required') : t('announcements.text.hint')}
            rows={5}
            maxlength={maxAnnouncementText}
            value={text()}
            onValue={setText}
          />
          <SelectField
            label={t('announcements.days')}
            value={days()}
            options={DAYS.map((value) => ({ value, label: n('invitations.days.count', Number(value)) }))}
            onChange={setDays}
          />
          <div class="card rows">
            <label class="row" data-choice>
              <span class="txt">
                {t('announcements.asks')}
                <small>{t('announcements.asks.hint')}</small>
              </span>
              <input type="checkbox" class="tick" checked={asks()} onChange={(event) => setAsks(event.currentTarget.checked)} />
            </label>
          </div>
        </Show>
        <Failure words={decision.failure() ?? units.failure()} />
        <div class="btns" data-fill>
          <Show when={isSure()}>
            <Button kind="line" size="lg" onClick={() => setSure(false)}>
              {t('announcements.correct')}
            </Button>
          </Show>
          <Button kind="primary" size="lg" type="submit" busy={decision.isBusy()}>
            {t(isSure() ? 'announcements.send' : 'common.continue')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
};
