import { KeyEntity, SessionEntity, SignInTokenEntity, WorkspaceEntity } from '@grapevine/database';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { KeyStore } from './key-store.js';
import { SessionStore } from './session-store.js';
import { WorkspaceStore } from './workspace-store.js';

/** Tenants, their keys and their people; both roles need it. */
@Module({
  imports: [TypeOrmModule.forFeature([KeyEntity, SessionEntity, SignInTokenEntity, WorkspaceEntity])],
  providers: [KeyStore, SessionStore, WorkspaceStore],
  exports: [KeyStore, SessionStore, WorkspaceStore],
})
export class WorkspacesModule {}
