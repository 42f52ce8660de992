/** A QR code as one path: crisp on paper and on screen, black on white in every theme because scanners want that. */

import { createMemo } from 'solid-js';
import { encode } from 'uqr';

interface QrCodeProps {
  readonly text: string;
  readonly label: string;
}

const quietModules = 2;

export const QrCode = (props: QrCodeProps) => {
  const drawing = createMemo(() => {
    const { data, size } = encode(props.text, { ecc: 'M', border: quietModules });
    let path = '';
    data.forEach((row, y) => {
      row.forEach((dark, x) => {
        if (dark) path += `M${x} ${y}h1v1h-1z`;
      });
    });
    return { path, size };
  });
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${drawing().size} ${drawing().size}`}
      shape-rendering="crispEdges"
      role="img"
      aria-label={props.label}
    >
      <path d={drawing().path} fill="#14171d" />
    </svg>
  );
};
