/** How this device is called in lists of devices: the kind, never the name of a machine. */
export const deviceLabel = 'headless (Node)';
