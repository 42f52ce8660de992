/** What a page's peer connections heard: from getStats, of all there were. */
import type { Page } from '@playwright/test';

declare global {
  interface Window {
    unsafeConnections?: RTCPeerConnection[];
  }
}

/** Before the page loads. */
export async function watchConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const made: RTCPeerConnection[] = [];
    window.unsafeConnections = made;
    const Original = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        made.push(this);
      }
    };
  });
}

/** Bytes of sound that came in over RTP, of the connections that are open. */
export const bytesHeard = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    let bytes = 0;
    for (const connection of window.unsafeConnections ?? []) {
      if (connection.connectionState === 'closed') continue;
      for (const report of (await connection.getStats()).values())
        if (report.type === 'inbound-rtp' && report.kind === 'audio') bytes += report.bytesReceived;
    }
    return bytes;
  });

export interface Relay {
  readonly local: string;
  readonly remote: string;
  /** Between this device and its relay. */
  readonly protocol: string | undefined;
}
/** Over which candidates media go now: from getStats, of the connections that are open. */
export const relaysUsed = (page: Page): Promise<readonly Relay[]> =>
  page.evaluate(async () => {
    const used: Relay[] = [];
    for (const connection of window.unsafeConnections ?? []) {
      if (connection.connectionState !== 'connected') continue;
      const reports = await connection.getStats();
      const transport = [...reports.values()].find(({ type }) => type === 'transport');
      const pair = reports.get(transport?.selectedCandidatePairId);
      const [local, remote] = [reports.get(pair?.localCandidateId), reports.get(pair?.remoteCandidateId)];
      used.push({ local: local?.candidateType, remote: remote?.candidateType, protocol: local?.relayProtocol });
    }
    return used;
  });

/** Names and passwords for relays, as the app got them from the server. */
export const relaysGiven = (page: Page): Promise<readonly { readonly username: string; readonly credential: string }[]> =>
  page.evaluate(() =>
    (window.unsafeConnections ?? []).flatMap((connection) =>
      (connection.getConfiguration().iceServers ?? []).flatMap(({ username, credential }) =>
        username === undefined || credential === undefined ? [] : [{ username, credential }],
      ),
    ),
  );

/** How many open connections bring something new of this kind within a moment. */
async function growing(page: Page, kind: 'audio' | 'video'): Promise<number> {
  return page.evaluate(async (wanted) => {
    const counted = async (connection: RTCPeerConnection): Promise<number> => {
      if (connection.connectionState === 'closed') return 0;
      let count = 0;
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== 'inbound-rtp' || report.kind !== wanted) continue;
        count += wanted === 'audio' ? report.bytesReceived : (report.framesDecoded ?? 0);
      }
      return count;
    };
    const open = window.unsafeConnections ?? [];
    const before = await Promise.all(open.map(counted));
    await new Promise((resolve) => setTimeout(resolve, 800));
    const after = await Promise.all(open.map(counted));
    return after.filter((count, i) => count > (before[i] ?? 0)).length;
  }, kind);
}
export const heardFrom = (page: Page): Promise<number> => growing(page, 'audio');
export const seenFrom = (page: Page): Promise<number> => growing(page, 'video');
