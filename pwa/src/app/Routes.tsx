/** Addresses. Each screen is its own chunk; which of them is shown is decided by the engine's state first, then by the address. */
import { Navigate, Route, Router } from '@solidjs/router';
import { lazy } from 'solid-js';
import { Root } from './Root.tsx';

const MessagesPage = lazy(async () => ({ default: (await import('./MessagesPage.tsx')).MessagesPage }));
const NowPane = lazy(async () => ({ default: (await import('../features/inbox/now/NowPane.tsx')).NowPane }));
const ConversationPlace = lazy(async () => ({ default: (await import('./ConversationPlace.tsx')).ConversationPlace }));
const NewGroup = lazy(async () => ({ default: (await import('../features/groups/NewGroup.tsx')).NewGroup }));
const AddMembers = lazy(async () => ({ default: (await import('../features/groups/AddMembers.tsx')).AddMembers }));
const NewMessage = lazy(async () => ({ default: (await import('../features/directory/NewMessage.tsx')).NewMessage }));
const SharePage = lazy(async () => ({ default: (await import('../features/share/SharePage.tsx')).SharePage }));
const SearchPage = lazy(async () => ({ default: (await import('../features/search/SearchPage.tsx')).SearchPage }));
const DirectoryPage = lazy(async () => ({ default: (await import('../features/directory/DirectoryPage.tsx')).DirectoryPage }));
const NobodyChosen = lazy(async () => ({ default: (await import('../features/directory/NobodyChosen.tsx')).NobodyChosen }));
const PersonCard = lazy(async () => ({ default: (await import('../features/directory/PersonCard.tsx')).PersonCard }));
const SettingsPage = lazy(async () => ({ default: (await import('../features/settings/SettingsPage.tsx')).SettingsPage }));
const NoSetting = lazy(async () => ({ default: (await import('../features/settings/NoSetting.tsx')).NoSetting }));
const ProfileForm = lazy(async () => ({ default: (await import('../features/settings/ProfileForm.tsx')).ProfileForm }));
const LanguagePane = lazy(async () => ({ default: (await import('../features/settings/LanguagePane.tsx')).LanguagePane }));
const DevicesPane = lazy(async () => ({ default: (await import('../features/settings/devices/DevicesPane.tsx')).DevicesPane }));
const AddDevice = lazy(async () => ({ default: (await import('../features/settings/devices/AddDevice.tsx')).AddDevice }));
const SecurityPane = lazy(async () => ({
  default: (await import('../features/settings/security/SecurityPane.tsx')).SecurityPane,
}));
const PasswordPane = lazy(async () => ({
  default: (await import('../features/settings/security/PasswordPane.tsx')).PasswordPane,
}));
const SecondFactorPane = lazy(async () => ({
  default: (await import('../features/settings/security/SecondFactorPane.tsx')).SecondFactorPane,
}));
const RecoveryPane = lazy(async () => ({
  default: (await import('../features/settings/recovery/RecoveryPane.tsx')).RecoveryPane,
}));
const NewCode = lazy(async () => ({ default: (await import('../features/settings/recovery/NewCode.tsx')).NewCode }));
const StoragePane = lazy(async () => ({ default: (await import('../features/settings/storage/StoragePane.tsx')).StoragePane }));
const LockPane = lazy(async () => ({ default: (await import('../features/settings/lock/LockPane.tsx')).LockPane }));
const NotificationsPane = lazy(async () => ({
  default: (await import('../features/settings/notifications/NotificationsPane.tsx')).NotificationsPane,
}));
const PhrasesPane = lazy(async () => ({ default: (await import('../features/settings/PhrasesPane.tsx')).PhrasesPane }));
const ThemePane = lazy(async () => ({ default: (await import('../features/settings/ThemePane.tsx')).ThemePane }));
const PrivacyPane = lazy(async () => ({ default: (await import('../features/settings/PrivacyPane.tsx')).PrivacyPane }));
const AccountPane = lazy(async () => ({ default: (await import('../features/settings/account/AccountPane.tsx')).AccountPane }));
const AboutPane = lazy(async () => ({ default: (await import('../features/settings/about/AboutPane.tsx')).AboutPane }));
const TrustPane = lazy(async () => ({ default: (await import('../features/settings/TrustPane.tsx')).TrustPane }));
const NetworkPane = lazy(async () => ({ default: (await import('../features/settings/network/NetworkPane.tsx')).NetworkPane }));
const PoliciesPane = lazy(async () => ({
  default: (await import('../features/settings/policies/PoliciesPane.tsx')).PoliciesPane,
}));
const RulesPane = lazy(async () => ({ default: (await import('../features/settings/policies/RulesPane.tsx')).RulesPane }));
const AlertsPage = lazy(async () => ({ default: (await import('../features/alerts/AlertsPage.tsx')).AlertsPage }));
const CalendarPage = lazy(async () => ({ default: (await import('../features/calendar/CalendarPage.tsx')).CalendarPage }));
const EventPane = lazy(async () => ({ default: (await import('../features/calendar/event/EventPane.tsx')).EventPane }));
const NewEvent = lazy(async () => ({ default: (await import('../features/calendar/event/NewEvent.tsx')).NewEvent }));
const EditEvent = lazy(async () => ({ default: (await import('../features/calendar/event/EditEvent.tsx')).EditEvent }));
const OnCallPage = lazy(async () => ({ default: (await import('../features/on-call/OnCallPage.tsx')).OnCallPage }));
const AdminDoor = lazy(async () => ({ default: (await import('./admin/AdminDoor.tsx')).AdminDoor }));
const AccountsPane = lazy(async () => ({ default: (await import('../features/admin/accounts/AccountsPane.tsx')).AccountsPane }));
const OwnAuditPane = lazy(async () => ({
  default: (await import('../features/settings/security/OwnAuditPane.tsx')).OwnAuditPane,
}));
const AuditPane = lazy(async () => ({ default: (await import('../features/admin/audit/AuditPane.tsx')).AuditPane }));
const UsagePane = lazy(async () => ({ default: (await import('../features/admin/usage/UsagePane.tsx')).UsagePane }));
const HospitalPane = lazy(async () => ({ default: (await import('../features/admin/hospital/HospitalPane.tsx')).HospitalPane }));
const UnitsPane = lazy(async () => ({ default: (await import('../features/admin/hospital/units/UnitsPane.tsx')).UnitsPane }));
const InvitationsPane = lazy(async () => ({
  default: (await import('../features/admin/hospital/invitations/InvitationsPane.tsx')).InvitationsPane,
}));
const ImportPane = lazy(async () => ({ default: (await import('../features/admin/hospital/import/ImportPane.tsx')).ImportPane }));
const AnnouncementsPane = lazy(async () => ({
  default: (await import('../features/admin/hospital/announcements/AnnouncementsPane.tsx')).AnnouncementsPane,
}));
const NotFound = lazy(async () => ({ default: (await import('./NotFound.tsx')).NotFound }));

export const Routes = () => (
  <Router root={Root}>
    <Route path="/" component={MessagesPage}>
      <Route path="/" component={NowPane} />
      {/* One route: the thread stays where it is while the panel comes and goes. */}
      <Route path={['/c/:id', '/groups/:id']} component={ConversationPlace} />
      <Route path="/groups/new" component={NewGroup} />
      <Route path="/groups/:id/add" component={AddMembers} />
      <Route path="/new" component={NewMessage} />
      <Route path="/search" component={SearchPage} />
      <Route path="/share" component={SharePage} />
    </Route>
    <Route path="/directory" component={DirectoryPage}>
      <Route path="/" component={NobodyChosen} />
      <Route path="/:user" component={PersonCard} />
    </Route>
    <Route path="/settings" component={SettingsPage}>
      <Route path="/" component={NoSetting} />
      <Route path="/profile" component={ProfileForm} />
      <Route path="/language" component={LanguagePane} />
      <Route path="/theme" component={ThemePane} />
      <Route path="/rules" component={RulesPane} />
      <Route path="/notifications" component={NotificationsPane} />
      <Route path="/phrases" component={PhrasesPane} />
      <Route path="/privacy" component={PrivacyPane} />
      <Route path="/account" component={AccountPane} />
      <Route path="/about" component={AboutPane} />
      <Route path="/trust" component={TrustPane} />
      <Route path="/lock" component={LockPane} />
      <Route path="/devices" component={DevicesPane} />
      <Route path="/devices/add" component={AddDevice} />
      <Route path="/security" component={SecurityPane} />
      <Route path="/security/password" component={PasswordPane} />
      <Route path="/security/code" component={SecondFactorPane} />
      <Route path="/security/history" component={OwnAuditPane} />
      <Route path="/recovery" component={RecoveryPane} />
      <Route path="/recovery/new" component={NewCode} />
      <Route path="/storage" component={StoragePane} />
      <Route path="/network" component={NetworkPane} />
    </Route>
    <Route path="/policies" component={SettingsPage}>
      <Route path="/" component={PoliciesPane} />
    </Route>
    <Route path="/calendar" component={CalendarPage}>
      <Route path="/" />
      <Route path="/new" component={NewEvent} />
      <Route path="/e/:calendar/:event" component={EventPane} />
      <Route path="/e/:calendar/:event/edit" component={EditEvent} />
    </Route>
    <Route path="/on-call" component={OnCallPage} />
    <Route path="/alerts" component={AlertsPage} />
    <Route path="/admin" component={AdminDoor}>
      <Route path="/" component={AccountsPane} />
      <Route path="/usage" component={UsagePane} />
      <Route path="/audit" component={AuditPane} />
      <Route path="/hospital" component={HospitalPane} />
      <Route path="/hospital/units" component={UnitsPane} />
      <Route path="/hospital/invitations" component={InvitationsPane} />
      <Route path="/hospital/invitations/import" component={ImportPane} />
      <Route path="/hospital/announcements" component={AnnouncementsPane} />
    </Route>
    {/* As it was called before there was more than that. */}
    <Route path="/approvals" component={() => <Navigate href="/admin" />} />
    <Route path="*" component={NotFound} />
  </Router>
);
