/** What somebody may do beside the work of everybody (ADMIN-1): for what screens show. The server goes by the same table. */
import type { Me, Permission } from '@sanad/model/engine/api';
import { administers, permits } from '@sanad/model/engine/api';

export const may = (me: Pick<Me, 'role'> | undefined, permission: Permission): boolean =>
  me !== undefined && permits(me.role, permission);
/** There is something for her in the administration. */
export const mayEnter = (me: Pick<Me, 'role'> | undefined): boolean => me !== undefined && administers(me.role);
