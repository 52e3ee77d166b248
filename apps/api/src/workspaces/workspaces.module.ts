import { KeyEntity, PersonEntity, SessionEntity, SignInTokenEntity, WorkspaceEntity } from '@grapevine/database';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { KeyStore } from './key-store.js';
import { Passwords } from './passwords.js';
import { PeopleStore } from './people-store.js';
import { SessionStore } from './session-store.js';
import { SessionView } from './session-view.js';
import { SignInLimits } from './sign-in-limits.js';
import { WorkspaceStore } from './workspace-store.js';

/** Tenants, their keys and their people; both roles need it. */
@Module({
  imports: [TypeOrmModule.forFeature([KeyEntity, PersonEntity, SessionEntity, SignInTokenEntity, WorkspaceEntity])],
  providers: [KeyStore, Passwords, PeopleStore, SessionStore, SessionView, SignInLimits, WorkspaceStore],
  exports: [KeyStore, PeopleStore, SessionStore, SessionView, SignInLimits, WorkspaceStore],
})
export class WorkspacesModule {}
