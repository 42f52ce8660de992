/** `--help`. The long form is docs/headless.md. */
export const helpText = `SANAD, a device without a screen

  npm run --silent device -- COMMAND --url URL --profile DIR [--json] [--timeout SECONDS]

  sign-up        --name --email --staff-number --profession doctor|nurse|administrative --unit [--password]
                 [--first-admin LINK [--organisation NAME]]       prints the recovery code: keep it
  sign-in        --login EMAIL|STAFF-NUMBER [--password] [--code CODE]   code: of the second factor, if there is one
  recover        [--code CODE]                                    after sign-in: makes this profile a device
  approve EMAIL  [--role member|administrator] [--comparison-code CODE]
  send           --to EMAIL|NAME|USER-ID or --conversation ID [--priority normal|medium|urgent] [--text TEXT]
  attach FILE…   --to … or --conversation ID [--text TEXT]         a message with up to ten files
  fetch          --conversation ID --message ID --out FOLDER      writes its files there; replaces nothing
  conversations                                                   the inbox
  read           --conversation ID [--limit N]                    shows messages and marks them as read
  listen                                                          a line per event until SIGINT or SIGTERM
  sync                                                            until nothing is left to exchange
  state                                                           cursors and hashes; needs no --url and no network

  A password that is not given is taken from SANAD_PASSWORD or a line on standard input; a code from SANAD_RECOVERY_CODE or
  standard input; a text from standard input. Sending works without the server: the message waits in the profile.

  exit  0 done · 1 refused · 2 wrong usage · 3 not signed in or not ready · 4 no network · 5 profile in use
        6 storage full · 7 a conversation was stopped · 70 defect
`;
