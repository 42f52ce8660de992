import * as v from 'valibot';
import { isMessageId, isSpaceId, type MessageId, type SpaceId } from '../../ids.ts';

/** ['reminder-of', key]: which event the relay calls so; of those that it was told of. */
export const ReminderOfRow = v.object({
  space: v.custom<SpaceId>(isSpaceId),
  segment: v.string(),
  event: v.custom<MessageId>(isMessageId),
});
