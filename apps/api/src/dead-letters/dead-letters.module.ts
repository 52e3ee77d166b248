import { Module } from '@nestjs/common';
import { WorkspacesModule } from '../workspaces/workspaces.module.js';
import { DeadLetterStore } from './dead-letter-store.js';

@Module({
  imports: [WorkspacesModule],
  providers: [DeadLetterStore],
  exports: [DeadLetterStore],
})
export class DeadLettersModule {}
