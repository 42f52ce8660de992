/** The sheets of the page of duty: one at a time, and what it needs. */
import type { RosterFault, ShiftRow } from '@sanad/model/engine/api';
import { createMemo, Match, Switch } from 'solid-js';
import { WriteRoleSheet } from '../../app/duty/WriteRoleSheet.tsx';
import type { Names } from '../../app/urgent/use-urgents.ts';
import { NewShiftSheet } from './NewShiftSheet.tsx';
import { OpenShiftSheet } from './OpenShiftSheet.tsx';
import { ShiftSheet } from './ShiftSheet.tsx';

export type OpenDutySheet =
  | { readonly kind: 'shift'; readonly id: string }
  /** Hours that nobody has; `shift`: what is planned for them. */
  | {
      readonly kind: 'open';
      readonly role: string;
      readonly shift: ShiftRow | undefined;
      readonly fromMs: number;
      readonly toMs: number;
    }
  | { readonly kind: 'write'; readonly role: string }
  | { readonly kind: 'new'; readonly role: string; readonly fromMs: number; readonly toMs: number };

interface DutySheetsProps {
  readonly open: OpenDutySheet | undefined;
  readonly shifts: readonly ShiftRow[];
  readonly faults: readonly RosterFault[];
  readonly names: Names;
  readonly now: number;
  readonly onClose: () => void;
}

export const DutySheets = (props: DutySheetsProps) => {
  const byId = createMemo(() => new Map(props.shifts.map((shift) => [shift.id, shift])));
  const shift = () => (props.open?.kind === 'shift' ? byId().get(props.open.id) : undefined);
  const open = () => (props.open?.kind === 'open' && props.open.shift !== undefined ? props.open.shift : undefined);
  const make = () => {
    const sheet = props.open;
    return sheet?.kind === 'new' || (sheet?.kind === 'open' && sheet.shift === undefined) ? sheet : undefined;
  };
  /** Those that are held at the same time, of this role. */
  const beside = (of: ShiftRow) =>
    props.shifts.filter(
      (one, at) =>
        one.id !== of.id &&
        one.role === of.role &&
        one.holder !== undefined &&
        one.holder !== of.holder &&
        one.startMs < of.endMs &&
        one.endMs > of.startMs &&
        props.shifts.findIndex(({ id }) => id === one.id) === at,
    );
  return (
    <Switch>
      <Match when={shift()}>
        {(one) => <ShiftSheet shift={one()} beside={beside(one())} names={props.names} now={props.now} onClose={props.onClose} />}
      </Match>
      <Match when={open()}>
        {(one) => <OpenShiftSheet shift={one()} names={props.names} now={props.now} onClose={props.onClose} />}
      </Match>
      <Match when={props.open?.kind === 'write' ? props.open : undefined}>
        {(one) => <WriteRoleSheet role={one().role} onClose={props.onClose} />}
      </Match>
      <Match when={make()}>
        {(one) => (
          <NewShiftSheet role={one().role} fromMs={one().fromMs} toMs={one().toMs} names={props.names} onClose={props.onClose} />
        )}
      </Match>
    </Switch>
  );
};
