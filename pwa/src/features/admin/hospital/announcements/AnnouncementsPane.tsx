export const AnnouncementsPane = () => <p />;
