/**
 * E-mail where SANAD_SMTP_URL is set (ACCOUNT-5): short plain texts to people of this hospital, and nothing else. A message holds no word of
 * any conversation. What could not be handed over is said in the log by its code; nobody who asked waits for it.
 */
import { createTransport } from 'nodemailer';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}
export interface Mailer {
  /** Rejects with what the mail server said. */
  readonly send: (mail: Mail) => Promise<void>;
  readonly close: () => void;
}

const patienceMs = 20_000;

/** `url`: smtp: or smtps:, with name and password in it where the server asks for them. */
export function createMailer({ url, from }: { readonly url: string; readonly from: string }): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    // Neither files nor addresses of others are ever read for a message.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      await transport.sendMail({ from, ...mail, headers: { 'auto-submitted': 'auto-generated' } });
    },
    close: () => transport.close(),
  };
}
