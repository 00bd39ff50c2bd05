import path from 'node:path';
import { type DynamicModule, Global, Module, type ModuleMetadata, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { SecretBox } from '../../platform/signing/secret-box';
import { AccessGuard } from './access.guard';
import { AccessService } from './access.service';
import { AccountsController } from './accounts.controller';
import { AccountsRepository } from './accounts.repository';
import { AdministrationService } from './administration.service';
import { AREA_TREE, type AreaTree } from './area-tree';
import { LoginThrottle } from './login-throttle';
import { PasswordsService } from './passwords.service';
import { SecondStepController } from './second-step.controller';
import { SecondStepRepository } from './second-step.repository';
import { SecondStepService } from './second-step.service';
import { SessionEndings } from './session-endings';
import { SessionsService } from './sessions.service';
import { UsersController } from './users.controller';
import { UsersService } from './users.service';

/** How the composition root gives the tree of areas. */
export interface AreaTreeSource {
  imports: NonNullable<ModuleMetadata['imports']>;
  /** What `create` takes, out of `imports`. */
  inject: unknown[];
  create: (...parts: never[]) => AreaTree;
}

/** Users, grants, sessions, and the guard before every route of the application. Global: every feature asks AccessService. */
@Global()
@Module({})
export class AccountsModule {
  static with(areas: AreaTreeSource): DynamicModule {
    const tree = { provide: AREA_TREE, inject: areas.inject, useFactory: areas.create } as Provider;
    const throttle: Provider = {
      provide: LoginThrottle,
      inject: [UnitOfWork, LOA_CONFIG],
      useFactory: (uow: UnitOfWork, config: LoaConfig) =>
        new LoginThrottle(uow, {
          perUser: config.loginAttempts,
          perAddress: config.loginAttemptsPerAddress,
          pauseMs: config.loginPauseSeconds * 1000,
        }),
    };
    const box: Provider = {
      provide: SecretBox,
      inject: [LOA_CONFIG],
      useFactory: (config: LoaConfig) => new SecretBox(path.join(config.dataDir, 'keys', 'accounts.key')),
    };
    return {
      module: AccountsModule,
      imports: areas.imports,
      controllers: [AccountsController, SecondStepController, UsersController],
      providers: [
        tree,
        throttle,
        box,
        AccountsRepository,
        SecondStepRepository,
        SecondStepService,
        AccessService,
        SessionEndings,
        SessionsService,
        PasswordsService,
        UsersService,
        AdministrationService,
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
      exports: [AccessService, SessionEndings, SessionsService, PasswordsService, UsersService],
    };
  }
}
