import { Entity } from 'typeorm';
import type { PolicyException, PolicyLimits } from '../../domain/scheduling/policy';
import { BigintColumn, IdColumn, IntegerColumn, JsonColumn } from '../../platform/database/columns';

/** The limits an area sets for itself and all below it (S7); what is left out is inherited. */
@Entity('policies')
export class PolicyEntity {
  @IdColumn('area_code') areaCode!: string;
  @JsonColumn('limits') limits!: Partial<PolicyLimits>;
  @JsonColumn('exceptions') exceptions!: PolicyException[];
  @IntegerColumn('revision') revision!: number;
  @BigintColumn('updated_at') updatedAt!: number;
}
