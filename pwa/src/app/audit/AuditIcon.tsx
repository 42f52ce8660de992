/** What kind of act it was; the words beside it say the same. */
import { AUDIT_ACTS, type AuditAct, type AuditGroup } from '@sanad/model/engine/api';
import Eye from 'lucide-solid/icons/eye';
import KeyRound from 'lucide-solid/icons/key-round';
import LogIn from 'lucide-solid/icons/log-in';
import Shield from 'lucide-solid/icons/shield';
import SlidersHorizontal from 'lucide-solid/icons/sliders-horizontal';
import Smartphone from 'lucide-solid/icons/smartphone';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import UserCog from 'lucide-solid/icons/user-cog';
import type { Component } from 'solid-js';
import { Dynamic } from 'solid-js/web';

const ICONS: Readonly<Record<AuditGroup, Component<{ class?: string }>>> = {
  account: UserCog,
  role: Shield,
  device: Smartphone,
  'sign-in': LogIn,
  security: KeyRound,
  service: SlidersHorizontal,
  reading: Eye,
};

export const AuditIcon = (props: { readonly act: AuditAct }) => (
  <Dynamic component={props.act === 'sign-in.failed' ? TriangleAlert : ICONS[AUDIT_ACTS[props.act]]} class="i" />
);
