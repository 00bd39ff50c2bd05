import {
  AudioCheckEntity,
  PreflightEntity,
  PreflightMarkEntity,
  PreflightRunEntity,
  PreflightTellingEntity,
} from './preflight.entity';

export { PreflightModule } from './preflight.module';
export { PreflightService } from './preflight.service';

export const preflightEntities = [
  PreflightEntity,
  PreflightTellingEntity,
  PreflightRunEntity,
  PreflightMarkEntity,
  AudioCheckEntity,
];
