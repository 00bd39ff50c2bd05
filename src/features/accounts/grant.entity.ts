import { Check, Entity, ForeignKey, Index } from 'typeorm';
import type { Role } from '../../domain/access/roles';
import { BigintColumn, IdColumn, TextColumn } from '../../platform/database/columns';

/** (user, role, area): covers the area and all below it. A revoked grant is deleted; the audit keeps it. */
@Entity('grants')
@Index('grants_once', ['userId', 'role', 'areaCode'], { unique: true })
@Check('grants_role', "role IN ('staff', 'approver', 'operator', 'reviewer', 'admin')")
export class GrantEntity {
  @IdColumn() id!: string;
  @ForeignKey('UserEntity', { name: 'grants_to_user' })
  @TextColumn('user_id')
  userId!: string;
  @TextColumn('role') role!: Role;
  @TextColumn('area_code') areaCode!: string;
  @BigintColumn('created_at') createdAt!: number;
}
