export { type DecodeCborError, decodeCbor, encodeCbor } from '../cbor.ts';
