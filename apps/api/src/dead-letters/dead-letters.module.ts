import { DeadLetterEntity } from '@grapevine/database';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { WorkspacesModule } from '../workspaces/workspaces.module.js';
import { DeadLetterStore } from './dead-letter-store.js';

@Module({
  imports: [TypeOrmModule.forFeature([DeadLetterEntity]), WorkspacesModule],
  providers: [DeadLetterStore],
  exports: [DeadLetterStore],
})
export class DeadLettersModule {}
